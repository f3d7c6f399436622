"""The record of reads is written once: the database itself refuses to change or delete a line (S28)."""

from typing import Any

READS, TABLE = "reads", "reads_record"
KINDS = ("update", "delete", "truncate")
_SAID = "the record of reads is append-only"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION reads_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
)


def missing(connection: Any) -> set[str]:
    """The triggers this database should have and lacks."""
    if connection.vendor == "sqlite":
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        there = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(there)
        return _names(connection.vendor) - {name for (name,) in cursor.fetchall()}


def install(connection: Any) -> None:
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """For a migration that remakes the table, and for the flush between committing tests."""
    with connection.cursor() as cursor:
        for name in sorted(_names(connection.vendor)):
            on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def migrate(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == READS:
        install(schema_editor.connection)


def unmigrate(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == READS:
        remove(schema_editor.connection)


def _names(vendor: str) -> set[str]:
    return {f"{TABLE}_no_{kind}" for kind in KINDS if vendor != "sqlite" or kind != "truncate"}


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE}"
            f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            for kind in ("update", "delete")
        ]
    each = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
    return [_FUNCTION, *(
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE}"
        f" FOR EACH {span} EXECUTE FUNCTION reads_refuse()"
        for kind, span in each.items()
    )]
