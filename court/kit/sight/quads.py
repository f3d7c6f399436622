"""Four corners of a line in a picture: top-left, top-right, bottom-right, bottom-left; pixels, y downwards."""

import cv2
import numpy as np

Quad = np.ndarray


def ordered(quads: list | np.ndarray) -> np.ndarray:
    """Shape (n, 4, 2), each from the corner nearest to the picture's origin, clockwise."""
    if len(quads) == 0:
        return np.zeros((0, 4, 2), np.float32)
    return np.array([_clockwise(np.asarray(quad, np.float32)) for quad in quads], np.float32)


def _clockwise(quad: Quad) -> Quad:
    middle = quad.mean(0)
    quad = quad[np.argsort(np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0]))]
    return np.roll(quad, -int(np.argmin(quad.sum(1))), axis=0)


def size(quad: Quad) -> tuple[float, float]:
    """Width and height: means of the opposite sides."""
    top, right, bottom, left = (float(np.linalg.norm(quad[(n + 1) % 4] - quad[n])) for n in range(4))
    return (top + bottom) / 2, (left + right) / 2


def turned(quads: np.ndarray, quarters: int, height: int, width: int) -> np.ndarray:
    """The same places after numpy.rot90(picture, quarters) of a picture of this height and width."""
    out = quads.copy()
    for _ in range(quarters % 4):
        x, y = out[..., 0].copy(), out[..., 1].copy()
        out[..., 0], out[..., 1] = y, width - 1 - x
        height, width = width, height
    return ordered(out)


def cut(image: np.ndarray, quad: Quad, margin: float = 0.0) -> np.ndarray:
    """The line straightened out of its picture; `margin` in shares of its height is kept around it."""
    across, down = size(quad)
    around = margin * down
    width, height = int(max(across, 4) + 2 * around), int(max(down, 4) + 2 * around)
    place = np.array([[around, around], [width - around, around], [width - around, height - around],
                      [around, height - around]], np.float32)  # fmt: skip
    way = cv2.getPerspectiveTransform(quad.astype(np.float32), place)
    return cv2.warpPerspective(image, way, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def shares(quad: Quad | tuple, width: float, height: float) -> tuple[tuple[float, float], ...]:
    """The corners as shares (0..1) of a picture of this size."""
    return tuple((round(min(max(float(x) / width, 0), 1), 5), round(min(max(float(y) / height, 0), 1), 5)) for x, y in quad)


def meets(quad: Quad, others: np.ndarray) -> bool:
    """Whether the upright box around a place has anything in common with one of the others'."""
    (left, top), (right, low) = quad.min(0), quad.max(0)
    return any(left < other[:, 0].max() and right > other[:, 0].min() and top < other[:, 1].max() and low > other[:, 1].min()
               for other in others)  # fmt: skip


def inside(quad: Quad, others: np.ndarray) -> bool:
    """Whether the middle of a place lies in one of the others."""
    along, down = (float(one) for one in quad.mean(0))
    return any(cv2.pointPolygonTest(other.astype(np.float32), (along, down), False) >= 0 for other in others)
