"""The recorded rows written again as a plain Django view would: by the ORM, bulk_create() a table, get() and save() a change.

The rows are the ones of bench.rows, with ids of their own; making the objects is not measured, writing them is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from bench.rows import ALIASES, Renamer, Table, Written


@dataclass
class Rows:
    """What one transaction writes: objects to come by model, and new values of rows that stand, by attribute."""

    new: list[tuple[type[models.Model], list[models.Model]]] = field(default_factory=list)
    changed: list[tuple[type[models.Model], Any, dict[str, Any]]] = field(default_factory=list)


def objects(written: Written, known: dict[str, str]) -> dict[str, Rows]:
    """By database: the same rows for another subject, ready to be written once."""
    renamed, by_table = Renamer(written, known), {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
    found = {alias: Rows() for alias in ALIASES}
    for table, rows in written.new:
        model = by_table[table.name]
        found[table.alias].new.append((model, [_object(model, table, renamed.row(table, row)) for row in rows]))
    for table, key, columns in written.changed:
        model = by_table[table.name]
        values = {_field(model, name).attname: _value(table, _field(model, name), renamed.value(raw))
                  for name, raw in columns.items()}  # fmt: skip
        found[table.alias].changed.append((model, renamed.value(key), values))
    return found


def _object(model: type[models.Model], table: Table, row: Sequence[Any]) -> models.Model:
    fields = [_field(model, name) for name in table.columns]
    made = model(**{one.attname: _value(table, one, raw) for one, raw in zip(fields, row, strict=True)})
    made._state.db = table.alias
    return made


def _field(model: type[models.Model], column: str) -> Any:
    return next(one for one in model._meta.concrete_fields if one.column == column)


def _value(table: Table, one: Any, raw: Any) -> Any:
    """A value of the database as the model has it."""
    connection, expression = connections[table.alias], one.cached_col
    for convert in (*connection.ops.get_db_converters(expression), *one.get_db_converters(connection)):
        raw = convert(raw, expression, connection)
    return raw


def write(prepared: dict[str, Rows]) -> None:
    """The floor itself: one transaction a database."""
    for alias, rows in prepared.items():
        if not rows.new and not rows.changed:
            continue
        with transaction.atomic(using=alias):
            for model, made in rows.new:
                model._base_manager.using(alias).bulk_create(made)
            for model, key, values in rows.changed:
                found = model._base_manager.using(alias).select_for_update().get(pk=key)
                for name, value in values.items():
                    setattr(found, name, value)
                found.save(using=alias, update_fields=list(values))
