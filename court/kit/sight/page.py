"""One picture of a page, read: turned upright, its lines in rows from the top, the words of red marks after them."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from court.kit.sight import light, seals
from court.kit.sight.engine import Engine, engine
from court.kit.sight.quads import cut
from court.kit.sight.rows import in_rows
from court.kit.sight.turning import quarters

# A page with less red than this has no seal worth a second look.
RED_SHARE = 0.0005
RED_WORDS_SURE = 0.5
BLACK = 128


@dataclass(frozen=True)
class Line:
    """Words that stand together. `quad`: corners in the upright picture, pixels; `row`: its place from the top; `sure` 0..1."""

    text: str
    sure: float
    quad: tuple[tuple[float, float], ...]
    row: int
    red: bool = False


@dataclass(frozen=True)
class Page:
    """`quarters`: turns against the clock that put it upright; `surer`: by how much; width and height after turning."""

    quarters: int
    surer: float
    width: int
    height: int
    lines: list[Line] = field(default_factory=list)
    seals: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def only_turned(self) -> bool:
        """Shown as it was but for turns by quarters."""
        return True

    @property
    def untouched(self) -> bool:
        return self.quarters == 0 and self.only_turned

    def shown(self, image: np.ndarray) -> np.ndarray:
        """The picture that was read, as it is to be shown: the places of the lines are places in it."""
        return np.ascontiguousarray(np.rot90(image, self.quarters))

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
    red = light.red_ink(image)
    grey = light.even(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image)
    sealed = red.mean() > RED_SHARE
    black = light.even(image[..., 2]) if sealed else grey
    quads = by.lines(black)
    turns, surer = quarters(black, quads, by)
    if turns:
        grey, black, red = (np.ascontiguousarray(np.rot90(one, turns)) for one in (grey, black, red))
        # Long lines that lie are cut short by the detector: they are looked for again.
        quads = by.lines(black)
    lines = _lines(black, quads, by)
    marks = seals.places(red) if sealed else []
    if sealed:
        lines += _red_lines(grey, red, marks, by, first_row=1 + max((one.row for one in lines), default=-1))
    height, width = black.shape
    return Page(turns, surer, width, height, lines, marks)


def _lines(image: np.ndarray, quads: np.ndarray, by: Engine, *, first_row: int = 0, red: bool = False) -> list[Line]:
    read_ = by.words([cut(image, quad) for quad in quads])
    return [
        Line(read_[one][0], read_[one][1], tuple((float(x), float(y)) for x, y in quads[one]), first_row + row, red)
        for row, ones in enumerate(in_rows(quads)) for one in ones
    ]  # fmt: skip


def _red_lines(grey: np.ndarray, red: np.ndarray, marks: list, by: Engine, *, first_row: int) -> list[Line]:
    """What is written in red outside the seals: headings, stamps of receipt."""
    alone = np.full_like(grey, 255)
    alone[red] = grey[red]
    for x, y, across, down in marks:
        alone[max(0, y - 4) : y + down + 4, max(0, x - 4) : x + across + 4] = 255
    if (alone < BLACK).mean() < RED_SHARE / 2:
        return []
    found = _lines(alone, by.lines(alone), by, first_row=first_row, red=True)
    return [one for one in found if one.sure > RED_WORDS_SURE]
