"""Random tamperings of entries, tails, chains, heads, rows and files: each is found, and it is said by which command.

An intruder with all rights over the database and the files, who knows how the journal is made: triggers are taken away
and put back, whole chains are computed anew. Only the heads that were exported stand elsewhere.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from court.site.rehearsal import place
from court.spine.journal.tests.own_court import whole

ROOT = Path(__file__).resolve().parents[1]
SEED = int(os.environ.get("TAMPERING_SEED", "20260309"))
COMMANDS = {"court journal verify", "court journal rebuild --compare", "court dossier verify"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    """A court with a few lives in every stage, its papers made, its heads exported."""
    folder = tmp_path_factory.mktemp("lived")
    run(folder, "make")
    return folder


def test_a_sample_of_tamperings_is_found_and_an_untouched_court_has_nothing_to_find(lived):
    hold(run(lived, "tamper", "--times", "16"), 16)


@pytest.mark.proof
def test_every_one_of_two_hundred_tamperings_is_found(lived):
    hold(run(lived, "tamper", "--times", "200"), 200)


def run(folder: Path, *words: str) -> dict:
    settings = place.environment(folder / "home", 1) | {"PYTHONPATH": str(ROOT)}
    if words[0] == "make":
        shutil.copytree(whole().home, folder / "home")
    done = subprocess.run([sys.executable, "-m", "tests.tampering", *words, "--seed", str(SEED), "--folder", str(folder)],
                          env=settings, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def hold(said: dict, times: int) -> None:
    assert said["untouched"] == []
    print(f"\nseed {SEED}: {times} tamperings in {said['seconds']} s")
    for what, many in sorted(Counter((one["what"], one["by"]) for one in said["done"]).items()):
        print(f"  {what[0]:<34} {what[1] or 'NOT FOUND':<32} {many}")
    assert len(said["done"]) == times
    assert [one for one in said["done"] if not one["by"]] == []
    assert {one["by"] for one in said["done"]} == COMMANDS
