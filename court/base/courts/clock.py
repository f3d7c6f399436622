"""The two clocks. The court's time can be moved, but only in a database marked as a demo; the real one never.

now(), today()  the court's time: acts, periods, due days
real_now()      sessions, lockouts, one-time codes, rate limits: nothing a demo may bend
calendar_for()  working days and holidays, as the courts keep them
"""

import time
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from court.base.courts.calendars import calendar_for
from court.base.courts.models import DemoMark
from court.kit.days import date_of
from court.kit.refusal import Refused

__all__ = ["calendar_for", "forget", "is_demo", "mark_demo", "now", "real_now", "set_court_time", "today"]

# How long a process may believe what it read of the mark, in seconds: others learn of a move within it.
BELIEVED = 0.5

_read: tuple[float, DemoMark | None] | None = None


def real_now() -> datetime:
    """The true moment, aware, in UTC."""
    return timezone.now()


def now() -> datetime:
    """The court's moment, aware, in UTC."""
    mark = _mark()
    return real_now() + timedelta(microseconds=mark.offset_us) if mark else real_now()


def today() -> date:
    """The court's day, in Asia/Shanghai."""
    return date_of(now())


def is_demo() -> bool:
    """Whether this database is marked as a demo: invented people, a clock that moves, the page to enter as anybody."""
    return _mark() is not None


@transaction.atomic
def mark_demo() -> None:
    """Mark an empty database as a demo. Refused once accounts exist: a court in use can never become one."""
    if DemoMark.objects.exists():
        return
    if apps.get_model("people", "Account").objects.exists():  # by name: people stands above courts
        raise Refused("数据库中已有账号，不能改为演示库。", do="请另建空库后再生成演示数据。", code="not_empty")
    DemoMark.objects.create(marked_at=real_now())
    transaction.on_commit(forget)
    forget()


def set_court_time(moment: datetime) -> None:
    """Set the court's clock to an aware moment; it runs on from there. Refused outside a demo."""
    if moment.tzinfo is None:
        raise ValueError("the court's time needs a time zone")
    offset = (moment - real_now()) // timedelta(microseconds=1)
    if not DemoMark.objects.update(offset_us=offset):
        raise Refused("本库不是演示库，法院时钟不能调整。", code="not_demo")
    forget()


def forget() -> None:
    """Read the mark anew at the next question."""
    global _read
    _read = None


def _mark() -> DemoMark | None:
    global _read
    read = _read  # another thread may forget it meanwhile
    if read is None or time.monotonic() - read[0] > BELIEVED:
        read = _read = (time.monotonic(), DemoMark.objects.first())
    return read[1]
