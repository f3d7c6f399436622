"""Fees that come up on the way: of a counterclaim, of an appeal, after a raised claim, after conversion to ordinary."""
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from court.kit import money
from court.kit.days import date_of
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.fees import orders, refunds
from court.work.fees.models import Order
from law import registry
from law.answer import Answer, LawError
from law.fees.halving import halved
from law.fees.quote import quote

Purpose, State = Order.Purpose, Order.State
APPEALS_FREE = {"objection": "管辖权异议", "dismissal": "驳回起诉"}


def law(rule: str, **given) -> Answer:
    """A rule's answer; its refusal as one a page can show."""
    try:
        return registry.call(rule, **given)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal


def open_further(case: Case, payer: Party, purpose: str, *, full_fen: int, amount_fen: int, steps: list[str],
                 due_on: date | None, at: datetime, others: Sequence[Party] = ()) -> Order | None:
    """An order beside the acceptance fee, told to the payer as a task; None where nothing is due.

    others  parties who owe the same sum together with the payer; each is told, whoever pays settles it
    """
    if amount_fen <= 0:
        return None
    pk = new_id()
    order = Order.objects.create(pk=pk, court=case.court, case=case, payer=payer.person, purpose=purpose, number=f"F{pk}",
                                 full_fen=max(full_fen, amount_fen), amount_fen=amount_fen, explanation=steps,
                                 due_on=due_on, opened_at=at)
    order.jointly.set([party.person for party in others])
    for party in (payer, *others):
        open_task(court=case.court_id, subject=f"order:{pk}", kind="pay_further", label=f"交纳{order.get_purpose_display()}",
                  at=at, case=case, person=party.person, due_on=due_on)
    append(f"money:{case.court_id}", "fee.ordered", by=None, at=at, court=case.court_id,
           facts={"order": str(pk), "case": str(case.pk), "amount_fen": amount_fen, "purpose": str(purpose)})
    return order


def of_counterclaim(case: Case, payer: Party, amount_fen: int | None, *, at: datetime) -> Order | None:
    """Half of the fee that the counterclaim would cost alone, within seven days from the day it was raised.

    Source: 诉讼费用交纳办法第十八条、第二十二条. Refused where the law needs the sum and none was given.
    """
    if (known := Order.objects.filter(case=case, payer=payer.person, purpose=Purpose.COUNTERCLAIM, apart=False).first()) is not None:
        return known
    try:
        found = quote(filed=case.filed_on, cause=case.cause_code, procedure=case.track, halve=["counterclaim"],
                      amount=money.yuan(amount_fen) if amount_fen else None)
    except LawError as refusal:
        raise Refused(f"反诉案件受理费无法计算：{refusal.text}", law="诉讼费用交纳办法第十八条",
                      do="请填写反诉标的额。", code=refusal.code) from refusal
    pay_by = law("fee.pay_by", counterclaim_raised=date_of(at))
    return open_further(case, payer, Purpose.COUNTERCLAIM, full_fen=money.fen(found["fee"]),
                        amount_fen=money.fen(found["payable"]), steps=[*found.explain(), *pay_by.explain()],
                        due_on=pay_by["pay_by"], at=at)


def of_appeal(case: Case, payer: Party, amount_fen: int | None, *, at: datetime) -> Order | None:
    """The fee of an appeal, on what is asked to be changed; against three kinds of ruling there is none (第八条)."""
    if case.close_manner in APPEALS_FREE or case.close_manner == "transfer":
        return None
    asked = amount_fen if amount_fen is not None else case.amount_fen
    if asked is None:
        full = Order.objects.filter(case=case, purpose=Purpose.ACCEPTANCE).values_list("full_fen", flat=True).first()
        found = law("fee.appeal", fee=money.yuan(full or 0))
    else:
        found = law("fee.appeal", disputed_amount=money.yuan(asked), filed=date_of(at))
    pay_by = law("fee.pay_by", notice_received=date_of(at), kind="appeal")
    return open_further(case, payer, Purpose.APPEAL, full_fen=money.fen(found["fee"]), amount_fen=money.fen(found["fee"]),
                        steps=[*found.explain(), *pay_by.explain()], due_on=pay_by["pay_by"], at=at)


def after_conversion(case: Case, payer: Party, *, at: datetime) -> Order | None:
    """From a halved track to the ordinary one: the other half is due within seven days (民诉法解释第一百九十九条)."""
    order = main_order(case)
    if order is None or order.state == State.WAIVED:
        return None
    found = law("fee.conversion_topup", fee=money.yuan(order.full_fen), paid=money.yuan(order.amount_fen),
                notice_received=date_of(at))
    due = money.fen(found["topup"])
    return open_further(case, payer, Purpose.TOPUP, full_fen=due, amount_fen=due, steps=found.explain(),
                        due_on=found["pay_by"], at=at)


def after_change(case: Case, payer: Party, before_fen: int, after_fen: int, *, heard: bool, at: datetime) -> Answer:
    """A raised claim costs the difference; a reduced one gives it back before the court investigation is over.

    Source: 诉讼费用交纳办法第二十一条、第三十五条. Gives the rule's answer with its steps.
    """
    found = law("fee.claim_changed", before=money.yuan(before_fen), after=money.yuan(after_fen), filed=case.filed_on,
                investigation_over=heard, halve=case.track if case.track != "ordinary" else None)
    order = main_order(case)
    if order is None or order.state == State.WAIVED:
        return found
    if topup := money.fen(found["topup"]):
        pay_by = law("fee.pay_by", notice_received=date_of(at))
        open_further(case, payer, Purpose.TOPUP, full_fen=topup, amount_fen=topup, due_on=pay_by["pay_by"],
                     steps=[*found.explain(), *pay_by.explain()], at=at)
    back = money.fen(found["refund"])
    back -= _take_off_topups(case, back, at) if back else 0
    if back and order.state == State.PAID:
        refunds.give_back(refunds.paid_for_the_claim(case), back, "reduced", found.explain(), at)
    elif back and order.state == State.OPEN:
        whole = order.full_fen - back * (1 if order.full_fen == order.amount_fen else 2)
        orders.reprice(order, order.amount_fen - back, max(whole, order.amount_fen - back))
        order.explanation = [*order.explanation, *found.explain()]
        order.save(update_fields=["explanation"])
        append(f"money:{case.court_id}", "fee.ordered", by=None, at=at, court=case.court_id,
               facts={"order": str(order.pk), "case": str(case.pk), "amount_fen": order.amount_fen})
    return found


def _take_off_topups(case: Case, back_fen: int, at: datetime) -> int:
    """What a reduced claim takes off differences that nobody paid yet, the newest first; gives how much, in fen."""
    left = back_fen
    for order in Order.objects.filter(case=case, purpose=Purpose.TOPUP, state=State.OPEN).order_by("-pk"):
        taken = min(left, order.amount_fen)
        left -= taken
        if taken == order.amount_fen:
            close(Order.objects.filter(pk=order.pk), by=None, at=at)
        elif taken:
            orders.reprice(order, order.amount_fen - taken, max(order.full_fen - taken, order.amount_fen - taken))
            append(f"money:{case.court_id}", "fee.ordered", by=None, at=at, court=case.court_id,
                   facts={"order": str(order.pk), "case": str(case.pk), "amount_fen": order.amount_fen})
    return back_fen - left


def main_order(case: Case) -> Order | None:
    return Order.objects.filter(case=case, purpose=Purpose.ACCEPTANCE).order_by("pk").first()


def close(found, *, by, at: datetime) -> None:
    """Orders nobody is asked to pay any more, with their tasks."""
    for order in found.filter(state=State.OPEN):
        Order.objects.filter(pk=order.pk).update(state=State.CLOSED)
        close_tasks(f"order:{order.pk}", "pay_further", by=by, at=at, cancelled=True)


def halved_fen(full_fen: int, grounds: list[str]) -> tuple[int, list[str]]:
    """(the fee payable under the grounds, in fen; its steps)."""
    payable, steps = halved(Decimal(full_fen).scaleb(-2), grounds)
    return money.fen(payable), [str(step) for step in steps]
