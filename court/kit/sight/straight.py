"""A page made straight: the sheet cut out of a photo where its outline is sure, else skew taken out by the lines' slope.

The answer is a way: the 3×3 matrix that carries points of the upright picture to the picture to be shown.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from court.kit.sight.quads import ordered, size

# Skew in shares (rise over run): below the first nobody sees it, above the second it is no skew of a scanner.
SKEW, MUCH = 0.007, 0.25
LOOKED_AT = 600
SHEET_SHARE = 0.35
# Share by which an outline's area may differ from its four corners'.
SURE_OF_CORNERS = 0.015
TEXT_INSIDE = 0.97
A4_SHAPE = 2**0.5


@dataclass(frozen=True)
class Way:
    """`sheet`: whether the paper was cut out of its surroundings."""

    matrix: np.ndarray
    width: int
    height: int
    sheet: bool = False

    def carried(self, quads: np.ndarray) -> np.ndarray:
        """Places (n, 4, 2) in the picture to be shown."""
        if not len(quads):
            return quads
        return cv2.perspectiveTransform(quads.reshape(1, -1, 2).astype(np.float32), self.matrix).reshape(quads.shape)

    def drawn(self, image: np.ndarray) -> np.ndarray:
        return cv2.warpPerspective(image, self.matrix, (self.width, self.height), flags=cv2.INTER_CUBIC,
                                   borderMode=cv2.BORDER_REPLICATE)  # fmt: skip


def way(image: np.ndarray, quads: np.ndarray) -> Way | None:
    """How to straighten an upright picture with its lines; None where it is straight or nothing is sure."""
    return _cut_out(image, quads) or _level(image, quads)


def _level(image: np.ndarray, quads: np.ndarray) -> Way | None:
    slopes = [(quad[1] - quad[0] + quad[2] - quad[3]) for quad in quads if size(quad)[0] > 4 * size(quad)[1]]
    if len(slopes) < 3:
        return None
    rises = np.array([y / max(x, 1) for x, y in slopes])
    skew = float(np.median(rises))
    if not SKEW < abs(skew) < MUCH:
        return None
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(np.arctan(skew))), 1)
    return Way(np.vstack([turn, [0, 0, 1]]).astype(np.float32), width, height)


def _cut_out(image: np.ndarray, quads: np.ndarray) -> Way | None:
    corners = outline(image)
    if corners is None or not len(quads):
        return None
    sheet = corners.astype(np.float32)
    middles = quads.mean(1)
    inside = np.mean([cv2.pointPolygonTest(sheet, (float(x), float(y)), False) >= 0 for x, y in middles])
    if inside < TEXT_INSIDE or not _as_the_lines(corners, quads):
        return None
    across, down = size(sheet)
    if across < down and abs(down / across / A4_SHAPE - 1) < 0.2:
        down = across * A4_SHAPE
    elif across > down and abs(across / down / A4_SHAPE - 1) < 0.2:
        across = down * A4_SHAPE
    width, height = round(across), round(down)
    place = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Way(cv2.getPerspectiveTransform(sheet, place), width, height, sheet=True)


def _as_the_lines(corners: np.ndarray, quads: np.ndarray) -> bool:
    """Lines run as the sheet's edges do between which they lie."""
    long = [quad for quad in quads if size(quad)[0] > 4 * size(quad)[1]]
    if len(long) < 3:
        return False
    square = np.array([[0, 0], [1000, 0], [1000, 1000], [0, 1000]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    laid = cv2.perspectiveTransform(np.array(long, np.float32).reshape(1, -1, 2), matrix).reshape(-1, 4, 2)
    rises = [(quad[1] - quad[0])[1] / max((quad[1] - quad[0])[0], 1) for quad in laid]
    return float(np.median(np.abs(rises))) < 0.02


def outline(image: np.ndarray) -> np.ndarray | None:
    """Four corners of a bright sheet on something darker; None where it fills the picture or its edges are not sure."""
    share = LOOKED_AT / max(image.shape[:2])
    small = cv2.GaussianBlur(cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), (5, 5), 0)
    best: tuple[float, np.ndarray] | None = None
    for bright in _brightness(small):
        found = _corners(bright)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    if best is None or best[0] > SURE_OF_CORNERS:
        return None
    height, width = small.shape[:2]
    at_edge = (best[1] < 4).any(1) | (best[1][:, 0] > width - 5) | (best[1][:, 1] > height - 5)
    if at_edge.sum() >= 2:
        return None
    return ordered([best[1]])[0] / share


def _brightness(small: np.ndarray) -> list[np.ndarray]:
    if small.ndim == 2:
        return [small]
    tones = cv2.cvtColor(small, cv2.COLOR_BGR2HSV)
    white = np.clip(tones[..., 2].astype(int) - tones[..., 1], 0, 255).astype(np.uint8)
    return [white, small[..., 0], cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)]


def _corners(bright: np.ndarray) -> tuple[float, np.ndarray] | None:
    """How far the brightest piece is from a four-sided one, and the four."""
    _, mask = cv2.threshold(bright, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    pieces, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not pieces:
        return None
    hull = cv2.convexHull(max(pieces, key=cv2.contourArea))
    area = cv2.contourArea(hull)
    if area < SHEET_SHARE * bright.size:
        return None
    for coarse in (0.01, 0.02, 0.03, 0.05):
        four = cv2.approxPolyDP(hull, coarse * cv2.arcLength(hull, True), True)
        if len(four) == 4:
            return abs(1 - area / max(cv2.contourArea(four), 1)), four[:, 0].astype(np.float32)
    return None
