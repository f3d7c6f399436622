"""Orders: opened with the case, lowered or waived by relief, settled once."""
from datetime import datetime
from decimal import Decimal

from court.kit import money
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.clocks.models import Clock
from court.spine.journal.actions import append
from court.work.fees.models import Order
from law.answer import Answer, LawError
from law.fees.quote import quote


def quoted(case: Case) -> Answer:
    """What the case costs by the tariff of its filing day, explained. Raises Refused where the law has no tariff."""
    try:
        return quote(filed=case.filed_on, cause=case.cause_code, procedure=case.track,
                     amount=money.yuan(case.amount_fen) if case.amount_fen is not None else None)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), do="请由立案人员核定诉讼费后录入。",
                      code=refusal.code) from refusal


def open_order(case: Case, payer: Party, *, at: datetime) -> Order:
    """Open the acceptance fee's order of a plaintiff; a fee of nothing is born settled."""
    if case.facts.get("fee_fen") is not None:
        full, payable = case.facts.get("fee_full_fen", case.facts["fee_fen"]), case.facts["fee_fen"]
        steps = case.facts.get("fee_steps", [])
    else:
        answer = quoted(case)
        full, payable, steps = money.fen(answer["fee"]), money.fen(answer["payable"]), answer.explain()
    due = Clock.objects.filter(case=case, kind="fee", party=payer).values_list("due_on", flat=True).first()
    pk = new_id()
    order = Order.objects.create(pk=pk, court=case.court, case=case, payer=payer.person,
                                 purpose=Order.Purpose.ACCEPTANCE, number=f"F{pk}", full_fen=full, amount_fen=payable,
                                 explanation=steps, due_on=due, opened_at=at,
                                 state=Order.State.OPEN if payable else Order.State.WAIVED)
    append(f"money:{case.court_id}", "fee.ordered", by=None, at=at, court=case.court_id,
           facts={"order": str(pk), "case": str(case.pk), "amount_fen": payable})
    return order


def lower(order: Order, amount_fen: int) -> None:
    if not 0 < amount_fen < order.amount_fen:
        raise Refused("减交后的金额应当低于应交金额并且大于零。", law="诉讼费用交纳办法第四十六条、第四十七条", code="bad_field")
    reprice(order, amount_fen)


def reprice(order: Order, amount_fen: int, full_fen: int | None = None) -> None:
    """Another sum is due. The gateway's order of the old sum is not paid any more: the next try gets a number of its own."""
    order.amount_fen, order.full_fen = amount_fen, order.full_fen if full_fen is None else full_fen
    order.link, order.link_until = "", None
    order.save(update_fields=["amount_fen", "full_fen", "link", "link_until"])


def half(amount_fen: int) -> int:
    return int((Decimal(amount_fen) / 2).to_integral_value())
