"""Which way up a page lies: a few long lines are read both ways, and the way that reads better wins."""

import numpy as np

from court.kit.sight.engine import Engine
from court.kit.sight.quads import cut, size, turned

READ = 8
LONG = 1.5


def quarters(grey: np.ndarray, quads: np.ndarray, engine: Engine) -> tuple[int, float]:
    """Quarter turns against the clock (numpy.rot90) that put the page upright, and by how much the reading was surer."""
    if len(quads) == 0:
        return 0, 0.0
    sizes = np.array([size(quad) for quad in quads])
    upright = sizes[sizes[:, 0] > LONG * sizes[:, 1], 0].sum()
    lying = sizes[sizes[:, 1] > LONG * sizes[:, 0], 1].sum()
    ways = (0, 2) if upright >= lying else (1, 3)
    sure = {way: _sureness(grey, quads, way, engine) for way in ways}
    best = max(ways, key=lambda way: sure[way])
    return best, sure[best] - min(sure.values())


def _sureness(grey: np.ndarray, quads: np.ndarray, way: int, engine: Engine) -> float:
    """How sure the longest lines are read when the page is turned this way, each character counted alike."""
    image, places = np.ascontiguousarray(np.rot90(grey, way)), turned(quads, way, *grey.shape[:2])
    longest = sorted(places, key=lambda quad: -min(size(quad)[0] / max(size(quad)[1], 1), 15))[:READ]
    read = engine.words([cut(image, quad) for quad in longest])
    return sum(len(text) * score for text, score in read) / max(1, sum(len(text) for text, _ in read))
