"""What has run out is taken away: sessions, counts, codes, held forms. Attempts and reads are kept (S28)."""

from datetime import datetime, timedelta

from court.base.access.models import RateCount, SessionRow
from court.base.courts import clock
from court.base.people.held import KEPT
from court.base.people.models import HeldForm, OneTimeCode, SignInLock

CODES_KEPT = timedelta(days=1)


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
    return sum(rows.delete()[0] for rows in gone)
