"""Turns of what is done again and again: a row a schedule, and any worker may take the next turn.

Turns come in real time: a demo may move the court's clock by months, and the heads must still go out each minute.
A turn that is killed or fails comes again within a minute (or sooner, when it comes more often).
"""

from datetime import datetime, timedelta

import structlog

from court.base.courts import clock
from court.spine.errands.models import Schedule
from court.spine.errands.redaction import said_of
from court.spine.errands.registry import SCHEDULES, Scheduled

AGAIN = 60
# How long a turn may take before another worker may believe that it was killed: never less than a minute, never more
# than ten, and of what comes every few seconds no more than that minute.
SHORTEST_TURN, LONGEST_TURN = 60, 600
log = structlog.get_logger(__name__)


def enrol() -> None:
    """A row for every registered schedule, due at once the first time; rows of schedules that are no more go."""
    now = clock.real_now()
    rows = [Schedule(name=s.name, every_seconds=s.every_seconds, next_at=now) for s in SCHEDULES.values()]
    Schedule.objects.bulk_create(rows, ignore_conflicts=True)
    for known in Schedule.objects.all():
        wanted = SCHEDULES.get(known.name)
        if wanted is None:
            known.delete()
        elif wanted.every_seconds != known.every_seconds:
            soonest = min(known.next_at, now + timedelta(seconds=wanted.every_seconds))
            Schedule.objects.filter(pk=known.pk).update(every_seconds=wanted.every_seconds, next_at=soonest)


def take_turns(now: datetime) -> int:
    """Do every schedule whose turn has come and that no other worker took; how many. now is court's time."""
    done = 0
    for row in Schedule.objects.filter(next_at__lte=clock.real_now()).order_by("next_at"):
        wanted = SCHEDULES.get(row.name)
        if wanted is not None and _taken(row):
            _do(wanted, now)
            done += 1
    return done


def _taken(row: Schedule) -> bool:
    until = clock.real_now() + timedelta(seconds=min(LONGEST_TURN, max(SHORTEST_TURN, row.every_seconds)))
    return Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=until) == 1


def _do(wanted: Scheduled, now: datetime) -> None:
    began = clock.real_now()
    mine = Schedule.objects.filter(pk=wanted.name)
    try:
        wanted.does(now)
    except Exception as error:
        said = said_of(error)
        log.error("schedule.failed", schedule=wanted.name, why=said)
        again = timedelta(seconds=min(AGAIN, wanted.every_seconds))
        mine.update(next_at=clock.real_now() + again, last_error=said[:300])
    else:
        next_at = began + timedelta(seconds=wanted.every_seconds)
        mine.update(next_at=next_at, last_done_at=clock.real_now(), last_error="")
