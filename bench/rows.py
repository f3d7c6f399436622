"""What the product wrote, row by row, and the same rows written again by plain SQL: the floor of an act.

A recording compares all tables before and after. What is written again are the rows as they stood at the end: one
INSERT a new row; a changed row is read and locked by its key, then its changed columns are written. So the floor never
pays for a row that the product wrote twice, nor for anything the product looked up.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from court.kit.ids import new_id

ALIASES = ("default", "reads")


@dataclass(frozen=True)
class Table:
    alias: str
    name: str
    key: str
    columns: tuple[str, ...]
    once: frozenset[str]


@dataclass
class Written:
    """Rows that came and columns that changed, table by table."""

    new: list[tuple[Table, list[tuple]]] = field(default_factory=list)
    changed: list[tuple[Table, Any, dict[str, Any]]] = field(default_factory=list)

    def count(self) -> int:
        return sum(len(rows) for _, rows in self.new) + len(self.changed)

    def by_table(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for table, rows in self.new:
            found[table.name] = len(rows)
        for table, _, _ in self.changed:
            found[f"{table.name} (changed)"] = found.get(f"{table.name} (changed)", 0) + 1
        return found

    def new_keys(self) -> list[Any]:
        """The primary keys of the rows that came."""
        return [row[table.columns.index(table.key)] for table, rows in self.new for row in rows]


def tables() -> list[Table]:
    """Every table of the house with its database, primary key and columns."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy:
            alias = "reads" if meta.db_table.startswith("reads_") else "default"
            columns = tuple(one.column for one in meta.concrete_fields)
            once = frozenset(one.column for one in meta.concrete_fields if one.unique and isinstance(one, models.CharField))
            found.append(Table(alias, meta.db_table, meta.pk.column, columns, once))
    return found


class Recorder:
    """`with Recorder() as recorder: …`, then recorder.written."""

    def __enter__(self) -> "Recorder":
        self._before = {table: _rows(table) for table in tables()}
        return self

    def __exit__(self, *_: object) -> None:
        self.written = Written()
        for table in _parents_first(self._before):
            before, after = self._before[table], _rows(table)
            if new := [row for key, row in after.items() if key not in before]:
                self.written.new.append((table, new))
            for key, row in after.items():
                if key in before and row != before[key]:
                    pairs = zip(table.columns, before[key], row, strict=True)
                    self.written.changed.append((table, key, {name: b for name, a, b in pairs if a != b}))


def _rows(table: Table) -> dict[Any, tuple]:
    names = ", ".join(f'"{name}"' for name in table.columns)
    place = table.columns.index(table.key)
    with connections[table.alias].cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table.name}"')
        return {row[place]: tuple(row) for row in cursor.fetchall()}


def _parents_first(known: Iterable[Table]) -> list[Table]:
    """Tables in an order in which rows can be put in: what is pointed to comes first."""
    by_name = {table.name: table for table in known}
    parents = {model._meta.db_table: {one.related_model._meta.db_table for one in model._meta.concrete_fields
               if isinstance(one, models.ForeignKey)} for model in apps.get_models(include_auto_created=True)}
    done: list[str] = []

    def put(name: str, above: tuple[str, ...] = ()) -> None:
        if name in done or name in above or name not in by_name:
            return
        for parent in sorted(parents.get(name, ())):
            put(parent, (*above, name))
        done.append(name)

    for name in sorted(by_name):
        put(name)
    return [by_name[name] for name in done]


class Renamer:
    """The same rows for another subject: ids and words of the recorded one become those of another."""

    def __init__(self, written: Written, known: dict[str, str]):
        fresh = {str(key): str(new_id()) for key in written.new_keys() if isinstance(key, int)}
        self.names = {**fresh, **known}
        self._whole = {int(old): int(new) for old, new in self.names.items() if old.isdigit()}

    def value(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return self._whole.get(value, value)
        if isinstance(value, str):
            for old, new in self.names.items():
                if old in value:
                    value = value.replace(old, new)
        return value

    def once(self, value: str) -> str:
        """A value that no two rows may share: renamed, or else another one of the same length."""
        renamed = self.value(value)
        return renamed if renamed != value else (secrets.token_hex(len(value)))[: len(value)]

    def row(self, table: Table, row: tuple) -> list[Any]:
        """The values of a new row in the order of the columns."""
        pairs = zip(table.columns, row, strict=True)
        return [self.once(value) if name in table.once else self.value(value) for name, value in pairs]


Statement = tuple[str, list[Any]]


def statements(written: Written, known: dict[str, str]) -> dict[str, list[Statement]]:
    """By database: the statements that write the same rows for another subject, with their values, ready to run."""
    renamed = Renamer(written, known)
    found: dict[str, list[Statement]] = {alias: [] for alias in ALIASES}
    for table, rows in written.new:
        names = ", ".join(f'"{name}"' for name in table.columns)
        insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join(["%s"] * len(table.columns))})'
        for row in rows:
            found[table.alias].append((insert, renamed.row(table, row)))
    for table, key, columns in written.changed:
        names, key = ", ".join(f'"{name}"' for name in table.columns), renamed.value(key)
        sets = ", ".join(f'"{name}" = %s' for name in columns)
        lock = " FOR UPDATE" if connections[table.alias].features.has_select_for_update else ""
        found[table.alias] += [
            (f'SELECT {names} FROM "{table.name}" WHERE "{table.key}" = %s{lock}', [key]),
            (f'UPDATE "{table.name}" SET {sets} WHERE "{table.key}" = %s', [*map(renamed.value, columns.values()), key]),
        ]
    return found


def write(prepared: dict[str, list[Statement]]) -> None:
    """The floor itself: one transaction a database, plain SQL, committed as durably as the product's."""
    for alias, found in prepared.items():
        if found:
            with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
                for statement, values in found:
                    cursor.execute(statement, values)
                    if statement.startswith("SELECT"):
                        cursor.fetchall()
