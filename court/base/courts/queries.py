"""Questions about courts: values in force, courts a court answers for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from court.base.courts.models import Court, HolidayRow, Setting, Tribunal
from court.kit.prepared import Prepared


def setting(key: str, default: Any, *, on: date, court: str | None = None) -> Any:
    """The value in force on a day: the court's own, else the one for all courts, else `default`."""
    rows = Setting.objects.filter(Q(court=court) | Q(court=None), Q(until=None) | Q(until__gte=on), key=key, since__lte=on)
    found = in_force(rows, key, on, court)
    return found.value if found else default


def in_force(rows: Iterable[Setting], key: str, on: date, court: str | None) -> Setting | None:
    """Of rows already read, the one that holds for a key on a day; None where none does."""
    fits = [row for row in rows if row.key == key and row.court_id in (court, None) and row.since <= on
            and (row.until is None or row.until >= on)]
    # A court's own value wins over a later common one: own rows first, then the newest.
    return max(fits, key=lambda row: (row.court_id is not None, row.since), default=None)


def answers_for(court: str) -> set[str]:
    """The code of a court and of those directly under it."""
    return {court, *Court.objects.filter(superior=court).values_list("code", flat=True)}


def trial_courts() -> QuerySet[Court]:
    """The intermediate court and its basic courts, in the order of their codes; not the high court."""
    return Court.objects.exclude(level=Court.Level.HIGH).order_by("code")


def trial_court_list() -> list[Court]:
    """The same as a list, asked by a short way."""
    return _TRIAL_COURTS.rows()


def tribunals_of(court: str) -> list[Tribunal]:
    """The tribunals of a court by its code; none for a code nobody has."""
    return _TRIBUNALS.rows(court)


_TRIAL_COURTS = Prepared(trial_courts)
_TRIBUNALS = Prepared(lambda court: Tribunal.objects.filter(court=court).order_by("id"))


def holidays_of(year: int) -> QuerySet[HolidayRow]:
    return HolidayRow.objects.filter(day__year=year).order_by("day")
