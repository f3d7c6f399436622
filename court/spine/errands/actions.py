"""What may be done with errands: ask for one, try a parked one again, give one up."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from court.kit.ids import new_id
from court.spine.errands.models import Errand

_ASK = (
    "INSERT INTO errands_errand (id, key, kind, court, stream, created_at, due_at, payload,"
    " state, attempts, worker, last_error, down) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'ready', 0, '', '', FALSE)"
    " ON CONFLICT (key) DO NOTHING"
)


def ask(
    kind: str,
    *,
    key: str,
    payload: dict[str, Any],
    at: datetime,
    stream: str = "",
    court: str = "",
    delay_s: float = 0,
) -> bool:
    """Ask for an errand in the open transaction: it is there if and only if the act is. False: it already was.

    key      the same key twice is one errand, for ever; name the act and what is owed, e.g. "served:<entry>:<person>"
    payload  ids and choices as JSON; never personal data: a worker's log and the duty page may show it
    stream   errands of one stream are done one after another, in the order they were asked; empty: in any order.
             Give one only where the order matters to somebody: an errand that waits to be tried again holds up
             the younger ones of its stream until it is done or parked.
    at       now, court's time; delay_s  not before so many seconds later (until then it holds up nobody)

    TransactionManagementError outside a transaction. ValueError for a name too long to keep.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be asked in the transaction of its act")
    now, due = _stored(at), _stored(at + timedelta(seconds=delay_s))
    row = {"id": new_id(), "key": key, "kind": kind, "court": court, "stream": stream, "created_at": now, "due_at": due,
           "payload": json.dumps(payload, ensure_ascii=False)}  # fmt: skip
    for name in ("kind", "key", "stream", "court"):
        if len(row[name]) > Errand._meta.get_field(name).max_length:
            raise ValueError(f"the {name} of an errand is too long: {row[name][:80]!r}")
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [*row.values()])
        return cursor.rowcount == 1


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
