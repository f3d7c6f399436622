"""The courts of the province, and the codes (法院代字) that their case numbers carry.

`data/courts.csv` is the list a court installs with; the SPC publishes all codes (案号规定 12), so a
court corrects a row there, never the rule. Tribunals (派出法庭) have no code of their own.
"""
import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law import terms
from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

DATA = Path(__file__).parent / "data"
SPC = "最高法"
SPC_NAME = "最高人民法院"


@dataclass(frozen=True)
class Court:
    """One court. `level` is basic, intermediate or high; `superior` the name of the court above.

    unverified  the code or name rests on memory, not on a list that was read
    """

    code: str
    name: str
    document_name: str
    level: str
    superior: str
    division: str
    former: str
    unverified: bool


@cache
def courts() -> dict[str, Court]:
    """All courts on the list, by code."""
    with (DATA / "courts.csv").open(encoding="utf-8", newline="") as lines:
        return {row["court_code"]: _court(row) for row in csv.DictReader(lines)}


def _court(row: dict[str, str]) -> Court:
    return Court(row["court_code"], row["name"], row["document_name"], terms.level(row["level"]), row["superior"],
                 row["division_code"], row["former"], "unverified" in row["confidence"])


def court(code: str) -> Court:
    """The court of a code. Raises LawError("unknown_court")."""
    if code not in courts():
        raise LawError("unknown_court", f"法院代字“{code}”不在本省法院名册中，请核对。", cite("CASENO", "12"))
    return courts()[code]


def court_named(name: str) -> Court:
    """The court of a name, short or as documents print it. Raises LawError("unknown_court")."""
    for found in courts().values():
        if name in (found.name, found.document_name):
            return found
    raise LawError("unknown_court", f"本省法院名册中没有“{name}”，请核对名称。", cite("CASENO", "12"))


def superior_of(code: str) -> Court | None:
    """The court above; None where that is the Supreme People's Court."""
    above = court(code).superior
    return None if above == SPC_NAME else court_named(above)


def courts_below(code: str) -> list[Court]:
    """The courts directly below one, in the order of their codes."""
    name = court(code).name
    return sorted((found for found in courts().values() if found.superior == name), key=lambda found: found.code)


@cache
def provinces() -> dict[str, tuple[str, bool]]:
    """Two-digit division -> (province character, whether a municipality)."""
    with (DATA / "provinces.csv").open(encoding="utf-8", newline="") as lines:
        return {row["division"]: (row["character"], row["municipality"] == "1")
                for row in csv.DictReader(lines) if row["division"]}


@cache
def characters() -> frozenset[str]:
    """Every character a court code may begin with, the military and the Corps included."""
    with (DATA / "provinces.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["character"] for row in csv.DictReader(lines))


def is_code(text: str) -> bool:
    """Whether a text has the shape of a court code: 最高法, 晋, 晋08 or 晋0802."""
    return text == SPC or bool(re.fullmatch(f"[{''.join(sorted(characters()))}](\\d{{2}}|\\d{{4}})?", text))


def level_of_code(code: str) -> str:
    """supreme, high, intermediate or basic, by the shape of the code. Raises LawError("bad_court_code")."""
    if code == SPC:
        return "supreme"
    if not is_code(code):
        raise LawError("bad_court_code", f"法院代字“{code}”不合规则：应为省简称加零、二或四位数字。",
                       cite("CASENO", "4、5"))
    return {1: "high", 3: "intermediate", 5: "basic"}[len(code)]


@rule("court_code.from_division")
def court_code_from_division(*, division: str, level: str) -> Answer:
    """The court code that the rule derives from a division code (GB/T 2260). {"court_code": text}.

    Raises LawError: "bad_division" for a division that cannot carry a court of that level,
    "not_derivable" where the rule gives other digits (districts of municipalities, county-level
    units directly under a province). Source: 案号规定 4–5.
    """
    level = terms.level(level)
    if level == "supreme":
        return Answer({"court_code": SPC}, [Step("最高人民法院代字为“最高法”", cite("CASENO", "4"))])
    division = division.strip()
    if not re.fullmatch(r"\d{2}|\d{4}|\d{6}", division) or division[:2] not in provinces():
        raise LawError("bad_division", f"行政区划代码“{division}”无法识别，应为六位数字。", cite("CASENO", "5"))
    digits = _digits(division.ljust(6, "0"), level)
    code = provinces()[division[:2]][0] + digits
    step = Step(f"行政区划{division}的{terms.label(terms.LEVELS, level)}法院，代字为{code}",
                cite("CASENO", "4" if level == "high" else "5"))
    return Answer({"court_code": code}, [step])


def _digits(division: str, level: str) -> str:
    if level == "high":
        return ""
    city, county = division[2:4], division[4:6]
    if provinces()[division[:2]][1] or city == "90":
        raise LawError("not_derivable", "直辖市和省直辖县级行政区的法院代字不按区划代码推定，以最高人民法院公布为准。",
                       cite("CASENO", "第五条第二款", mark="M"))
    if city == "00" or (level == "intermediate") != (county == "00"):
        raise LawError("bad_division", f"区划代码{division}不是{terms.label(terms.LEVELS, level)}法院所在的区划。",
                       cite("CASENO", "5"))
    return city if level == "intermediate" else city + county
