"""Days and hours, in figures and in Chinese numerals."""

import re
from collections.abc import Iterator
from datetime import date

from court.work.scanning.papers.readers import Found, found, one, reader
from court.work.scanning.papers.readers.labelled import value_span, values
from court.work.scanning.papers.words import Reading, same, tidy

# A date may be broken by the end of a line, and its signs misread (already made one by `same`).
GAP = r"[ \n]?"
FIGURES = rf"((?:19|20){GAP}\d{GAP}\d){GAP}年{GAP}(\d{GAP}\d?){GAP}月{GAP}(\d{GAP}\d?){GAP}日"
DOTTED = r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)"
NUMERAL = "[〇零○OoO0一二三四五六七八九]"
NUMERALS = (rf"([一二]{NUMERAL}(?:{GAP}{NUMERAL}){{2}}){GAP}年{GAP}([一二三四五六七八九十元正]{{1,2}}){GAP}月"
            rf"{GAP}([一二三四五六七八九十廿]{{1,3}}){GAP}日")  # fmt: skip
DAY = re.compile("|".join((same(FIGURES), DOTTED, same(NUMERALS))))
HOUR = re.compile(same(r"[ \t]*(?:\(?星期[一二三四五六日天]\)?)?[ \t]*((?:上午|下午|早上|中午)?[ ]*\d{1,2}[ ]*(?:时|点|:)(?:[ ]*\d{1,2}[ ]*分?|整|半)?)"))
CLOSING = 0.4


def days(reading: Reading, begin: int = 0, end: int | None = None) -> Iterator[tuple[int, int, date | None, str]]:
    """(start, end, day or None where there is no such day, as written in figures)."""
    for hit in DAY.finditer(reading.same, begin, len(reading.text) if end is None else end):
        groups = [group for group in hit.groups() if group is not None]
        year, month, day = (int(tidy(group)) if tidy(group).isascii() and tidy(group).isdigit() else numeral(tidy(group)) for group in groups)
        try:
            exact = date(year, month, day)
        except ValueError:
            exact = None
        yield hit.start(), hit.end(), exact, f"{year}年{month}月{day}日"


def numeral(text: str) -> int:
    """二〇二六 is 2026, 十二 is 12, 廿一 is 21; nought where it is no number."""
    digits = {one: value for value, group in enumerate(("〇零○OoO0", "一元正", "二", "三", "四", "五", "六", "七", "八人", "九")) for one in group}
    if not re.search("[十廿]", text):
        return int("".join(str(digits.get(one, 0)) for one in text) or 0)
    tens, _, ones = text.replace("廿", "二十").partition("十")
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def day_found(reading: Reading, start: int, end: int, exact: date | None, words: str) -> Found | None:
    note = "" if exact else "没有这一天，请对照原件核对"
    return found(reading, start, end, words, exact=exact, valid=exact is not None, note=note)


@reader("date")
def read_date(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A day behind a label, the last one of the paper, or the first. `exact` is a date."""
    for _, start in values(reading, row.get("after", ())):
        begin, end = value_span(reading, start)
        for spot in days(reading, begin, max(end, begin + 14)):
            return one(name, day_found(reading, *spot))
    spots = list(days(reading))
    if row.get("where") == "close":
        spots = [spot for spot in spots if spot[0] >= len(reading.text) * CLOSING and not _within(reading, spot)] or spots[-1:]
    if not spots:
        return {}
    return one(name, day_found(reading, *(spots[-1] if row.get("pick") == "last" else spots[0])))


def _within(reading: Reading, spot: tuple) -> bool:
    """Whether a day stands inside a sentence: 于2020年10月17日前还清."""
    after = reading.same[spot[1] : spot[1] + 1]
    return after not in ("", "\n", "\t", "\f", " ", "。")


@reader("moment")
def read_moment(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A day with its hour as written, behind a label."""
    starts = [start for _, start in values(reading, row["after"])]
    for start in starts:
        begin, end = value_span(reading, start)
        for first, last, exact, words in days(reading, begin, max(end, begin + 16)):
            hour = HOUR.match(reading.same, last)
            whole = words + (tidy(hour[1]) if hour else "")
            return one(name, found(reading, first, hour.end() if hour else last, whole, exact=exact, valid=exact is not None,
                                   note="" if exact else "没有这一天，请对照原件核对"))  # fmt: skip
    return {}

