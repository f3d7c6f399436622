"""Figures: identity numbers, phones, accounts, sums in figures and words, case numbers, names of courts."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz, process
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from court.work.scanning.papers.readers import Found, found, one, reader
from court.work.scanning.papers.readers.labelled import value_span, values
from court.work.scanning.papers.words import HEAD_ROWS, Reading, hits, same, tidy
from law import casenumbers, courts
from law.answer import LawError

ID = re.compile(r"(?<!\d)(?:\d[ \n]?){17}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)(?:1(?:[ \n-]?\d){10}|0\d{2,3}[ -]?\d{7,8})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)\d(?:[ ]?[\d*]){11,22}(?!\d)")
CREDIT = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{2}\d{6}[0-9A-Z]{10}(?![0-9A-Z])")
MONEY = re.compile(r"([¥Y])?[ ]*(\d[\d,]*(?:\n\d{2,})?(?:[ ]?\.[ ]?\d{1,2})?)[ ]*(万|亿)?[ ]*(元)?")
_DIGITS = ("零〇0", "壹一", "贰二", "叁三叄参", "肆四", "伍五", "陆六", "柒七染", "捌八", "玖九")
DIGITS = {one: value for value, group in enumerate(_DIGITS) for one in group}
PLACES = {"拾": 10, "十": 10, "抬": 10, "佰": 100, "百": 100, "伯": 100, "仟": 1000, "千": 1000}
FIGURE = "零壹贰叁叄参肆伍陆柒染捌玖拾抬佰伯仟千百十一二三四五六七八九〇万萬亿"
CAPITAL = re.compile(rf"[{FIGURE}](?:[ \n]?[{FIGURE}元圆园角分]){{1,24}}[整正]?")
CASE = re.compile(r"[(\[{]?((?:19|20)\d\d)[)\]}]?([\u4e00-\u9fff][\dA-Za-z\u4e00-\u9fff]{2,14}?\d+)号")
OLD_CASE = re.compile(r"[(\[]\d{4}[)\]][\u4e00-\u9fff]{2,12}字第\d+号")


def in_part(reading: Reading, row: dict, start: int) -> bool:
    return row.get("where") != "close" or start >= len(reading.text) * 0.4


def spots(reading: Reading, row: dict) -> Iterator[tuple[int, int]]:
    """Where to look: behind the labels of the row's table, or the whole paper where it has none."""
    if "after" not in row:
        yield 0, len(reading.text)
        return
    for _, start in values(reading, row["after"]):
        begin, end = value_span(reading, start)
        yield begin, max(end, min(len(reading.text), begin + 40))


def number(text: str) -> tuple[bool, str]:
    """Whether an identity number can be one, and in Chinese why not."""
    try:
        right = ric.calc_check_digit(text) == text[-1]
    except (ValidationError, ValueError):
        right = False
    if not right:
        return False, "身份证号码校验位不符，请对照原件核对"
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False, "身份证号码中的出生日期不存在，请对照原件核对"
    return True, ""


@reader("id_number")
def read_id(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """The first identity number. A wrong check digit is told, never mended."""
    for begin, end in spots(reading, row):
        hit = ID.search(reading.text, begin, end)
        if hit:
            return one(name, id_found(reading, *hit.span()))
    return {}


def id_found(reading: Reading, start: int, end: int) -> Found | None:
    text = tidy(reading.text[start:end]).upper()
    valid, note = number(text)
    return found(reading, start, end, text, valid=valid, note=note)


@reader("phone")
def read_phone(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    hit = PHONE.search(reading.text)
    return one(name, phone_found(reading, *hit.span())) if hit else {}


def phone_found(reading: Reading, start: int, end: int) -> Found | None:
    text = re.sub(r"[ \n-]", "", reading.text[start:end])
    usual = bool(re.fullmatch(r"1[2-9]\d{9}|0\d{9,11}", text))
    return found(reading, start, end, text, valid=usual, note="" if usual else "电话号码的号段不存在，请对照原件核对")


@reader("account")
def read_account(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    for begin, end in spots(reading, row):
        hit = ACCOUNT.search(reading.text, begin, end)
        if hit:
            return one(name, found(reading, *hit.span(), tidy(hit[0])))
    return {}


@reader("credit_code")
def read_credit_code(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    hit = CREDIT.search(reading.text)
    if hit is None:
        return {}
    try:
        uscc.validate(hit[0])
        valid, note = True, ""
    except ValidationError:
        valid, note = False, "统一社会信用代码校验位不符，请对照原件核对"
    return one(name, found(reading, *hit.span(), hit[0], valid=valid, note=note))


def fen_of_words(words: str) -> int | None:
    """A sum in words as integer fen; None where it is none. 壹拾伍万元整 is 15000000."""
    whole = group = digit = 0
    fen = 0
    seen = False
    for letter in tidy(words).replace("萬", "万"):
        if letter in DIGITS:
            digit, seen = DIGITS[letter], True
        elif letter in PLACES:
            group += (digit or (0 if seen and digit else 1)) * PLACES[letter]
            digit, seen = 0, True
        elif letter == "万":
            whole, group, digit = whole + (group + digit) * 10_000, 0, 0
        elif letter == "亿":
            whole, group, digit = (whole + group + digit) * 100_000_000, 0, 0
        elif letter in "元圆园":
            whole, group, digit = whole + group + digit, 0, 0
            fen += whole * 100
            whole = 0
        elif letter in "角分":
            fen += digit * (10 if letter == "角" else 1)
            digit = 0
        elif letter not in "整正":
            return None
    fen += (whole + group + digit) * 100
    return fen if seen and fen else None


def sums(reading: Reading, begin: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int]]:
    """(start, end, fen) of sums in figures, those with a ¥ or 元 only."""
    for hit in MONEY.finditer(reading.text, begin, len(reading.text) if end is None else end):
        mark, figures, times, unit = hit.groups()
        if not (mark or unit or times):
            continue
        fen = fen_of_figures(figures, times)
        if fen:
            yield hit.start(), hit.end(), fen


def fen_of_figures(figures: str, times: str | None = None) -> int | None:
    try:
        value = Decimal(re.sub(r"[,\s]", "", figures)) * {"万": 10_000, "亿": 100_000_000}.get(times or "", 1) * 100
    except InvalidOperation:
        return None
    return int(value) if 0 < value < 10**15 and value == int(value) else None


def words_sums(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """(start, end, fen) of sums in words (大写)."""
    for hit in CAPITAL.finditer(reading.text):
        words = hit[0]
        if len(words) < 2 or not re.search("[元圆园整正]", words) or not re.search("[零壹贰叁叄肆伍陆柒捌玖拾佰仟]", words):
            continue
        fen = fen_of_words(words)
        if fen:
            yield hit.start(), hit.end(), fen


@reader("sum")
def read_sum(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A sum in figures, compared with the one in words. `exact` is integer fen."""
    written = next(words_sums(reading), None)
    spot = _figures(reading, row)
    if spot is None:
        if written is None:
            return {}
        start, end, fen = written
        return one(name, found(reading, start, end, shown(fen), exact=fen, note="小写金额没有读出，按大写"))
    start, end, fen = spot
    valid, note = None, ""
    if written:
        valid = written[2] == fen
        if not valid and written[2] * 100 == fen and "." not in reading.text[start:end]:
            fen, note = written[2], "小写金额的小数点没有读出，按大写"
        elif not valid:
            note = f"大写金额为{shown(written[2])}元，与小写不一致，请核对"
    return one(name, found(reading, start, end, shown(fen), exact=fen, valid=valid, note=note))


def _figures(reading: Reading, row: dict) -> tuple[int, int, int] | None:
    for begin, end in spots(reading, row):
        first = next(sums(reading, begin, end), None)
        if first:
            return first
        if "after" in row:
            hit = re.compile(r"[¥Y半]?[ ]*(\d[\d,]*(?:\.[ ]?\d{1,2})?)").match(reading.text, begin, end)
            fen = fen_of_figures(hit[1]) if hit else None
            if hit and fen:
                return hit.start(), hit.end(), fen
    return next(sums(reading), None) if "after" in row else None


def shown(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


@reader("sum_words")
def read_sum_words(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    for start, end, fen in words_sums(reading):
        other = next(sums(reading), None)
        valid = None if other is None else other[2] == fen
        return one(name, found(reading, start, end, tidy(reading.text[start:end]), exact=fen, valid=valid,
                               note="" if valid is not False else "大写与小写金额不一致，请核对"))  # fmt: skip
    return {}


@reader("case_number")
def read_case_number(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """The first case number in the one form of the rule, （2026）晋0802民初1号; the old forms as they stand."""
    _, places = reading.compact
    text = "".join(reading.text[place] for place in places)
    for hit in CASE.finditer(text):
        if "字" in hit[2]:
            continue
        value, valid, note = f"（{hit[1]}）{hit[2]}号", True, ""
        try:
            casenumbers.read(value)
        except LawError as why:
            valid, note = False, str(why)
        return one(name, found(reading, places[hit.start()], places[hit.end() - 1] + 1, value, valid=valid, note=note))
    hit = OLD_CASE.search(text)
    return one(name, found(reading, places[hit.start()], places[hit.end() - 1] + 1, hit[0], note="旧式案号")) if hit else {}


COURT = re.compile(same(r"[\u4e00-\u9fff]{2,16}?(?:人民法院|人民法|人.法院)"))
NOT_ITS_NAME = re.compile(same(r"^(此致|向|诉至|上诉于|致|至|收款单位|执收单位|受诉法院|法院)+"))


@reader("court")
def read_court(reading: Reading, name: str, row: dict) -> dict[str, Found]:
    """A court: at the head, behind 此致 at the end, behind a label, or anywhere; by the roll of courts where it is on it."""
    text = reading.same
    begin, end = 0, len(text)
    if row.get("where") == "head":
        rows = [one for one in reading.rows if one.page == 0]
        end = rows[HEAD_ROWS].start if len(rows) > HEAD_ROWS else end
    found_at = list(COURT.finditer(text, begin, end))
    if row.get("where") == "close":
        marks = [hit.end() for hit in hits(text, "此致")]
        after = [hit for hit in found_at if marks and hit.start() >= marks[-1] - 2]
        found_at = after[:1] or found_at[-1:]
    if "after" in row:
        behind = [start for _, start in values(reading, row["after"])]
        found_at = [hit for hit in found_at if any(start <= hit.start() <= start + 6 for start in behind)] or found_at[:1]
    for hit in found_at:
        return one(name, _court_found(reading, *hit.span()))
    return {}


def _court_found(reading: Reading, start: int, end: int) -> Found | None:
    lead = NOT_ITS_NAME.match(reading.same[start:end])
    start += lead.end() if lead else 0
    as_read = tidy(reading.text[start:end])
    roll = courts.courts().values()
    known = {row.name for row in roll} | {row.document_name for row in roll}
    if as_read in known:
        return found(reading, start, end, as_read, valid=True)
    # A misread character is likelier than one left out: names of the same length first.
    for choice in ([name for name in known if len(name) == len(as_read)], sorted(known)):
        near = process.extractOne(as_read, choice, scorer=fuzz.ratio, score_cutoff=84)
        if near:
            return found(reading, start, end, near[0], valid=True, note=f"读作“{as_read}”，按法院名册")
    return found(reading, start, end, as_read, note="不在本省法院名册中")
