"""court prepare: databases and static files made ready for the code that is here."""

import argparse
import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from court.site import migrating, postgres

# Of django-htmx only htmx 2 is served; its extensions for other loaders cannot be collected.
UNUSED = ["ext", "htmx-4*", "htmax-4*"]


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "prepare",
        help="bring databases and static files up to this version",
        description="Migrate both databases and collect the static files. Safe to repeat, quick when nothing changed.",
    )
    parser.set_defaults(run=prepare)


def prepare(arguments: argparse.Namespace) -> int:
    settings.COURT_HOME.mkdir(mode=0o750, parents=True, exist_ok=True)
    for alias in connections:
        postgres.create_if_missing(alias)
        migrate(alias)
    if collect():
        say("static files collected")
    return 0


def migrate(alias: str) -> None:
    """Apply what is missing to one database. A migration killed half-way is done again: each is one transaction."""
    if missing := migrating.waiting(alias):
        say(f"database {alias}: {len(missing)} migrations")
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def collect() -> bool:
    """Collect and compress static files when any source changed; whether it was needed."""
    stamp, now = Path(settings.STATIC_ROOT) / ".sources", _sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=UNUSED)
    stamp.write_text(now)
    return True


def _sources() -> str:
    """A fingerprint of names, sizes and times of all static sources."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def say(text: str) -> None:
    print(f"prepare: {text}", file=sys.stderr, flush=True)
