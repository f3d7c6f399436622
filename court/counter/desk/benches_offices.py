"""The workbench of the offices around the judges: filing, management, money, archives, duty"""

from django.urls import reverse

from court.base.access.decide import visible
from court.base.people.models import Office
from court.counter.desk import addresses, caselists, offices
from court.counter.desk.workbench import Bench, Card, Figure, part
from court.spine.cases.models import Case
from court.work.assignment import queries as draws
from court.work.judgments.models import Paper

SHOWN = 8


@part(Office.FILING_CLERK)
def filing(bench: Bench) -> None:
    """Cases docketed whose fee or draw is still awaited."""
    waiting = visible(bench.actor, Case.objects.filter(closed_on=None)).order_by("-id")[:SHOWN]
    bench.add(
        Card(
            "cases",
            {
                "heading": "已立案、尚未分案",
                "rows": caselists.rows(list(waiting), bench.today),
                "all_url": reverse("case_list"),
            },
        )
    )


@part(Office.CASE_MANAGER)
def manager(bench: Bench) -> None:
    """Cases that wait for a judge, and what judges carry."""
    for post in bench.actor.appointments:
        if post.office != Office.CASE_MANAGER:
            continue
        waiting = draws.waiting(post.court_id)
        bench.add(
            Figure("待分案件", len(waiting), "件", "arrows-shuffle", "warn", "", "", addresses.first("assignment")),
            Card("waiting", {"cases": waiting[:SHOWN], "url": addresses.first("assignment")}),
            Card("loads", {"loads": draws.load_table(post.court_id, bench.today)[:12]}, wide=False),
        )


@part(Office.DIVISION_HEAD)
def reviews(bench: Bench) -> None:
    """Papers sent to the head of the division for review."""
    divisions = [post.division_id for post in bench.actor.appointments if post.office == Office.DIVISION_HEAD]
    found = Paper.objects.filter(case__division__in=divisions, state=Paper.State.REVIEW).select_related("case")
    bench.add(Card("papers", {"papers": found.order_by("id")[:SHOWN], "heading": "待审核的文书"}, wide=False))


@part(Office.VICE_PRESIDENT, Office.PRESIDENT, Office.CASE_MANAGER)
def designations(bench: Bench) -> None:
    """How often judges were designated instead of drawn this year, by court."""
    rows = offices.designation_rates(bench.actor, bench.today)
    bench.add(Card("designations", {"rows": rows, "year": bench.today.year}, wide=False))


@part(Office.CASHIER, Office.FINANCE_HEAD)
def cashier(bench: Bench) -> None:
    bench.add(*offices.money_figures(bench.actor, bench.today))
    bench.add(
        Card("refunds", {"refunds": offices.open_refunds(bench.actor)[:SHOWN], "url": addresses.first("refunds")})
    )


@part(Office.ARCHIVIST)
def archivist(bench: Bench) -> None:
    ready = visible(bench.actor, Case.objects.filter(stage="effective")).order_by("effective_on", "id")[:SHOWN]
    bench.add(
        Card(
            "cases",
            {
                "heading": "已生效、待归档",
                "rows": caselists.rows(list(ready), bench.today),
                "all_url": reverse("case_list") + "?state=closed&scope=all",
            },
        )
    )


@part(Office.DUTY_OFFICER)
def duty(bench: Bench) -> None:
    """Errands stuck, consequences owed too long, the age of the back-up; the duty page tells more."""
    state = offices.house_state(bench.now)
    bench.add(
        Figure(
            "停滞的后台事务",
            state["stuck"],
            "项",
            "alert-triangle",
            "alarm" if state["stuck"] else "good",
            "",
            "",
            addresses.first("duty"),
        ),
        Figure("逾 10 分钟未兑现", state["owed_count"], "项", "hourglass", "warn", "", "", ""),
        Figure("最近备份", state["backup"], "", "shield-check", "good" if state["backup_fine"] else "alarm"),
        Card("owed", {"owed": state["owed"], "url": addresses.first("duty")}),
    )
