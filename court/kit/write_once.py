"""Append-only by the database: triggers that refuse update, delete and truncate, on SQLite and PostgreSQL (S28).

SQLite drops a table's triggers silently when a migration remakes the table, so a start-up check asks for them by
name; a migration that remakes one of these tables must end with `RunPython(guard.migrate, guard.unmigrate)`.
"""

from dataclasses import dataclass, field
from typing import Any

ON_SQLITE = {"update": "", "delete": ""}
ON_POSTGRESQL = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}


@dataclass(frozen=True)
class WriteOnce:
    """Guards the tables of one database.

    database  the alias it lives in; refuse  the name of PostgreSQL's function; said  what the database answers
    tables  written once; growing  table → the SQL condition under which an update is refused, other updates pass
    """

    database: str
    refuse: str
    said: str
    tables: tuple[str, ...]
    growing: dict[str, str] = field(default_factory=dict)

    def missing(self, connection: Any) -> set[str]:
        """Those of the triggers that this database lacks, or that PostgreSQL has switched off."""
        if connection.vendor == "sqlite":
            there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        else:
            there = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        with connection.cursor() as cursor:
            cursor.execute(there)
            return set(self._names(connection.vendor)) - {name for (name,) in cursor.fetchall()}

    def install(self, connection: Any) -> None:
        """Put every trigger in its place, those that are there already included."""
        self.remove(connection)
        with connection.cursor() as cursor:
            for statement in self._statements(connection.vendor):
                cursor.execute(statement)

    def remove(self, connection: Any) -> None:
        """Take the triggers away: for a migration that remakes a table, and for the flush between tests."""
        with connection.cursor() as cursor:
            for name, table in self._names(connection.vendor).items():
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def migrate(self, apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.alias == self.database:
            self.install(schema_editor.connection)

    def unmigrate(self, apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.alias == self.database:
            self.remove(schema_editor.connection)

    def _names(self, vendor: str) -> dict[str, str]:
        """Names of triggers and their tables."""
        kinds = ON_SQLITE if vendor == "sqlite" else ON_POSTGRESQL
        return {f"{table}_no_{kind}": table for table in (*self.tables, *self.growing) for kind in kinds}

    def _statements(self, vendor: str) -> list[str]:
        function = (f"CREATE OR REPLACE FUNCTION {self.refuse}() RETURNS trigger LANGUAGE plpgsql AS"
                    f" $$ BEGIN RAISE EXCEPTION '{self.said}'; END $$")  # fmt: skip
        kinds = ON_SQLITE if vendor == "sqlite" else ON_POSTGRESQL
        each = [self._one(table, kind, span) for table in (*self.tables, *self.growing) for kind, span in kinds.items()]
        return each if vendor == "sqlite" else [function, *each]

    def _one(self, table: str, kind: str, span: str) -> str:
        grows = self.growing.get(table, "") if kind == "update" else ""
        when = f" WHEN ({grows})" if grows else ""
        head = f"CREATE TRIGGER {table}_no_{kind} BEFORE {kind.upper()} ON {table}"
        if span:
            return f"{head} FOR EACH {span}{when} EXECUTE FUNCTION {self.refuse}()"
        return f"{head}{when} BEGIN SELECT RAISE(ABORT, '{self.said}'); END"
