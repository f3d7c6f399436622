"""court restore: a back-up brought back and verified, by one command."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from court.site import restoring, snapshots
from court.site.restoring import Restored

EPILOG = """The manifest, every file and the whole journal are checked. Exit code 1 when anything is missing or differs.
Stop court serve and court work first; put the keys (COURT_KEYS) in their place; run `court prepare` afterwards when
the program is newer than the back-up."""


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "restore",
        help="bring a back-up back and verify it",
        description="Brings the newest back-up of DIR back into an empty place.",
        epilog=EPILOG,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder that court backup wrote into")
    parser.add_argument("--at", default="", metavar="TIME", help="the back-up of this name (default: the newest)")
    parser.add_argument("--into", type=Path, metavar="HOME", help="another home than COURT_HOME")
    parser.add_argument("--keys", type=Path, metavar="KEYS", help="public keys, to prove where the back-up came from")
    parser.add_argument("--force-empty", action="store_true", help="rename what stands there; nothing is deleted")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=restore)


def restore(arguments: argparse.Namespace) -> int:
    if arguments.into:
        return _in_another_home(arguments)
    backup = snapshots.newest(arguments.folder, arguments.at)
    done = restoring.restore(backup, say, empty_first=arguments.force_empty, public=arguments.keys)
    if arguments.json:
        print(json.dumps({"backup": str(backup), "whole": done.whole, **asdict(done)}, ensure_ascii=False))
    else:
        _tell(backup, done)
    return 0 if done.whole else 1


def _in_another_home(arguments: argparse.Namespace) -> int:
    """Settings are read once, at the start: begin anew in the other home."""
    words = ["restore", str(arguments.folder.absolute()), "--at", arguments.at]
    words += ["--force-empty"] if arguments.force_empty else []
    words += ["--json"] if arguments.json else []
    words += ["--keys", str(arguments.keys.absolute())] if arguments.keys else []
    environment = {**os.environ, "COURT_HOME": str(arguments.into.absolute())}
    for name in ("COURT_BLOBS", "COURT_HEADS"):
        environment.pop(name, None)
    os.execve(sys.executable, [sys.executable, "-m", "court.site.commandline", *words], environment)


def _tell(backup: Path, done: Restored) -> None:
    print(f"{backup.name}: {done.entries} entries, {done.manifest['blobs']} files, made {done.manifest['made_at']}")
    for name in done.aside:
        print(f"put aside: {name}")
    if done.lost:
        print(f"LOST: {done.lost} entries went outside after this back-up was made; their acts must be done again")
    for sha256 in done.damaged:
        print(f"missing or damaged: {sha256}")
    for found in done.findings:
        print(f"journal: {found.what} {found.stream} {found.place or ''} {found.detail}")
    if not done.keys_there:
        print("The keys are not in their place: put fields.json into COURT_KEYS before the court is started.")
    print("restored and verified: nothing missing" if done.whole else "restored, and something is missing: see above")


def say(text: str) -> None:
    print(f"restore: {text}", file=sys.stderr, flush=True)
