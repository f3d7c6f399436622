"""A throw-away court on this machine: its cast, its processes, and its clock, which only the rehearsal moves."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.request import urlopen

from django.db.models import Q

from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Account, Appointment
from court.kit.days import date_of, moment_at
from court.site.demo import cast as people
from court.site.demo.cast import Cast
from court.site.rehearsal.place import court
from court.site.supervisor import Child, Supervisor
from court.spine.errands.models import Errand
from court.work.assignment.actions import commit
from court.work.hearings.models import Courtroom
from law.calendar import shipped

STARTS_WITHIN, IDLE_WITHIN = 120.0, 300.0
# As many as a small machine has cores: pages and papers are made side by side.
PROCESSES = 2
ROOMS = 6
SEED = 20260309
# A Monday in a year whose holidays are known, so that nothing of a short rehearsal is provisional.
FIRST_DAY = date(2026, 3, 9)


class Town:
    """The court while it runs. Only inside a process whose settings are those of `environment`."""

    def __init__(self, address: str, home: Path):
        self.address, self.home = address, home
        self.supervisor = Supervisor([], dict(os.environ))
        self.cast = self._people()
        self.courts = list(Court.objects.filter(level=Court.Level.BASIC).order_by("code"))

    def _people(self) -> Cast:
        clock.mark_demo()
        clock.set_court_time(moment_at(FIRST_DAY, 9, 0))
        courts.load_reference()
        cast = people.make(Random(SEED), clock.now() - timedelta(days=1))
        for one in Court.objects.exclude(level=Court.Level.HIGH):
            Courtroom.objects.bulk_create(Courtroom(court=one, name=f"第{n}审判庭") for n in range(1, ROOMS + 1))
            commit(one, clock.now())
        return cast

    def start(self, processes: int = PROCESSES) -> None:
        """Stand-ins, web and worker, so many of the last two. RuntimeError when the pages do not answer."""
        port = self.address.rsplit(":", 1)[1]
        with _said_to(self.home / "rehearsal.log"):
            self.supervisor.add(Child("stand-ins", court("standins", "--any-ports", "--json")))
            self._until((self.home / "standins" / "outside.toml").exists, "the stand-ins do not start")
            self.supervisor.add(Child("web", court("serve", "--bind", f"127.0.0.1:{port}", "--workers", str(processes))))
            self._until(self._answers, "the web process does not answer")
            for _ in range(processes):
                self.supervisor.add(Child("worker", court("work")))

    def stop(self) -> None:
        self.supervisor.stop()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/readyz", timeout=2) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def _until(self, done: Callable[[], bool], otherwise: str, within: float = STARTS_WITHIN) -> None:
        until = time.monotonic() + within
        while not done():
            if time.monotonic() > until:
                raise RuntimeError(otherwise)
            time.sleep(0.2)

    def settle(self, within: float = IDLE_WITHIN) -> bool:
        """Wait until the worker has nothing due by the court's clock; False when it took longer than `within`."""
        until = time.monotonic() + within
        while not self.is_idle():
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True

    def is_idle(self) -> bool:
        """Asked in one statement: an errand claimed between two questions would be in neither answer."""
        claimed, due = Q(state=Errand.State.CLAIMED), Q(state=Errand.State.READY, due_at__lte=clock.now())
        return not Errand.objects.filter(claimed | due).exists()

    def to(self, moment: datetime) -> None:
        """Put the court's clock forward; never back."""
        clock.forget()
        if moment > clock.now():
            clock.set_court_time(moment)
            time.sleep(clock.BELIEVED + 0.1)

    def after(self, days: int) -> None:
        """Half past nine on the first working day so many days on."""
        clock.forget()
        if days:
            self.to(moment_at(shipped().next_workday(date_of(clock.now()) + timedelta(days=days)), 9, 30))

    def holder(self, court_id: str, office: str, order: int = 0) -> Account:
        """Somebody who holds an office at a court; the cases of a court go round among them."""
        today = clock.today()
        posts = Appointment.objects.valid(today).filter(court=court_id, office=office).order_by("pk")
        found = [post.account for post in posts.select_related("account__person")]
        return found[order % len(found)]


@contextmanager
def _said_to(log: Path) -> Iterator[None]:
    """What children started in here say goes to a file; our own words stay where they were."""
    sys.stdout.flush()
    kept = [os.dup(1), os.dup(2)]
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        for number, old in enumerate(kept, 1):
            os.dup2(old, number)
            os.close(old)
