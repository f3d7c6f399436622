"""Seals: round or oval marks in red. Their own words are read apart from the lines they lie on."""

import cv2
import numpy as np

SHRUNK = 4
SMALLEST = 0.06


def places(mask: np.ndarray) -> list[tuple[int, int, int, int]]:
    """x, y, width, height of each red mark that is big and round enough to be a seal; pixels."""
    height, width = mask.shape
    small = cv2.resize(mask.astype(np.uint8), (width // SHRUNK, height // SHRUNK), interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx((small > 0).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, marks, _ = cv2.connectedComponentsWithStats(small)
    found = []
    for x, y, across, down, _ in marks[1:] * SHRUNK:
        if min(across, down) > SMALLEST * max(height, width) and 0.5 < across / down < 2:
            found.append((int(x), int(y), int(across), int(down)))
    return found
