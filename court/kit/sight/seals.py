"""Seals: round or oval marks in red. Their own words are read apart from the lines they lie on."""

import cv2
import numpy as np

SHRUNK = 4
# Shares of the page's longer side.
SMALLEST, LARGEST = 0.06, 0.4
# Shares of a place: with less red it has none of a mark, with more black it is a line that a mark lies on.
SOME_RED, SOME_BLACK = 0.02, 0.03


def places(mask: np.ndarray) -> list[tuple[int, int, int, int]]:
    """x, y, width, height of each red mark that is big and round enough to be a seal; pixels."""
    height, width = mask.shape
    small = cv2.resize(mask.astype(np.uint8), (width // SHRUNK, height // SHRUNK), interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx((small > 0).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, marks, _ = cv2.connectedComponentsWithStats(small)
    found = []
    for x, y, across, down, _ in marks[1:] * SHRUNK:
        longer = max(height, width)
        if SMALLEST * longer < min(across, down) and max(across, down) < LARGEST * longer and 0.5 < across / down < 2:
            found.append((int(x), int(y), int(across), int(down)))
    return found


def is_red(black: np.ndarray, mask: np.ndarray, quad: np.ndarray, ink: int) -> bool:
    """Whether a line is written in red: part of a seal, a stamp, a heading. `ink`: how dark the page's black is at least."""
    left, top = np.maximum(np.floor(quad.min(0)).astype(int), 0)
    right, low = np.ceil(quad.max(0)).astype(int) + 1
    red = mask[top:low, left:right]
    inside = np.zeros(red.shape, np.uint8)
    cv2.fillPoly(inside, [(quad - (left, top)).astype(np.int32)], (1,))
    whole = max(int(inside.sum()), 1)
    dark = (black[top:low, left:right] < ink) & ~red & (inside > 0)
    return bool((red & (inside > 0)).sum() > SOME_RED * whole and dark.sum() < SOME_BLACK * whole)


def within(quad: np.ndarray, marks: list[tuple[int, int, int, int]]) -> bool:
    """Whether the middle of a line lies in one of the seals."""
    along, down = quad.mean(0)
    return any(x <= along <= x + across and y <= down <= y + height for x, y, across, height in marks)
