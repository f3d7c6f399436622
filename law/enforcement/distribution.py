"""Distribution of proceeds (参与分配): costs, priority claims, then the rest in proportion or by order."""

from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.fees.money import FEN, checked, down, fen, yuan
from law.instruments import cite
from law.registry import rule


@rule("enf.distribution")
def distribution(
    *,
    proceeds: Decimal,
    ordinary: dict[str, Decimal],
    costs: Decimal = Decimal(0),
    priority: Decimal = Decimal(0),
    by_seizure_order: list[str] | None = None,
) -> Answer:
    """What each ordinary creditor gets. {creditor: yuan}; the parts add up to what there is to share.

    costs             enforcement costs, taken first; priority  claims with priority, taken next
    by_seizure_order  creditors in the order of seizure, for a company that doesn't go bankrupt
    Source: 民诉法解释第506–508条 (in proportion), 第514条 (order of seizure).
    """
    for amount, what in ((proceeds, "变价款"), (costs, "执行费用"), (priority, "优先债权")):
        checked(amount, what)
    claims = {name: checked(claim, f"{name}的债权") for name, claim in ordinary.items()}
    rest = max(proceeds - costs - priority, Decimal(0))
    steps = [
        Step(
            f"变价款{yuan(proceeds)}，扣除执行费用{yuan(costs)}、优先债权{yuan(priority)}，余{yuan(rest)}",
            cite("CPI", "508"),
        )
    ]
    if by_seizure_order is not None:
        parts = _in_order(rest, claims, by_seizure_order)
        steps.append(Step("企业法人未进入破产程序的，普通债权按照查封、扣押、冻结的先后顺序清偿", cite("CPI", "514")))
    else:
        parts = _in_proportion(rest, claims)
        steps.append(Step("普通债权按照其占全部申请参与分配债权数额的比例受偿", cite("CPI", "508")))
    return Answer(parts, steps)


def _in_proportion(rest: Decimal, claims: dict[str, Decimal]) -> dict[str, Decimal]:
    total = sum(claims.values(), Decimal(0))
    if total <= rest:
        return {name: fen(claim) for name, claim in claims.items()}
    exact = {name: rest * claim / total for name, claim in claims.items()}
    parts = {name: down(share, FEN) for name, share in exact.items()}
    fens_left = int((down(rest, FEN) - sum(parts.values(), Decimal(0))) / FEN)
    for name in sorted(exact, key=lambda name: parts[name] - exact[name])[:fens_left]:
        parts[name] += FEN
    return parts


def _in_order(rest: Decimal, claims: dict[str, Decimal], order: list[str]) -> dict[str, Decimal]:
    if sorted(order) != sorted(claims):
        raise LawError("bad_input", "查封顺序应当列明每一名债权人，且不得重复。")
    parts = {}
    for name in order:
        parts[name] = fen(min(claims[name], rest))
        rest -= parts[name]
    return parts
