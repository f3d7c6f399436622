"""A kill at a random point of filing, docketing, paying or issuing loses nothing and doubles nothing."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from court.site.rehearsal import place
from court.spine.journal.tests.own_court import own_court, whole

ROOT = Path(__file__).resolve().parents[2]
SEED = int(os.environ.get("KILLS_SEED", "20260309"))
# On a machine that does nothing else; where others work as well, a start takes as much longer.
BACK_WITHIN = 10.0
ACTS = {"filing", "docketing", "paying", "issuing"}
pytestmark = pytest.mark.django_db


def test_kills_at_each_of_the_four_acts_lose_and_double_nothing_and_the_court_is_back_by_itself(tmp_path):
    hold(kill(tmp_path, 6, each=1), 6)


@pytest.mark.both_databases
@pytest.mark.proof
def test_three_hundred_kills_lose_and_double_nothing_and_the_court_is_back_by_itself(tmp_path):
    many = 300 if connection.vendor == "sqlite" else 80
    said = kill(tmp_path, many)
    hold(said, many)
    acts = Counter(one["act"] for one in said["kills"])
    assert min(acts.values()) >= many // 6, acts


def kill(folder: Path, many: int, each: int = 3) -> dict:
    """So many kills in a court of its own, over the database of this run; what was found."""
    (folder / "points").mkdir()
    with own_court(folder / "home", like=whole()) as court:
        settings = place.environment(folder / "home", place.free_port()) | {
            "KILLS_POINTS": str(folder / "points"), "COURT_DATABASE_URL": court.url,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "kills" / "hook"), str(ROOT)]),
        }  # fmt: skip
        words = ["-m", "tests.kills", "--kills", str(many), "--each", str(each), "--seed", str(SEED), "--folder", str(folder)]
        done = subprocess.run([sys.executable, *words], env=settings, cwd=ROOT, check=False, capture_output=True, text=True)
    if not (folder / "said.json").exists():
        raise AssertionError(done.stderr[-4000:])
    return json.loads((folder / "said.json").read_text("utf-8"))


def hold(said: dict, many: int) -> None:
    assert "lost" not in said, f"seed {said['seed']}: {said['lost']}"
    kills = said["kills"]
    slowest = max(one["back"] for one in kills)
    print(f"\nseed {said['seed']}: {len(kills)} kills in {said['lives']} lives, {said['seconds']} s; back within {slowest:.1f} s "
          f"at {said['load']:.1f} times the load of an idle machine")
    for what, found in sorted(Counter((one["act"], one["target"], one["whole"]) for one in kills).items()):
        print(f"  {what[0]:<10} {what[1]:<7} {'whole group' if what[2] else 'one process'} {found}")
    assert len(kills) >= many
    assert {one["act"] for one in kills} == ACTS
    assert slowest < BACK_WITHIN * max(1.0, said["load"])
