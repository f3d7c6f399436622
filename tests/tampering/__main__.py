"""python -m tests.tampering make|tamper --folder DIR, in the settings of a throw-away court; the last line is JSON."""

import argparse
import json
import shutil
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import django

CASES = 14
NOW = datetime(2026, 9, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tampering")
    parser.add_argument("do", choices=["make", "tamper"])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--times", type=int, default=200)
    given = parser.parse_args()
    django.setup()
    said = make(given.folder) if given.do == "make" else tamper(given.folder, given.times, Random(given.seed))
    print(json.dumps(said, ensure_ascii=False))
    return 0


def make(folder: Path) -> dict:
    """The demo city with one case in every chapter, all papers made; its heads are carried outside."""
    from court.base.courts import clock
    from court.site.demo import city
    from court.spine.dossier import rendering
    from court.spine.dossier.models import Document
    from court.spine.journal import exports, headlog

    made = city.make(CASES, now=NOW)
    _with_words()
    for document in Document.objects.filter(state="expected").select_related("case", "court", "party"):
        rendering.render_now(document, at=clock.now())
    exports.export()
    shutil.copytree(headlog.folder(), folder / "outside")
    shutil.copytree(folder / "home", folder / "kept")
    return {"cases": made["cases"]}


def _with_words() -> None:
    """One act with words outside the journal, whatever the demo drew: so that every kind of row is there to be changed."""
    from court.base.access.actor import Actor
    from court.kit.days import date_of
    from court.spine.cases import acts
    from court.spine.cases.models import Case

    case = Case.objects.filter(stage="answering").earliest("pk")
    judge = case.handlers.get(role="judge", until=None).account
    acts.perform(case, "exclude_time", by=Actor(judge, date_of(NOW), fresh_factor=True), at=NOW,
                 facts={"exclusion": "鉴定", "expected_end": date_of(NOW) + timedelta(days=30), "reason": "委托笔迹鉴定。"})


def tamper(folder: Path, times: int, chance: Random) -> dict:
    """So many tamperings, every kind before any comes again; each on a fresh copy."""
    from tests.tampering import files, journal, rows

    began, done = time.monotonic(), []
    untouched = found(folder, whole=True)
    kinds: list = []
    while len(done) < times:
        if not kinds:
            kinds = [*journal.tamperings(), *files.tamperings(), *rows.tamperings()]
            kinds = in_turn(kinds, chance) if times < len(kinds) else chance.sample(kinds, len(kinds))
        what, do = kinds.pop()
        if what in journal.OLD_ONLY and time.monotonic() - began < journal.OLD_AFTER:
            kinds.insert(0, (what, do))
            continue
        do(chance)
        by = found(folder)
        done.append({"what": what, "by": by[0] if by else ""})
        print(f"{what}: {', '.join(by) or 'NOT FOUND'}", file=sys.stderr, flush=True)
        fresh(folder)
    return {"untouched": untouched, "done": done, "seconds": round(time.monotonic() - began, 1)}


def in_turn(kinds: list, chance: Random) -> list:
    """For a short sample: one of the journal, one of the files, one of the rows, and so on."""
    parts = [[k for k in kinds if k[0].startswith("file")], [k for k in kinds if "." in k[0]]]
    parts.append([k for k in kinds if not any(k in part for part in parts)])
    drawn = [chance.sample(part, len(part)) for part in parts]
    return [one for together in zip(*drawn, strict=False) for one in together][::-1]


def found(folder: Path, *, whole: bool = False) -> list[str]:
    """The commands that find something, in the order a court would ask them: the first, or all."""
    from court.spine.cases import replay
    from court.spine.dossier import verification
    from court.spine.journal.verification import verify

    asked = (
        ("court journal verify", lambda: verify(folder / "outside").findings),
        ("court journal rebuild --compare", lambda: [one for _, some in replay.compare_all() for one in some]),
        ("court dossier verify", lambda: list(verification.verify())),
    )
    by = []
    for name, ask in asked:
        if faults := ask():
            by.append(f"{name}: {faults[:3]}" if whole else name)
            if not whole:
                break
    return by


def fresh(folder: Path) -> None:
    """Everything as it was: the database file and the stored content."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    for name in ("court.sqlite3", "court.sqlite3-wal", "court.sqlite3-shm"):
        (folder / "home" / name).unlink(missing_ok=True)
        if (folder / "kept" / name).exists():
            shutil.copy(folder / "kept" / name, folder / "home" / name)
    for path in (folder / "kept" / "blobs").rglob("*"):
        here = Path(settings.COURT_BLOBS) / path.relative_to(folder / "kept" / "blobs")
        if path.is_file() and (not here.exists() or here.stat().st_mtime_ns != path.stat().st_mtime_ns):
            here.unlink(missing_ok=True)
            shutil.copy2(path, here)


if __name__ == "__main__":
    sys.exit(main())
