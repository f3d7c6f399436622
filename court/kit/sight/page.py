"""One picture of a page, read: turned upright, its lines in rows from the top, the words of red marks after them."""

from dataclasses import dataclass, field, replace

import numpy as np

from court.kit.sight import light, seals, straight
from court.kit.sight.engine import Engine, engine
from court.kit.sight.plates import RED_SHARE, Plates, plates
from court.kit.sight.quads import cut, inside, meets
from court.kit.sight.rows import in_rows
from court.kit.sight.turning import quarters

RED_WORDS_SURE = 0.5
BLACK = 128
# A line that is read less surely is read again with more around it: the surer reading counts.
UNSURE, SURER = 0.985, 0.004
WIDER = 0.1
# Share of the text's width by which a heading may stand beside its middle.
OFF_CENTRE = 0.06


@dataclass(frozen=True)
class Line:
    """Words that stand together. `quad`: corners in the picture shown, pixels; `row`: its place from the top; `sure` 0..1."""

    text: str
    sure: float
    quad: tuple[tuple[float, float], ...]
    row: int
    red: bool = False


@dataclass(frozen=True)
class Page:
    """`quarters`: turns against the clock that put it upright; `surer`: by how much; `way`: how it is straightened then.

    width, height  of the picture to be shown, pixels
    seals          x, y, width, height in the upright picture, before it is straightened
    """

    quarters: int
    surer: float
    width: int
    height: int
    lines: list[Line] = field(default_factory=list)
    seals: list[tuple[int, int, int, int]] = field(default_factory=list)
    way: straight.Way | None = None

    @property
    def only_turned(self) -> bool:
        """Shown as it was but for turns by quarters."""
        return self.way is None

    @property
    def untouched(self) -> bool:
        return self.quarters == 0 and self.only_turned

    def shown(self, image: np.ndarray) -> np.ndarray:
        """The picture that was read, as it is to be shown: the places of the lines are places in it."""
        upright = np.ascontiguousarray(np.rot90(image, self.quarters))
        return self.way.drawn(upright) if self.way else upright

    @property
    def text(self) -> str:
        """Rows by line, what stands side by side with a space between."""
        rows: dict[int, list[str]] = {}
        for line in self.lines:
            rows.setdefault(line.row, []).append(line.text)
        return "\n".join(" ".join(row) for row in rows.values())


def read(image: np.ndarray, *, by: Engine | None = None) -> Page:
    """A picture in OpenCV's colours (BGR) or grey; shape (h, w[, 3]), uint8."""
    by = by or engine()
    seen = plates(image)
    quads = by.lines(seen.found)
    turns, surer = quarters(seen.black, quads, by)
    if turns:
        seen = seen.turned(turns)
        # Long lines that lie are cut short by the detector: they are looked for again.
        quads = by.lines(seen.found)
    marks = seals.places(seen.red) if seen.sealed else []
    strokes = _strokes(seen, quads, marks, by) if seen.sealed else [(seen.black, quads, False)]
    height, width = seen.black.shape
    page = Page(turns, surer, width, height, _lines(strokes, by), marks)
    return _straightened(page, np.ascontiguousarray(np.rot90(image, turns)))


def _strokes(seen: Plates, quads: np.ndarray, marks: list, by: Engine) -> list[tuple[np.ndarray, np.ndarray, bool]]:
    """Black lines, and red ones outside the seals, each with the picture to read them from."""
    written = seals.black_strokes(seen.even, seen.red, light.ink(seen.even))
    is_red = np.array([seals.is_red(written, seen.red, quad) for quad in quads], bool)
    found = np.array([one for one in _red_places(seen, marks, by) if not inside(one, quads[~is_red])])
    missed = [quad for quad in quads[is_red] if not seals.within(quad, marks) and not meets(quad, found)]
    both = np.array([*found, *missed], np.float32).reshape(-1, 4, 2)
    return [(seen.black, quads[~is_red], False), (seen.bare, both, True)]


def _straightened(page: Page, upright: np.ndarray) -> Page:
    quads = np.array([line.quad for line in page.lines], np.float32).reshape(-1, 4, 2)
    way = straight.way(upright, quads)
    if way is None:
        return page
    lines = [replace(line, quad=_corners(quad)) for line, quad in zip(page.lines, way.carried(quads), strict=True)]
    return replace(page, lines=lines, width=way.width, height=way.height, way=way)


def _corners(quad: np.ndarray) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in quad)


def _lines(strokes: list[tuple[np.ndarray, np.ndarray, bool]], by: Engine) -> list[Line]:
    """Black and red places read, each from its own picture, together in rows; as many lines as black places."""
    seen = [(quad, *words, red) for image, quads, red in strokes
            for quad, words in zip(quads, _surest(image, quads, by), strict=True)
            if not red or words[1] > RED_WORDS_SURE]  # fmt: skip
    quads = np.array([one[0] for one in seen], np.float32).reshape(-1, 4, 2)
    return [Line(seen[one][1], seen[one][2], _corners(quads[one]), row, seen[one][3])
            for row, ones in enumerate(_in_order(quads, [one[3] for one in seen])) for one in ones]  # fmt: skip


def _in_order(quads: np.ndarray, red: list[bool]) -> list[list[int]]:
    """Rows from the top; a red mark in the corner above everything else, beside no heading's place, comes after the text."""
    rows = in_rows(quads)
    if not any(red) or all(red):
        return rows
    lefts, rights = quads[:, :, 0].min(1), quads[:, :, 0].max(1)
    middle, across = (lefts.min() + rights.max()) / 2, rights.max() - lefts.min()
    first = next(place for place, row in enumerate(rows) if not all(red[one] for one in row))
    above = [row for row in rows[:first]
             if abs((min(lefts[row]) + max(rights[row])) / 2 - middle) > OFF_CENTRE * across]  # fmt: skip
    return [row for row in rows if row not in above] + above


def _surest(image: np.ndarray, quads: np.ndarray, by: Engine) -> list[tuple[str, float]]:
    words = by.words([cut(image, quad) for quad in quads])
    unsure = [one for one, (_, sure) in enumerate(words) if sure < UNSURE]
    if unsure:
        for one, again in zip(unsure, by.words([cut(image, quads[one], WIDER) for one in unsure]), strict=True):
            words[one] = again if again[1] > words[one][1] + SURER else words[one]
    return words


def _red_places(seen: Plates, marks: list, by: Engine) -> np.ndarray:
    """Where lines are in what is red outside the seals, seen alone on white: headings, numbers, stamps of receipt."""
    alone = np.full_like(seen.bare, 255)
    alone[seen.red] = seen.bare[seen.red]
    for x, y, across, down in marks:
        alone[max(0, y - 4) : y + down + 4, max(0, x - 4) : x + across + 4] = 255
    enough = (alone < BLACK).mean() >= RED_SHARE / 2
    return by.lines(alone) if enough else np.zeros((0, 4, 2), np.float32)
