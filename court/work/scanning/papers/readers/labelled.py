"""What stands behind a label: in the same line after a colon, in the next cell, or over some lines of a cell."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from court.work.scanning.papers.kinds import kinds
from court.work.scanning.papers.readers import Found, found, one, reader
from court.work.scanning.papers.words import CELL, PAGE, ROW, Reading, Row, hits, left, middle, same, tidy

# Words after a label that make it another label: 受送达人签名或盖章, 收款人账号.
NO_VALUE = re.compile(same(r"[ ]*(签名|签字|盖章|签收|账号|帐号|户名|开户|姓名:|身份证|电话|名称|是否|如|应当|应在|必须|以外|可以|不得|代收|情况)"))
# What may stand between a label and its value.
BETWEEN = re.compile(r"[ ]*(?:\([^)\n\t]{0,14}\)?)?[ ]*[:.;\-_]*[ _]*")
EDGES = " \t\n\f:;,。、._-·*|'\""
NAME = r"[㐀-鿿·]"
# What follows a name without a mark between.
AFTER_NAME = re.compile(same(
    r"(?<=..)(男|女|汉族|住址|住所|公民|身份|居民身份|联系|电话|送达人|书记员|审判员|人民陪审员|陪审员|记录人|填发人|签名|签字|盖章|出生|性别|民族|日期|"
    r"统一社会|法定代表|现金|人民币|用途|账号|开票|收款单位|借款日期)"
))  # fmt: skip


def values(reading: Reading, labels: Sequence[str], *, bare: bool = True, last: bool = False) -> Iterator[tuple[int, int]]:
    """Where the values behind labels may begin: (start of the label, start of the value), the best first.

    bare  also a label that is run together with its value; last  from the end of the paper
    """
    clear: list[tuple[int, int]] = []
    joined: list[tuple[int, int]] = []
    for start, close in _labels(reading, labels):
        begins = start in reading.starts or reading.text[start - 1 : start] in " ,;。("
        gap = BETWEEN.match(reading.same, close)
        end = gap.end() if gap else close
        if NO_VALUE.match(reading.same, close) or (not begins and end == close):
            continue
        if begins and end == close:
            end = _behind_label_cell(reading, close)
        marked = end > close or reading.same[end : end + 1] in (CELL, ROW)
        (clear if marked and begins else joined).append((start, end))
    yield from (sorted(clear, reverse=last) if last else clear)
    if bare:
        yield from joined


def _behind_label_cell(reading: Reading, close: int) -> int:
    """Where the next cell begins when a label's cell has a few more words: 送达文书名称和件数; else the end of the label."""
    rest = re.match(rf"{NAME}{{1,5}}{CELL}", reading.text[close : close + 7])
    return close + rest.end() if rest else close


def _labels(reading: Reading, labels: Sequence[str]) -> list[tuple[int, int]]:
    """The spans of labels in the order asked for. Misread ones count only where none of them was read rightly."""
    right: list[tuple[int, int]] = []
    near: list[tuple[int, int]] = []
    for label in labels:
        for hit in hits(reading.same, label):
            words = "".join(hit[0].split())
            if words == same(label):
                if not any(start <= hit.start() < end for start, end in right):
                    right.append(hit.span())
            elif words not in all_labels():
                near.append(hit.span())
    return right or near or [spot for label in labels for spot in _misread(reading, label)]


def _misread(reading: Reading, label: str) -> Iterator[tuple[int, int]]:
    """A label of three characters, one of them wrong, with its colon, at the beginning of a line."""
    letters = [re.escape(one) for one in same(label)]
    if len(letters) != 3:
        return
    shape = "|".join("".join([*letters[:one], "[\u4e00-\u9fff]", *letters[one + 1 :]]) for one in range(3))
    for hit in re.finditer(rf"(?:{shape})(?=:)", reading.same):
        if hit.start() in reading.starts and hit[0] not in all_labels():
            yield hit.span()


@cache
def all_labels() -> frozenset[str]:
    """Every label of the table: one label is no misread other one."""
    rows = [row for kind in kinds().values() for row in kind.fields.values()]
    named = [word for kind in kinds().values() for words in kind.signs.values() for word in words]
    return frozenset(same(label.strip(":")) for label in [*named, *(label for row in rows for label in row.get("after", ()))])


def row_at(reading: Reading, start: int) -> tuple[int, Row] | None:
    """The row in which a character stands, with its number."""
    before = [(number, row) for number, row in enumerate(reading.rows) if row.start <= start]
    return before[-1] if before else None


def value_span(reading: Reading, start: int) -> tuple[int, int]:
    """From where a value may begin to the end of its cell; over an empty rest of the row to the next one."""
    text = reading.text
    while start < len(text) and text[start] in " " + CELL:
        start += 1
    if text[start : start + 1] == ROW and text[start + 1 : start + 2] not in ("", ROW, PAGE):
        start += 1
    end = start
    while end < len(text) and text[end] not in CELL + ROW + PAGE:
        end += 1
    return start, end


def rest_of_cell(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the following rows that stand under a value and have nothing to their left: the value goes on there."""
    here = row_at(reading, start)
    place = reading.place(start, end)
    if here is None or place is None:
        return []
    page, _, quad = place
    number, row = here
    edge, above = quad[0][0], middle(row.lines[-1])
    gap = abs(quad[3][1] - quad[0][1]) * 2.4
    spans = []
    for after in reading.rows[number + 1 : number + 4]:
        line = after.lines[0]
        em = (line.quad[1][0] - line.quad[0][0]) / max(1, len(line.text))
        if after.page != page or len(after.lines) > 1 or not -0.8 * em <= left(line) - edge <= 2 * em or middle(line) - above > gap:
            break
        spans.append(value_span(reading, after.start))
        above = middle(line)
    return spans


@reader("text")
def read_text(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Everything in the cell or line behind a label, over its further lines where it is a cell."""
    stop = row.get("until", ())
    for label, start in values(reading, row["after"]):
        begin, end = value_span(reading, start)
        if _is_label(reading, begin, end):
            continue
        spans = [(begin, end), *rest_of_cell(reading, begin, end)] if _own_cell(reading, label, begin) or stop else [(begin, end)]
        words = ""
        for first, last in spans:
            part = reading.text[first:last]
            if words and any(True for word in stop for _ in hits(same(part), word)):
                break
            words += part
        words = tidy(words).strip(EDGES)
        if words:
            return one(name, found(reading, begin, end, words))
    return {}


@reader("block")
def read_block(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Everything from a label to the next of some labels, whatever the lines."""
    for _, start in values(reading, row["after"]):
        ends = [hit.start() for word in row["until"] for hit in hits(reading.same, word) if hit.start() > start]
        end = min(ends, default=len(reading.text))
        words = tidy(reading.text[start:end]).strip(EDGES)
        if words:
            return one(name, found(reading, start, end, words))
    return {}


def _own_cell(reading: Reading, label: int, begin: int) -> bool:
    return any(mark in reading.text[label:begin] for mark in (CELL, " "))


def _is_label(reading: Reading, begin: int, end: int) -> bool:
    """Whether what follows an empty cell is the next label: it stands at the left edge of the row and ends in a colon or has a cell."""
    words = reading.text[begin:end]
    return reading.text[begin - 1 : begin] == ROW and (":" in words or reading.text[end : end + 1] == CELL)


def name_in(text: str, start: int, *, least: int = 2) -> tuple[int, int] | None:
    """The span of a person's or company's name from a place in a text."""
    shape = re.compile(rf"[ ]*({NAME}[㐀-鿿·A-Za-z0-9()]{{{least - 1},39}})")
    hit = shape.match(text, start)
    if hit is None:
        return None
    words = hit[1]
    stop = AFTER_NAME.search(same(words))
    if stop:
        words = words[: stop.start()]
    if ")" in words and "(" not in words:
        words = words.split(")")[0]
    if words.endswith("(") or ("(" in words and ")" not in words):
        words = words.split("(")[0]
    return (hit.start(1), hit.start(1) + len(words)) if len(words) >= least else None


@reader("name")
def read_name(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A name behind a label; with where: close the last one of the paper."""
    closing = row.get("where") == "close" or row.get("close", False)
    for _, start in values(reading, row["after"], last=closing):
        begin, end = value_span(reading, start)
        if _is_label(reading, begin, end):
            continue
        span = name_in(reading.text, begin)
        if span and not NOT_A_NAME.search(same(reading.text[slice(*span)])):
            return one(name, found(reading, *span, tidy(reading.text[slice(*span)]).strip(EDGES)))
    return {}


NOT_A_NAME = re.compile(same(r"^(签名|签字|盖章|签收|注意|本票|日期|年月|身份证|联系|因|与|在|就|诉称|辩称|收到)|人民法院$|^(见|以上|如下)"))


@reader("side")
def read_side(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A side of a contract: the first name behind its label, not the place where it signs."""
    return read_name(reading, name, {**row, "where": "head"})


@reader("pattern")
def read_pattern(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A number of the form 第…号."""
    hit = re.search(r"第[ ]?([\dA-Za-z()\-\u4e00-\u9fff]{3,30}?)[ ]?号", reading.text)
    return one(name, found(reading, *hit.span(), tidy(hit[0]))) if hit else {}


@reader("sex")
def read_sex(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    hit = re.search(same(r"性\s*别[\s:]*([男女])"), reading.same)
    return one(name, found(reading, *hit.span(1), hit[1])) if hit else {}


@reader("people")
def read_people(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """民族: what stands behind it up to the next label."""
    hit = re.search(same(r"民\s*族[\s:]*((?!出生)[㐀-鿿]{1,5}?)(?=族|出生|[\s\d,]|$)"), reading.same)
    return one(name, found(reading, *hit.span(1), reading.text[slice(*hit.span(1))])) if hit else {}


@reader("authority")
def read_authority(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """特别授权 or 一般代理: the one named behind 权限, else the one that is named at all."""
    text, places = reading.compact
    named = list(re.finditer(same(r"特别授权|特别代理|一般代理|一般授权"), text))
    if not named:
        return {}
    mark = text.find(same("权限"))
    hit = next((one for one in named if one.start() > mark), named[0])
    value = "特别授权" if "特别" in hit[0] else "一般代理"
    both = len({one[0][:2] for one in named}) > 1
    note = "同时写有特别授权和一般代理，请核对" if both else ""
    start, end = places[hit.start()], places[hit.end() - 1] + 1
    return one(name, found(reading, start, end, value, note=note))


@reader("title")
def read_title(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """借条, 欠条 or 收条: its heading, else what its first sentence says."""
    text, places = reading.compact
    by_words = re.search(same("借条|欠条|收条|借据|收据|领条"), text[:30])
    value = by_words[0] if by_words else ""
    if by_words is None:
        by_words = re.search(same("今借到|兹借到|今欠|今收到|今向"), text)
        value = "" if by_words is None else {"欠": "欠条", "收": "收条"}.get(by_words[0][1], "借条")
    if by_words is None:
        return {}
    value = next((word for word in ("借条", "欠条", "收条", "借据", "收据", "领条") if same(word) == value), value)
    return one(name, found(reading, places[by_words.start()], places[by_words.end() - 1] + 1, value))
