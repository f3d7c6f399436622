"""What the machine tells the program: environment variables, read once, with safe defaults."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# IMMEDIATE: a transaction takes the write lock at its start, so that two writers wait instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
    "PRAGMA cache_size=-20000;",
}


class BadEnvironment(Exception):
    """A variable that the program cannot go on with; the text says how to mend it."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """Whether a switch is on: 1, true, yes, on."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number. BadEnvironment otherwise."""
    try:
        return int(text(name) or default)
    except ValueError:
        raise BadEnvironment(f"{name} must be a whole number") from None


def folder(name: str, default: Path) -> Path:
    """An absolute folder; made by whoever writes into it."""
    return Path(text(name) or default).expanduser().absolute()


def database(url: str, default_file: Path) -> dict[str, Any]:
    """Django's entry for a database address: postgresql://user:password@host:port/name, or nothing for SQLite."""
    if not url:
        return sqlite(default_file)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadEnvironment("COURT_DATABASE_URL must look like postgresql://user:password@host:5432/name")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}, **query},
    }


def sqlite(file: Path) -> dict[str, Any]:
    """Django's entry for a SQLite file, as S37 asks."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": dict(SQLITE_OPTIONS)}


def reads_of(main: dict[str, Any], url: str, default_file: Path) -> dict[str, Any]:
    """The record of reads: a database of its own, so that reading a page never waits for a filing."""
    if url or main["ENGINE"].endswith("sqlite3"):
        return database(url, default_file)
    return {**main, "NAME": f"{main['NAME']}_reads", "OPTIONS": dict(main["OPTIONS"])}


def secret(name: str, file: Path) -> str:
    """A secret from the environment, or from its file, made on the first start for its owner only."""
    if given := text(name):
        return given
    try:
        return file.read_text("ascii")
    except FileNotFoundError:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64))
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass  # another process starting at the same moment made it
    finally:
        fresh.unlink()
    return file.read_text("ascii")
