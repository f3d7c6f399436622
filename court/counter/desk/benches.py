"""The parts of the workbench, office by office."""

from collections import Counter
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.urls import reverse

from court.base.access.decide import visible
from court.base.people.models import Office
from court.counter.desk import approvals, caselists, charts, offices, sittings, timeline
from court.counter.desk.workbench import Bench, Card, Figure, part
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.tasks import queries as tasks
from court.work.judgments.models import Paper

SHOWN = 8
FEW = 6


@part(Office.JUDGE)
def judge(bench: Bench) -> None:
    """Open cases with their limits, sittings, drafts, the year in figures."""
    mine = list(Case.objects.filter(judge=bench.actor.account, closed_on=None, is_state_secret=False))
    _judge_figures(bench, mine)
    filters = caselists.Filters.read(bench.request.GET)
    shown = [case for case in mine if filters.track in ("", case.track)]
    shown.sort(key=lambda case: (case.due_on or date.max, case.pk))
    page = Paginator(shown, SHOWN).get_page(bench.request.GET.get("page"))
    bench.add(
        Card(
            "cases",
            {
                "heading": "在办案件",
                "page": page,
                "rows": caselists.rows(list(page), bench.today),
                "links": filters.track_links(),
                "all_url": reverse("case_list"),
            },
        )
    )
    if len(page):
        first = page.object_list[0]
        bench.add(
            Card(
                "nodes", {"case": first, "items": timeline.nodes(first, definitions.of(first), bench.today)}, wide=False
            )
        )


def _judge_figures(bench: Bench, mine: list[Case]) -> None:
    today, account = bench.today, bench.actor.account
    month = sum((case.docketed_on.year, case.docketed_on.month) == (today.year, today.month) for case in mine)
    soon = sum(case.due_on is not None and case.due_on <= today + timedelta(days=caselists.SOON_DAYS) for case in mine)
    link = reverse("case_list")
    bench.add(
        Figure("在办案件", len(mine), "件", "folder-open", "red", f"本月新收 {month}", "good", link),
        Figure("审限 15 日内届满", soon, "件", "clock", "warn", "待处理" if soon else "", "warn", f"{link}?state=soon"),
    )
    _sitting_figure(bench)
    closed = Case.objects.filter(judge=account, closed_on__year=today.year).count()
    whole = closed + len(mine)
    rate = round(100 * closed / whole, 1) if whole else 0
    bench.add(
        Figure(
            "本年结案率",
            f"{rate:g}",
            "%",
            "checks",
            "good",
            f"已结 {closed} 件",
            "good",
            f"{link}?state=closed",
            share=round(rate),
        )
    )


@part(Office.JUDGE, Office.ASSISTANT)
def drafts(bench: Bench) -> None:
    """Drafts begun in one's own cases and not yet signed, or signed and not yet issued."""
    states = Paper.State
    found = Paper.objects.filter(
        case__handlers__account=bench.actor.account,
        case__handlers__until=None,
        state__in=[states.DRAFT, states.REVIEW, states.REVIEWED, states.SIGNED],
    )
    bench.add(
        Card(
            "papers",
            {
                "papers": found.select_related("case").distinct().order_by("-id")[:SHOWN],
                "heading": "待签署、待发出的文书",
            },
            wide=False,
        )
    )


def _sitting_figure(bench: Bench) -> None:
    sat = sittings.counts(bench.actor.account, bench.today, bench.week_end)
    bench.add(
        Figure(
            "本周开庭", sat["week"], "次", "calendar-event", "info", f"今日 {sat['today']}", "info", sittings.address()
        )
    )


@part(Office.JUDGE, Office.CLERK, Office.ASSISTANT)
def sitting_list(bench: Bench) -> None:
    rows = sittings.of_week(bench.actor.account, bench.today, bench.week_end)
    bench.add(Card("sittings", {"sittings": rows, "url": sittings.address()}, wide=False))


@part(Office.DIVISION_HEAD, Office.VICE_PRESIDENT, Office.PRESIDENT)
def leader(bench: Bench) -> None:
    """What waits for consent; what is watched: open, near the limit, over it; the most pressing cases."""
    waiting = list(approvals.waiting_for(bench.actor)[: SHOWN + 1])
    figure = f"{min(len(waiting), SHOWN)}{'+' if len(waiting) > SHOWN else ''}"
    bench.add(
        Figure("待我审批", figure, "件", "rubber-stamp", "red", url=reverse("approvals")),
        Card("approvals", {"rows": offices.approval_rows(waiting[:SHOWN], bench.today)}),
    )
    link = f"{reverse('case_list')}?scope=all"
    _watched_figures(bench, link)
    pressing = visible(bench.actor, Case.objects.filter(closed_on=None, due_on__isnull=False)).order_by("due_on", "id")
    rows = caselists.rows(list(pressing[:SHOWN]), bench.today)
    bench.add(Card("cases", {"heading": "审限最近届满", "rows": rows, "all_url": f"{link}&state=soon"}))


def _watched_figures(bench: Bench, link: str) -> None:
    watched = offices.watched(bench.actor, bench.today)
    over = "需督办" if watched["over"] else ""
    bench.add(
        Figure("在办案件", watched["open"], "件", "folder-open", "info", url=f"{link}&state=open"),
        Figure("审限 15 日内届满", watched["soon"], "件", "clock", "warn", url=f"{link}&state=soon"),
        Figure("已超审限", watched["over"], "件", "alert-triangle", "alarm", over, "alarm", f"{link}&state=over"),
    )


@part(*(set(Office) - {Office.SYSTEM_ADMIN, Office.SECURITY_ADMIN, Office.AUDIT_ADMIN}))
def my_tasks(bench: Bench) -> None:
    """Tasks, nearest day first. Who leads sees them only when there are some; a judge's figures are of cases."""
    found = list(tasks.of_staff(bench.actor)[: offices.MOST_TASKS + 1])
    leads = bench.actor.holds_any(approvals.DECIDERS)
    if leads and not found:
        return
    if not bench.actor.holds(Office.JUDGE):
        _task_figure(bench, found)
    rows = offices.task_rows(found[:FEW], bench.today)
    bench.add(Card("tasks", {"rows": rows, "more": len(found) > FEW}))


def _task_figure(bench: Bench, found: list) -> None:
    late = sum(task.due_on is not None and task.due_on < bench.today for task in found)
    more = "+" if len(found) > offices.MOST_TASKS else ""
    figure, side = f"{min(len(found), offices.MOST_TASKS)}{more}", f"逾期 {late}" if late else ""
    bench.add(Figure("待办事项", figure, "项", "list-check", "red", side, "alarm", reverse("task_list")))


@part(Office.JUDGE)
def year(bench: Bench) -> None:
    """Twelve months of cases taken and closed, and the causes of open ones."""
    account, today = bench.actor.account, bench.today
    since = date(today.year - 1, today.month, 1)
    since = date(since.year + since.month // 12, since.month % 12 + 1, 1)
    rows = Case.objects.filter(judge=account).values_list("docketed_on", "closed_on", "cause")
    taken, closed, before = [], [], 0
    causes: Counter[str] = Counter()
    for docketed, done, cause in rows:
        before += docketed < since and (done is None or done >= since)
        taken += [docketed] if docketed >= since else []
        closed += [done] if done and done >= since else []
        causes[cause] += done is None
    months = charts.months(today, taken, closed, before)
    bench.add(
        Card("months", {"bars": charts.bars(months), "months": months}),
        Card("causes", {"ring": charts.ring(+causes)}, wide=False),
    )


@part(Office.CLERK, Office.ASSISTANT)
def handled(bench: Bench) -> None:
    """The cases in which one keeps the record or assists."""
    if bench.actor.holds(Office.JUDGE):
        return
    mine = caselists.own(bench.actor).filter(closed_on=None).order_by(*caselists.ORDERS["due"])
    page = Paginator(mine, SHOWN).get_page(bench.request.GET.get("page"))
    bench.add(
        Figure("在办案件", page.paginator.count, "件", "folder-open", "info", "", "", reverse("case_list")),
        Card(
            "cases",
            {
                "heading": "在办案件",
                "page": page,
                "rows": caselists.rows(list(page), bench.today),
                "all_url": reverse("case_list"),
            },
        ),
    )
    _sitting_figure(bench)
