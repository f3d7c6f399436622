"""The proof in its own process: python -m tests.kills --kills N --each M --seed S --folder DIR, in a prepared court's settings.

Writes DIR/said.json: the kills with what they struck, and what is wrong at the end; ends with 1 when something is.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import django

A_WAVE = 8


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    django.setup()
    from court.kit.refusal import Refused
    from court.site.rehearsal.visitor import Ended
    from tests.kills.hurt import Lost
    from tests.kills.patient import NotBack

    said: dict = {"seed": given.seed}
    began = time.monotonic()
    try:
        said |= run(given.kills, given.each, given.seed, given.folder)
    except (Lost, NotBack, Ended, Refused) as found:
        said["lost"] = f"{type(found).__name__}: {found}"
    said |= {"seconds": round(time.monotonic() - began, 1), "load": os.getloadavg()[2] / (os.cpu_count() or 1)}
    (given.folder / "said.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return 1 if said.get("lost") else 0


def run(kills: int, each: int, seed: int, folder: Path) -> dict:
    from court.site.rehearsal.town import Town
    from tests.kills import counting
    from tests.kills.hurt import Hurt, Lost

    town = Town(os.environ["COURT_ADDRESS"], Path(os.environ["COURT_HOME"]))
    hurt = Hurt(town, folder / "points", Random(seed), each)
    try:
        hurt.start()
        lives = 0
        while len(hurt.kills) < kills:
            left = kills - len(hurt.kills)
            wave = list(_lives(town, hurt, lives, min(A_WAVE, max(1, left // 16)) + (lives == 0), folder))
            live_through(town, hurt, wave)
            lives += len(wave)
            print(f"{lives} lives, {len(hurt.kills)} kills", file=sys.stderr, flush=True)
        if wrong := counting.numbers():
            raise Lost("\n".join(wrong))
    finally:
        (folder / "kills.json").write_text(json.dumps(hurt.kills), "utf-8")
        town.stop()
    return {"lives": lives, "kills": hurt.kills}


def _lives(town, hurt, first: int, many: int, folder: Path) -> Iterator:
    """The same dispute again and again, between new people, before one court: what is added can be compared."""
    from court.base.courts import clock
    from court.kit.days import date_of
    from court.site.demo import cast as people
    from court.site.rehearsal import rows
    from tests.kills.patient import Patient
    from tests.rehearsal import generated

    at = clock.now()
    for number in range(first, first + many):
        one, two = town.cast.people.somebody(on=date_of(at)), town.cast.people.somebody(on=date_of(at))
        given = rows.given({**generated.row(1, Random(3)), "id": str(number)}, (one.name, two.name), date_of(at))
        made = Patient(given, town.courts[0], people.outsider(one, at), people.outsider(two, at), town, folder, 1,
                       Random(number))  # fmt: skip
        made.broke = hurt.broke
        yield made


def live_through(town, hurt, lives: list) -> None:
    """All lives side by side on one clock; the first of all is left alone, so that the others can be held to it."""
    from court.site.rehearsal import opening, trial
    from court.work.hearings.models import Hearing
    from tests.kills import acts

    def quietly(days: int, *steps) -> None:
        town.after(days)
        for step in steps:
            for life in lives:
                step(life)
            hurt.settle()

    def killed(days: int, name: str, step) -> None:
        town.after(days)
        for life in lives:
            hurt.act(name, life, step, kill=life.given.row != "0")

    quietly(0, acts.fill_in)
    killed(0, "filing", acts.hand_in)
    killed(1, "docketing", acts.docket)
    killed(1, "paying", acts.pay)
    quietly(1, opening.draw)
    quietly(1, trial.send_papers)
    quietly(2, trial.serve)
    quietly(1, trial.join)
    quietly(6, trial.answer)
    quietly(2, trial.schedule)
    quietly(1, trial.serve)
    for life in sorted(lives, key=lambda one: Hearing.objects.get(pk=one.hearing).ends_at):
        town.to(Hearing.objects.get(pk=life.hearing).ends_at)
        trial.hold(life)
    hurt.settle()
    killed(4, "issuing", acts.issue)
    for life in lives:
        life.leave()


if __name__ == "__main__":
    sys.exit(main())
