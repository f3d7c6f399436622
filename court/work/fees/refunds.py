"""Refunds: found when the case closes, prepared by one person, released by another, sent by an errand."""
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.kit import money
from court.kit.days import date_of
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.ports.payment import Payment, RefundState
from court.ports.registry import get
from court.spine.cases.models import Case
from court.spine.errands.actions import ask
from court.spine.errands.registry import ErrandFails
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.fees.models import LedgerLine, Order, Refund
from law import registry

GROUNDS = {"mediation": "调解结案减半", "withdrawal": "撤诉减半", "dismissal": "驳回起诉退还", "transfer": "移送管辖退还",
           "won": "胜诉退还预交费用", "reduced": "减少诉讼请求退还", "track": "转为简易程序减半",
           "conversion_unpaid": "转为普通程序未补交，按撤诉处理退还一半", "refused": "反诉不予受理退还", "remanded": "发回重审退还上诉费",
           "appeal_withdrawn": "上诉期内撤回上诉退还上诉费", "objection_upheld": "管辖权异议成立退还异议费用",
           "appeal_withdrawal": "准许撤回上诉减半"}


def find(case: Case, *, at: datetime) -> list[Refund]:
    """What goes back when a case closes by its manner: half for mediation and withdrawal, all for a dismissal.

    A fee that the track halved already is not halved again (CPI 206). What went back before is taken off.
    """
    from court.work.fees import burden

    orders = paid_for_the_claim(case)
    if not orders:
        return []
    if case.close_manner == "deemed_withdrawal" and _unpaid_after_conversion(case):
        return _half_of_all(orders, at)
    _, final, steps = burden.final_main(case, case.close_manner)
    back = sum(map(remaining, orders)) - final
    ended = case.facts.get("main_claim_manner") or case.close_manner
    return give_back(orders, back, GROUND_OF.get(ended, "track"), steps, at)


def paid_for_the_claim(case: Case) -> list[Order]:
    """The paid orders of the claim itself, the newest first, with their money."""
    found = Order.objects.filter(case=case, state=Order.State.PAID, purpose__in=["acceptance", "topup"])
    return list(found.order_by("-pk").prefetch_related("lines", "refunds"))


def remaining(order: Order) -> int:
    """What the court still holds of an order, in fen: what was paid, less refunds that were not refused."""
    if not (lines := [line for line in order.lines.all() if line.kind == LedgerLine.Kind.PAYMENT]):
        return 0
    back = sum(one.amount_fen for one in order.refunds.all() if one.state != Refund.State.REFUSED)
    return sum(line.amount_fen for line in lines) - back


def give_back(orders: list[Order], amount_fen: int, ground: str, steps: list[str], at: datetime) -> list[Refund]:
    """Refunds over the orders in their order until the sum is owed; never more than an order still holds."""
    found = []
    for order in orders:
        part = min(amount_fen, remaining(order))
        if part > 0:
            found.append(owe(order, part, ground, steps, at))
            amount_fen -= part
    return found


GROUND_OF = {"mediation": "mediation", "withdrawal": "withdrawal", "deemed_withdrawal": "withdrawal",
             "dismissal": "dismissal"}


def _unpaid_after_conversion(case: Case) -> bool:
    unpaid = Order.objects.filter(case=case, purpose=Order.Purpose.TOPUP)
    return unpaid.filter(state__in=[Order.State.OPEN, Order.State.CLOSED]).exists()


def _half_of_all(orders: list[Order], at: datetime) -> list[Refund]:
    """The other half of the converted case was never paid: half of what was paid goes back (民诉法解释第一百九十九条)."""
    found = []
    for order in orders:
        answer = registry.call("fee.refund", reason="conversion_unpaid", paid=money.yuan(remaining(order)))
        if part := money.fen(answer["refund"]):
            found.append(owe(order, part, "conversion_unpaid", answer.explain(), at))
    return found


def owe(order: Order, amount_fen: int, ground: str, steps: list[str], at: datetime) -> Refund:
    """Open a refund with its last day (fifteen from the effect of the paper, 办法53) and the cashier's task."""
    pk = new_id()
    effective = order.case.effective_on or date_of(at)
    due = registry.call("fee.refund_by", document_effective=effective)["refund_by"]
    refund = Refund.objects.create(pk=pk, order=order, number=f"R{pk}", amount_fen=amount_fen, ground=ground,
                                   explanation=steps, due_on=due, opened_at=at)
    open_task(court=order.court_id, subject=f"refund:{pk}", kind="refund", label="办理诉讼费退费", at=at,
              case=order.case, office="cashier", due_on=due)
    append(f"money:{order.court_id}", "refund.owed", by=None, at=at, court=order.court_id,
           facts={"refund": str(pk), "order": str(order.pk), "amount_fen": amount_fen, "ground": ground})
    return refund


def owe_what_is_held(orders: QuerySet[Order], ground: str, steps: list[str], at: datetime) -> list[Refund]:
    """All that the court still holds of these orders goes back."""
    paid = orders.filter(state=Order.State.PAID).prefetch_related("lines", "refunds")
    return [owe(one, held, ground, steps, at) for one in paid if (held := remaining(one)) > 0]


def _locked(refund_id: int, *states: str) -> Refund:
    refund = Refund.objects.select_for_update(of=("self",)).select_related("order__case").get(pk=refund_id)
    if refund.state not in states:
        raise Refused(f"该笔退费现为“{refund.get_state_display()}”，不能重复办理。", do="请刷新页面核对。", code="stale")
    return refund


def _factor(by: Actor, office: str, court: str) -> None:
    if not by.holds(office, court):
        raise Refused("退费应由财务人员办理、财务负责人复核。", code="not_yours", status=403)
    if not by.fresh_factor:
        raise Refused("办理退费前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)


def prepare(refund_id: int, *, by: Actor, at: datetime) -> Refund:
    """The cashier has checked payer and sum."""
    with transaction.atomic():
        refund = _locked(refund_id, Refund.State.OWED)
        _factor(by, "cashier", refund.order.court_id)
        refund.state, refund.prepared_by = Refund.State.PREPARED, by.account
        refund.save(update_fields=["state", "prepared_by"])
        _note(refund, "prepared", by, at)
        open_task(court=refund.order.court_id, subject=f"refund:{refund.pk}", kind="refund_release",
                  label="复核诉讼费退费", at=at, case=refund.order.case, office="finance_head")
        close_tasks(f"refund:{refund.pk}", "refund", by=by.account, at=at)
    return refund


def release(refund_id: int, *, by: Actor, at: datetime, granted: bool = True) -> Refund:
    """The second person lets the money go, or sends the refund back to the cashier."""
    with transaction.atomic():
        refund = _locked(refund_id, Refund.State.PREPARED)
        _factor(by, "finance_head", refund.order.court_id)
        if refund.prepared_by is not None and refund.prepared_by.person_id == by.person_id:
            raise Refused("退费须由两人办理，不能复核自己办理的退费。", do="请由其他财务负责人复核。", code="same_person", status=403)
        refund.state, refund.released_by = (Refund.State.RELEASED, by.account) if granted else (Refund.State.OWED, None)
        if not granted:
            refund.prepared_by = None
            open_task(court=refund.order.court_id, subject=f"refund:{refund.pk}", kind="refund", label="办理诉讼费退费",
                      at=at, case=refund.order.case, office="cashier", due_on=refund.due_on)
        refund.save(update_fields=["state", "released_by", "prepared_by"])
        _note(refund, "released" if granted else "returned", by, at)
        close_tasks(f"refund:{refund.pk}", "refund_release", by=by.account, at=at)
        if granted:
            ask("fees.refund", key=f"refund:{refund.number}", payload={"refund": str(refund.pk)},
                court=refund.order.court_id, at=at)
    return refund


def send(refund_id: int, *, at: datetime) -> None:
    """Ask the gateway, by our number: asked twice it is one refund."""
    refund = Refund.objects.select_related("order").get(pk=refund_id)
    if refund.state != Refund.State.RELEASED:
        return
    line = refund.order.lines.filter(kind=LedgerLine.Kind.PAYMENT).first()
    told = get(Payment).refund(refund.number, line.order_no, refund.amount_fen, total_fen=line.amount_fen,
                               reason=GROUNDS.get(refund.ground, "退费"), notify_url="")
    if told.state is RefundState.PROCESSING:
        raise ErrandFails("支付平台正在处理退款，稍后再查。")
    book(told.refund_no, told.state, told.amount_fen, told.gateway_no, told.done_at, at=at)


def book(number: str, state: RefundState, amount_fen: int, gateway_no: str, done_at, *, at: datetime) -> str:
    with transaction.atomic():
        refund = Refund.objects.select_for_update(of=("self",)).select_related("order").filter(number=number).first()
        if refund is None or refund.state == Refund.State.DONE:
            return "repeat"
        if state is not RefundState.DONE or amount_fen != refund.amount_fen:
            refund.state = Refund.State.STUCK
            refund.save(update_fields=["state"])
            open_task(court=refund.order.court_id, subject=f"refund:{refund.pk}", kind="refund_stuck",
                      label="处理退款异常", at=at, case=refund.order.case, office="cashier")
            return "odd"
        refund.state, refund.done_at = Refund.State.DONE, done_at or at
        refund.save(update_fields=["state", "done_at"])
        LedgerLine.objects.create(order=refund.order, kind=LedgerLine.Kind.REFUND, amount_fen=amount_fen,
                                  transaction_no=gateway_no or number, order_no=number, at=done_at or at, booked_at=at)
        _note(refund, "done", None, at)
    return "booked"


def _note(refund: Refund, what: str, by: Actor | None, at: datetime) -> None:
    append(f"money:{refund.order.court_id}", f"refund.{what}", by=by.account if by else None, at=at,
           court=refund.order.court_id, facts={"refund": str(refund.pk), "amount_fen": refund.amount_fen})
