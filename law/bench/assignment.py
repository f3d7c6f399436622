"""Assignment of cases (分案): at random by default, who may not be drawn, why a case may change hands."""

from dataclasses import dataclass, field
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.bench.grounds import Ground, found_grounds
from law.choices import Choice, choices, match
from law.instruments import cite
from law.registry import rule


@dataclass(frozen=True)
class LoadWeights:
    """A court's own weights of a case for a balanced load (no national text has numbers: configuration).

    kinds, procedures  factor by name, 1 where a name isn't given; parties, volumes  added per unit over the first
    """

    kinds: dict[str, Decimal] = field(default_factory=dict)
    procedures: dict[str, Decimal] = field(default_factory=dict)
    parties: Decimal = Decimal("0.05")
    volumes: Decimal = Decimal("0.05")


def case_weight(weights: LoadWeights, *, kind: str, procedure: str, parties: int = 2, volumes: int = 1) -> Decimal:
    """How much one case weighs by a court's weights; an ordinary case of two parties and one volume weighs 1.

    >>> case_weight(LoadWeights(kinds={"刑事": Decimal(2)}), kind="刑事", procedure="普通", parties=4)
    Decimal('2.20')
    """
    if parties < 1 or volumes < 1:
        raise LawError("bad_input", "当事人数和卷宗册数应为正整数。")
    base = weights.kinds.get(kind, Decimal(1)) * weights.procedures.get(procedure, Decimal(1))
    return base * (1 + weights.parties * max(parties - 2, 0) + weights.volumes * (volumes - 1))


def reasons() -> tuple[Choice, ...]:
    """The reasons for which a case may change hands, with labels; value: who approves."""
    return choices("bench-choices", "reassign")


@rule("assign.default")
def default(*, kind: str, four_type: bool = False, leaders_quota: bool = False, series: bool = False) -> Answer:
    """How a case is assigned. {"mode": "随机" or "指定"}. Source: 最高法2017年意见 (随机分案为主、指定分案为辅)."""
    ways = choices("bench-choices", "assign")
    flags = {"four_type": four_type, "leaders_quota": leaders_quota, "series": series}
    found = next((way for way in ways if flags[way.key]), None) or match(kind, ways)
    if found:
        return Answer({"mode": "指定"}, [Step(f"{found.label}可以指定分案，应记明理由并在平台公示", found.cite())])
    return Answer({"mode": "随机"}, [Step(f"{kind}在专业领域内繁简分流后随机分案", cite("RESP2017"))])


@rule("assign.reassign_reason_valid")
def reassign_reason_valid(*, reason: str) -> Answer:
    """Whether a case may change hands for a reason. {"valid": true, "approval": who}, or {"valid": false}."""
    found = match(reason, reasons())
    if found is None:
        known = "、".join(choice.label for choice in reasons())
        return Answer(
            {"valid": False},
            [Step(f"分案确定后不得擅自变更，“{reason}”不是可以变更的事由（{known}）", cite("RESP2017"))],
        )
    return Answer(
        {"valid": True, "approval": found.value},
        [Step(f"因{found.label}可以变更承办人，由院庭长按权限审批，在平台公示理由", found.cite())],
    )


@rule("assign.eligible")
def eligible(*, judge: str, history: str = "", **facts) -> Answer:
    """Whether a judge may be drawn for a case. {"eligible": bool}.

    history  what the case has been through, such as 发回重审 or 二审发回重审后再次上诉
    facts    named in `data/recusal-grounds.csv`: relation_to_party, relation_to_counsel, first_instance_panel,
             was_witness …; a relation is words such as 配偶, the rest are booleans
    Source: 执行回避制度规定第1、2、3条; 民事诉讼法第41条.
    """
    found: list[Ground] = found_grounds(facts, history)
    if not found:
        return Answer(
            {"eligible": True}, [Step(f"{judge}没有应当回避的情形{_proviso(facts, history)}", cite("RECUSE", "1、3"))]
        )
    return Answer(
        {"eligible": False}, [Step(f"{judge}{ground.label}，应当回避，不参加分案", ground.cite()) for ground in found]
    )


def _proviso(facts: dict, history: str) -> str:
    second_round = "再次上诉" in history and any(facts.values())
    return "；二审发回重审后再次进入二审的，原二审合议庭组成人员不受限制" if second_round else ""
