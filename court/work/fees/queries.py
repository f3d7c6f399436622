"""What the cashier's pages ask: orders, odd money, refunds, reconciled days, all within the courts of the office."""

from datetime import date

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.base.people.models import Office
from court.spine.tasks.models import Task
from court.work.fees.models import LedgerLine, Order, Reconciliation, Refund

OFFICES = (Office.CASHIER, Office.FINANCE_HEAD)


def courts(actor: Actor) -> list[str]:
    """Codes of the courts whose money somebody keeps."""
    return sorted({post.court_id for post in actor.appointments if post.office in OFFICES})


def orders(actor: Actor, state: str = "") -> QuerySet[Order]:
    found = Order.objects.filter(court__in=courts(actor)).select_related("case", "payer")
    return found.filter(state=state) if state else found


def order(actor: Actor, pk: int) -> Order | None:
    return orders(actor).prefetch_related("lines", "refunds").filter(pk=pk).first()


def odd_money(actor: Actor) -> list[dict]:
    """Money that did not fit its order and waits to be looked at: the task, the order, its odd lines."""
    tasks = list(
        Task.objects.filter(court__in=courts(actor), kind="odd_money", state=Task.State.OPEN).order_by("id")[:200]
    )
    ids = [int(task.subject.removeprefix("order:")) for task in tasks]
    found = {one.pk: one for one in orders(actor).filter(pk__in=ids).prefetch_related("lines")}
    rows = []
    for task, pk in zip(tasks, ids, strict=True):
        if pk in found:
            lines = [line for line in found[pk].lines.all() if line.kind == LedgerLine.Kind.ODD]
            rows.append({"task": task, "order": found[pk], "lines": lines})
    return rows


def refunds(actor: Actor, state: str = "") -> QuerySet[Refund]:
    related = ("order__case", "order__payer", "prepared_by__person", "released_by__person")
    found = Refund.objects.filter(order__court__in=courts(actor)).select_related(*related)
    if state == "open":
        return found.exclude(state__in=[Refund.State.DONE, Refund.State.REFUSED])
    return found.filter(state=state) if state else found


def reconciled_for(actor: Actor) -> list[str]:
    """Whose lines of a day somebody sees: those of the own courts; lines no court's order claims go to the intermediate court."""
    keeps_all = any(post.office in OFFICES and post.court.level == Court.Level.INTERMEDIATE for post in actor.appointments)
    return [*courts(actor), *([""] if keeps_all else [])]


def of_day(day: Reconciliation, seen: list[str]) -> dict:
    """A day as the courts in `seen` have it: sums, lines that agree, lines that don't."""
    parts = [day.courts[code] for code in seen if code in day.courts]
    rows = [row for row in day.rows if row.get("court", "") in seen]
    sums = {name: sum(part[name] for part in parts) for name in ("bill_fen", "ledger_fen", "matched")}
    return {"day": day.day, "rows": rows, "difference": sums["bill_fen"] - sums["ledger_fen"],
            "open": sum(not row.get("why") for row in rows), **sums}


def days() -> QuerySet[Reconciliation]:
    """Reconciled days, the newest first. The gateway's bill is one for all courts; show a day by `of_day` only."""
    return Reconciliation.objects.order_by("-day")


def day(which: date) -> Reconciliation | None:
    return Reconciliation.objects.filter(day=which).first()
