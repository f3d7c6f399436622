"""The stages of a definition as a picture (SVG): a box a stage, an arrow for the acts that lead from one to another."""
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from court.spine.cases.schema import Definition

WIDTH, LINE, PAD, GAP, TOP = 150, 24, 12, 26, 64
LEFT, LANE, LABELS, ARRIVAL = 24, 22, 660, 8
COLOURS = ["#9f1d20", "#1d4f91", "#2f6f4f", "#8a5a00", "#5b3f8c", "#00697a", "#7a2e5c", "#4a5560"]
WRAP = 34
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif"


@dataclass
class Arrow:
    """All acts that lead from one stage to another. `y` is where it leaves its stage, `lane` how far out it runs."""

    source: str
    target: str
    label: str
    y: int = 0
    lane: int = 0


def svg(d: Definition) -> str:
    """The whole picture. Stages stand in the order of the definition; ways back are dashed."""
    arrows = _arrows(d)
    boxes, bottom = _boxes(d, arrows)
    _lanes(d, arrows, boxes)
    lanes = max((a.lane for a in arrows), default=0) + 1
    right = LEFT + WIDTH + LABELS + lanes * LANE + 20
    title = f"{d.label}（第{d.version}版，{d.since}起）"
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {bottom + 20}" width="{right}" height="{bottom + 20}" '
             f'role="img" aria-label="{escape(title)}阶段图" font-family="{FONT}">',
             f'<rect width="{right}" height="{bottom + 20}" fill="#ffffff"/>',
             f'<text x="{LEFT}" y="36" font-size="22" font-weight="700" fill="#222222">{escape(title)}</text>']
    colours = {name: COLOURS[n % len(COLOURS)] for n, name in enumerate(d.stages)}
    arrivals: dict[str, int] = {}
    for arrow in arrows:
        arrivals[arrow.target] = arrivals.get(arrow.target, 0) + 1
        parts += _drawn(d, arrow, boxes, colours[arrow.target], arrivals[arrow.target])
    for name, (top, height) in boxes.items():
        parts += _box(d, name, top, height, colours[name])
    return "\n".join([*parts, "</svg>", ""])


def _arrows(d: Definition) -> list[Arrow]:
    """One arrow a pair of stages, in the order of the stages, with the labels of its acts."""
    found: dict[tuple[str, str], list[str]] = {}
    for act in d.acts.values():
        for target in dict.fromkeys(d.targets(act)):
            for source in d.stages if "*" in act.stages else act.stages:
                if source != target:
                    found.setdefault((source, target), []).append(act.label)
    order = list(d.stages)
    pairs = sorted(found, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    return [Arrow(*pair, "、".join(found[pair])) for pair in pairs]


def _wrapped(label: str) -> list[str]:
    return [label[start:start + WRAP] for start in range(0, len(label), WRAP)]


def _boxes(d: Definition, arrows: list[Arrow]) -> tuple[dict[str, tuple[int, int]], int]:
    """(top, height) of every stage: as high as the arrows need that leave it. And where the last one ends."""
    boxes, y = {}, TOP
    for name in d.stages:
        at = y + PAD + ARRIVAL * sum(a.target == name for a in arrows)
        for arrow in (a for a in arrows if a.source == name):
            lines = len(_wrapped(arrow.label))
            at += LINE * lines
            arrow.y = at
        height = max(at - y + PAD, 2 * LINE + 6)
        boxes[name] = (y, height)
        y += height + GAP
    return boxes, y


def _lanes(d: Definition, arrows: list[Arrow], boxes: dict) -> None:
    """Short ways run inside, long ones outside, and no two share a lane over the same height."""
    taken: list[list[tuple[int, int]]] = []
    for arrow in sorted(arrows, key=lambda a: abs(boxes[a.target][0] - a.y)):
        low, high = sorted((arrow.y, boxes[arrow.target][0] + LINE))
        lane = next((n for n, spans in enumerate(taken) if all(high < a - 8 or low > b + 8 for a, b in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        arrow.lane = lane


def _drawn(d: Definition, arrow: Arrow, boxes: dict, colour: str, arrival: int) -> Iterator[str]:
    order = list(d.stages)
    back = order.index(arrow.target) < order.index(arrow.source)
    edge, out = LEFT + WIDTH, LEFT + WIDTH + LABELS + arrow.lane * LANE
    into = boxes[arrow.target][0] + ARRIVAL * arrival
    dash = ' stroke-dasharray="6 4"' if back else ""
    yield (f'<path d="M{edge} {arrow.y}H{out}V{into}H{edge + 7}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'
           f'<path d="M{edge} {into}l9 -4.5v9z" fill="{colour}"/>')
    lines = _wrapped(arrow.label)
    for number, line in enumerate(lines):
        y = arrow.y - 6 - LINE * (len(lines) - 1 - number)
        prefix = f'<tspan fill="{colour}" font-weight="700">→{escape(d.stages[arrow.target].label)}　</tspan>' if number == 0 else "　　"
        yield f'<text x="{edge + 14}" y="{y}" font-size="14" fill="#222222">{prefix}{escape(line)}</text>'


def _box(d: Definition, name: str, top: int, height: int, colour: str) -> Iterator[str]:
    stage = d.stages[name]
    middle = top + height // 2
    yield f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{height}" rx="8" fill="#ffffff" stroke="{colour}" stroke-width="2"/>'
    yield (f'<text x="{LEFT + WIDTH // 2}" y="{middle}" font-size="17" font-weight="700" fill="{colour}" '
           f'text-anchor="middle">{escape(stage.label)}</text>')
    small = "终结" if stage.final else stage.step
    yield f'<text x="{LEFT + WIDTH // 2}" y="{middle + 18}" font-size="12" fill="#555555" text-anchor="middle">{escape(small)}</text>'
