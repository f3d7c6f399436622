"""Watched cases (四类案件): the four classes, and the machine's factors that mark a case for a person to confirm.

The factors are data (`data/watched-factors.csv`); a court gives its own detailed list as `factors`.
A mark is a proposal: who confirms or lifts it gives person, time and reason (`supervision.record`).
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from law.answer import Answer, BadLaw, LawError, Step
from law.instruments import Citation, cite
from law.registry import rule

FILE = Path(__file__).parent.parent / "data" / "watched-factors.csv"
CLASSES = {
    1: "重大、疑难、复杂、敏感的",
    2: "涉及群体性纠纷或者引发社会广泛关注，可能影响社会稳定的",
    3: "与本院或者上级人民法院的类案裁判可能发生冲突的",
    4: "有关单位或者个人反映法官有违法审判行为的",
}
MARKED_BY = (
    "立案部门立案时标识",
    "承办法官或者合议庭审理中标识",
    "院长、庭长标识",
    "审判管理部门标识",
    "审务督察部门标识",
    "上级人民法院标识",
)


@dataclass(frozen=True)
class Factor:
    """A fact that speaks for a class.

    number   the class 1–4; 0 for a fact that speaks for none
    kind     flag (true or false), count and amount (at least the threshold), over (more than it), text
    """

    key: str
    label: str
    number: int
    kind: str
    threshold: Decimal | None
    aliases: tuple[str, ...]
    article: str
    mark: str

    def cite(self) -> Citation:
        return cite("FOUR", self.article, self.mark)

    def speaks(self, value) -> bool:
        if self.number == 0 or self.kind == "text" or value is None:
            return False
        if self.kind == "flag":
            return bool(value)
        if isinstance(value, bool):
            return value
        if self.threshold is None:
            raise BadLaw(f"{self.key} has no threshold")
        size = Decimal(str(value))
        return size > self.threshold if self.kind == "over" else size >= self.threshold


@cache
def shipped() -> tuple[Factor, ...]:
    """The factors of `data/watched-factors.csv`."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Factor(
                row["key"],
                row["label"],
                int(row["class"]),
                row["kind"],
                Decimal(row["threshold"]) if row["threshold"] else None,
                tuple(row["aliases"].split(";")),
                row["article"],
                row["mark"],
            )
            for row in csv.DictReader(lines)
        )


def found_factors(facts: dict, factors: tuple[Factor, ...] | None = None) -> list[Factor]:
    """The factors that speak, in the order of the list. Raises LawError("bad_input") for an unknown fact."""
    names = {name: factor for factor in factors or shipped() for name in (factor.key, *factor.aliases)}
    if unknown := facts.keys() - names.keys():
        raise LawError("bad_input", f"不认识的事项：{'、'.join(sorted(unknown))}")
    try:
        spoken = {names[name].key for name, value in facts.items() if names[name].speaks(value)}
    except ArithmeticError as why:
        raise LawError("bad_input", "人数、金额和时长应为数字。") from why
    if any(names[name].key == "group_dispute" and value is False for name, value in facts.items()):
        spoken.discard("party_count")
    return [factor for factor in factors or shipped() if factor.key in spoken]


@rule("four_types.classify")
def classify(*, factors: tuple[Factor, ...] | None = None, **facts) -> Answer:
    """The classes for which known facts speak. {"types": [1–4]}, empty for an ordinary case.

    facts  named by a factor's key or alias: booleans, a count of persons, an amount in yuan, months.
           Many persons alone mark a case unless somebody has said that no group dispute threatens.
    Source: 四类案件指导意见第二至六条.
    """
    found = found_factors(facts, factors)
    types = sorted({factor.number for factor in found})
    steps = [
        Step(f"{factor.label}：第{factor.number}类（{CLASSES[factor.number]}）", factor.cite()) for factor in found
    ]
    if not found:
        steps = [Step("未发现四类案件情形，按一般案件办理；审理中发现的应当及时标识", cite("FOUR", "2"))]
    return Answer({"types": types}, steps)
