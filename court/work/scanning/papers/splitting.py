"""Where a batch of scanned pages comes apart into papers: by separator sheets, else by what the pages say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Any

from court.spine.dossier.texts import PageLayout
from court.work.scanning.papers.kinds import OTHER, Kind, kinds
from court.work.scanning.papers.sorting import Sorted, classify, titles
from court.work.scanning.papers.words import ENDS, Reading, hits, left, plain, right, same, tidy

TITLE_POINTS = 4.2
SURE_KIND = 0.6
SHAPE = 0.12
NUMBERED = re.compile(same(r"第[ ]?(\d{1,3})[ ]?页(?:[ ,/]*共[ ]?(\d{1,3})[ ]?页)?"))
OF = re.compile(r"^[-—–·. ]*(\d{1,3})[ ]?/[ ]?(\d{1,3})[-—–·. ]*$")
ALONE = re.compile(r"^[-—–·~. ]*(\d{1,3})[-—–·~. ]*$")
CLOSING = ("此致", "具状人", "书记员", "签名", "本件与原本核对无异")


@dataclass(frozen=True)
class Part:
    """A paper of a batch: its pages from 0, both included.

    confidence  0..1 that it begins and ends there; why  in Chinese, what says so
    separator   what the sheet before it carried, None where none did
    """

    first: int
    last: int
    sorted: Sorted
    confidence: float
    why: list[str] = field(default_factory=list)
    separator: Any = None


@dataclass
class _Page:
    """What a page shows of where it belongs."""

    layout: PageLayout
    reading: Reading
    title: Kind | None
    title_points: float
    sorted: Sorted
    number: int | None
    of: int | None

    @property
    def blank(self) -> bool:
        return self.layout.blank or not self.reading.letters


def split(pages: Sequence[PageLayout], separators: Sequence[Any] = (), *, by: str = "") -> list[Part]:
    """A batch as papers, in order; every page that is no separator sheet is in exactly one.

    separators  for each page what its separator sheet carries, None for any other page; may be shorter than the batch.
                A batch with a sheet comes apart at sheets only.
    by          who brought it, for the place of evidence
    """
    carried = [separators[one] if one < len(separators) else None for one in range(len(pages))]
    if any(one is not None for one in carried):
        return _by_sheets(pages, carried, by)
    return _by_content(pages, by)


def _by_sheets(pages: Sequence[PageLayout], carried: list[Any], by: str) -> list[Part]:
    parts: list[Part] = []
    first, before = 0, None
    for place in [*[one for one, what in enumerate(carried) if what is not None], len(pages)]:
        if place > first:
            why = ["分隔页"] if before is not None else ["第一张分隔页之前"]
            parts.append(Part(first, place - 1, classify(pages[first:place], by=by), 1.0, why, before))
        first, before = place + 1, carried[place] if place < len(pages) else None
    return parts


def _by_content(pages: Sequence[PageLayout], by: str) -> list[Part]:
    seen = [_look(page) for page in pages]
    starts: list[tuple[int, float, list[str]]] = []
    joins: list[float] = [1.0] * len(seen)
    for place, page in enumerate(seen):
        points, why = _begins(seen, place, starts[-1][0] if starts else 0)
        joins[place] = _share(abs(points))
        if not starts or (points > 0 and not page.blank):
            starts.append((place, joins[place], why))
    parts = []
    for number, (first, sure, why) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(seen) - 1
        after = starts[number + 1][1] if number + 1 < len(starts) else 1.0
        within = [joins[one] for one in range(first + 1, last + 1) if not seen[one].blank]
        parts.append(Part(first, last, classify(pages[first : last + 1], by=by), round(min([sure, after, *within]), 3), why))
    return parts


def _look(layout: PageLayout) -> _Page:
    reading = Reading([layout])
    heads = {} if layout.blank else titles(reading)
    best = max(heads, key=lambda key: heads[key][0], default=None)
    points = heads[best][0] if best else 0.0
    number, of = _page_number(reading)
    titled = kinds()[best] if best and points >= TITLE_POINTS else None
    return _Page(layout, reading, titled, points, classify([layout]), number, of)


def _page_number(reading: Reading) -> tuple[int | None, int | None]:
    """第2页共3页, 2/3 or a number alone in the first or last row."""
    rows = reading.rows
    for row in [*rows[-3:], *rows[:2]]:
        text = same(tidy(row.text))
        hit = NUMBERED.search(text) if len(text) < 30 else None
        hit = hit or OF.match(text)
        if hit:
            return int(hit[1]), int(hit[2]) if hit[2] else None
    hit = ALONE.match(tidy(rows[-1].text)) if rows else None
    # A lone figure is a page number only at the foot of the page.
    if hit and len(rows) > 3 and rows[-1].lines[0].quad[0][1] > 0.8 * max(line.quad[3][1] for row in rows for line in row.lines):
        return int(hit[1]), None
    return None, None


def _begins(seen: list[_Page], place: int, start: int) -> tuple[float, list[str]]:
    """How much says that a paper begins on a page (below nought: that it does not), and what, against the paper begun at `start`."""
    page = seen[place]
    if place == 0:
        return 4.0, ["一批的第一页"]
    if page.blank:
        return -4.0, ["空白页，随前一页"]
    before = next((seen[one] for one in range(place - 1, start - 1, -1) if not seen[one].blank), None)
    if before is None:
        return -4.0, ["前面只有空白页"]
    points, why = -1.0, []
    for more, words in (_by_title(page, seen[start:place]), _by_number(page, before), _by_kind(page, seen[start:place]), _by_form(page, before)):
        points += more
        if words:
            why.append(words)
    if page.sorted.kind == "id_card":
        points = _card(page, seen[start:place], points)
    return points, why


def _by_title(page: _Page, paper: list[_Page]) -> tuple[float, str]:
    if page.title is None:
        return 0.0, ""
    agrees = page.sorted.kind == page.title.kind
    return (4.5 if agrees else 2.0), f"标题为{page.title.label}"


def _by_number(page: _Page, before: _Page) -> tuple[float, str]:
    if page.number is None:
        if before.number is not None and before.of == before.number:
            return 2.5, "前一份已到末页"
        return 0.0, ""
    if page.number == 1:
        return 3.5, "页码从1开始"
    if before.number is not None and page.number == before.number + 1:
        return -6.0, "页码连续"
    return -1.5, "页码不是1"


def _by_kind(page: _Page, paper: list[_Page]) -> tuple[float, str]:
    """A page that is surely of another kind than the paper it would go on, or of the same kind with a heading of its own."""
    if page.sorted.confidence < SURE_KIND or page.sorted.kind == OTHER:
        return 0.0, ""
    running = classify([one.layout for one in paper])
    if running.kind == page.sorted.kind:
        return (0.0, "") if page.title else (-1.0, "")
    if page.title is None and running.confidence >= SURE_KIND and not kinds()[page.sorted.kind].short:
        return 0.8, f"像{page.sorted.label}"
    return 2.2, f"内容变为{page.sorted.label}"


def _by_form(page: _Page, before: _Page) -> tuple[float, str]:
    """Other paper than before, a sentence that goes on over the page, or a closing before."""
    points, words = 0.0, ""
    if abs(_shape(page.layout) - _shape(before.layout)) > SHAPE * _shape(before.layout):
        points, words = points + 1.6, "纸张大小不同"
    if _goes_on(before.reading):
        return points - 2.0, words
    tail = before.reading.same[-90:]
    if any(True for word in CLOSING for _ in hits(tail, word)):
        points, words = points + 0.8, words or "前一份已落款"
    return points, words


def _shape(page: PageLayout) -> float:
    return page.width / page.height if page.height else 1.0


def _goes_on(reading: Reading) -> bool:
    """Whether the last long line of a page reaches the right edge and does not end a sentence."""
    rows = [row for row in reading.rows if len(row.text) > 12]
    if len(rows) < 3:
        return False
    edge = max(right(row.lines[-1]) for row in rows)
    last = rows[-1].lines[-1]
    em = (right(last) - left(last)) / max(1, len(last.text))
    return right(last) >= edge - 2 * em and plain(last.text).rstrip()[-1:] not in ENDS + '"'


def _card(page: _Page, paper: list[_Page], points: float) -> float:
    """Both sides of one card are one paper; the same side again is another card."""
    def side(one: _Page) -> str:
        return "back" if any(True for _ in hits(one.reading.same, "签发机关")) else "front"

    sides = [side(one) for one in paper if one.sorted.kind == "id_card"]
    if not sides:
        return max(points, 1.5)
    return 3.0 if side(page) in sides else -3.0


def _share(points: float) -> float:
    return 1 / (1 + exp(-points))
