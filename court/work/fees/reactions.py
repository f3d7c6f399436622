"""What fees do when acts happen, and the errands of money."""
from datetime import timedelta

from court.base.courts.clock import now as court_now
from court.kit.days import date_of
from court.ports.payment import Payment, PayState
from court.ports.registry import get
from court.spine import wiring
from court.spine.cases.models import Case, Party
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.spine.errands.registry import ErrandFails, handler, scheduled
from court.spine.tasks.actions import open_task
from court.work.fees import orders, payments, reconciling, refunds, relief
from court.work.fees.models import Order


@wiring.on_act("docket")
def order_the_fee(scene: Scene, entry) -> None:
    """One order for the first plaintiff, who advances the fee; a free case is settled at once."""
    payer = next(p for p in scene.parties if p.role == Party.Role.PLAINTIFF)
    order = orders.open_order(scene.case, payer, at=scene.at)
    if order.state == Order.State.WAIVED:
        order.case = scene.case
        payments.settle_if_all_are(order, "not_required", scene.at)


@wiring.on_act("close_case")
def find_refunds(scene: Scene, entry) -> None:
    refunds.find(scene.case, at=scene.at)


@wiring.on_act("rule_deemed_withdrawal", "allow_withdrawal")
def close_open_orders(scene: Scene, entry) -> None:
    Order.objects.filter(case=scene.case, state=Order.State.OPEN).update(state=Order.State.CLOSED)


@handler("fees.ask_gateway", outside=True)
def ask_gateway(payload, now, errand) -> None:
    """No notice may ever come: ask for the fate of an order until it is paid or its link is dead."""
    order = Order.objects.get(pk=int(payload["order"]))
    if order.state != Order.State.OPEN:
        return
    told = get(Payment).query(payload["number"])
    if told.state is PayState.PAID:
        payments.book(told, at=court_now())
    elif told.state is PayState.UNPAID and order.link_until and order.link_until > court_now():
        raise ErrandFails("尚未支付，稍后再查。")


@handler("fees.refund", outside=True)
def send_refund(payload, now, errand) -> None:
    refunds.send(int(payload["refund"]), at=court_now())


@scheduled("fees.overdue", every_seconds=3600)
def find_overdue(now) -> None:
    """When the seven days have passed, the filing clerk finds the ruling prepared as a task; nothing is automatic."""
    at = court_now()
    overdue = Clock.objects.filter(kind="fee", ended_on=None, due_on__lt=date_of(at), case__stage="docketed")
    for clock in overdue.select_related("case__court"):
        if not relief.pending(clock.case) and _unpaid(clock.case):
            open_task(court=clock.case.court_id, subject=f"fee:{clock.case_id}", kind="fee_overdue", case=clock.case,
                      label="逾期未交费，拟按撤诉处理", at=at, office="filing_clerk", act="rule_deemed_withdrawal")


def _unpaid(case: Case) -> bool:
    return Order.objects.filter(case=case, state=Order.State.OPEN).exists()


@scheduled("fees.reconcile", every_seconds=86_400)
def reconcile_yesterday(now) -> None:
    at = court_now()
    reconciling.reconcile(date_of(at) - timedelta(days=1), at=at)
