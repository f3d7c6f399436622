"""Coded defects of a filing: each tied to a field, with the cure and the article, all told at once.

`data/filing-defects.csv` ships the list and a court may add its own rows. `effect` says what a
defect leads to: correct (补正), inform (释明，告知其他途径), refuse (不予受理). `fact` names the reviewer's yes/no
question that the defect denies.
"""
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from law.answer import Answer, LawError, Step
from law.instruments import Citation, cite
from law.registry import rule
from law.rows import FOLDER

EFFECTS = {"correct": "补正", "inform": "释明并告知其他途径", "refuse": "不予受理"}


@dataclass(frozen=True)
class Defect:
    code: str
    group: str
    field: str
    effect: str
    fact: str
    text: str
    cure: str
    source: Citation

    def told(self) -> dict[str, str]:
        """The defect as the notice tells it."""
        return {"code": self.code, "field": self.field, "text": self.text, "cure": self.cure,
                "effect": self.effect, "article": str(self.source)}


@cache
def register() -> dict[str, Defect]:
    """All defects by code, in the order of the reviewer's list."""
    with (FOLDER / "filing-defects.csv").open(encoding="utf-8", newline="") as lines:
        return {raw["code"]: Defect(raw["code"], raw["group"], raw["field"], raw["effect"], raw["fact"], raw["text"],
                                    raw["cure"], cite(raw["instrument"], raw["article"], raw["mark"] or None))
                for raw in csv.DictReader(lines)}


def groups() -> dict[str, list[Defect]]:
    """The list by group, for the defect picker."""
    found: dict[str, list[Defect]] = {}
    for defect in register().values():
        found.setdefault(defect.group, []).append(defect)
    return found


def by_codes(codes: Iterable[str]) -> list[Defect]:
    """The defects of the codes, each once, in the order of the list. Raises LawError("unknown_defect")."""
    wanted = set(codes)
    if unknown := wanted - register().keys():
        raise LawError("unknown_defect", f"没有编码为{'、'.join(sorted(unknown))}的缺陷，请从列表中选择。")
    return [defect for code, defect in register().items() if code in wanted]


def from_facts(facts: Mapping[str, bool]) -> list[Defect]:
    """The defects that the reviewer's answers show: every question answered no. Unasked questions show none."""
    return [defect for defect in register().values() if facts.get(defect.fact) is False]


@rule("filing.defects")
def defects_found(*, facts: dict[str, bool]) -> Answer:
    """The coded defects that the answers show. {"codes": [code], "ready": bool}."""
    if unknown := facts.keys() - {defect.fact for defect in register().values()}:
        raise LawError("bad_input", f"不认识的审查事项：{'、'.join(sorted(unknown))}")
    found = from_facts(facts)
    return Answer({"codes": [defect.code for defect in found], "ready": not found},
                  [Step(defect.text, defect.source) for defect in found])


@rule("filing.defect_notice")
def defect_notice(*, codes: list[str], notices_sent: int = 0) -> Answer:
    """The one notice to correct, complete. {"items": [{code, field, text, cure, effect, article}], "effect"}.

    effect   the gravest of the items: correct, inform, refuse
    Raises LawError("unknown_defect", "no_defect"), LawError("second_notice") when one went out already.
    Source: 登记立案规定第七条; 在线诉讼规则第九条.
    """
    found = by_codes(codes)
    if not found:
        raise LawError("no_defect", "没有选择缺陷，请至少选择一项，或者登记立案。")
    if notices_sent:
        raise LawError("second_notice", "补正内容应当一次性告知，不得再次要求补正；请依法决定立案或者不予受理。",
                       cite("REG2015", "第七条第一款"))
    grave = max((defect.effect for defect in found), key=list(EFFECTS).index)
    return Answer({"items": [defect.told() for defect in found], "effect": grave},
                  [Step("一次性书面告知在指定期限内补正", cite("REG2015", "第七条第一款")),
                   *(Step(f"{defect.text}。{defect.cure}", defect.source) for defect in found)])


@rule("filing.second_round")
def second_round(*, first: list[str], second: list[str], new_because_of_answer: list[str] | None = None) -> Answer:
    """Which defects of a second review may be raised. {"raisable": [code], "to_supervisor": [code]}.

    Only what wasn't cured, or is new because of the answer, may be raised; everything else goes to a supervisor.
    Source: 登记立案规定第七条.
    """
    known, caused = set(first), set(new_because_of_answer or [])
    found = by_codes(second)
    raisable = [d.code for d in found if d.code in known or d.code in caused]
    late = [d.code for d in found if d.code not in raisable]
    return Answer(
        {"raisable": raisable, "to_supervisor": late},
        [
            Step(
                "补正内容应当一次性告知；首次未告知又非因补正新出现的缺陷，须经监督人员审看",
                cite("REG2015", "第七条第一款"),
            )
        ],
    )


@rule("filing.after_correction")
def after_correction(*, corrected: bool, complies: bool = False, insists: bool = False) -> Answer:
    """What follows the period to correct. {"action": "docket" | "refuse" | "return_papers"}.

    corrected   something came in time; complies   it meets the requirements; insists   the filer insists on suing
    Source: 登记立案规定第七条第二款至第四款.
    """
    if corrected and complies:
        return Answer({"action": "docket"}, [Step("补正后符合要求，登记立案", cite("REG2015", "第七条第二款"))])
    if corrected:
        return Answer(
            {"action": "refuse"}, [Step("经补正仍不符合要求，裁定或者决定不予受理", cite("REG2015", "第七条第四款"))]
        )
    if insists:
        return Answer(
            {"action": "refuse"}, [Step("没有补正而坚持起诉，裁定或者决定不予受理", cite("REG2015", "第七条第三款"))]
        )
    return Answer({"action": "return_papers"}, [Step("没有补正，退回诉状并记录在册", cite("REG2015", "第七条第三款"))])
