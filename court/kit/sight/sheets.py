"""What the reading process leaves of a page: its layout, and how it is shown in the searchable copy."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

# Chinese sentences that name what is wrong with one page.
TOO_LONG = "识别超过限定的处理时间，未能识别文字"
TOO_MUCH = "识别超过限定的内存，未能识别文字"
BROKEN = "页面数据已损坏，未能识别文字"
GIVEN_UP = "前面连续多页无法识别，本页未再识别"
Corner = tuple[float, float]


@dataclass(frozen=True)
class Words:
    """Words that stand together; as court.spine.dossier.texts.Line."""

    text: str
    quad: tuple[Corner, ...]
    row: int
    sure: float = 1.0
    red: bool = False


@dataclass(frozen=True)
class Layout:
    """A page as it is shown, places as shares of it; as court.spine.dossier.texts.PageLayout. Width and height in points."""

    width: float
    height: float
    lines: list[Words] = field(default_factory=list)
    quarters: int = 0
    blank: bool = False
    born: bool = False


@dataclass(frozen=True)
class Sheet:
    """One page of a file. `picture`: file beside it that shows the page straightened; empty: shown as it was."""

    layout: Layout
    picture: str = ""
    fault: str = ""
    marks: list[str] = field(default_factory=list)


def put(folder: Path, place: int, sheet: Sheet) -> None:
    _path(folder, place).write_text(json.dumps(asdict(sheet), ensure_ascii=False), encoding="utf-8")


def get(folder: Path, place: int) -> dict:
    """A sheet as a dictionary; an empty page with its reason where the reading never came to it."""
    path = _path(folder, place)
    if not path.exists():
        return asdict(Sheet(Layout(*A4), fault=GIVEN_UP))
    found: dict = json.loads(path.read_text(encoding="utf-8"))
    return found


def _path(folder: Path, place: int) -> Path:
    return folder / f"{place:05}.json"


A4 = (595.28, 841.89)
