"""The clocks of online reading: settings of the court, because no national text names them."""
from datetime import date, datetime, time, timedelta

from court.base.courts import clock
from court.base.courts.models import Setting
from court.base.courts.queries import in_force
from court.kit.days import SHANGHAI

DECIDE_DAYS, READ_DAYS = 3, 7
LONGEST = 60


def _set(key: str, court: str, on: date, default: int) -> int:
    row = in_force(Setting.objects.filter(key=key), key, on, court)
    return row.value if row is not None and isinstance(row.value, int) else default


def decide_by(court: str, on: date) -> date:
    """The last working day to decide a request handed in today."""
    return clock.calendar_for().add_workdays(on, _set("inspection_decide_days", court, on, DECIDE_DAYS))


def read_days(court: str, on: date) -> int:
    """For how many days a grant opens the papers unless who decides says otherwise."""
    return _set("inspection_read_days", court, on, READ_DAYS)


def until(at: datetime, days: int, authority: date | None = None) -> datetime:
    """So many days on, and never beyond the last day of the authority."""
    end = at + timedelta(days=days)
    return end if authority is None else min(end, datetime.combine(authority + timedelta(days=1), time(), SHANGHAI))
