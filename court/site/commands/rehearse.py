"""court rehearse: real case texts taken through a whole life, over real HTTP, in a throw-away court."""

import argparse
import shutil
import signal
import subprocess
import sys
from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "rehearse",
        help="take case texts through a whole life over real HTTP",
        description="Read civil cases (one JSON object a line), start a court of its own on free loopback ports, "
        "and take each case from the phone to the archive as the right people. People, court, evidence and whatever "
        "a text lacks are invented, and the report says so. Exit 0 when all finished, 1 when some did not.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N civil cases with claims")
    parser.add_argument("--out", type=Path, default=Path("var/rehearsal"), metavar="DIR",
                        help="for the dossiers and report.jsonl (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="the closing count for programs")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the throw-away court here, and leave it")
    parser.set_defaults(run=rehearse)


def rehearse(arguments: argparse.Namespace) -> int:
    from court.site.rehearsal import place

    if not arguments.file.is_file():
        print(f"{arguments.file}: no such file", file=sys.stderr)
        return 2
    home = arguments.keep.absolute() if arguments.keep else place.passing()
    if (home / "court.sqlite3").exists():
        print(f"{home} holds a court already; give an empty folder", file=sys.stderr)
        return 4
    # Stopped from outside, it still takes its court down and away: leaving by an exception ends the child too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = place.environment(home, place.free_port())
    try:
        place.prepare(environment)
        return subprocess.run(_command(arguments), env=environment, check=False).returncode
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 4
    finally:
        if not arguments.keep:
            shutil.rmtree(home, ignore_errors=True)


def _command(arguments: argparse.Namespace) -> list[str]:
    words = [sys.executable, "-m", "court.site.rehearsal", str(arguments.file.absolute()), "--out", str(arguments.out.absolute())]
    words += ["--limit", str(arguments.limit)] if arguments.limit else []
    return words + (["--json"] if arguments.json else [])
