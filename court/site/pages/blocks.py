"""What stands on a page, from the top: titles, paragraphs, cells, what is signed."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Title:
    text: str
    size: float = 1.7
    aired: int = 0


@dataclass(frozen=True)
class Para:
    """A paragraph, its first line indented by two characters unless `flush`."""

    text: str
    flush: bool = False
    size: float = 1.0


@dataclass(frozen=True)
class Right:
    """A line at the right; `hand` is written by hand after it."""

    text: str
    hand: str = ""


@dataclass(frozen=True)
class Grid:
    """Rows of cells; widths are shares. `ruled`: with lines around."""

    rows: list[list[str]]
    widths: list[float]
    ruled: bool = True
    tall: float = 2.0


@dataclass(frozen=True)
class Space:
    lines: float = 1.0


@dataclass(frozen=True)
class Seal:
    """A red seal over what stands last, at a share of the width."""

    text: str
    at: float = 0.72


Block = Title | Para | Right | Grid | Space | Seal


@dataclass(frozen=True)
class Paper:
    """An invented paper. `fields`: what an extractor should find; `shape`: width and height in millimetres; `hand`: written by hand."""

    kind: str
    blocks: list[Block]
    fields: dict[str, object] = field(default_factory=dict)
    shape: tuple[int, int] = (210, 297)
    hand: bool = False
    face: str = ""
