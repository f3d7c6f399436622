"""Paying: a link from the gateway, its notices booked once and to the fen, and asking where no notice came."""
from datetime import datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.refusal import Refused
from court.ports.payment import Paid, Payment, PayState, Way
from court.ports.registry import get
from court.spine.cases import acts
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.fees import receipts
from court.work.fees.models import LedgerLine, Order

LINK_LIVES = timedelta(minutes=30)


def start(order_id: int, *, by: Actor, at: datetime, notify_url: str, way: Way = Way.PHONE, address="127.0.0.1") -> str:
    """A link under which the payer can pay now. Refused for a settled order and where the gateway is down.

    While the gateway's order lives it is the same one, so that a second tap doesn't open a second payment.
    """
    order = Order.objects.select_related("case").get(pk=order_id)
    if order.state != Order.State.OPEN:
        raise Refused(f"该笔费用{order.get_state_display()}，不需要再交纳。", do="请返回查看交费情况。", code="settled")
    if not (order.link_until and order.link_until > at + timedelta(minutes=2)):
        order.attempt, order.link_until = order.attempt + 1, at + LINK_LIVES
    number = wire_number(order)
    link = get(Payment).create_order(number, order.amount_fen, order.get_purpose_display(), order.link_until,
                                     notify_url, way=way, payer_ip=address or "127.0.0.1")
    with transaction.atomic():
        same = Order.objects.filter(pk=order.pk, state=Order.State.OPEN, amount_fen=order.amount_fen)
        if not same.update(link=link.url[:500], link_until=order.link_until, attempt=order.attempt):
            raise Refused("该笔费用刚刚有变动。", do="请返回查看最新的应交金额后再交纳。", code="stale")
        ask("fees.ask_gateway", key=f"ask:{number}", payload={"order": str(order.pk), "number": number},
            court=order.court_id, at=at, delay_s=20)
    return link.url


def wire_number(order: Order) -> str:
    """The number the gateway knows: one a try, so that an expired order never blocks the next."""
    return f"{order.number}-{order.attempt}"


def book(paid: Paid, *, at: datetime) -> str:
    """Book what the gateway says of an order: "booked", "repeat", "odd" or "unpaid". Any order, any number of times."""
    if paid.state is not PayState.PAID:
        return "unpaid"
    with transaction.atomic():
        found = Order.objects.filter(number=paid.order_no.rsplit("-", 1)[0]).values_list("pk", "case_id").first()
        if found is None:
            return "odd"
        case = acts.lock(found[1])
        order = Order.objects.select_for_update(of=("self",)).get(pk=found[0])
        if LedgerLine.objects.filter(transaction_no=paid.transaction_no).exists():
            return "repeat"
        odd = _oddity(order, paid)
        LedgerLine.objects.create(order=order, amount_fen=paid.amount_fen, transaction_no=paid.transaction_no,
                                  order_no=paid.order_no, at=paid.paid_at or at, booked_at=at, why=odd,
                                  kind=LedgerLine.Kind.ODD if odd else LedgerLine.Kind.PAYMENT)
        append(f"money:{order.court_id}", "fee.odd" if odd else "fee.paid", by=None, at=at, court=order.court_id,
               facts={"order": str(order.pk), "amount_fen": paid.amount_fen, "transaction": paid.transaction_no})
        if odd:
            open_task(court=order.court_id, subject=f"order:{order.pk}", kind="odd_money", label=f"核对款项：{odd}",
                      at=at, case=case, office="cashier")
            return "odd"
        order.state, order.paid_at = Order.State.PAID, paid.paid_at or at
        order.save(update_fields=["state", "paid_at"])
        receipts.file(order, at)
        for kind in ("pay_further", "collect_fee", "counterclaim_fee"):
            close_tasks(f"order:{order.pk}", kind, by=None, at=at)
        if order.purpose == Order.Purpose.ACCEPTANCE:
            settle_if_all_are(order, "paid", at)
    return "booked"


def _oddity(order: Order, paid: Paid) -> str:
    if order.state != Order.State.OPEN:
        return f"费用已是“{order.get_state_display()}”状态，又收到一笔付款"
    if paid.amount_fen != order.amount_fen:
        return "实收金额与应交金额不一致"
    return ""


def settle_if_all_are(order: Order, how: str, at: datetime) -> None:
    """Perform settle_fee once no plaintiff's order is open any more."""
    case = order.case
    waiting = Order.objects.filter(case=case, purpose=Order.Purpose.ACCEPTANCE, state=Order.State.OPEN).exists()
    if not waiting and case.stage == "docketed":
        acts.perform(case, "settle_fee", by=None, at=at, facts={"how": how})
