"""Seals: round or oval marks in red. Their own words are read apart from the lines they lie on."""

import cv2
import numpy as np

from court.kit.sight import light

SHRUNK = 4
# Shares of the page's longer side.
SMALLEST, LARGEST = 0.06, 0.4
# Shares of a place: with less red it has none of a mark, with more black it is a line that a mark lies on.
SOME_RED, SOME_BLACK = 0.02, 0.025
# A ruled line is at least so long, in points.
RULE = 60
# By how many tones of 256 a grey seal is lighter than the writing, or it can't be told from it.
LIGHTER = 25
LOOKED_AT = 800


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


def black_strokes(black: np.ndarray, mask: np.ndarray, ink: int) -> np.ndarray:
    """Where black writing is, red ink and ruled lines left out; bool. `ink`: how dark the page's black is at least."""
    dark = ((black < ink) & ~mask).astype(np.uint8)
    for length in ((max(RULE, dark.shape[1] // 16), 1), (1, max(RULE, dark.shape[0] // 16))):
        ruled = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(length[::-1], np.uint8))
        dark[cv2.dilate(ruled, np.ones((3, 3), np.uint8)) > 0] = 0
    return dark > 0


def is_red(strokes: np.ndarray, mask: np.ndarray, quad: np.ndarray) -> bool:
    """Whether a line is written in red: part of a seal, a stamp, a heading. `strokes`: the page's black ones."""
    left, top = np.maximum(np.floor(quad.min(0)).astype(int), 0)
    right, low = np.ceil(quad.max(0)).astype(int) + 1
    red, black = mask[top:low, left:right], strokes[top:low, left:right]
    inside = np.zeros(red.shape, np.uint8)
    cv2.fillPoly(inside, [(quad - (left, top)).astype(np.int32)], (1,))
    whole = max(int(inside.sum()), 1)
    return bool((red & (inside > 0)).sum() > SOME_RED * whole and (black & (inside > 0)).sum() < SOME_BLACK * whole)


def faded(grey: np.ndarray) -> np.ndarray:
    """A colourless page whose round seals are lighter than its writing, with the seals taken out to the tone of paper."""
    written = grey[grey < light.PAPER - 40]
    if written.size == 0:
        return grey
    ink, out = float(np.percentile(written, 25)), grey
    for along, down, radius in rings(grey):
        disc, ring = np.zeros((2, *grey.shape), np.uint8)
        cv2.circle(disc, (along, down), round(radius * 1.08), (1,), -1)
        cv2.circle(ring, (along, down), radius, (1,), max(3, radius // 16))
        tones = grey[(ring > 0) & (grey < light.PAPER - 40)]
        lightest = float(np.percentile(tones, 20)) if tones.size else 0.0
        if lightest < ink + LIGHTER:
            continue
        clearer = ink + (grey[disc > 0].astype(np.float32) - ink) * (light.PAPER - ink) / (lightest - ink)
        out = out.copy() if out is grey else out
        out[disc > 0] = np.where(grey[disc > 0] < ink, grey[disc > 0], np.clip(clearer, 0, light.PAPER)).astype(np.uint8)
    return out


def rings(grey: np.ndarray) -> list[tuple[int, int, int]]:
    """Middle and radius of what is round like a seal; pixels."""
    share = LOOKED_AT / max(grey.shape)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), (0, 0), 1.2)
    found = cv2.HoughCircles(small, cv2.HOUGH_GRADIENT_ALT, 1.5, 40, param1=150, param2=0.8,
                             minRadius=round(SMALLEST / 2 * LOOKED_AT), maxRadius=round(LARGEST / 2 * LOOKED_AT))  # fmt: skip
    return [] if found is None else [tuple(round(float(one) / share) for one in ring[:3]) for ring in found[0]]


def within(quad: np.ndarray, marks: list[tuple[int, int, int, int]]) -> bool:
    """Whether the middle of a line lies in one of the seals."""
    along, down = quad.mean(0)
    return any(x <= along <= x + across and y <= down <= y + height for x, y, across, height in marks)
