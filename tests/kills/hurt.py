"""The court under kills: its children count their points, the next kill is drawn by lot, and each is told of."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from random import Random

from court.site.rehearsal.town import Town
from court.site.rehearsal.visitor import Ended
from court.spine.errands.models import Errand
from tests.kills import counting
from tests.kills.patient import Patient, wait_until_back
from tests.kills.points import Points

TARGETS = ("web", "worker")
# Of three kills one takes the whole group: with gunicorn's master, so that the supervisor has to start it anew.
WHOLE = 1 / 3
TRIES = 8
SETTLES_WITHIN = 240.0


class Lost(Exception):
    """The proof failed: what was found, in words."""


class Hurt:
    """Knows how many points an act passes when it is left alone, and what it then adds to the court.

    each  how often one process falls at most in one act
    """

    def __init__(self, town: Town, folder: Path, chance: Random, each: int = 3):
        self.town, self.chance, self.each = town, chance, each
        self.points = {name: Points(folder / name) for name in TARGETS}
        self.alone: dict[str, dict] = {}
        self.passes: dict[tuple[str, str], int] = {}
        self.kills: list[dict] = []
        self._act, self._left = "", dict.fromkeys(TARGETS, 0)

    def start(self) -> None:
        """One process of each kind, and somebody who starts again what falls."""
        self.town.start(processes=1)
        threading.Thread(target=self.town.supervisor.watch, name="supervisor", daemon=True).start()

    def act(self, name: str, life: Patient, do: Callable[[Patient], None], *, kill: bool) -> None:
        """One act to its end, killed on the way; then everything that must be true. Lost says what is not."""
        before = counting.everything()
        self._begin(name, kill)
        self._carry_through(life, do)
        self.settle()
        for target in TARGETS:
            if not kill:
                self.passes[name, target] = self.points[target].passed()
            self.points[target].arm(0)
        added = counting.added(before, counting.everything())
        self.alone.setdefault(name, added)
        wrong = counting.differs(added, self.alone[name]) + counting.broken(life.case_id, life.filing)
        if wrong:
            raise Lost(f"{name} of life {life.given.row}, after {self.kills[-4:]}:\n" + "\n".join(wrong))

    def broke(self) -> None:
        """The browser met a broken answer, and the court is back: note the kill and draw the next one."""
        self._gather("web")

    def _begin(self, name: str, kill: bool) -> None:
        self._act = name
        # Kills of the proof stand for kills far apart: none makes the supervisor wait longer for the next.
        for child in self.town.supervisor.children:
            child.falls = 0
        for target in TARGETS:
            self._left[target] = self.each if kill else 0
            self._arm(target)

    def _arm(self, target: str) -> None:
        if not self._left[target]:
            self.points[target].arm(0)
            return
        self._left[target] -= 1
        at = self.chance.randint(1, max(1, self.passes[self._act, target]))
        self.points[target].arm(at, whole=self.chance.random() < WHOLE)

    def _gather(self, target: str) -> None:
        struck = self.points[target].struck()
        if struck is None:
            return
        of = self.passes[self._act, target]
        self.kills.append({"act": self._act, "target": target, "of": of, **asdict(struck)})
        self._begin_again(target)

    def _begin_again(self, target: str) -> None:
        for child in self.town.supervisor.children:
            child.falls = 0
        self._arm(target)

    def _carry_through(self, life: Patient, do: Callable[[Patient], None]) -> None:
        """A repeat may be answered with a refusal, because the first time took effect: then the user looks again."""
        for _ in range(TRIES):
            kills = len(self.kills)
            try:
                do(life)
                return
            except Ended:
                self._look()
                if len(self.kills) == kills and not self._killed_lately():
                    raise
        raise Lost(f"{self._act} could not be finished in {TRIES} tries")

    def _killed_lately(self) -> bool:
        return bool(self.kills) and self.kills[-1]["act"] == self._act

    def _look(self) -> None:
        wait_until_back(self.town.address)
        for target in TARGETS:
            self._gather(target)

    def settle(self) -> None:
        """Until both are back and the worker has nothing left to do."""
        until = time.monotonic() + SETTLES_WITHIN
        while True:
            if self.points["web"].killed():
                self._look()
            self._gather("worker")
            if not self._down() and self.town.is_idle() and not self._down() and not self._tried_later():
                return
            if time.monotonic() > until:
                raise Lost(f"{self._act}: errands still wait after {SETTLES_WITHIN} s")
            time.sleep(0.05)

    def _down(self) -> bool:
        return any(points.killed() for points in self.points.values())

    def _tried_later(self) -> bool:
        """An errand that a kill disturbed is tried again a little later: the court's clock goes there at once."""
        again = Errand.objects.filter(state=Errand.State.READY, attempts__gt=0).exclude(kind__in=counting.LATER)
        latest = again.order_by("-due_at").values_list("due_at", flat=True).first()
        if latest is not None:
            self.town.to(latest)
        return latest is not None
