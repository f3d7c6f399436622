"""The demo's till: history is paid at the stand-in's own gateway, so that its daily bill knows every payment."""

from datetime import date, datetime, timedelta
from pathlib import Path

from court.base.access.actor import Actor
from court.kit.days import date_of, moment_at
from court.outside.payment.gateway import Gateway, Refusal
from court.outside.payment.reading import paid_of, refunded_of
from court.outside.wire.shelf import Shelf
from court.ports.payment import BillLine, Paid, Refunded
from court.work.fees import payments, reconciling
from court.work.fees.models import LedgerLine, Order, Refund

WHO = "demo"
DAYS = 14
ODD_WHY = "支付平台联调测试款0.01元，不属于诉讼费，已通知平台原路退回。"


class Till:
    """file: where the stand-in keeps its orders (COURT_HOME/standins/payment.sqlite3); None keeps them in memory."""

    def __init__(self, file: Path | None = None):
        self._now = datetime.now().astimezone()
        self._shelf = Shelf(file)
        self._gateway = Gateway(self._shelf, WHO, WHO, lambda: self._now)

    def pay(self, order: Order, at: datetime) -> Paid:
        """The payer pays an order in full at a moment of the past; what the gateway says of it."""
        return self._pay(payments.wire_number(order), order.amount_fen, order.get_purpose_display(), at)

    def _pay(self, number: str, amount_fen: int, what: str, at: datetime) -> Paid:
        self._now = at
        self._gateway.place({"appid": WHO, "mchid": WHO, "out_trade_no": number, "description": what,
                             "amount": {"total": amount_fen}, "notify_url": "http://localhost/pay/notice/"}, "MWEB")
        return paid_of(self._gateway.show_order(self._gateway.pay(number)))

    def refund(self, refund: Refund, at: datetime) -> Refunded:
        """The money of a released refund goes back at once; what the gateway says of it."""
        self._now = at
        line = refund.order.lines.filter(kind=LedgerLine.Kind.PAYMENT).get()
        self._gateway.refund({"out_refund_no": refund.number, "out_trade_no": line.order_no,
                              "amount": {"refund": refund.amount_fen, "total": line.amount_fen}})
        return refunded_of(self._gateway.show_refund(self._gateway.settle(refund.number)))

    def bill(self, day: date) -> list[BillLine]:
        try:
            return self._gateway.bill(day)
        except Refusal:
            return []

    def reconcile(self, now: datetime, cashier: Actor) -> int:
        """Compare the last days with the bill. One trade of a cent, paid while the gateway was tried out, is not ours."""
        today = date_of(now)
        odd = _busy_day(today)
        self._pay(f"TEST{odd:%Y%m%d}-1", 1, "联调测试", moment_at(odd, 8))
        self._now = now
        differences = 0
        for back in range(DAYS, 0, -1):
            day = today - timedelta(days=back)
            made = reconciling.reconcile(day, at=min(now, moment_at(day + timedelta(days=1), 10, 30)), bill=self.bill(day))
            for row in made.rows:
                differences += 1
                reconciling.explain(day, row["number"], ODD_WHY, courts=[row["court"]], by=cashier,
                                    at=min(now, moment_at(day + timedelta(days=1), 11)))
        return differences

    def close(self) -> None:
        self._shelf.close()


def _busy_day(today: date) -> date:
    """The newest day before today on which somebody paid."""
    last = LedgerLine.objects.filter(at__lt=moment_at(today), at__gte=moment_at(today - timedelta(days=DAYS)))
    found = last.order_by("-at").values_list("at", flat=True).first()
    return date_of(found) if found else today - timedelta(days=1)
