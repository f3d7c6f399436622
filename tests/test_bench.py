"""The bench itself: it must measure what it says, and be able to say no."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import report, rows
from bench.processor import Meter, descendants, proportional_memory
from bench.turns import Pair, compare
from court.base.people.models import Person

ROOT = Path(__file__).resolve().parents[1]


def busy(loops: int) -> int:
    return sum(range(loops))


def test_the_ratio_is_that_of_the_work_done():
    found = compare(lambda: Pair(lambda: busy(2_000_000), lambda: busy(500_000)), Meter(), rounds=3, times=2)
    assert 2 < found["ratio"] < 8
    assert found["product_ms"] > found["floor_ms"]


def test_a_process_and_what_it_started_are_counted():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        import os

        assert child.pid in descendants(os.getpid())
        assert proportional_memory([child.pid]) > 1_000_000
        child.communicate(b"\n")
    assert proportional_memory([child.pid]) == 0


@pytest.mark.parametrize(("result", "kept"), [
    ({"ratio": 4.6, "most": 4.6}, True), ({"ratio": 4.61, "most": 4.6}, False),
    ({"value": 100.0, "least": 100.0}, False), ({"value": 100.1, "least": 100.0}, True),
    ({"value": 31, "most": 30}, False),
])  # fmt: skip
def test_a_limit_is_kept_or_not(result, kept):
    assert report.kept(result) is kept


@pytest.mark.both_databases
def test_the_floor_writes_the_rows_that_were_recorded_with_ids_of_their_own(db):
    old = Person.objects.create(name="旧名")
    with rows.Recorder() as recorder:
        made = Person.objects.create(name="王建国")
        Person.objects.filter(pk=old.pk).update(name="新名")
    written = recorder.written
    assert written.by_table() == {"people_person": 1, "people_person (changed)": 1}
    other = Person.objects.create(name="旁人")
    rows.write(rows.statements(written, {str(old.pk): str(other.pk)}))
    other.refresh_from_db()
    assert other.name == "新名"
    again = Person.objects.filter(name="王建国").exclude(pk=made.pk).get()
    assert (again.name_key, again.kind) == (made.name_key, made.kind)


def test_it_runs_whole_in_a_court_of_its_own():
    """One act on SQLite in the smallest size: the figures mean nothing, the shape does."""
    words = [sys.executable, "-m", "bench", "--database", "sqlite", "--only", "act", "--quick", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert {one["bench"] for one in told["results"]} == {"act assign_judge", "act send_papers"}
    for one in told["results"]:
        assert one["ratio"] > 0 and "journal_entry" in one["input"]
        assert one["kept"] is (one["ratio"] <= one["most"])


def test_a_bench_nobody_knows_is_refused():
    words = [sys.executable, "-m", "bench", "--only", "nonsense"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no bench is called nonsense" in done.stderr
