"""What comes in lists: claims, pieces of evidence, articles cited; and the cause of action."""

import re
from functools import cache

from court.work.scanning.papers.readers import Found, found, one, reader
from court.work.scanning.papers.readers.labelled import EDGES, value_span, values
from court.work.scanning.papers.words import Reading, Row, hits, same, tidy
from law import causes

CLAIMS = ("诉讼请求", "上诉请求", "反诉请求", "请求事项", "申请事项")
ENDS = ("事实与理由", "事实和理由", "事实及理由", "上诉理由", "证据和证据来源", "此致")
NUMBERED = re.compile(r"(?:^|(?<=[\n;。:,]))[ ]?(?:[一二三四五六七八九十]{1,2}、|\(?\d{1,2}[.、)](?!\d)|[①-⑳])")
CAUSE = re.compile(same(r"([\u4e00-\u9fff]{2,24}?纠纷)(?:[一二]审)?(?=一案|案|,|。|\s)"))
LEAD = re.compile(same(r"^.*?(?:与|诉|和|因|为|我|于)(?=[\u4e00-\u9fff]{4,}纠纷)"))
_NUMERAL = "[一二三四五六七八九十百千零〇\\d]+"
_ARTICLE = rf"第{_NUMERAL}条(?:之[一二三])?(?:第{_NUMERAL}款)?(?:第?[(]?{_NUMERAL}[)]?项)?"
LAW = re.compile(rf"《([^》\n]{{2,40}})》(?:\([^)]{{1,12}}\))?((?:[、,和及 \n]*{_ARTICLE})+)")
ARTICLE = re.compile(_ARTICLE)
NUMBER_CELL = re.compile(r"^[\dlIoO]{1,2}[.、]?$")


@reader("claims")
def read_claims(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """The claims one by one, from their heading to the facts; else those behind 请求： in the text."""
    for label in CLAIMS:
        for hit in hits(reading.same, label):
            if hit.start() not in reading.starts:
                continue
            stops = [stop.start() for end in ENDS for stop in hits(reading.same, end) if stop.start() > hit.end()]
            start, end = hit.end(), min(stops, default=len(reading.text))
            parts = _parts(reading.text[start:end])
            if parts:
                return one(name, found(reading, start, end, parts))
    hit = re.search(same(r"请求(?:判令|判决|法院)?[:,]"), reading.same)
    if hit is None:
        return {}
    stops = [stop.start() for stop in hits(reading.same, "此致") if stop.start() > hit.end()]
    end = min(stops, default=len(reading.text))
    return one(name, found(reading, hit.end(), end, _parts(reading.text[hit.end() : end])))


def _parts(text: str) -> list[str]:
    pieces = NUMBERED.split(text.lstrip(" :\n"))
    return [words for piece in pieces if len(words := tidy(piece).strip(EDGES)) > 1]


@reader("cause")
def read_cause(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """案由: behind its label, else the first …纠纷 that a sentence names."""
    for _, start in values(reading, ("案由",), bare=False):
        begin, end = value_span(reading, start)
        words = tidy(reading.text[begin:end]).strip(EDGES)
        if words:
            return one(name, found(reading, begin, end, words))
    text, places = reading.compact
    hit = CAUSE.search(text)
    if hit is None:
        return {}
    start, end = places[hit.start(1) + _lead(hit[1])], places[hit.end(1) - 1] + 1
    return one(name, found(reading, start, end, tidy(reading.text[start:end])))


def _lead(words: str) -> int:
    """How many characters stand before the cause proper: 被告裴桂兰民间借贷纠纷 has five. By the list of causes where it is on it."""
    known = next((place for place in range(len(words) - 3) if words[place:] in _causes()), None)
    if known is not None:
        return known
    lead = LEAD.match(words)
    return lead.end() if lead else 0


@cache
def _causes() -> frozenset[str]:
    return frozenset(same(cause.name) for cause in causes.tree("civil").values())


@reader("articles")
def read_articles(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Articles cited, each with its law: 《中华人民共和国民法典》第六百七十五条."""
    cited: list[str] = []
    spans = []
    for hit in LAW.finditer(reading.text):
        for article in ARTICLE.findall(tidy(hit[2])):
            cited.append(f"《{tidy(hit[1])}》{article}")
        spans.append(hit.span())
    return one(name, found(reading, spans[0][0], spans[0][1], list(dict.fromkeys(cited)))) if cited else {}


@reader("evidence")
def read_evidence(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """The names of the pieces of evidence: the column under 证据名称, else numbered lines. 条数 is how many."""
    named = _column(reading) or _numbered(reading)
    if not named:
        return {}
    start, end = named[0][1], named[-1][2]
    listed = found(reading, start, end, [words for words, _, _ in named])
    return one(name, listed) | one("条数", found(reading, start, end, str(len(named)), exact=len(named)))


def _column(reading: Reading) -> list[tuple[str, int, int]]:
    heads = [(number, row) for number, row in enumerate(reading.rows) if len(row.lines) > 1 and any(True for _ in hits(same(row.text), "证据名称"))]
    if not heads:
        return []
    number, _ = heads[0]
    found_: list[tuple[str, int, int]] = []
    for row in reading.rows[number + 1 :]:
        spans = cells(reading, row)
        if len(spans) < 3:
            if found_ and len(spans) < 2 and any(mark in same(row.text) for mark in map(same, ("提交人", "年", ":"))):
                break
            continue
        words = [tidy(reading.text[first:last]) for first, last in spans]
        place = 1 if NUMBER_CELL.match(words[0]) else 0
        text = re.sub(r"^\d{1,2}[.、]?(?=[\u4e00-\u9fff《])", "", words[place])
        if re.search(r"[\u4e00-\u9fff]", text):
            found_.append((text.strip(EDGES), *spans[place]))
    return found_


def cells(reading: Reading, row: Row) -> list[tuple[int, int]]:
    """The spans of a row's cells in the text."""
    start = row.start
    spans = []
    for _ in row.lines:
        end = start
        while end < len(reading.text) and reading.text[end] not in "\t\n\f":
            end += 1
        spans.append((start, end))
        start = end + 1
    return spans


def _numbered(reading: Reading) -> list[tuple[str, int, int]]:
    """Evidence as numbered lines without a table: 1.借条一张，证明……"""
    found_ = []
    for row in reading.rows:
        first, last = cells(reading, row)[0]
        hit = re.match(r"[ ]?(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,2}、)[ ]?([\u4e00-\u9fff《][^,:;。\t\n(]{1,30})", reading.text[first:last])
        if hit:
            found_.append((tidy(hit[1]), first + hit.start(1), first + hit.end(1)))
    return found_

