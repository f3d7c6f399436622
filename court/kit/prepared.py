"""Questions of one shape, put into SQL once a process: every act asks the same few of them.

Django puts a query set into SQL anew each time it is asked, which for rows of many columns costs more than the answer.
Here the first asking does that; later ones put their own values in the places of the first.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

T = TypeVar("T", bound=Model)


class Prepared(Generic[T]):
    """A query set of whole numbers, e.g. Prepared(lambda case: Party.objects.filter(case=case)), asked by rows(case.pk).

    Nothing but these numbers may differ from one asking to the next: they are keys of rows.
    """

    def __init__(self, shape: Callable[..., QuerySet[T]]):
        self._shape = shape
        self._compiled: dict[str, tuple[QuerySet[T], Any, str, list[Any]]] = {}

    def rows(self, *keys: int) -> list[T]:
        """The rows, as list(shape(*keys)) gives them."""
        marks = [_FIRST_MARK - place for place in range(len(keys))]
        queryset = self._shape(*marks) if not self._compiled else next(iter(self._compiled.values()))[0]
        connection = connections[queryset.db]
        if connection.vendor not in self._compiled:
            compiler = queryset.query.get_compiler(connection=connection)
            sql, values = compiler.as_sql()
            self._compiled[connection.vendor] = queryset, compiler, sql, list(values)
        queryset, compiler, sql, values = self._compiled[connection.vendor]
        put = dict(zip(marks, keys, strict=True))
        return _ask(queryset, compiler, connection, sql, tuple(put.get(value, value) for value in values))


# Numbers that stand for the keys until they are known; no row has one of them.
_FIRST_MARK = -9_007_199_254_740_000


def _ask(queryset: QuerySet[T], compiler: Any, connection: Any, sql: str, values: tuple) -> list[T]:
    own = copy(compiler)
    own.connection, own.as_sql = connection, lambda *_, **__: (sql, values)
    asked = queryset.all()
    asked.query.get_compiler = lambda *_, **__: own  # type: ignore[method-assign]
    return list(asked)
