"""A court of its own for tests that kill processes or commit from several at once: a home, a database, its tables.

On the database of this run: a file on SQLite, a fresh database on the same server on PostgreSQL. A whole court is
prepared once for this version of the tables (`whole`) and copied, for Django takes long to build them one by one.
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
from django.db import connection

from court.site.rehearsal import place

ROOT = Path(__file__).resolve().parents[4]
APPS = ("courts", "journal", "errands")
_PREPARE = """
from django.core.management import call_command
from court.site.postgres import create_if_missing
for app, alias in {apps}:
    create_if_missing(alias)
    call_command("migrate", app, database=alias, skip_checks=True, verbosity=0)
"""


class OwnCourt:
    """Where it lives, the environment that leads there, and ways to look in from outside."""

    def __init__(self, home: Path, url: str):
        self.home, self.url = home, url
        self.environment = {
            **os.environ, "COURT_HOME": str(home), "COURT_BLOBS": "", "COURT_KEYS": "", "COURT_HEADS": "",
            "COURT_DATABASE_URL": url, "COURT_READS_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }  # fmt: skip

    def start(self, *words: str, **options: Any) -> subprocess.Popen:
        """Start python with these words."""
        return subprocess.Popen([sys.executable, *words], env=self.environment, cwd=ROOT, **options)

    def run(self, *words: str) -> str:
        """Run python with these words to its end and give what it printed."""
        done = subprocess.run([sys.executable, *words], env=self.environment, cwd=ROOT, capture_output=True, text=True,
                              check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """Run `court` with these words; its exit code and what it said."""
        return subprocess.run([sys.executable, "-m", "court.site.commandline", *words], env=self.environment, cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip

    def script(self, code: str) -> Any:
        """Run code with Django set up; what it prints last is JSON."""
        said = self.run("-c", f"import django; django.setup()\n{code}").strip()
        return json.loads(said.splitlines()[-1]) if said else None

    def rows(self, statement: str, *values: Any) -> list[tuple]:
        """Ask the database directly."""
        if self.url:
            with psycopg.connect(self.url) as asked:
                return asked.execute(statement, values).fetchall()
        import sqlite3

        asked = sqlite3.connect(self.home / "court.sqlite3", timeout=20)
        try:
            return asked.execute(statement.replace("%s", "?"), values).fetchall()
        finally:
            asked.close()


@contextmanager
def own_court(
    home: Path, apps: tuple[str, ...] = APPS, *, reads: bool = False, like: OwnCourt | None = None
) -> Iterator[OwnCourt]:
    """A court with the tables of some applications, or a copy of another one, e.g. whole(); taken away afterwards."""
    with _database(like.url if like else "") as url:
        made = OwnCourt(home, url)
        if like:
            shutil.copytree(like.home, home)
        else:
            home.mkdir(parents=True, exist_ok=True)
            if apps:
                made.script(_PREPARE.format(apps=[(app, "default") for app in apps] + [("access", "reads")] * reads))
        yield made


def whole() -> OwnCourt:
    """What `court prepare` makes, to be copied: made by whoever asks first in this checkout, then kept."""
    url = "" if connection.vendor == "sqlite" else _url(f"whole_{_version()}")
    kept = ROOT / ".pytest_cache" / "whole" / f"{connection.vendor}-{_version()}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "static" / ".sources").exists() or (url and not _is_there(url)):
            for old in kept.parent.glob(f"{connection.vendor}-*"):
                shutil.rmtree(old)
            _prepare(kept, url)
    return OwnCourt(kept, url)


def _prepare(home: Path, url: str) -> None:
    """`static/.sources` is the last that is written: what is there is finished."""
    settings = place.environment(home, 0) | {"COURT_DATABASE_URL": url}
    done = subprocess.run(place.court("prepare"), env=settings, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@cache
def _version() -> str:
    """Of the tables and static files of this checkout."""
    kept = sorted(path for path in (ROOT / "court").rglob("*") if path.is_file() and {"migrations", "static"} & {*path.parts})
    told = hashlib.sha256()
    for path in (*kept, ROOT / "pyproject.toml"):
        if path.suffix != ".pyc":
            told.update(str(path.relative_to(ROOT)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()[:16]


def _is_there(url: str) -> bool:
    with psycopg.connect(_url("postgres")) as server:
        name = urlsplit(url).path.strip("/")
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


@contextmanager
def _database(like: str) -> Iterator[str]:
    """The address of a fresh database, or of a copy of another one with its record of reads; "" on SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"own_{secrets.token_hex(4)}"
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        there = {row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()}
        for suffix in ("", "_reads"):
            template = f"{urlsplit(like).path.strip('/')}{suffix}" if like else "template0"
            if template in there and (like or not suffix):
                server.execute(f"CREATE DATABASE {name}{suffix} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE {template}")
        try:
            yield _url(name)
        finally:
            made = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (database,) in server.execute(made, [name]).fetchall():
                server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def _url(database: str) -> str:
    said = connection.settings_dict
    host = said["HOST"] or said["OPTIONS"].get("host", "")
    at = f"{quote(said['USER'])}:{quote(said['PASSWORD'] or '')}@/{database}"
    return f"postgresql://{at}?host={quote(host, safe='/')}" + (f"&port={said['PORT']}" if said["PORT"] else "")
