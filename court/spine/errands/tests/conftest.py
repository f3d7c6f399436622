"""Handlers of the tests' own, and a scene: errands asked, worked off by drain(), at a time the test moves."""

from datetime import UTC, datetime, timedelta

import pytest

from court.base.courts import clock
from court.base.people.tests import cast as casting
from court.spine.errands import registry, worker
from court.spine.errands.actions import ask
from court.spine.errands.models import Errand

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Scene:
    """What was asked and what was done, by key; `at` is the court's time."""

    def __init__(self):
        self.at, self.done, self.failing = AT, [], {}

    def ask(self, key: str, kind: str = "test.note", **special) -> Errand:
        ask(kind, **{"key": key, "payload": {"key": key}, "at": self.at, **special})
        return Errand.objects.get(key=key)

    def work(self, seconds: float = 0) -> None:
        self.at += timedelta(seconds=seconds)
        worker.drain()

    def note(self, payload, now, errand) -> None:
        self.done.append(payload["key"])
        if failure := self.failing.get(payload["key"]):
            raise failure

    def state(self, key: str) -> str:
        return Errand.objects.get(key=key).state


@pytest.fixture
def scene(monkeypatch) -> Scene:
    made = Scene()
    monkeypatch.setattr(registry, "HANDLERS", {})
    monkeypatch.setattr(worker, "HANDLERS", registry.HANDLERS)
    registry.handler("test.note")(made.note)
    registry.handler("test.outside", outside=True)(made.note)
    monkeypatch.setattr(clock, "now", lambda: made.at)
    return made


@pytest.fixture
def cast(db):
    return casting.build()
