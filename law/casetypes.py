"""Case types: class code, name and type code (类型代字). One type code may cover several classes."""
import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

FILE = Path(__file__).parent / "data" / "case-types.csv"
SPECIALS = {"知": "知识产权专门审判"}


@dataclass(frozen=True)
class CaseType:
    """One row of the standard. Groups have no `type_code`; rows of practice may have no `class_code`.

    family    the first-level group in Chinese, such as 民事 or 执行
    standard  False for a local practice that the SPC's annex doesn't know
    """

    class_code: str
    type_code: str
    name: str
    family: str
    level: int
    parent: str
    standard: bool

    @property
    def is_group(self) -> bool:
        return not self.type_code


@cache
def case_types() -> tuple[CaseType, ...]:
    """The whole table in its own order, groups included."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(CaseType(row["code"], row["token"], row["name"], row["kind"], int(row["level"]),
                              row["parent_code"], row["status"] == "standard") for row in csv.DictReader(lines))


@cache
def type_codes() -> tuple[str, ...]:
    """Every type code, the longest first, so that 行审复 is met before 行审. 知 is never part of one."""
    found = {kind.type_code for kind in case_types() if kind.type_code and kind.type_code[0] not in SPECIALS}
    return tuple(sorted(found, key=lambda code: (-len(code), code)))


def by_class(class_code: str) -> CaseType:
    """The row of a class code. Raises LawError("unknown_case_type")."""
    for kind in case_types():
        if kind.class_code == class_code:
            return kind
    raise LawError("unknown_case_type", f"案件类型编码“{class_code}”不在标准之内。", cite("CASETYPE"))


def by_type_code(type_code: str) -> list[CaseType]:
    """The rows that share a type code, in the order of the standard. Raises LawError("unknown_type_code")."""
    if found := [kind for kind in case_types() if kind.type_code == type_code]:
        return found
    raise LawError("unknown_type_code", f"类型代字“{type_code}”不在标准之内。", cite("CASETYPE"))


def named(name: str) -> CaseType:
    """The row of a name, with or without 案件; groups only where nothing else has it. Raises LawError."""
    wanted = _bare(name)
    found = [kind for kind in case_types() if _bare(kind.name) == wanted]
    if not found:
        raise LawError("unknown_case_type", f"没有名为“{name}”的案件类型，请按《案件类型及其代字标准》核对。",
                       cite("CASETYPE"))
    return min(found, key=lambda kind: kind.is_group)


def groups_of(kind: CaseType) -> list[CaseType]:
    """The groups above a row, from the first level down."""
    above: list[CaseType] = []
    while kind.parent:
        kind = by_class(kind.parent)
        above.insert(0, kind)
    return above


def _bare(name: str) -> str:
    plain = "".join(char for char in name if char not in " 　，,、（）()")
    return plain.removesuffix("案件")


@rule("case_type.lookup")
def case_type_lookup(*, name: str | None = None, class_code: str | None = None,
                     type_code: str | None = None) -> Answer:
    """A case type by one of its three names.

    By `name`: {"class_code", "type_code"}; by `class_code`: {"name", "type_code"}; by `type_code`:
    {"classes": [{"class_code", "name"}, …]}, because one code may cover several classes.
    """
    if name is not None:
        kind = named(name)
        return Answer({"class_code": kind.class_code, "type_code": kind.type_code}, [_step(kind)],
                      unverified=not kind.standard)
    if class_code is not None:
        kind = by_class(class_code)
        return Answer({"name": kind.name, "type_code": kind.type_code}, [_step(kind)], unverified=not kind.standard)
    if type_code is not None:
        kinds = by_type_code(type_code)
        return Answer({"classes": [{"class_code": kind.class_code, "name": kind.name} for kind in kinds]},
                      [_step(kind) for kind in kinds])
    raise LawError("bad_input", "请给出案件类型的名称、编码或者代字。")


def _step(kind: CaseType) -> Step:
    return Step(f"{kind.name}：编码{kind.class_code or '无'}，代字{kind.type_code or '无'}", cite("CASETYPE"))
