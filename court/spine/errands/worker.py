"""The worker: claims errands, does them, takes turns at schedules. Any number may run, on any number of machines.

SIGTERM: the errand in hand is finished, the others are given back. kill -9: another worker, or the next start, takes
them back within seconds. Database away: it waits and tries again, for as long as it takes.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, connection, connections, transaction

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.errands import liveness, queue, schedules
from court.spine.errands.models import Errand
from court.spine.errands.queue import Failure, LostLease
from court.spine.errands.redaction import masked, said_of
from court.spine.errands.registry import HANDLERS, ErrandFails

BATCH = 20
# After so many seconds the rest of a batch is given back, so that an idle worker may have it.
FAIR_SHARE = 2.0
RENEW_EVERY = 15.0
LOOK_EVERY = 2.0
AWAY_PAUSE = 1.0
log = structlog.get_logger(__name__)


def run(stop: threading.Event | None = None, *, name: str = "worker", poll: float = 0.5, once: bool = False) -> int:
    """Work until `stop` is set (None: until SIGTERM or SIGINT), or with `once` until nothing is due. Gives 0."""
    stop = stop or _stop_on_signals()
    worker = Worker(name, stop)
    with _lease_kept(worker):
        try:
            while not stop.is_set():
                done = _turn(worker)
                if once and not done:
                    break
                if not done:
                    stop.wait(poll)
        finally:
            worker.end()
    return 0


def drain(most: int = 10_000) -> int:
    """Do all errands due now, here, in this thread; how many. For tests, the rehearsal and the demo."""
    worker, done = Worker("drain", threading.Event()), 0
    try:
        while done < most and (turn := worker.errands(clock.now())):
            done += turn
    finally:
        worker.end()
    return done


class Worker:
    """One worker. Not thread-safe, but for `held`, which the keeper of the lease reads."""

    def __init__(self, name: str, stop: threading.Event):
        self.stop, self.held = stop, 0
        self._alive = liveness.Alive(name)
        self.id = self._alive.id
        self._look_at, self._enrolled, self._unsure = 0.0, False, False
        self._down: set[str] = set()

    def turn(self) -> int:
        """One round: schedules, errands of the dead, a batch; how many errands were done or tried."""
        now = clock.now()
        if self._unsure:
            self._let_go()
        if not self._enrolled:
            schedules.enrol()
            busy = Errand.objects.filter(state=Errand.State.CLAIMED).values_list("worker", flat=True)
            liveness.bury_idle({*busy, self.id})
            self._enrolled = True
        if time.monotonic() >= self._look_at:
            queue.take_back(self.id, now)
            schedules.take_turns(now)
            self._down = queue.kinds_down()
            self._look_at = time.monotonic() + LOOK_EVERY
        return self.errands(now)

    def database_was_away(self) -> None:
        """What we hold is uncertain: give it back as soon as the database answers."""
        self._unsure = True

    def errands(self, now: datetime) -> int:
        """Claim a batch and do it in order; how many were claimed."""
        batch = queue.claim(self.id, now, BATCH)
        began, self.held = time.monotonic(), len(batch)
        try:
            for place, errand in enumerate(batch):
                if self.stop.is_set() or time.monotonic() - began > FAIR_SHARE:
                    queue.give_back(self.id, batch[place:])
                    break
                self._do(errand)
        finally:
            self.held = 0
        return len(batch)

    def _do(self, errand: Errand) -> None:
        self._alive.doing(errand.pk)
        try:
            _carry_out(errand, self.id)
            if errand.down or errand.kind in self._down:
                self._down.discard(errand.kind)
                queue.reopen_what_was_down(errand.kind, clock.now())
        except LostLease:
            log.warning("errand.lost", kind=errand.kind, errand=str(errand.pk))
        except (OperationalError, InterfaceError):
            if not _database_answers():
                raise
            self._failed(errand, Failure("数据库繁忙"))
        except ErrandFails as failure:
            self._failed(errand, Failure(masked(failure.text), failure.for_good, failure.down))
        except Refused as refusal:
            self._failed(errand, Failure(masked(refusal.for_people())))
        except Exception as error:
            self._failed(errand, Failure(said_of(error)))
        finally:
            self._alive.doing(0)

    def _failed(self, errand: Errand, failure: Failure) -> None:
        parked = queue.mark_failed(errand, self.id, clock.now(), failure)
        log.warning("errand.parked" if parked else "errand.failed", kind=errand.kind, errand=str(errand.pk),
                    tries=errand.attempts + 1, why=failure.why)  # fmt: skip

    def end(self) -> None:
        """Give everything back and take the sign of life away."""
        try:
            self._let_go()
        except (OperationalError, InterfaceError):
            log.warning("worker.could_not_give_back", worker=self.id)  # the lease will
        self._alive.end()

    def _let_go(self) -> None:
        queue.give_back_all(self.id)
        self._unsure = False


def _carry_out(errand: Errand, worker: str) -> None:
    """A database-only handler and the mark are one transaction; an outside one is marked when it has come back."""
    handler = HANDLERS.get(errand.kind)
    if handler is None:
        raise ErrandFails(f"本版本程序不认识这类事项：{errand.kind}")
    now = clock.now()
    if handler.outside:
        handler.does(errand.payload, now, errand)
        queue.mark_done(errand, worker, clock.now())
    else:
        with transaction.atomic():
            queue.mark_done(errand, worker, now)
            handler.does(errand.payload, now, errand)


def _turn(worker: Worker) -> int:
    """One round that outlives a database that is away (restart, fail-over, full disk)."""
    try:
        return worker.turn()
    except (OperationalError, InterfaceError) as error:
        log.error("worker.database_away", why=type(error).__name__)
        connections.close_all()
        worker.database_was_away()
        worker.stop.wait(AWAY_PAUSE)
        return 0


def _database_answers() -> bool:
    try:
        connection.close_if_unusable_or_obsolete()
        Errand.objects.exists()
    except (OperationalError, InterfaceError):
        return False
    return True


@contextmanager
def _lease_kept(worker: Worker) -> Iterator[None]:
    """A thread of its own moves the lease while errands are held: a handler may work longer than it lasts."""
    ended = threading.Event()

    def keep() -> None:
        while not ended.wait(RENEW_EVERY):
            try:
                if worker.held:
                    queue.renew(worker.id)
            except (OperationalError, InterfaceError):
                log.warning("worker.lease_not_renewed", worker=worker.id)
            finally:
                connections.close_all()

    keeper = threading.Thread(target=keep, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join(timeout=5)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
