"""Append-only by the database: triggers that refuse update, delete and truncate, on SQLite and PostgreSQL.

SQLite drops a table's triggers silently when a migration remakes the table, so a start-up check asks for them by
name; a migration that remakes one of these tables must end with `RunPython(triggers.migrate, triggers.unmigrate)`.
"""

from typing import Any

# Entries and exports are written once. A head moves forward only and is never taken away.
ONCE = ("journal_entry", "journal_headexport")
HEADS = "journal_streamhead"

_SQLITE_ONCE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
)
_SQLITE_HEADS = (
    "CREATE TRIGGER journal_streamhead_no_delete BEFORE DELETE ON journal_streamhead"
    " BEGIN SELECT RAISE(ABORT, 'a chain is never taken away'); END",
    "CREATE TRIGGER journal_streamhead_no_update BEFORE UPDATE ON journal_streamhead"
    " WHEN NEW.place <> OLD.place + 1 OR NEW.stream <> OLD.stream"
    " BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END",
)
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
)
_POSTGRESQL = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {when} EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
)
_GROWS = "WHEN (NEW.place <> OLD.place + 1 OR NEW.stream <> OLD.stream)"


def wanted(vendor: str) -> set[str]:
    """The names of the triggers a database must have."""
    kinds = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
    return {f"{table}_no_{kind}" for table in (*ONCE, HEADS) for kind in kinds}


def missing(connection: Any) -> set[str]:
    """Those of the wanted triggers that this database lacks, or that PostgreSQL has switched off."""
    if connection.vendor == "sqlite":
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        there = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(there)
        return wanted(connection.vendor) - {name for (name,) in cursor.fetchall()}


def install(connection: Any) -> None:
    """Put every trigger in its place, those that are there already included."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take the triggers away: for a migration that remakes a table, and for the flush between tests."""
    with connection.cursor() as cursor:
        for name in wanted(connection.vendor):
            on = "" if connection.vendor == "sqlite" else f" ON {name.rpartition('_no_')[0]}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def migrate(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == "default":
        install(schema_editor.connection)


def unmigrate(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == "default":
        remove(schema_editor.connection)


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [part.format(table=table) for table in ONCE for part in _SQLITE_ONCE] + list(_SQLITE_HEADS)
    once = [part.format(table=table, when="") for table in ONCE for part in _POSTGRESQL]
    return [_FUNCTION, *once, *(part.format(table=HEADS, when=_GROWS) for part in _POSTGRESQL)]
