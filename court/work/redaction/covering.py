"""What boxes cover of the words of a page, what of them stays, and where words stand. Places are shares of the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from court.kit.press.glyphless import width
from court.spine.dossier.texts import Line, PageLayout, folded

Box = tuple[float, float, float, float]
Seen = Callable[[Box], bool]
# A character is covered when a tenth of it is: a sliver that stays could be guessed from.
TOUCHED = 0.1
# How far a found word's box reaches over it, in shares of its height: ink stands out of the line it was read in.
SLACK = 0.25


@dataclass(frozen=True)
class Measured(Line):
    """A line of which the file itself tells where each letter stands."""

    places: tuple[Box, ...] = ()


def cells(line: Line) -> list[Box]:
    """The place of each character of a line: left, top, right, bottom.

    Where it was not measured, full-width characters are taken to be twice as wide as half-width ones.
    """
    if isinstance(line, Measured) and len(line.places) == len(line.text):
        return list(line.places)
    (tlx, tly), (trx, try_), (brx, bry), (blx, bly) = line.quad
    total = sum(map(width, line.text)) or 1
    found, before = [], 0
    for one in line.text:
        first, last = before / total, (before + width(one)) / total
        xs = [a + (b - a) * at for at in (first, last) for a, b in ((tlx, trx), (blx, brx))]
        ys = [a + (b - a) * at for at in (first, last) for a, b in ((tly, try_), (bly, bry))]
        found.append((min(xs), min(ys), max(xs), max(ys)))
        before += width(one)
    return found


def covers(boxes: Iterable[Box], cell: Box) -> bool:
    left, top, right, low = cell
    for x0, y0, x1, y1 in boxes:
        across, down = min(right, x1) - max(left, x0), min(low, y1) - max(top, y0)
        if across > TOUCHED * (right - left) and down > TOUCHED * (low - top):
            return True
    return False


def without(page: PageLayout, boxes: list[Box], seen: Seen | None = None) -> PageLayout:
    """The page with what the boxes cover taken out of its lines; a line cut in the middle becomes two.

    seen  whether anything can be seen at a place: letters that can't (cropped away, in a layer that is off, under paint)
          would be words that nobody could have covered, and go as well
    """
    lines: list[Line] = []
    for line in page.lines:
        row, flags = cells(line), _gone(line, boxes)
        if isinstance(line, Measured):
            flags = [flag or (seen is not None and not one.isspace() and not seen(cell))
                     for flag, one, cell in zip(flags, line.text, row, strict=True)]  # fmt: skip
        elif seen is not None and not any(map(seen, row)):
            continue
        lines += [_cut(line, first, last) for first, last in _runs([not one for one in flags])]
    return replace(page, lines=[line for line in lines if line.text.strip()])


def _gone(line: Line, boxes: list[Box]) -> list[bool]:
    """Which letters go. Where letters were not measured but reckoned, one more on either side of a box; and of a line in
    letters of uneven width all: nobody knows which of them are under the box."""
    flags = [covers(boxes, cell) for cell in cells(line)]
    if isinstance(line, Measured) or not any(flags):
        return flags
    if not all(width(one) > 1 or one.isdigit() for one in line.text):
        return [True] * len(flags)
    return [any(flags[max(0, place - 1) : place + 2]) for place in range(len(flags))]


def hidden(page: PageLayout, boxes: list[Box]) -> list[str]:
    """The words that the boxes cover, each run of characters by itself."""
    found = []
    for line in page.lines:
        flags = [covers(boxes, cell) for cell in cells(line)]
        found += [line.text[first:last] for first, last in _runs(flags)]
    return found


def find(page: PageLayout, term: str) -> list[list[Box]]:
    """Where a term stands on a page: one list of boxes a hit, one box a line that it goes over."""
    letters, wanted = _letters(page), folded(term)
    text, hits, at = "".join(one for one, _, _ in letters), [], 0
    while wanted and (at := text.find(wanted, at)) >= 0:
        hits.append(boxes_of(page, [(line, place) for _, line, place in letters[at : at + len(wanted)]]))
        at += len(wanted)
    return hits


def boxes_of(page: PageLayout, places: list[tuple[int, int]]) -> list[Box]:
    """Boxes over characters named by line and place in it, one a line, with some slack."""
    found = []
    for number in dict.fromkeys(line for line, _ in places):
        row = cells(page.lines[number])
        part = [row[place] for line, place in places if line == number]
        found.append(slack((min(c[0] for c in part), min(c[1] for c in part), max(c[2] for c in part), max(c[3] for c in part)), page))
    return found


def slack(box: Box, page: PageLayout) -> Box:
    x0, y0, x1, y1 = box
    down = SLACK * (y1 - y0)
    across = down * (page.height / page.width if page.width else 1)
    return max(0.0, x0 - across), max(0.0, y0 - down), min(1.0, x1 + across), min(1.0, y1 + down)


def _letters(page: PageLayout) -> list[tuple[str, int, int]]:
    """The page's characters as they are searched, with line and place; a term may go over the end of a line."""
    return [
        (each, number, place)
        for number, line in enumerate(page.lines)
        for place, one in enumerate(line.text)
        for each in folded(one)
    ]


def _cut(line: Line, first: int, last: int) -> Line:
    """The part of a line from one character to another, in its part of the quad."""
    if (first, last) == (0, len(line.text)):
        return Line(line.text, line.quad, line.row, line.sure, line.red)
    if isinstance(line, Measured):
        part = line.places[first:last]
        x0, y0, x1, y1 = (pick(side) for pick, side in zip((min, min, max, max), zip(*part, strict=True), strict=True))
        return Line(line.text[first:last], ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), line.row, line.sure, line.red)
    total = sum(map(width, line.text)) or 1
    start, end = (sum(map(width, line.text[:at])) / total for at in (first, last))
    tl, tr, br, bl = line.quad
    top = [_between(tl, tr, at) for at in (start, end)]
    low = [_between(bl, br, at) for at in (start, end)]
    return replace(line, text=line.text[first:last], quad=(top[0], top[1], low[1], low[0]))


def _between(a: tuple[float, float], b: tuple[float, float], at: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs, first = [], None
    for place, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = place
        elif not flag and first is not None:
            runs.append((first, place))
            first = None
    return runs
