"""Parties with what the paper says of them, lenders, drivers and what each is to blame for."""

import re
from collections.abc import Iterator

from court.work.scanning.papers.readers import Found, found, one, reader
from court.work.scanning.papers.readers.figures import ID, PHONE, id_found, phone_found
from court.work.scanning.papers.readers.labelled import EDGES, NAME, name_in
from court.work.scanning.papers.words import Reading, same, tidy

ROLES = ("原告", "被告", "第三人", "反诉原告", "反诉被告", "上诉人", "被上诉人", "答辩人", "被答辩人", "申请人", "被申请人",
         "反诉人", "被反诉人")  # fmt: skip
HEADINGS = ("案由", "诉讼请求", "事实", "请求事项", "上诉请求", "反诉请求", "申请事项", "因被", "因原", "针对", "委托代理人",
            "委托诉讼代理人", "法定代理人", "此致")  # fmt: skip
# How a sentence goes on that speaks of a party and does not name it.
NOT_NAMES = re.compile(same(r"^(诉称|[称与向在系提对为于因应的方辩不未已就及和均是所要或同负承从到自双]|主张|认为|起诉|答辩|一案|请求|支付|偿还)"))
HOME = r"(?:住址|住所地|住所|经常居住地|现住|住)"
ADDRESS = re.compile(same(HOME + r"[ :]*([^,。;\n]{4,60}(?:\n[^,。;\n]{1,40}(?=[,。;]))?)"))
HEAD_OFFICER = re.compile(same(rf"(?:法定代表人|负责人)[ :]*({NAME}{{2,4}})"))
SEX = re.compile("[,，][ \n]?([男女])(?=[,，。])")
PEOPLE = re.compile(r"[,，][ \n]?([㐀-鿿]{1,4}族)(?=[,，。])")
MOST_ROWS = 6


def _role_starts(reading: Reading, role: str) -> Iterator[tuple[int, int]]:
    """(start of the role, start of the name) of each mention of a party at the beginning of a line."""
    shape = re.compile(rf"{_spaced(role)}[ ]?(?:[一二三四五六七八九十\d]{{1,2}}(?=[:(、 ]))?[ ]?(\([^)\n]{{1,16}}\))?[ \t]*([:;.])?[ ]*")
    for hit in shape.finditer(reading.same):
        if hit.start() not in reading.starts:
            continue
        follows = reading.same[hit.end() : hit.end() + 45]
        if NOT_NAMES.match(follows) and not hit[2]:
            continue
        marked = hit[2] or re.match(r"[㐀-鿿·()A-Za-z]{2,40}(?:[,]|男|女|住)", follows)
        if marked:
            yield hit.start(), hit.end()


def _spaced(words: str) -> str:
    return r"[ ]?".join(same(words))


@reader("party")
def read_party(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A party of a role with number, phone and address: 原告, 原告身份证号, 原告电话, 原告住址; a second one is 原告2, 原告2身份证号 …"""
    answer: dict[str, Found] = {}
    names: list[str] = []
    starts = sorted(spot for role in row.get("roles", [name]) for spot in _role_starts(reading, role))
    for start, begin in starts:
        span = name_in(reading.text, begin)
        if span is None:
            continue
        words = tidy(reading.text[slice(*span)]).strip(EDGES)
        # 答辩人 at the head, and again where he signs.
        if words in names or (names and start > len(reading.text) * 0.6):
            continue
        who = found(reading, *span, words)
        if who is None:
            continue
        names.append(words)
        key = name if len(names) == 1 else f"{name}{len(names)}"
        answer[key] = who
        answer.update(_about(reading, key, span[1], _paragraph_end(reading, span[1])))
    return answer


def _paragraph_end(reading: Reading, start: int) -> int:
    """Where what is said of a party ends: before the next party or heading at the beginning of a line."""
    rows = [one.start for one in reading.rows if one.start > start]
    for place in rows[:MOST_ROWS]:
        follows = reading.same[place : place + 12]
        if any(follows.startswith(same(word)) for word in (*ROLES, *HEADINGS)) or "\f" in reading.text[start:place]:
            return place
    return rows[MOST_ROWS] if len(rows) > MOST_ROWS else len(reading.text)


def _about(reading: Reading, key: str, start: int, end: int) -> dict[str, Found]:
    text = reading.text
    answer: dict[str, Found | None] = {}
    if hit := ID.search(text, start, end):
        answer[f"{key}身份证号"] = id_found(reading, *hit.span())
    for hit in PHONE.finditer(text, start, end):
        answer.setdefault(f"{key}电话", phone_found(reading, *hit.span()))
    for suffix, shape in (("性别", SEX), ("民族", PEOPLE), ("住址", ADDRESS), ("法定代表人", HEAD_OFFICER)):
        if hit := shape.search(reading.same, start, end):
            answer[key + suffix] = found(reading, *hit.span(1), tidy(text[slice(*hit.span(1))]).strip(EDGES))
    return {name: value for name, value in answer.items() if value}


@reader("addressee")
def read_addressee(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Whom a notice addresses: the first line that is a name and a colon."""
    for one_row in reading.rows[:10]:
        words = one_row.text
        if re.fullmatch(r"[㐀-鿿·()、]{2,40}:", words) and not words.startswith(("通知", "如下", "根据")):
            span = name_in(reading.text, one_row.start)
            if span:
                return one(name, found(reading, *span, tidy(reading.text[slice(*span)])))
    return {}


LENT = r"(?:[今兹现][借欠收]到?|[今兹现]向|(?<![㐀-鿿])向|[借欠]到)"
THE_MONEY = r"(?=现金|人民币|货款|借款|借|工资|还款|归还|交来|支付|给付|付|材料款|劳务|工程款|运费|租金|款|的|¥|\d|,|\()"
LENDING = re.compile(same(rf"{LENT}({NAME}{{2,20}}?)(?:\(身份证[^)]*\))?{THE_MONEY}"))
LENDER = re.compile(same(rf"(?:出借人|债权人)[:(]({NAME}{{2,20}}?)(?=[,。;)(]|身份|电话|日期|\d|$)"))


@reader("lender")
def read_lender(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Who lent, is owed or paid: named in the first sentence of a note of hand."""
    text, places = reading.compact
    hit = LENDING.search(text) or LENDER.search(text)
    if hit is None:
        return {}
    start, end = places[hit.start(1)], places[hit.end(1) - 1] + 1
    return one(name, found(reading, start, end, tidy(reading.text[start:end])))


BEFORE_DRIVER = r"(?:^|[:;。,、)]|当事人[一二三甲乙丙]?|甲方|乙方|况)"
DRIVER = re.compile(same(rf"{BEFORE_DRIVER}(?!驾驶|骑|步行)({NAME}{{2,4}})(?:\([^)]*\))?[,:](?=[^;。]{{0,60}}(?:驾驶|骑|步行|行人|乘坐|乘客))"))
TOGETHER = re.compile(same(rf"({NAME}{{2,4}})[、,和与]({NAME}{{2,4}}?)(?:均|各|共同|应)?(?:负有?|承担)(?:本次|此次|该)?(?:事故)?的?同等"))
BLAME = re.compile(same(rf"({NAME}{{2,4}}?)(?:应)?(?:负有?|承担)?(?:本次|此次|该)?(?:道路)?(?:交通)?(?:事故)?的?(全部|主要|同等|次要|无)责任"))


@reader("drivers")
def read_drivers(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """The parties of a traffic accident in the order they are named: 当事人甲, 当事人乙, and 当事人 with all."""
    text, places = reading.compact
    names: list[tuple[str, int, int]] = []
    at = _section(text, ("当事人基本情况", "当事人情况"), ("道路交通事故形成原因", "事故形成原因", "事故基本事实", "当事人责任", "事故经过"))
    for hit in DRIVER.finditer(text, *at):
        if hit[1] not in (one[0] for one in names) and not re.search(same("责任|事故|情况|车辆|道路|机动"), hit[1]):
            names.append((hit[1], places[hit.start(1)], places[hit.end(1) - 1] + 1))
    if not names:
        names = [(hit[1], places[hit.start(1)], places[hit.end(1) - 1] + 1) for hit in _blames(text)]
    answer: dict[str, Found] = {}
    for letter, (_, start, end) in zip("甲乙丙丁", names, strict=False):
        answer |= one(f"{name}{letter}", found(reading, start, end, tidy(reading.text[start:end])))
    return answer


def _section(text: str, heads: tuple[str, ...], ends: tuple[str, ...]) -> tuple[int, int]:
    """From behind the first of some headings to the next of others."""
    start = next((text.find(same(head)) + len(head) for head in heads if same(head) in text), 0)
    start = max(0, start - 1)
    stops = [text.find(same(end), start + 1) for end in ends]
    return start, min((stop for stop in stops if stop > 0), default=len(text))


def _blames(text: str) -> list[re.Match]:
    start, _ = _section(text, ("当事人责任", "当事人导致交通事故的过错及责任", "责任认定"), ())
    seen: set[str] = set()
    hits = []
    for hit in BLAME.finditer(text, start):
        if hit[1] not in seen:
            seen.add(hit[1])
            hits.append(hit)
    return hits


@reader("blame")
def read_blame(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """Who is to blame for how much: ["裴玉：主要责任", "朱明亮：次要责任"]."""
    text, places = reading.compact
    hits = _blames(text)
    start, _ = _section(text, ("当事人责任", "责任认定"), ())
    if both := TOGETHER.search(text, start):
        names = [tidy(reading.text[places[both.start(one)] : places[both.end(one) - 1] + 1]) for one in (1, 2)]
        return one(name, found(reading, places[both.start()], places[both.end() - 1] + 1, [f"{who}：同等责任" for who in names]))
    if not hits:
        return {}
    start, end = places[hits[0].start()], places[hits[-1].end() - 1] + 1
    words = [f"{tidy(reading.text[places[hit.start(1)] : places[hit.end(1) - 1] + 1])}：{hit[2]}责任" for hit in hits]
    return one(name, found(reading, start, end, words))

