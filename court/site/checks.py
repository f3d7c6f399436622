"""What must hold before the program starts. Each refusal says how to mend it."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, connections

from court.base.access.views import unruled_urls

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}


@register()
def time_zone_is_the_courts(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.TIME_ZONE == "Asia/Shanghai" and settings.USE_TZ:
        return []
    hint = "A day of the law ends at midnight in Yuncheng. Set both in settings, then start again."
    return [Error("TIME_ZONE must be Asia/Shanghai, with USE_TZ", hint=hint, id="court.E001")]


@register()
def plain_http_stays_at_home(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if not settings.COURT_PLAIN_HTTP or set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return []
    hint = "Unset COURT_PLAIN_HTTP and put a proxy with TLS in front, or leave COURT_HOSTS at localhost."
    return [Error("Plain HTTP is only for a demo on this machine", hint=hint, id="court.E002")]


@register()
def face_is_known(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.COURT_FACE in {"staff", "public", "all"}:
        return []
    return [Error("COURT_FACE must be staff, public or all", hint="Set it, then start again.", id="court.E003")]


@register()
def nobody_else_reads_the_keys(app_configs: Any, **_: Any) -> list[CheckMessage]:
    open_to_others = [
        file.name for file in settings.COURT_KEYS.glob("[a-z]*") if file.is_file() and file.stat().st_mode & 0o077
    ]
    if not open_to_others:
        return []
    hint = f"chmod 600 in {settings.COURT_KEYS}; when somebody may have read them, rotate the keys as well."
    return [Error(f"Others can read the keys: {', '.join(open_to_others)}", hint=hint, id="court.E004")]


@register()
def every_host_is_named(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error("COURT_HOSTS may not be *", hint="Name the court's own host names.", id="court.E005")]


@register()
def data_folder_can_be_written(app_configs: Any, **_: Any) -> list[CheckMessage]:
    home = settings.COURT_HOME
    if not home.exists() or os.access(home, os.W_OK):
        return []
    hint = f"chown {home} to the user the program runs as, or set COURT_HOME."
    return [Error("The data folder cannot be written", hint=hint, id="court.E006")]


@register("urls")
def every_address_says_to_whom_it_is_open(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """S9: an address without a rule fails the build."""
    hint = "Put @open_to(...) of court.base.access.views on the view."
    return [Error(f"No access rule: {where}", hint=hint, id="court.E010") for where in unruled_urls()]


@register("database")
def database_keeps_what_it_says(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """SQLite must sync before it answers; PostgreSQL must sort and search Chinese by code point (C.UTF-8)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            found += _sqlite(connection) if connection.vendor == "sqlite" else _postgresql(connection)
        except DatabaseError as error:
            found.append(Error(f"Database {alias} does not answer: {error}", id="court.E007"))
    return found


def _sqlite(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
    if synchronous == 2:
        return []
    return [Error("SQLite must run with synchronous=FULL", hint="Leave init_command in settings.", id="court.E008")]


def _postgresql(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname=current_database()"
        )
        locale, encoding = cursor.fetchone()
    if encoding == "UTF8" and locale.upper().replace("-", "") != "C":
        return []
    hint = "createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0"
    return [Error(f"PostgreSQL has {encoding}/{locale}, which sees no Chinese", hint=hint, id="court.E009")]
