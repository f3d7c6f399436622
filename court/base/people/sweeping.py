"""What has run out is taken away: sessions, counts, codes, held forms, kept files. Attempts and reads are kept (S28)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from court.base.access.models import RateCount, SessionRow
from court.base.courts import clock
from court.base.people.held import KEPT
from court.base.people.models import HeldForm, OneTimeCode, SignInLock

CODES_KEPT = timedelta(days=1)
# What the storeys above keep for a while and want taken away with the rest: functions that give how many rows went.
SWEPT: dict[str, Callable[[], int]] = {}


def swept(does: Callable[[], int]) -> Callable[[], int]:
    """Register what else is taken away on the same round, by the real clock."""
    SWEPT[f"{does.__module__}.{does.__qualname__}"] = does
    return does


def sweep(at: datetime | None = None) -> int:
    """Take away what has run out by the real clock, whatever the court's clock (`at`) says. Gives how many rows."""
    now = clock.real_now()
    gone = (
        SessionRow.objects.filter(expire_date__lt=now),
        RateCount.objects.filter(until__lt=now.timestamp()),
        OneTimeCode.objects.filter(expires_at__lt=now - CODES_KEPT),
        HeldForm.objects.filter(at__lt=now - KEPT),
        SignInLock.objects.filter(locked_until__lt=now),
        SignInLock.objects.filter(failures=0, locked_until=None),
    )
    return sum(rows.delete()[0] for rows in gone) + sum(does() for does in SWEPT.values())
