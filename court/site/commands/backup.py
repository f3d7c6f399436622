"""court backup: one copy of everything, as of one moment."""

import argparse
import json
import sys
from pathlib import Path

from django.db import transaction

from court.base.courts import clock
from court.site import snapshots
from court.spine.errands.queries import BACKUPS
from court.spine.journal.actions import append


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "backup",
        help="copy databases, files and journal heads as of one moment",
        description="Writes DIR/<time>/ (both databases, the exported heads, a signed manifest) and DIR/blobs, shared "
        "by all back-ups of DIR: only new files are copied. The court goes on working meanwhile. Keys (COURT_KEYS) are "
        "not in it and must be kept by themselves. Exit code 1 when stored content is missing or damaged.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of back-ups, on another disk")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=backup)


def backup(arguments: argparse.Namespace) -> int:
    made = snapshots.make(arguments.folder, say)
    journal, said = made.manifest["journal"], made.manifest
    with transaction.atomic():
        facts = {"manifest": made.digest, "entries": journal["entries"], "files": said["blobs"],
                 "missing": len(made.missing)}  # fmt: skip
        append(BACKUPS, "backup.made", by=None, at=clock.now(), facts=facts)
    if arguments.json:
        print(json.dumps({"folder": str(made.folder), "missing": made.missing, **said}, ensure_ascii=False))
    else:
        print(f"{made.folder}: {journal['entries']} entries in {journal['streams']} streams, {said['blobs']} files")
        print(f"manifest {made.digest}")
        print(said["keys"])
        print("\n".join(f"missing or damaged at the source: {sha256}" for sha256 in made.missing), end="")
    return 1 if made.missing else 0


def say(text: str) -> None:
    print(f"backup: {text}", file=sys.stderr, flush=True)
