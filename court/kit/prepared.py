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
    """A query set of keys, e.g. Prepared(lambda case: Party.objects.filter(case=case)), asked by rows(case.pk).

    Nothing but these keys may differ from one asking to the next: whole numbers or text, each place always of one kind,
    compared as they are (no icontains, no startswith).
    """

    def __init__(self, shape: Callable[..., QuerySet[T]]):
        self._shape = shape
        self._compiled: dict[str, tuple[QuerySet[T], Any, str, list[Any]]] = {}

    def first(self, *keys: int | str) -> T | None:
        """The first row, None when there is none; the shape says in which order, and may end in [:1]."""
        return next(iter(self.rows(*keys)), None)

    def rows(self, *keys: int | str) -> list[T]:
        """The rows, as list(shape(*keys)) gives them."""
        marks = [_mark(place, key) for place, key in enumerate(keys)]
        queryset = self._shape(*marks) if not self._compiled else next(iter(self._compiled.values()))[0]
        connection = connections[queryset.db]
        if connection.vendor not in self._compiled:
            compiler = queryset.query.get_compiler(connection=connection)
            sql, values = compiler.as_sql()
            _keep_converters(compiler)
            self._compiled[connection.vendor] = queryset, compiler, sql, list(values)
        queryset, compiler, sql, values = self._compiled[connection.vendor]
        put = dict(zip(marks, keys, strict=True))
        return _ask(queryset, compiler, connection, sql, tuple(put.get(value, value) for value in values))


# What stands for the keys until they are known; no row has one of them.
_FIRST_MARK = -9_007_199_254_740_000


def _mark(place: int, key: int | str) -> int | str:
    return f"\0 key {place}" if isinstance(key, str) else _FIRST_MARK - place


def _keep_converters(compiler: Any) -> None:
    """Which values of a row are to be made into something else is the same for every row of the shape."""
    found: dict[int, Any] = {}
    ask = type(compiler).get_converters

    def converters(expressions: Any) -> Any:
        listed = list(expressions)
        if len(listed) not in found:
            found[len(listed)] = ask(compiler, listed)
        return found[len(listed)]

    compiler.get_converters = converters


def _ask(queryset: QuerySet[T], compiler: Any, connection: Any, sql: str, values: tuple) -> list[T]:
    own = copy(compiler)
    own.connection, own.as_sql = connection, lambda *_, **__: (sql, values)
    asked = queryset.all()
    asked.query.get_compiler = lambda *_, **__: own  # type: ignore[method-assign]
    return list(asked)
