"""Workers as processes: killed, stopped, several at once."""

import signal
import time

import pytest
from django.db import connection

from court.spine.journal.tests.own_court import own_court

# The pytest database is only asked which kind it is.
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WORKER = ("-m", "court.spine.errands.tests.worker_process")
ASK = """
from datetime import UTC, datetime
from django.db import transaction
from court.spine.errands.actions import ask
with transaction.atomic():
    for key in {keys}:
        ask("test.effect", key=key, payload={{"key": key}}, at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    with own_court(tmp_path_factory.mktemp("prepared") / "home") as made:
        yield made


@pytest.fixture
def court(prepared, tmp_path):
    with own_court(tmp_path / "home", like=prepared) as made:
        yield made


def ask(court, *keys):
    court.script(ASK.format(keys=keys))


def wait_until(true, seconds: float) -> float:
    """How long it took, in seconds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


def done(court) -> int:
    return court.rows("SELECT COUNT(*) FROM errands_errand WHERE state = 'done'")[0][0]


def effects(court) -> int:
    return court.rows("SELECT COUNT(*) FROM journal_entry WHERE kind = 'test.done'")[0][0]


def test_a_worker_killed_outright_in_the_middle_loses_and_doubles_nothing_and_is_back_within_10_s(court, tmp_path):
    marks = tmp_path / "marks"
    ask(court, "a", "b", "c")
    killed = court.start(*WORKER, str(marks), "30")
    wait_until(marks.exists, 20)
    killed.kill()
    killed.wait()
    died = time.monotonic()
    second = court.start(*WORKER, str(marks), "0")
    try:
        wait_until(lambda: done(court) == 3, 20)
        back = time.monotonic() - died
        assert sorted(marks.read_text().split()) == ["a", "a", "b", "c"]
        assert effects(court) == 3
        assert back < 10
        tries = dict(court.rows("SELECT key, attempts FROM errands_errand"))
        assert tries == {"a": 1, "b": 0, "c": 0}, "only what was being done counts as tried"
    finally:
        second.terminate()
        assert second.wait(10) == 0


def test_a_worker_asked_to_stop_finishes_what_it_does_and_gives_back_the_rest(court, tmp_path):
    marks = tmp_path / "marks"
    ask(court, "a", "b", "c")
    stopped = court.start(*WORKER, str(marks), "1")
    wait_until(marks.exists, 20)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait(10) == 0
    assert effects(court) == 1
    states = sorted(court.rows("SELECT key, state, attempts FROM errands_errand"))
    assert states == [("a", "done", 0), ("b", "ready", 0), ("c", "ready", 0)]
    assert not list((court.home / "run").glob("worker-*"))


def test_three_workers_do_each_errand_once(court, tmp_path):
    marks = tmp_path / "marks"
    keys = [f"k{number}" for number in range(300)]
    ask(court, *keys)
    workers = [court.start(*WORKER, str(marks), "0") for _ in range(3)]
    try:
        # One that is still starting would die of the signal below instead of stopping.
        wait_until(lambda: len(list((court.home / "run").glob("worker-*"))) == 3, 60)
        wait_until(lambda: done(court) == 300, 60)
    finally:
        for worker in workers:
            worker.terminate()
        assert [worker.wait(10) for worker in workers] == [0, 0, 0]
    assert sorted(marks.read_text().split()) == sorted(keys)
    assert effects(court) == 300


def test_a_worker_outlives_a_database_that_drops_its_connections(court, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to lose")
    worker = court.start(*WORKER, str(tmp_path / "marks"), "0")
    try:
        ask(court, "before")
        wait_until(lambda: done(court) == 1, 20)
        for _ in range(3):
            court.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            time.sleep(0.3)
        ask(court, "after")
        assert wait_until(lambda: done(court) == 2, 15) < 15
        assert worker.poll() is None
    finally:
        worker.terminate()
        assert worker.wait(10) == 0
