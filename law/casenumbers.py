"""Case numbers (案号): format, reading, and the next number of a sequence."""
import re
from dataclasses import dataclass
from random import Random

from law import casetypes, courts
from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

FIRST_YEAR = 2016
RANDOM_TYPE, RANDOM_DIGITS = "刑核", 8
SHAPE = re.compile(r"（(?P<year>\d{4})）(?P<middle>\D+?\d*\D+)(?P<seq>\d+)号")


@dataclass(frozen=True)
class CaseNumber:
    """A number of the kind in force since 2016-01-01. `special` is 知 or empty."""

    year: int
    court_code: str
    type_code: str
    seq: int
    special: str = ""

    def __str__(self) -> str:
        return f"（{self.year}）{self.court_code}{self.special}{self.type_code}{self.seq}号"


def check(number: CaseNumber) -> CaseNumber:
    """The same number if it obeys the rule. Raises LawError.

    Codes: "legacy_format" for a year before 2016, "bad_court_code", "bad_special",
    "unknown_type_code", "bad_seq".
    """
    if not FIRST_YEAR <= number.year <= 9999:
        raise _legacy(f"{number.year}年的案号")
    courts.level_of_code(number.court_code)
    if number.special and number.special not in casetypes.SPECIALS:
        raise LawError("bad_special", f"专门审判代字“{number.special}”未经最高人民法院确定。", cite("CASENO", "2"))
    casetypes.by_type_code(number.type_code)
    if number.seq < 1:
        raise LawError("bad_seq", "案件编号从1开始，请核对。", cite("CASENO", "9、10"))
    if number.type_code == RANDOM_TYPE and len(str(number.seq)) != RANDOM_DIGITS:
        raise LawError("bad_seq", "刑事复核案件的编号为八位随机数字。", cite("CASENO", "第十条第二款"))
    return number


def read(text: str) -> CaseNumber:
    """The number that a text prints; half-width brackets are taken for full-width ones.

    Raises LawError: "legacy_format" for the free formats before 2016, "bad_format" for what is no
    case number, and the codes of `check`.
    """
    tidy = re.sub(r"\s", "", text).translate(str.maketrans("()[]〔〕", "（）（）（）"))
    if _is_legacy(tidy):
        raise _legacy(f"“{text}”")
    found = SHAPE.fullmatch(tidy)
    if found is None:
        raise LawError("bad_format", f"“{text}”不是规范案号，应形如（2026）晋0802民初1号。", cite("CASENO", "3"))
    if found["seq"].startswith("0"):
        raise LawError("bad_seq", f"案件编号不得以0补位：“{text}”。", cite("CASENO", "9"))
    court_code, special, type_code = _split(found["middle"], text)
    return check(CaseNumber(int(found["year"]), court_code, type_code, int(found["seq"]), special))


def _is_legacy(text: str) -> bool:
    if "字" in text:
        return True
    year = re.match(r"（(\d{4})）", text)
    return year is not None and int(year[1]) < FIRST_YEAR


def _split(middle: str, text: str) -> tuple[str, str, str]:
    """Court code, special-trial character and type code; the longest type code that fits wins."""
    for type_code in casetypes.type_codes():
        if not middle.endswith(type_code):
            continue
        court_code, special = middle.removesuffix(type_code), ""
        if court_code[-1:] in casetypes.SPECIALS:
            court_code, special = court_code[:-1], court_code[-1]
        if courts.is_code(court_code):
            return court_code, special, type_code
    code = re.match(r"最高法|.\d*", middle)
    if code is None or not courts.is_code(code[0]):
        raise LawError("bad_court_code", f"案号“{text}”中的法院代字不合规则。", cite("CASENO", "4、5"))
    raise LawError("unknown_type_code", f"案号“{text}”中的类型代字不在标准之内。", cite("CASETYPE"))


def _legacy(what: str) -> LawError:
    return LawError("legacy_format", f"{what}属2016年1月1日以前的旧案号，请按原样录入为旧案号，不作解析。",
                    cite("CASENO"))


@rule("case_number.format")
def case_number_format(*, year: int, court_code: str, type_code: str, seq: int, special: str = "") -> Answer:
    """The printed number. {"case_number": text}. Source: 案号规定 2–3."""
    if not special and type_code[:1] in casetypes.SPECIALS:
        special, type_code = type_code[0], type_code[1:]
    number = check(CaseNumber(year, court_code, type_code, seq, special or ""))
    return Answer({"case_number": str(number)}, [Step(
        f"收案年度{year}，法院代字{court_code}，" + (f"专门审判代字{special}，" if special else "")
        + f"类型代字{type_code}，编号{seq}", cite("CASENO", "2、3"))])


@rule("case_number.parse")
def case_number_parse(*, case_number: str) -> Answer:
    """The parts of a printed number. {"year", "court_code", "special", "type_code", "seq"}."""
    number = read(case_number)
    return Answer({"year": number.year, "court_code": number.court_code, "special": number.special,
                   "type_code": number.type_code, "seq": number.seq},
                  [Step(f"案号{number}由收案年度、法院代字、类型代字和编号组成", cite("CASENO", "2、3"))])


@rule("case_number.next_seq")
def case_number_next_seq(*, year: int, court_code: str, type_code: str,
                         last_issued: dict[str, int] | int | None = None, special: str = "") -> Answer:
    """The next sequence number of a court, year and type code. {"seq": number}.

    `last_issued` is the last number of each year (or of this year) in the same court, special and
    type code; the sequence restarts at 1 with each year. Raises LawError("random_number") for 刑核,
    whose number is drawn (see `draw_review_seq`). Source: 案号规定 9–10.
    """
    check(CaseNumber(year, court_code, type_code, 10 ** (RANDOM_DIGITS - 1), special or ""))
    if type_code == RANDOM_TYPE:
        raise LawError("random_number", "刑事复核案件使用八位随机编号，不得顺序编号。", cite("CASENO", "第十条第二款"))
    last = last_issued.get(str(year), 0) if isinstance(last_issued, dict) else last_issued or 0
    return Answer({"seq": last + 1}, [Step(
        f"{year}年{court_code}“{special}{type_code}”字已编至{last}号，下一号为{last + 1}号" if last
        else f"{year}年{court_code}“{special}{type_code}”字首件，从1号起编", cite("CASENO", "10"))])


def draw_review_seq(chance: Random, taken: set[int]) -> int:
    """An unused eight-digit number for a criminal review case (刑核). Source: 案号规定 10(2)."""
    low, high = 10 ** (RANDOM_DIGITS - 1), 10**RANDOM_DIGITS - 1
    while (seq := chance.randint(low, high)) in taken:
        continue
    return seq
