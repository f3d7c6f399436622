"""What the tests of the base share: a journal that keeps what it was told, a clock on the wall that can be turned."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from court.base.access import audit
from court.base.courts import clock
from court.base.people.tests import cast as casting
from court.base.people.tests.carrier import Carrier, Register
from court.ports.realname import RealName
from court.ports.registry import provided
from court.ports.sms import Sms


@dataclass
class Told:
    """A journal's door that keeps entries in memory, or refuses like a broken one."""

    entries: list[dict] = field(default_factory=list)
    broken: bool = False

    def __call__(self, **entry):
        if self.broken:
            raise OSError("no journal")
        self.entries.append(entry)

    def kinds(self) -> list[str]:
        return [entry["kind"] for entry in self.entries]


@pytest.fixture(autouse=True)
def told():
    before = audit.recorder()
    keeper = Told()
    audit.provide_recorder(keeper)
    yield keeper
    audit.provide_recorder(before)


@dataclass
class Wall:
    """The real clock as a test turns it."""

    ahead: timedelta = timedelta()

    def on(self, **later) -> datetime:
        self.ahead += timedelta(**later)
        return self()

    def __call__(self) -> datetime:
        return timezone.now() + self.ahead


@pytest.fixture
def wall(monkeypatch):
    """wall.on(minutes=16) moves the real clock; the court's clock moves with it."""
    turned = Wall()
    monkeypatch.setattr(clock, "real_now", turned)
    return turned


@pytest.fixture
def cast(db):
    return casting.build()


@pytest.fixture
def carrier():
    one = Carrier()
    port: Sms = one
    with provided(Sms, port):
        yield one


@pytest.fixture
def register():
    one = Register()
    port: RealName = one
    with provided(RealName, port):
        yield one
