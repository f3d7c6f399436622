"""Every planted damage of a dossier is found, and named by paper and case; an untouched dossier has nothing to find."""

import os
import shutil
import time
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from court.kit import blobs
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import build
from court.spine.dossier import verification
from court.spine.dossier.tests.papers import SaysClean
from court.work.archives import soundness as archives
from tests.dossier_damage import damages, world

SEED = int(os.environ.get("DAMAGE_SEED", "20260309"))
COUNT = int(os.environ.get("DAMAGE_COUNT", "0"))


class Undo(Exception):
    """Rolls the planted rows back."""


@pytest.fixture
def made(db, tmp_path):
    with provided(Scanner, SaysClean()):
        found = world.make(build())
    shutil.copytree(blobs.store().root, tmp_path / "kept")
    found.kept = tmp_path / "kept"
    return found


def check(case) -> list:
    return [*verification.verify(case), *archives.verify(case)]


def plant(made, damage, chance: Random) -> list:
    """The faults found after a damage; rows and files are as before when this returns."""
    case = chance.choice(made.cases)
    faults: list = []
    try:
        with transaction.atomic():
            damage(chance, case)
            faults = check(case)
            raise Undo
    except Undo:
        restore(made.kept)
    return [one for one in faults if case.number in one.words or "（2026）" in one.words or "case:" in one.words or one.what == "gone"]


def restore(kept: Path) -> None:
    root = blobs.store().root
    for path in kept.rglob("*"):
        here = root / path.relative_to(kept)
        if path.is_file() and (not here.exists() or here.stat().st_mtime_ns != path.stat().st_mtime_ns):
            here.unlink(missing_ok=True)
            shutil.copy2(path, here)


def in_turn(count: int, chance: Random) -> list:
    """Every kind once before any comes again."""
    kinds: list = []
    while len(kinds) < count:
        kinds += chance.sample(damages.DAMAGES, len(damages.DAMAGES))
    return kinds[:count]


def run(made, count: int) -> None:
    began, chance, missed = time.monotonic(), Random(SEED), []
    assert check(made.cases[0]) == [] and check(made.cases[1]) == []
    table: dict[str, list] = {}
    for name, damage in in_turn(count, chance):
        faults = plant(made, damage, chance)
        table.setdefault(name, []).append(faults[0].what if faults else "NOT FOUND")
        if not faults:
            missed.append(name)
    for name, found in sorted(table.items()):
        print(f"  {name:<42} {len(found):>3}  {', '.join(sorted(set(found)))}")
    print(f"seed {SEED}: {count - len(missed)} of {count} damages found in {time.monotonic() - began:.0f} s")
    assert missed == [] and check(made.cases[0]) == []


@pytest.mark.skipif(COUNT > 0, reason="the proof runs alone")
def test_every_kind_of_planted_damage_is_found_once(made):
    run(made, len(damages.DAMAGES))


@pytest.mark.proof
def test_two_hundred_planted_damages_are_all_found(made):
    run(made, COUNT or 200)
