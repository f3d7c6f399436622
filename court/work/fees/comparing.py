"""The money of a case, beside what the journal of the court's money says: orders, payments, what is settled."""

from collections.abc import Iterator
from typing import Any

from court.spine.cases.models import Case
from court.spine.journal.models import Entry
from court.work.fees.models import LedgerLine, Order

RECEIVED = {"fee.paid": LedgerLine.Kind.PAYMENT, "fee.odd": LedgerLine.Kind.ODD}


def differences(case: Case) -> Iterator[str]:
    """Every order and every line of the ledger that is not as it was written down, in words."""
    told = list(_told(case, "fee.ordered", f'"case":"{case.pk}"'))
    ordered = {facts["order"]: facts["amount_fen"] for _, facts in told}
    orders = {str(order.pk): order for order in Order.objects.filter(case=case).prefetch_related("lines")}
    for pk in sorted(ordered.keys() ^ orders.keys()):
        yield f"order {pk}: only in the {'journal' if pk in ordered else 'tables'}"
    relieved = Entry.objects.filter(stream=case.stream, kind__contains="relief").exists()
    for pk in sorted(ordered.keys() & orders.keys()):
        if orders[pk].amount_fen != ordered[pk] and not relieved:
            yield f"order {pk}: journal {ordered[pk]} fen, table {orders[pk].amount_fen} fen"
        yield from _received(case, orders[pk])


def _received(case: Case, order: Order) -> Iterator[str]:
    told = {facts["transaction"]: (RECEIVED[kind], facts["amount_fen"])
            for kind, facts in _told(case, "fee.", f'"order":"{order.pk}"') if kind in RECEIVED}  # fmt: skip
    kinds = {LedgerLine.Kind.PAYMENT, LedgerLine.Kind.ODD}
    found = {line.transaction_no: (line.kind, line.amount_fen) for line in order.lines.all() if line.kind in kinds}
    if told != found:
        yield f"ledger of order {order.pk}: journal {told!r}, table {found!r}"
    paid = any(kind == LedgerLine.Kind.PAYMENT for kind, _ in told.values())
    if paid != (order.state == Order.State.PAID):
        yield f"order {order.pk}: {'paid' if paid else 'not paid'} in the journal, {order.state} in the table"


def _told(case: Case, kind: str, mark: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = Entry.objects.filter(stream=f"money:{case.court_id}", kind__startswith=kind, facts__contains=mark)
    for entry in found.order_by("place"):
        yield entry.kind, entry.read_facts()
