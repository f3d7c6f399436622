"""Rows written by short statements: acts write the same few tables again and again.

Django's bulk_create() and save() build their statements anew each time, with all that a query can be; that costs more
than the database takes to write the row.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Model

_INTO = 'INSERT INTO "{}" ({}) VALUES '
_SET = 'UPDATE "{}" SET {} WHERE "id" IN ({})'


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one model, in their order; primary keys must be set already. No signals, as bulk_create().

    IntegrityError as from the database; then, within a transaction, nothing of it stands.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields = model._meta.concrete_fields
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
    head, marks = _statement(model)
    with connection.cursor() as cursor:
        cursor.execute(f"{head}{', '.join([marks] * len(rows))}", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def rewrite(model: type[Model], keys: Sequence[int], **columns: Any) -> None:
    """Give rows known by their keys new values in some columns, as filter(pk__in=keys).update() with plain values."""
    if not keys:
        return
    connection = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, columns.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_SET.format(model._meta.db_table, sets, ", ".join(["%s"] * len(keys))), [*values, *keys])


@cache
def _statement(model: type[Model]) -> tuple[str, str]:
    """Everything before the values, and the marks of one row. Names come from the model, never from a person."""
    names: list[Any] = [f'"{field.column}"' for field in model._meta.concrete_fields]
    return _INTO.format(model._meta.db_table, ", ".join(names)), f"({', '.join(['%s'] * len(names))})"
