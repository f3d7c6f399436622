"""What the offices' parts of the workbench ask: tasks with their links, watched numbers, money, the house's state."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.base.courts import clock
from court.base.people.models import Office
from court.counter.desk import addresses, approvals, taskpages
from court.counter.desk.workbench import Figure
from court.kit.badges import clock_badge
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.consequences.effects import outstanding
from court.spine.consequences.models import Owed
from court.spine.errands import queries as errands
from court.spine.tasks.models import Task
from court.work.assignment.models import Draw
from court.work.fees.models import LedgerLine, Order, Refund

MOST_TASKS = 99
OWED_FOR = timedelta(minutes=10)
MONEY_OFFICES = {Office.CASHIER, Office.FINANCE_HEAD}


def task_rows(found: list[Task], today: date) -> list[dict]:
    """Tasks with where they are done and how near their day is."""
    return [
        {
            "task": task,
            "url": task_url(task),
            "due": clock_badge(task.due_on, today, warn_days=5) if task.due_on else None,
        }
        for task in found
    ]


def task_url(task: Task) -> str:
    """The act's page in its case, else the page of the room the task is about, else the case."""
    if task.case_id and task.act:
        act = definitions.of(task.case).act(task.act)
        if act is not None:
            return addresses.act(task.act, act, task.case_id)
    return taskpages.of(task) or (reverse("case_page", args=(task.case_id,)) if task.case_id else "")


def approval_rows(found: list, today: date) -> list[dict]:
    return [
        {
            "approval": one,
            "wanted": "，".join(f"{label} {value}" for label, value in approvals.wanted(one)),
            "decide_by": clock_badge(one.decide_by, today, warn_days=10) if one.decide_by else None,
        }
        for one in found
    ]


def watched(actor: Actor, today: date) -> dict[str, int]:
    """Open cases of a leader's scope: all, near the limit, over it. Open cases only, by the index on due days."""
    mine = visible(actor, Case.objects.filter(closed_on=None))
    return mine.aggregate(
        open=Count("pk"), over=Count("pk", filter=Q(due_on__lt=today)),
        soon=Count("pk", filter=Q(due_on__lte=today + timedelta(days=15))),
    )  # fmt: skip


def designation_rates(actor: Actor, today: date) -> list[dict]:
    """Draws and designations of this year in the courts of a leader."""
    found = Draw.objects.filter(court__in=actor.courts, at__year=today.year).values("court__short_name")
    rows = found.annotate(all=Count("pk"), designated=Count("pk", filter=~Q(manner="random"))).order_by("court")
    return [row | {"rate": round(100 * row["designated"] / row["all"], 1)} for row in rows]


def _money_courts(actor: Actor) -> list[str]:
    return [post.court_id for post in actor.appointments if post.office in MONEY_OFFICES]


def open_refunds(actor: Actor) -> QuerySet[Refund]:
    """Refunds that somebody must still deal with, nearest day first."""
    open_states = [Refund.State.OWED, Refund.State.PREPARED, Refund.State.RELEASED, Refund.State.STUCK]
    found = Refund.objects.filter(order__court__in=_money_courts(actor), state__in=open_states)
    return found.select_related("order__case", "order__payer").order_by("due_on", "id")


def money_figures(actor: Actor, today: date) -> list[Figure]:
    courts = _money_courts(actor)
    orders = Order.objects.filter(court__in=courts, state=Order.State.OPEN)
    odd = Task.objects.filter(court__in=courts, kind="odd_money", state=Task.State.OPEN).count()
    late = orders.filter(due_on__lt=today).count()
    return [
        Figure("待交纳订单", orders.count(), "笔", "coin", "info", f"逾期 {late}" if late else "", "alarm",
               addresses.first("fees_desk")),
        Figure("待核款项", odd, "笔", "alert-triangle", "warn", "", "", addresses.first("odd_money")),
        Figure("待办退费", open_refunds(actor).count(), "笔", "receipt", "red", "", "", addresses.first("refunds")),
        Figure("今日入账", LedgerLine.objects.filter(
            order__court__in=courts, kind="payment", booked_at__gte=clock.now() - timedelta(hours=24)).count(),
            "笔", "credit-card", "good", "近24小时"),
    ]  # fmt: skip


def house_state(now: datetime) -> dict:
    """Stuck errands, consequences owed for over ten minutes (at most 20 shown), and the back-up's age in words."""
    owed = outstanding(now - OWED_FOR)
    copied = errands.last_backup()
    age = clock.real_now() - copied if copied else None
    return {
        "stuck": errands.stuck().count(),
        "owed": owed_rows(list(owed[:20])),
        "owed_count": min(owed.count(), 9999),
        "backup": _age(age),
        "backup_fine": age is not None and age < errands.BACKUP_MAY_BE,
    }


def owed_rows(owed: list[Owed]) -> list[dict]:
    """What an act still owes, in the words of its definition, and who answers for it."""
    owners = {"judge": "承办法官", "clerk": "书记员"} | dict(Office.choices)
    rows = []
    for one in owed:
        act = definitions.of(one.case).act(one.act)
        titles = {spec.template: spec.title for spec in act.documents} if act else {}
        what = titles.get(one.what) or f"“{act.label if act else one.act}”的{one.get_kind_display()}"
        rows.append({"owed": one, "what": what, "owner": owners.get(one.owner, one.owner)})
    return rows


def _age(age: timedelta | None) -> str:
    if age is None:
        return "尚无"
    hours = int(age.total_seconds() // 3600)
    return f"{hours // 24}天前" if hours >= 48 else f"{hours}小时前" if hours else "1小时内"
