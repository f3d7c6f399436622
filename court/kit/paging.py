"""Pages by key: the next page begins after the last row of this one, so that page 5,000 costs what page 1 costs.

Every column of the order must be set in every row (no NULL), and the last must be unique.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Field, Model, Q, QuerySet

from court.kit.refusal import Refused

_SALT = "court.kit.paging"


@dataclass(frozen=True)
class KeyPage:
    """Rows of one page, and the marks (for `?page=`) that lead on and back; empty where there is nothing."""

    rows: list[Any]
    next: str
    previous: str

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def by_key(rows: QuerySet, order: Sequence[str], mark: str = "", size: int = 20) -> KeyPage:
    """One page of a query set.

    order  columns as for order_by, e.g. ("-docketed_on", "-id")
    mark   what the last page gave as `next` or `previous`; Refused (400) when it was not made by us for this order
    """
    back, values = _read_mark(mark, order) if mark else (False, [])
    directions = [_flip(column) for column in order] if back else list(order)
    if values:
        rows = rows.filter(_beyond(directions, values))
    found = list(rows.order_by(*directions)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return KeyPage([], "", "")
    after = _mark(found[-1], order, back=False) if more or back else ""
    before = _mark(found[0], order, back=True) if (more if back else bool(mark)) else ""
    return KeyPage(found, after, before)


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b) beyond (x, y): a beyond x, or a equal to x and b beyond y."""
    wanted, equal = Q(), Q()
    for column, value in zip(order, values, strict=True):
        name, sign = (column[1:], "lt") if column.startswith("-") else (column, "gt")
        wanted |= equal & Q(**{f"{name}__{sign}": value})
        equal &= Q(**{name: value})
    return wanted


def _flip(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _mark(row: Model, order: Sequence[str], *, back: bool) -> str:
    values = []
    for column in order:
        field = row._meta.get_field(column.lstrip("-"))
        assert isinstance(field, Field)  # an order names columns, never relations from the other side
        values.append(field.value_to_string(row))
    return signing.dumps([int(back), list(order), values], salt=_SALT, compress=True)


def _read_mark(mark: str, order: Sequence[str]) -> tuple[bool, list[str]]:
    try:
        back, made_for, values = signing.loads(mark, salt=_SALT)
    except (signing.BadSignature, ValueError):
        made_for = None
    if made_for != list(order):
        raise Refused("页码无效。", do="请从第一页重新翻阅。", code="bad_page", status=400)
    return bool(back), values
