"""The daily comparison of the gateway's bill with the ledger, line by line and to the fen."""
from datetime import date, datetime, timedelta

from court.kit.days import moment_at
from court.ports.payment import BillKind, BillLine, Payment
from court.ports.registry import get
from court.work.fees.models import LedgerLine, Reconciliation


def reconcile(day: date, *, at: datetime) -> Reconciliation:
    """Compare one day and keep the result; a second run takes the place of the first."""
    bill = get(Payment).bill(day)
    since, until = moment_at(day), moment_at(day + timedelta(days=1))
    ours = list(LedgerLine.objects.filter(at__gte=since, at__lt=until).select_related("order"))
    rows, matched = compare(bill, ours)
    found, _ = Reconciliation.objects.update_or_create(day=day, defaults={
        "made_at": at, "bill_fen": sum(map(_signed_bill, bill)), "ledger_fen": sum(map(_signed_line, ours)),
        "matched": matched, "rows": rows})
    return found


def compare(bill: list[BillLine], ours: list[LedgerLine]) -> tuple[list[dict], int]:
    """([what doesn't agree], how many lines do). A row: {"what", "number", "bill_fen", "ledger_fen"}."""
    here = {line.transaction_no if line.kind != LedgerLine.Kind.REFUND else line.order_no: line for line in ours}
    rows, matched = [], 0
    for line in bill:
        number = line.refund_no if line.kind is BillKind.REFUND else line.transaction_no
        amount = line.refund_fen if line.kind is BillKind.REFUND else line.amount_fen
        mine = here.pop(number, None)
        if mine is None:
            rows.append({"what": "平台有、本院无", "number": number, "bill_fen": amount, "ledger_fen": None})
        elif mine.amount_fen != amount:
            rows.append({"what": "金额不一致", "number": number, "bill_fen": amount, "ledger_fen": mine.amount_fen})
        else:
            matched += 1
    rows += [{"what": "本院有、平台无", "number": number, "bill_fen": None, "ledger_fen": line.amount_fen}
             for number, line in here.items()]
    return rows, matched


def _signed_bill(line: BillLine) -> int:
    return -line.refund_fen if line.kind is BillKind.REFUND else line.amount_fen


def _signed_line(line: LedgerLine) -> int:
    return -line.amount_fen if line.kind == LedgerLine.Kind.REFUND else line.amount_fen
