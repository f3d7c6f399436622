"""A small journal of a few streams, its exports in a folder of the test, and the intruder's way past the triggers."""

import random
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection

from court.spine.journal import exports, triggers
from court.spine.journal.actions import append

AT = datetime(2026, 11, 23, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def heads(settings, tmp_path):
    """The folder of exported heads, and keys of the test's own."""
    settings.COURT_HEADS = tmp_path / "heads"
    settings.COURT_KEYS = tmp_path / "keys"
    exports.set_right_once.cache_clear()
    return settings.COURT_HEADS


@pytest.fixture
def write() -> Callable:
    def write_one(stream: str = "case:1", kind: str = "case.noted", **special):
        return append(stream, kind, **{"by": None, "at": AT, "facts": {"choice": "yes"}, **special})

    return write_one


@pytest.fixture
def a_journal(heads, write) -> random.Random:
    """Six streams of two to nine entries, exported in three turns. Gives the chance that the test goes on with."""
    chance = random.Random(20261123)
    for _ in range(3):
        for stream in range(6):
            for _ in range(chance.randint(1, 3)):
                write(f"case:{stream}", facts={"hearing": str(chance.getrandbits(60)), "day": "2026-11-23"})
        exports.export()
    return chance


@contextmanager
def unguarded():
    """What an intruder with the owner's password does first, and puts right last so that nobody looks."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def change(statement: str, *values) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)
