"""How errands change hands: claimed in batches, done, failed, given back, taken back from the dead.

Order within a stream: an errand can be claimed when no older one of its stream is due, waits to be tried again, or is
being done. A parked one holds up nobody (S35): a person sees it on the duty page, and the case goes on.
What nobody waits for (`later`) is claimed when nothing else is due.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from court.base.courts import clock
from court.spine.errands import liveness
from court.spine.errands.models import Errand

LEASE = timedelta(seconds=60)
MOST_TRIES = 8
# Seconds until the next try: soon, then a minute, then growing. A system that is down is asked again every 45 s, so
# that all is caught up a minute after it is back (S36).
PAUSES = (5, 60, 120, 240, 480, 900, 1800)
PAUSE_DOWN = 45
LONGEST_ERROR = 300

_DUE = (
    "SELECT e.id FROM errands_errand e WHERE e.state = 'ready' AND e.due_at <= %s AND (e.stream = '' OR NOT EXISTS ("
    "SELECT 1 FROM errands_errand o WHERE o.stream = e.stream AND o.id < e.id AND NOT (o.state = 'done')"
    " AND (o.state = 'claimed' OR (o.state = 'ready' AND (o.attempts > 0 OR o.due_at <= %s)))))"
    " ORDER BY e.later, e.due_at, e.id LIMIT %s"
)
_CLAIM_SQLITE = (
    "UPDATE errands_errand SET state = 'claimed', worker = %s, lease_until = %s WHERE id IN (:due) RETURNING *"
).replace(":due", _DUE)
_CLAIM_POSTGRESQL = (
    "WITH due AS MATERIALIZED (:due FOR UPDATE OF e SKIP LOCKED) UPDATE errands_errand c"
    " SET state = 'claimed', worker = %s, lease_until = %s FROM due WHERE c.id = due.id RETURNING c.*"
).replace(":due", _DUE)

_DONE = (
    "UPDATE errands_errand SET state = 'done', done_at = %s, lease_until = NULL, last_error = '', down = FALSE"
    " WHERE id = %s AND worker = %s AND state = 'claimed'"
)


@dataclass(frozen=True)
class Failure:
    """Why a try failed, for the duty officer: no personal data.

    for_good  another try can't help;  down  the other side can't be reached;  at_once  try again without a pause
    """

    why: str
    for_good: bool = False
    down: bool = False
    at_once: bool = False


class LostLease(Exception):
    """Another worker has the errand by now: what was done for it is taken back."""


def claim(worker: str, now: datetime, most: int) -> list[Errand]:
    """Up to `most` errands due, what people wait for first, the oldest first, now this worker's for the length of a lease. now is court's time."""
    due = [_stored(now), _stored(now), most]
    holder = [worker, _stored(clock.real_now() + LEASE)]
    if not Errand.objects.filter(state=Errand.State.READY, due_at__lte=now).exists():
        return []
    with transaction.atomic():
        if connection.vendor == "sqlite":
            claimed = list(Errand.objects.raw(_CLAIM_SQLITE, [*holder, *due]))
        else:
            claimed = list(Errand.objects.raw(_CLAIM_POSTGRESQL, [*due, *holder]))
    return sorted(claimed, key=lambda errand: (errand.later, errand.due_at, errand.pk))


def renew(worker: str) -> int:
    """Move the lease of everything this worker holds; how much that is."""
    return _held(worker).update(lease_until=clock.real_now() + LEASE)


def mark_done(errand: Errand, worker: str, now: datetime) -> None:
    """LostLease when the errand is no longer this worker's. In the handler's transaction, before its effects."""
    with connection.cursor() as cursor:
        cursor.execute(_DONE, [_stored(now), errand.pk, worker])
        if cursor.rowcount != 1:
            raise LostLease(f"{errand.kind} {errand.pk}")


def mark_failed(errand: Errand, worker: str, now: datetime, failure: Failure) -> bool:
    """Count a try; the errand waits for the next one, or is parked. Whether it was parked."""
    tries = errand.attempts + 1
    parked = failure.for_good or tries >= MOST_TRIES
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    if failure.down:
        pause = min(pause, PAUSE_DOWN)
    _held(worker).filter(pk=errand.pk).update(
        state=Errand.State.PARKED if parked else Errand.State.READY, attempts=tries, lease_until=None,
        due_at=now if failure.at_once else now + timedelta(seconds=pause),
        last_error=failure.why[:LONGEST_ERROR], down=failure.down,
    )  # fmt: skip
    return parked


def give_back(worker: str, errands: list[Errand]) -> None:
    """Let go of claimed errands that were not begun."""
    _held(worker).filter(pk__in=[errand.pk for errand in errands]).update(state=Errand.State.READY, lease_until=None)


def give_back_all(worker: str) -> None:
    """Let go of everything this worker holds."""
    _held(worker).update(state=Errand.State.READY, lease_until=None)


def take_back(worker: str, now: datetime) -> int:
    """Take errands back from workers that died or whose lease ran out; how many.

    What a dead worker was doing counts as a try, so that an errand that kills its worker is parked at last.
    """
    others = Errand.objects.filter(state=Errand.State.CLAIMED).exclude(worker=worker)
    taken = 0
    for holder, until in set(others.values_list("worker", "lease_until")):
        errand = liveness.last_words(holder)
        if errand is not None:
            taken += _from_the_dead(holder, errand, now)
        elif until is not None and until < clock.real_now():
            taken += _expired(holder, now)
    return taken


def reopen_what_was_down(kind: str, now: datetime) -> int:
    """One errand of a kind got through: all of them that found the other side down are due at once."""
    waiting = Errand.objects.filter(kind=kind, down=True, state__in=[Errand.State.READY, Errand.State.PARKED])
    return waiting.update(state=Errand.State.READY, attempts=0, due_at=now, down=False)


def kinds_down() -> set[str]:
    """Kinds of which some errand found the other side down at its last try."""
    return set(Errand.objects.filter(down=True).values_list("kind", flat=True).distinct())


def knock(now: datetime) -> list[str]:
    """Of each kind parked because the other side was down, try the oldest once; the kinds tried."""
    parked = Errand.objects.filter(state=Errand.State.PARKED, down=True)
    kinds = sorted(set(parked.values_list("kind", flat=True)))
    for kind in kinds:
        oldest = parked.filter(kind=kind).order_by("id").first()
        if oldest is not None:
            parked.filter(pk=oldest.pk).update(state=Errand.State.READY, attempts=MOST_TRIES - 1, due_at=now)
    return kinds


def _from_the_dead(holder: str, doing: int, now: datetime) -> int:
    with transaction.atomic():
        taken = 0
        for errand in _held(holder).filter(pk=doing):
            mark_failed(errand, holder, now, Failure("办理进程意外中断", at_once=True))
            taken = 1
        taken += _held(holder).update(state=Errand.State.READY, lease_until=None)
    liveness.bury(holder)
    return taken


def _expired(holder: str, now: datetime) -> int:
    taken = 0
    for errand in _held(holder).filter(lease_until__lt=clock.real_now()):
        mark_failed(errand, holder, now, Failure("办理进程失去联系", at_once=True))
        taken += 1
    return taken


def _held(worker: str) -> Any:
    return Errand.objects.filter(worker=worker, state=Errand.State.CLAIMED)


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
