"""What scanners, faxes and phones do to a page: the picture changed, and its places carried along."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

Picture = np.ndarray
Quad = list[list[float]]
WHITE = (255, 255, 255)


def worn(image: Picture, quads: list[Quad], mode: str, chance: Random) -> tuple[Picture, list[Quad], dict]:
    """A picture (BGR, uint8) as a mode leaves it, the corners in it, and how: {"mode", "angle", "jpeg_quality"}."""
    noise = np.random.default_rng(chance.getrandbits(32))
    return MODES[mode](image, quads, chance, noise)


def _turned(image: Picture, quads: list[Quad], degrees: float, border: tuple = WHITE) -> tuple[Picture, list[Quad]]:
    """Turned by degrees with the clock, nothing cut off."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = round(height * sine + width * cosine), round(height * cosine + width * sine)
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return cv2.warpAffine(image, matrix, (across, down), flags=cv2.INTER_CUBIC, borderValue=border), _carried(quads, np.vstack([matrix, [0, 0, 1]]))


def _carried(quads: list[Quad], matrix: np.ndarray) -> list[Quad]:
    if not quads:
        return []
    points = np.array(quads, np.float64).reshape(-1, 1, 2)
    return np.round(cv2.perspectiveTransform(points, matrix).reshape(-1, 4, 2), 1).tolist()


def _grained(image: Picture, noise: np.random.Generator, much: float) -> Picture:
    return np.clip(image + noise.normal(0, much, image.shape), 0, 255).astype(np.uint8)


def _packed(image: Picture, quality: int) -> Picture:
    return cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def _how(mode: str, angle: float, quality: int) -> dict:
    return {"mode": mode, "angle": round(angle, 1), "jpeg_quality": quality}


def clean(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    angle = chance.uniform(-0.7, 0.7)
    image, quads = _turned(image, quads, angle)
    return _packed(_grained(image, noise, 2), 82), quads, _how("scan-clean", angle, 82)


def noisy(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    angle = chance.uniform(-2.5, 2.5)
    image, quads = _turned(image, quads, angle, (225, 228, 230))
    height, width = image.shape[:2]
    for _ in range(chance.randint(100, 260)):
        cv2.circle(image, (chance.randrange(width), chance.randrange(height)), chance.choice([1, 1, 2]), (chance.randint(30, 150),) * 3, -1)
    fold = chance.randrange(height // 4, height * 3 // 4)
    image[fold : fold + 3] = (image[fold : fold + 3] * 0.8).astype(np.uint8)
    return _packed(_grained(image, noise, 11), 60), quads, _how("scan-noisy", angle, 60)


def rotated(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    angle = chance.choice([90, 180, 270]) + chance.uniform(-1.5, 1.5)
    image, quads = _turned(image, quads, angle)
    return _packed(_grained(image, noise, 4), 72), quads, _how("scan-rotated", angle, 72)


def fax(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    angle = chance.uniform(-1.5, 1.5)
    image, quads = _turned(image, quads, angle)
    grey = _grained(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), noise, 14)
    black = np.where(cv2.GaussianBlur(grey, (3, 3), 0) > chance.randint(140, 165), 255, 0).astype(np.uint8)
    return _packed(cv2.cvtColor(black, cv2.COLOR_GRAY2BGR), 70), quads, _how("fax-bw", angle, 70)


def photo(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    image, quads, angle = _seen(image, quads, chance, noise, 0.035, 6)
    image = _lit(image, chance, 0.25)
    return _packed(_grained(cv2.GaussianBlur(image, (3, 3), 0.6), noise, 5), 68), quads, _how("photo", angle, 68)


def hard_photo(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator) -> tuple:
    image, quads, angle = _seen(image, quads, chance, noise, 0.075, 10)
    image = _glare(_shadow(_lit(image, chance, 0.4), chance), chance)
    share = 0.75
    image = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    quads = [[[round(x * share, 1), round(y * share, 1)] for x, y in quad] for quad in quads]
    return _packed(_grained(cv2.GaussianBlur(image, (3, 3), 0.8), noise, 7), 45), quads, _how("photo-hard", angle, 45)


def _seen(image: Picture, quads: list[Quad], chance: Random, noise: np.random.Generator, slant: float, most: float) -> tuple[Picture, list[Quad], float]:
    """The sheet on a table, seen from aside and turned."""
    height, width = image.shape[:2]
    margin = round(width * 0.06)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + margin + np.array([[chance.uniform(-slant, slant) * width for _ in range(2)] for _ in range(4)], np.float32)
    angle = chance.uniform(-most, most)
    turn = cv2.getRotationMatrix2D((width / 2 + margin, height / 2 + margin), -angle, 0.9)
    moved = (np.hstack([moved, np.ones((4, 1))]) @ turn.T).astype(np.float32)
    moved += 8 - moved.min(axis=0)
    size = (moved.max(axis=0) + 8).astype(int)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    table = np.clip(noise.normal((70, 95, 130), 12, (size[1], size[0], 3)), 0, 255).astype(np.uint8)
    blurred = cv2.GaussianBlur(table, (0, 0), 3)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, tuple(size.tolist()))
    sheet = cv2.warpPerspective(image, matrix, tuple(size.tolist()), flags=cv2.INTER_CUBIC)
    return np.where(mask[..., None] > 127, sheet, blurred), _carried(quads, matrix.astype(np.float64)), angle


def _lit(image: Picture, chance: Random, much: float) -> Picture:
    height, width = image.shape[:2]
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    slope = across * chance.uniform(-1, 1) + down * chance.uniform(-1, 1)
    light = 0.95 - much * (slope - slope.min()) / max(1e-6, np.ptp(slope))
    return np.clip(image * light[..., None], 0, 255).astype(np.uint8)


def _shadow(image: Picture, chance: Random) -> Picture:
    height, width = image.shape[:2]
    mask = np.zeros((height, width), np.float32)
    edge = chance.uniform(0.3, 0.8) * width
    cv2.fillPoly(mask, [np.array([[edge, 0], [width, 0], [width, height], [edge + chance.uniform(-0.3, 0.3) * width, height]], np.int32)], 1.0)
    soft = cv2.GaussianBlur(mask, (0, 0), width / 40)
    return (image * (1 - 0.42 * soft[..., None])).astype(np.uint8)


def _glare(image: Picture, chance: Random) -> Picture:
    height, width = image.shape[:2]
    mask = np.zeros((height, width), np.float32)
    cv2.circle(mask, (chance.randrange(width), chance.randrange(height)), width // 9, 1.0, -1)
    soft = cv2.GaussianBlur(mask, (0, 0), width / 18)
    return np.clip(image + 110 * soft[..., None], 0, 255).astype(np.uint8)


MODES: dict[str, Callable[..., tuple]] = {
    "scan-clean": clean, "scan-noisy": noisy, "scan-rotated": rotated, "fax-bw": fax, "photo": photo, "photo-hard": hard_photo,
}  # fmt: skip
