"""The calendar of the courts: what the law library ships, with the rows the courts entered laid over it."""

import time

from django.db.models import Count, Max

from court.base.courts.models import HolidayRow, HolidayYear
from law.calendar import Calendar, shipped

# Other processes learn of a changed row within this many seconds; the changing one at once.
BELIEVED = 1.0

_built: tuple[float, tuple, Calendar] | None = None


def calendar_for() -> Calendar:
    """Working days and holidays for `law`. A year is known when its notice was shipped or entered to the end."""
    global _built
    if _built is not None and time.monotonic() - _built[0] <= BELIEVED:
        return _built[2]
    stamp = _stamp()
    calendar = _built[2] if _built is not None and _built[1] == stamp else _build()
    _built = (time.monotonic(), stamp, calendar)
    return calendar


def forget() -> None:
    """Build the calendar anew at the next question."""
    global _built
    _built = None


def _stamp() -> tuple:
    """Changes whenever a row is added, changed or taken away."""
    count = {"rows": Count("pk"), "last": Max("changed_at")}
    return (*HolidayRow.objects.aggregate(**count).values(), *HolidayYear.objects.aggregate(**count).values())


def _build() -> Calendar:
    rows = dict(HolidayRow.objects.values_list("day", "works"))
    return shipped().with_rows(rows, set(HolidayYear.objects.values_list("year", flat=True)))
