"""Copies of both databases as of one moment, and back: SQLite's own backup, pg_dump and pg_restore.

SQLite: both files are held still for the instant in which both snapshots are taken. PostgreSQL: an exported snapshot a
database, taken one after the other in the same instant; what is asked of the court's database here is asked in it.
"""

import os
import shutil
import sqlite3
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from court.kit.refusal import Refused

ALIASES = ("default", "reads")
_PAGES = 4_000


class Snapshot(ABC):
    """Both databases at one moment."""

    @abstractmethod
    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the court's database as it was at the moment."""

    @abstractmethod
    def tables(self) -> set[str]:
        """The tables of the court's database."""

    @abstractmethod
    def copy(self, alias: str, folder: Path) -> Path:
        """Write one database's copy into a folder and give its file."""


def vendor() -> str:
    return connections["default"].vendor


@contextmanager
def one_moment() -> Iterator[Snapshot]:
    """Take the moment: nothing written later is in the copies, everything written before is."""
    with ExitStack() as stack:
        yield _Sqlite(stack) if vendor() == "sqlite" else _Postgresql(stack)


class _Sqlite(Snapshot):
    def __init__(self, stack: ExitStack):
        paths = {alias: Path(connections[alias].settings_dict["NAME"]) for alias in ALIASES}
        self._at = {alias: stack.enter_context(closing(_open(path))) for alias, path in paths.items()}
        still = [stack.enter_context(closing(_open(path))) for path in paths.values()]
        for held in still:
            held.execute("BEGIN IMMEDIATE")
        for snapshot in self._at.values():
            snapshot.execute("BEGIN")
            snapshot.execute("SELECT COUNT(*) FROM sqlite_master")
        for held in still:
            held.execute("ROLLBACK")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self._at["default"].execute(statement).fetchall()

    def tables(self) -> set[str]:
        return {name for (name,) in self.ask("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def copy(self, alias: str, folder: Path) -> Path:
        file = folder / f"{alias}.sqlite3"
        with closing(sqlite3.connect(file)) as target:
            self._at[alias].backup(target, pages=_PAGES, sleep=0)
            # One file, without a log beside it, that any tool can read.
            target.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = target.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise Refused(f"数据库副本检查未通过：{verdict}", do="请先检查源数据库和磁盘。", code="damaged")
        return file


class _Postgresql(Snapshot):
    def __init__(self, stack: ExitStack):
        self._held, self._names = {}, {}
        for alias in ALIASES:
            held = stack.enter_context(psycopg.connect(**parameters(alias)))
            held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            held.read_only = True
            ((self._names[alias],),) = held.execute("SELECT pg_export_snapshot()").fetchall()
            self._held[alias] = held

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self._held["default"].execute(statement).fetchall()

    def tables(self) -> set[str]:
        return {name for (name,) in self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}

    def copy(self, alias: str, folder: Path) -> Path:
        file = folder / f"{alias}.dump"
        _tool("pg_dump", alias, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={self._names[alias]}",
              f"--file={file}")  # fmt: skip
        return file


def is_empty(alias: str) -> bool:
    """Whether there is nothing that a restore would overwrite."""
    if vendor() == "sqlite":
        file = Path(connections[alias].settings_dict["NAME"])
        return not file.exists() or file.stat().st_size == 0
    try:
        with psycopg.connect(**parameters(alias)) as asked:
            return asked.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    except psycopg.OperationalError as error:
        if "does not exist" in str(error):
            return True
        raise


def put_aside(alias: str, stamp: str) -> str:
    """Rename what is there, so that a restore destroys nothing; its new name. Refused while somebody uses it."""
    connections[alias].close()
    if vendor() == "sqlite":
        file = Path(connections[alias].settings_dict["NAME"])
        for part in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            if part.exists():
                part.rename(part.with_name(part.name.replace(file.name, f"{file.name}.before-{stamp}")))
        return f"{file.name}.before-{stamp}"
    name = parameters(alias)["dbname"]
    aside = f"{name}_before_{stamp.lower()}"
    with psycopg.connect(**{**parameters(alias), "dbname": "postgres"}, autocommit=True) as server:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(aside))
        try:
            server.execute(rename)
        except psycopg.errors.ObjectInUse as error:
            raise Refused("数据库正在使用。", do="请先停止court serve和court work，再恢复。", code="in_use") from error
    return aside


def bring_back(alias: str, file: Path) -> None:
    """Put a copy where its database belongs; that place must be empty, and on PostgreSQL the database made."""
    connections[alias].close()
    if vendor() == "sqlite":
        final = Path(connections[alias].settings_dict["NAME"])
        final.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        arriving = final.with_name(f".{final.name}.arriving")
        shutil.copyfile(file, arriving)
        sync(arriving)
        arriving.rename(final)
        sync(final.parent)
    else:
        _tool("pg_restore", alias, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
              f"--dbname={parameters(alias)['dbname']}", str(file))  # fmt: skip


def parameters(alias: str) -> dict[str, Any]:
    """What psycopg and the PostgreSQL tools need to reach a database."""
    said = connections[alias].settings_dict
    found = {"dbname": said["NAME"], "user": said["USER"], "password": said["PASSWORD"], "host": said["HOST"],
             "port": said["PORT"]}  # fmt: skip
    return {name: str(value) for name, value in found.items() if value}


def sync(path: Path) -> None:
    """A file or a folder's names on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise Refused(f"找不到数据库文件{path.name}。", do="请先运行court prepare。", code="no_database")
    return sqlite3.connect(path, timeout=20, isolation_level=None)


def _tool(name: str, alias: str, *words: str) -> None:
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
    environment = {**os.environ, **{names[key]: value for key, value in parameters(alias).items()}}
    done = subprocess.run([_program(name), *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip()[-400:]
        raise Refused(f"{name}未能完成：{said}", do="请检查数据库连接和磁盘空间。", code="tool_failed")


def _program(name: str) -> str:
    """The newest one: an older pg_dump refuses a newer server."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise Refused(f"本机没有{name}。", do="请安装postgresql-client。", code="no_tool")
    return found
