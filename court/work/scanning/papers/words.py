"""The words of some pages as one text that remembers where each character stands, and a search that bears misread ones."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from court.spine.dossier.texts import Corner, Line, PageLayout

CELL, ROW, PAGE = "\t", "\n", "\f"
ENDS = "。;:!?"
# A line that stops so many characters before its neighbours ends a paragraph.
SLACK = 2.6
# A line that begins with a label and a colon begins a paragraph.
HEADED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:\([^)]{1,8}\))?:")
HEAD_ROWS = 7
LONG = 11
# A picture so much broader than high may show two pages, which part in the middle.
BROAD, GUTTER, LONG_SHARE, MANY = 1.15, 0.5, 0.28, 3
Quad = tuple[Corner, Corner, Corner, Corner]


@dataclass(frozen=True)
class Row:
    """Lines that stand side by side on a page, from the left. `start`: where it begins in the text."""

    page: int
    lines: tuple[Line, ...]
    start: int

    @property
    def text(self) -> str:
        return tidy("".join(line.text for line in self.lines))


def plain(text: str) -> str:
    """NFKC, with the colon and brackets of forms in one form."""
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def tidy(text: str) -> str:
    """Plain and without white space: for comparing."""
    return "".join(plain(text).split())


_ALIKE = str.maketrans("〔〕【】︰∶：﹕；，“”ⅩХ|", "()[]::::;,\"\"XX ")


class Reading:
    """The pages as one text: rows end with a newline unless a paragraph runs on, cells of a row with a tab, pages with \\f."""

    def __init__(self, pages: Sequence[PageLayout]):
        self.pages = pages
        self.rows: list[Row] = []
        self._text: list[str] = []
        self._at: list[tuple[int, int, int]] = []
        for number, page in enumerate(pages):
            self._add(number, page)
        self.text = "".join(self._text)

    def _add(self, number: int, page: PageLayout) -> None:
        rows = _rows(page)
        runs_on = _running_on([[page.lines[one] for one in row] for row in rows])
        for place, row in enumerate(rows):
            self.rows.append(Row(number, tuple(page.lines[one] for one in row), len(self._text)))
            for cell, one in enumerate(row):
                if cell:
                    self._put(CELL, number, one, -1)
                for letter, raw in enumerate(page.lines[one].text):
                    for form in plain(raw):
                        self._put(form, number, one, letter)
            if not runs_on[place]:
                self._put(ROW, number, row[-1], -1)
        if number < len(self.pages) - 1:
            self._put(PAGE, number, -1, -1)

    def _put(self, character: str, page: int, line: int, letter: int) -> None:
        self._text.append(character)
        self._at.append((page, line, letter))

    def place(self, start: int, end: int) -> tuple[int, int, Quad] | None:
        """(page from 0, line of the page, corners) of the first line's share of a span of the text; None where none is."""
        spans = [one for one in self._at[start:end] if one[2] >= 0]
        if not spans:
            return None
        page, number, first = spans[0]
        last = max(letter for page_, line_, letter in spans if (page_, line_) == (page, number))
        return page, number, part_of(self.pages[page].lines[number], first, last + 1)

    def sure(self, start: int, end: int) -> float:
        """How sure the words of a span were read: that of the worst line."""
        lines = {one[:2] for one in self._at[start:end] if one[2] >= 0}
        return min((self.pages[page].lines[line].sure for page, line in lines), default=0.0)

    @cached_property
    def same(self) -> str:
        return same(self.text)

    @cached_property
    def compact(self) -> tuple[str, list[int]]:
        """The text made `same` without any white space, and where each character of it stands in the text."""
        places = [place for place, one in enumerate(self.same) if not one.isspace()]
        return "".join(self.same[place] for place in places), places

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where rows and cells begin."""
        firsts = {row.start for row in self.rows}
        return frozenset(firsts | {place + 1 for place, one in enumerate(self.text) if one in CELL + ROW + PAGE})

    @cached_property
    def letters(self) -> int:
        return sum(1 for one in self.text if not one.isspace())

    def share(self, start: int) -> float:
        """How far down the paper a character stands, 0..1."""
        return start / max(1, len(self.text))


def part_of(line: Line, first: int, end: int) -> Quad:
    """The corners of some letters of a line, by their share of its width (a half-width one takes half)."""
    widths = [1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.55 for one in line.text]
    whole = sum(widths) or 1.0
    a, b = sum(widths[:first]) / whole, sum(widths[:end]) / whole
    top_left, top_right, low_right, low_left = line.quad

    def between(one: Corner, other: Corner, share: float) -> Corner:
        return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)

    return between(top_left, top_right, a), between(top_left, top_right, b), between(low_left, low_right, b), between(low_left, low_right, a)


def left(line: Line) -> float:
    return (line.quad[0][0] + line.quad[3][0]) / 2


def right(line: Line) -> float:
    return (line.quad[1][0] + line.quad[2][0]) / 2


def middle(line: Line) -> float:
    return sum(y for _, y in line.quad) / 4


def tall(line: Line) -> float:
    """How high its letters are, as a share of the page."""
    return abs((line.quad[3][1] + line.quad[2][1]) - (line.quad[0][1] + line.quad[1][1])) / 2


def _rows(page: PageLayout) -> list[list[int]]:
    """The numbers of the lines of each row from the top, from the left; of a spread the left page first."""
    rows: dict[tuple[bool, int], list[int]] = {}
    spread = is_spread(page)
    for number, line in enumerate(page.lines):
        if line.text.strip():
            rows.setdefault((spread and left(line) >= GUTTER - 0.02, line.row), []).append(number)
    ordered = [rows[key] for key in sorted(rows, key=lambda key: key[0])] if spread else list(rows.values())
    return [sorted(ones, key=lambda one: left(page.lines[one])) for ones in ordered]


def is_spread(page: PageLayout) -> bool:
    """Two pages side by side on one picture: broad, no line over the middle, long lines on both sides."""
    if page.width < page.height * BROAD:
        return False
    if any(left(line) < GUTTER - 0.03 and right(line) > GUTTER + 0.03 for line in page.lines):
        return False
    long = [left(line) >= GUTTER - 0.02 for line in page.lines if right(line) - left(line) > LONG_SHARE]
    return long.count(True) >= MANY and long.count(False) >= MANY


def _running_on(rows: list[list[Line]]) -> list[bool]:
    """For each row whether its sentence goes on in the next: it reaches as far right as its neighbours and does not end."""
    found = []
    for place, row in enumerate(rows):
        line = row[-1]
        letters = sum(len(one.text) for one in row)
        near = [right(one[-1]) for one in rows[max(0, place - 3) : place + 4] if sum(len(cell.text) for cell in one) >= LONG]
        em = max((right(row[-1]) - left(row[0])) / max(1, letters), 0.004)
        long = letters >= LONG and right(line) >= max(near, default=1.0) - SLACK * em
        after = rows[place + 1] if place + 1 < len(rows) else None
        flows = long and after is not None and _unbroken(row, em) and _unbroken(after, em)
        flows = flows and after is not None and 0.6 < _ratio(line, after[0]) < 1.6 and not HEADED.match(plain(after[0].text))
        margin = min(left(one[0]) for one in rows[max(0, place - 4) : place + 5])
        # What follows an indented line of a paragraph stands further left; another indented one is a new paragraph.
        edge = left(row[0]) + (1.5 * em if left(row[0]) < margin + 1.3 * em else -0.7 * em)
        found.append(bool(flows and after and plain(line.text).rstrip()[-1:] not in ENDS and left(after[0]) < edge))
    return found


def _unbroken(row: list[Line], em: float) -> bool:
    """A row of running text: one line, or pieces of it with hardly a gap; cells of a form stand apart."""
    return all(left(other) - right(one) < 1.6 * em for one, other in pairwise(row))


def _ratio(one: Line, other: Line) -> float:
    return tall(one) / tall(other) if tall(other) else 1.0


# Characters that readers of pictures take for each other, each group read as its first one.
LOOKALIKES = (
    "人入八", "日曰目", "己已巳", "土士", "未末", "干千于", "大太犬", "白自", "贷货", "申甲由", "处外", "条务", "事亊", "欠久", "诉拆", "具其",
    "责贵", "传侍", "票栗", "庭廷", "案棠", "收牧", "委秃", "据掘", "今令", "判列", "决块", "辩辨", "状伏", "姓性", "原厚", "告吿", "住往佳", "址扯",
    "户卢", "执抗", "民氏", "性牲",
)  # fmt: skip
_SAME = str.maketrans({other: group[0] for group in reversed(LOOKALIKES) for other in group[1:]})


def same(text: str) -> str:
    """The text with characters that are taken for each other made one; as long as before."""
    return text.translate(_SAME)


@cache
def loose(words: str) -> re.Pattern[str]:
    """A pattern that finds words in `same` text, with white space between their characters; one may be wrong where there are four."""
    letters = [re.escape(one) for one in same(plain(words)) if not one.isspace()]
    forms = [r"[ \n]*".join(letters)]
    if sum(1 for one in words if one > "\u3000") >= 4:
        forms += [r"[ \n]*".join([*letters[:one], r"[^\s\d:,。()]", *letters[one + 1 :]]) for one in range(1 if len(letters) == 4 else 0, len(letters))]
    return re.compile("|".join(forms))


def hits(text: str, words: str) -> Iterator[re.Match[str]]:
    """Where words stand in a text made `same`."""
    return loose(words).finditer(text)
