"""The daily comparison of the gateway's bill with the ledger, line by line and to the fen."""
from datetime import date, datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.days import moment_at
from court.kit.refusal import Refused
from court.ports.payment import BillKind, BillLine, Payment
from court.ports.registry import get
from court.spine.journal.actions import append
from court.work.fees.models import LedgerLine, Order, Reconciliation

LONGEST = 200


def reconcile(day: date, *, at: datetime, bill: list[BillLine] | None = None) -> Reconciliation:
    """Compare one day and keep the result; a second run takes the place of the first, explanations stay.

    bill  the gateway's lines of the day, where they were fetched already; else the gateway is asked
    """
    bill = get(Payment).bill(day) if bill is None else bill
    since, until = moment_at(day), moment_at(day + timedelta(days=1))
    ours = list(LedgerLine.objects.filter(at__gte=since, at__lt=until).select_related("order"))
    rows, matched = compare(bill, ours)
    where = _courts_of(bill, ours)
    rows = [row | {"court": where.get(row["number"], "")} for row in rows]
    known = {row["number"]: row["why"] for row in _rows_of(day) if row.get("why")}
    rows = [row | ({"why": known[row["number"]]} if row["number"] in known else {}) for row in rows]
    found, _ = Reconciliation.objects.update_or_create(day=day, defaults={
        "made_at": at, "bill_fen": sum(map(_signed_bill, bill)), "ledger_fen": sum(map(_signed_line, ours)),
        "matched": matched, "rows": rows, "courts": _by_court(bill, ours, rows, where)})
    return found


def _courts_of(bill: list[BillLine], ours: list[LedgerLine]) -> dict[str, str]:
    """{number of a line: code of the court whose order or refund it names}."""
    found = {_number_of(line): line.order.court_id for line in ours}
    lost = [line for line in bill if _number(line) not in found]
    orders = dict(Order.objects.filter(number__in=[_order_of(line) for line in lost]).values_list("number", "court_id"))
    return found | {_number(line): orders[_order_of(line)] for line in lost if _order_of(line) in orders}


def _by_court(bill: list[BillLine], ours: list[LedgerLine], rows: list[dict], where: dict[str, str]) -> dict[str, dict[str, int]]:
    wrong = {row["number"] for row in rows}
    found: dict[str, dict[str, int]] = {}

    def of(number: str) -> dict[str, int]:
        return found.setdefault(where.get(number, ""), {"bill_fen": 0, "ledger_fen": 0, "matched": 0})

    for line in bill:
        of(_number(line))["bill_fen"] += _signed_bill(line)
        of(_number(line))["matched"] += _number(line) not in wrong
    for mine in ours:
        of(_number_of(mine))["ledger_fen"] += _signed_line(mine)
    return found


def _order_of(line: BillLine) -> str:
    return line.order_no.rsplit("-", 1)[0]


def _number(line: BillLine) -> str:
    return line.refund_no if line.kind is BillKind.REFUND else line.transaction_no


def _number_of(line: LedgerLine) -> str:
    return line.order_no if line.kind == LedgerLine.Kind.REFUND else line.transaction_no


def _rows_of(day: date) -> list[dict]:
    return Reconciliation.objects.filter(day=day).values_list("rows", flat=True).first() or []


def explain(day: date, number: str, why: str, *, courts: list[str], by: Actor, at: datetime) -> Reconciliation:
    """Write down what a difference turned out to be. Refused for a line of another court, one that agrees, or without words."""
    why = why.strip()
    if not 4 <= len(why) <= LONGEST:
        raise Refused(f"请写明差异的原因和处理结果（4至{LONGEST}字）。", code="missing_field", status=422)
    with transaction.atomic():
        found = Reconciliation.objects.select_for_update().filter(day=day).first()
        if found is None or all(row["number"] != number or row.get("court", "") not in courts for row in found.rows):
            raise Refused("没有找到这笔差异。", do="请刷新页面核对。", code="missing", status=404)
        found.rows = [row | {"why": why} if row["number"] == number else row for row in found.rows]
        found.save(update_fields=["rows"])
        append(f"money:{by.account.court_id}", "fee.difference_explained", by=by.account, at=at,
               court=by.account.court_id, facts={"day": day.isoformat(), "number": number})
    return found


def compare(bill: list[BillLine], ours: list[LedgerLine]) -> tuple[list[dict], int]:
    """([what doesn't agree], how many lines do). A row: {"what", "number", "bill_fen", "ledger_fen"}."""
    here = {_number_of(line): line for line in ours}
    rows, matched = [], 0
    for line in bill:
        number = _number(line)
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
