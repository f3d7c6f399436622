"""Reading order: lines on one row side by side, rows from the top; skew and perspective taken out by the lines' own slope."""

import numpy as np

from court.kit.sight.quads import size

STEPS = 12
SAME_ROW = 0.5
SLOPE_NOISE = 0.01
ENOUGH_FOR_A_FIELD = 8


def in_rows(quads: np.ndarray) -> list[list[int]]:
    """Indexes into the quads: rows from the top, each from the left."""
    if len(quads) == 0:
        return []
    slope = _slope_field(quads)
    middles = np.array([quad.mean(0) for quad in quads])
    levels = _levels(middles, slope)
    heights = np.array([size(quad)[1] for quad in quads])
    lefts, rights = quads[:, :, 0].min(1), quads[:, :, 0].max(1)
    rows: list[list[int]] = []
    for one in np.argsort(levels):
        row = rows[-1] if rows else []
        if row and _beside(one, row, levels, heights) and not _over(one, row, lefts, rights):
            row.append(int(one))
        else:
            rows.append([int(one)])
    return [sorted(row, key=lambda one: lefts[one]) for row in rows]


def _beside(one: int, row: list[int], levels: np.ndarray, heights: np.ndarray) -> bool:
    lowest = min(float(np.mean(heights[row])), float(heights[one]))
    return abs(float(levels[one]) - float(np.mean(levels[row]))) < SAME_ROW * lowest


def _over(one: int, row: list[int], lefts: np.ndarray, rights: np.ndarray) -> bool:
    """Stands above or below one of the row rather than beside it."""
    def shared(other: int) -> float:
        both = min(rights[one], rights[other]) - max(lefts[one], lefts[other])
        return both / max(1.0, min(rights[one] - lefts[one], rights[other] - lefts[other]))

    return any(shared(other) > SAME_ROW for other in row)


def _slope_field(quads: np.ndarray) -> np.ndarray:
    """(a, b, c): the slope of the lines at x, y is a + b x/1000 + c y/1000; long lines vote, crooked ones lose weight."""
    where, slopes, weights = [], [], []
    for quad in quads:
        width, height = size(quad)
        if width < 2.5 * height:
            continue
        for left, right in ((quad[0], quad[1]), (quad[3], quad[2])):
            middle = (left + right) / 2
            where.append((1.0, middle[0] / 1000, middle[1] / 1000))
            slopes.append((right[1] - left[1]) / max(right[0] - left[0], 1))
            weights.append(width)
    if len(slopes) < 2:
        return np.zeros(3)
    x, y, weight = np.array(where), np.array(slopes), np.array(weights)
    if len(slopes) < ENOUGH_FOR_A_FIELD:
        return np.array([np.average(y, weights=weight), 0, 0])
    return _fitted(x, y, weight)


def _fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    found, voting = np.zeros(3), weight.copy()
    for _ in range(5):
        calm = np.diag([0, 1, 1]) * voting.sum() * 1e-3
        found = np.linalg.solve(x.T @ (x * voting[:, None]) + calm, (x * voting[:, None]).T @ y)
        voting = weight / (1 + (np.abs(y - x @ found) / SLOPE_NOISE) ** 2)
    return found


def _levels(points: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """The height of each point carried along the lines to the left edge."""
    x, y = points[:, 0].copy(), points[:, 1].copy()
    step = -x / STEPS
    for _ in range(STEPS):
        y += (slope[0] + slope[1] * x / 1000 + slope[2] * y / 1000) * step
        x += step
    return y
