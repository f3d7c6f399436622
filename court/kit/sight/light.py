"""Even light for a page, whatever lamp, shadow or flash it was taken under; and which ink is red."""

import cv2
import numpy as np

PAPER = 245
REDDER = 35
# The ground that ink is seen against: the median of this neighbourhood, in points of a picture shrunk so often.
GROUND, AROUND = 8, 31


def red_ink(image: np.ndarray) -> np.ndarray:
    """Where the ink is red (seals, finger prints, red headings); shape (h, w), bool. Grey pictures have none."""
    if image.ndim != 3:
        return np.zeros(image.shape[:2], bool)
    blue, green, red = cv2.split(image)
    redder = cv2.subtract(red, cv2.max(green, blue))
    # Against what it lies on: a brown table and yellowed paper are no ink. A seal is mostly paper between its strokes.
    height, width = redder.shape
    small = cv2.resize(redder, (max(1, width // GROUND), max(1, height // GROUND)), interpolation=cv2.INTER_AREA)
    ground = cv2.resize(cv2.medianBlur(small, AROUND), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.subtract(redder, ground) > REDDER


def even(channel: np.ndarray) -> np.ndarray:
    """One channel divided by the brightness of its own paper, so that paper is near white everywhere; uint8."""
    height, width = channel.shape
    reach = max(15, int(max(height, width) / 40))
    small = cv2.resize(channel, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    grain = max(5, (reach // 4) | 1)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grain, grain)))
    paper = cv2.GaussianBlur(paper, (0, 0), grain / 2)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.clip(channel.astype(np.float32) / np.maximum(paper, 1) * PAPER, 0, 255).astype(np.uint8)


def washed_out(grey: np.ndarray) -> float:
    """0..1: how faint the ink of an evened page is; a crisp scan is near 0, a phone photo near 0.8."""
    ink = grey[grey < PAPER - 40]
    return 0.0 if ink.size == 0 else float(np.clip((np.median(ink) - 60) / 140, 0, 1))


def ink(grey: np.ndarray) -> int:
    """How dark an evened page's writing is at least: faint under glare, black on a crisp scan."""
    written = grey[grey < PAPER - 40]
    return 130 if written.size == 0 else int(np.clip(np.median(written) + 10, 90, 200))
