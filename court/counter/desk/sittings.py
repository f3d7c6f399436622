"""Hearings as the desk shows them: a week's for somebody who sits, and those of one case."""

from datetime import date, timedelta

from court.counter.desk import addresses
from court.kit.days import date_of, moment_at
from court.spine.cases.models import Case
from court.work.hearings.models import Hearing

MOST = 50
STATES = [Hearing.State.SCHEDULED, Hearing.State.HELD]


def address() -> str:
    """Where the calendar of hearings is."""
    return addresses.first("hearing_calendar")


def counts(account, today: date, week_end: date) -> dict:
    """{"week", "today"}: sittings from today to the end of the week."""
    rows = of_week(account, today, week_end)
    return {"week": len(rows), "today": sum(row["today"] for row in rows)}


def of_week(account, today: date, week_end: date) -> list[dict]:
    """Somebody's sittings from today on, the nearest first."""
    found = Hearing.objects.filter(
        staff=account,
        state__in=STATES,
        starts_at__gte=moment_at(today),
        starts_at__lt=moment_at(week_end + timedelta(days=1)),
    )
    return [_row(one, today) for one in found.select_related("case", "room").order_by("starts_at")[:MOST]]


def of_case(case: Case, today: date) -> list[dict]:
    found = list(Hearing.objects.filter(case=case).select_related("room").order_by("-starts_at")[:MOST])
    for one in found:
        one.case = case
    return [_row(one, today) for one in found]


def _row(one: Hearing, today: date) -> dict:
    where = addresses.first("hearing", args=(one.pk,))
    return {
        "begins": one.starts_at,
        "label": one.title,
        "state": one.get_state_display(),
        "case": one.case,
        "room": one.room.name if one.room else "",
        "today": date_of(one.starts_at) == today,
        "url": where or addresses.first("case_page", args=(one.case_id,)),
    }
