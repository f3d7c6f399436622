"""Two small pictures of a judge's year, drawn as plain SVG: months of cases taken and closed, causes of open cases."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 250, 44, 14, 26
COLOURS = ("red", "blue", "amber", "green", "violet", "grey")
MOST_CAUSES = 5
RADIUS, HOLE = 92, 60


@dataclass(frozen=True)
class Month:
    """Cases taken and closed in one month; `rate` is closed of (open at its beginning + taken), in percent."""

    label: str
    taken: int
    closed: int
    rate: float | None


def months(today: date, taken: list[date], closed: list[date], open_before: int) -> list[Month]:
    """The last twelve months. `open_before`: cases open when they began; days outside are left out."""
    first = today.year * 12 + today.month - 12
    came = Counter(day.year * 12 + day.month - 1 for day in taken)
    went = Counter(day.year * 12 + day.month - 1 for day in closed)
    rows, stock = [], open_before
    for month in range(first, first + 12):
        new, done = came[month], went[month]
        whole = stock + new
        rows.append(Month(f"{month % 12 + 1}月", new, done, round(100 * done / whole, 1) if whole else None))
        stock = whole - done
    return rows


def bars(rows: list[Month]) -> dict:
    """Geometry of the columns and the line of rates, for the template."""
    top = _round_up(max([1, *(r.taken for r in rows), *(r.closed for r in rows)]))
    plot, step = HEIGHT - TOP - BOTTOM, (WIDTH - 2 * LEFT) / len(rows)
    columns, points = [], []
    for nth, row in enumerate(rows):
        middle = LEFT + step * (nth + 0.5)
        columns.append(
            {
                "label": row.label,
                "x": round(middle),
                "row": row,
                "taken": _column(middle - 16, row.taken, top, plot),
                "closed": _column(middle + 1, row.closed, top, plot),
            }
        )
        if row.rate is not None:
            points.append((round(middle, 1), round(TOP + plot * (1 - min(row.rate, 100) / 100), 1)))
    ticks = [
        {"y": round(TOP + plot * (1 - at / 4), 1), "left": round(top * at / 4), "right": 25 * at} for at in range(5)
    ]
    return {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - LEFT, "base": TOP + plot,
            "labels": HEIGHT - 6, "columns": columns, "ticks": ticks, "points": points,
            "line": " ".join(f"{x},{y}" for x, y in points)}  # fmt: skip


def _column(x: float, value: int, top: int, plot: int) -> dict:
    height = round(plot * value / top, 1)
    return {"x": round(x, 1), "y": round(TOP + plot - height, 1), "height": height, "value": value}


def _round_up(value: int) -> int:
    """The least of 4, 8, 12, 20, 40, 60, 80, 100 … that holds the value, so that ticks are whole."""
    for step in (4, 8, 12, 20, 40, 60, 80):
        if value <= step:
            return step
    return math.ceil(value / 100) * 100


def ring(causes: Counter) -> dict | None:
    """The five commonest causes and the rest as a ring; None for no case."""
    whole = sum(causes.values())
    if not whole:
        return None
    parts = causes.most_common(MOST_CAUSES)
    if rest := whole - sum(n for _, n in parts):
        parts.append(("其他", rest))
    slices, begun = [], 0.0
    for (label, n), colour in zip(parts, COLOURS, strict=False):
        share = n / whole
        middle = 2 * math.pi * (begun + share / 2)
        slices.append(
            {
                "label": label,
                "n": n,
                "colour": colour,
                "path": _arc(begun, share),
                "x": round(100 + 76 * math.sin(middle), 1),
                "y": round(100 - 76 * math.cos(middle) + 4, 1),
            }
        )
        begun += share
    return {"slices": slices, "whole": whole}


def _arc(begun: float, share: float) -> str:
    """A slice of the ring as an SVG path; a whole ring is two halves."""
    if share > 0.9999:
        return f"{_arc(0, 0.5)} {_arc(0.5, 0.5)}"
    outer, inner = [_point(RADIUS, begun + at) for at in (0, share)], [_point(HOLE, begun + at) for at in (share, 0)]
    large = int(share > 0.5)
    return f"M{outer[0]} A{RADIUS} {RADIUS} 0 {large} 1 {outer[1]} L{inner[0]} A{HOLE} {HOLE} 0 {large} 0 {inner[1]} Z"


def _point(radius: int, turn: float) -> str:
    angle = 2 * math.pi * turn
    return f"{100 + radius * math.sin(angle):.2f} {100 - radius * math.cos(angle):.2f}"
