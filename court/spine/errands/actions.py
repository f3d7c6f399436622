"""What may be done with errands: ask for one, try a parked one again, give one up."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from court.base.people.models import Account
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.errands.models import Errand
from court.spine.journal.actions import append
from court.spine.journal.models import longest

REASONS = {"done_by_hand": "已由人工办理", "not_needed": "已无必要", "wrong": "事项有误"}

_LONGEST = longest(Errand, "kind", "key", "stream", "court")
_ASK = (
    "INSERT INTO errands_errand (id, key, kind, court, stream, created_at, due_at, payload,"
    " state, attempts, worker, last_error, down, later) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'ready', 0, '', '', FALSE, %s)"
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
    later: bool = False,
) -> bool:
    """Ask for an errand in the open transaction: it is there if and only if the act is. False: it already was.

    key      the same key twice is one errand, for ever; name the act and what is owed, e.g. "served:<entry>:<person>"
    payload  ids and choices as JSON; never personal data: a worker's log and the duty page may show it
    stream   errands of one stream are done one after another, in the order they were asked; empty: in any order.
             Give one only where the order matters to somebody: an errand that waits to be tried again holds up
             the younger ones of its stream until it is done or parked.
    at       now, court's time; delay_s  not before so many seconds later (until then it holds up nobody)
    later    nobody waits for it: it is done when nothing else is due

    TransactionManagementError outside a transaction. ValueError for a name too long to keep.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be asked in the transaction of its act")
    now, due = _stored(at), _stored(at + timedelta(seconds=delay_s))
    row = {"id": new_id(), "key": key, "kind": kind, "court": court, "stream": stream, "created_at": now, "due_at": due,
           "payload": json.dumps(payload, ensure_ascii=False)}  # fmt: skip
    for name, most in _LONGEST.items():
        if len(row[name]) > most:
            raise ValueError(f"the {name} of an errand is too long: {row[name][:80]!r}")
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [*row.values(), later])
        return cursor.rowcount == 1


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def put_behind() -> int:
    """Everything asked and not yet begun waits until nothing else is due, each by itself; how many. For bulk work.

    Out of their streams, because an errand somebody waits for would otherwise stand behind them after all.
    """
    return Errand.objects.filter(state=Errand.State.READY).update(later=True, stream="")


def retry(errand: Errand, *, by: Account, at: datetime) -> None:
    """重新办理: a parked errand starts from its first try, now. Refused when it is not parked any more."""
    _decide(errand, "errand.retried", by, at, state=Errand.State.READY, attempts=0, due_at=at, down=False)


def abandon(errand: Errand, *, by: Account, at: datetime, reason: str) -> None:
    """不再办理: a parked errand is given up; it counts as done and says by whom. reason is one of REASONS."""
    if reason not in REASONS:
        raise Refused("请选择不再办理的理由。", code="no_reason", status=422)
    _decide(errand, "errand.abandoned", by, at, facts={"reason": reason}, state=Errand.State.DONE, done_at=at,
            down=False, last_error=f"不再办理：{REASONS[reason]}")  # fmt: skip


@transaction.atomic
def retry_all(kind: str, *, courts: list[str] | None, by: Account, at: datetime) -> int:
    """重新办理全部: every parked errand of a kind, in the courts given (None: all); how many."""
    parked = Errand.objects.filter(kind=kind, state=Errand.State.PARKED)
    if courts is not None:
        parked = parked.filter(court__in=courts)
    ids = list(parked.values_list("pk", flat=True))
    again = parked.filter(pk__in=ids).update(state=Errand.State.READY, attempts=0, due_at=at, down=False,
                                             lease_until=None, worker="")  # fmt: skip
    if again:
        append("errands", "errand.all_retried", by=by, at=at, facts={"kind": kind, "errands": [str(pk) for pk in ids]})
    return again


@transaction.atomic
def _decide(errand: Errand, kind: str, by: Account, at: datetime, facts: dict[str, Any] | None = None,
            **values: Any) -> None:  # fmt: skip
    """Change a parked errand once, and write down who did: two people at the button are one decision."""
    parked = Errand.objects.filter(pk=errand.pk, state=Errand.State.PARKED)
    if parked.update(lease_until=None, worker="", **values) != 1:
        raise Refused("该事项已不在搁置状态，可能已由他人处理。", do="请刷新页面。", code="stale")
    append("errands", kind, by=by, at=at, court=errand.court,
           facts={"errand": str(errand.pk), "kind": errand.kind, **(facts or {})})  # fmt: skip
