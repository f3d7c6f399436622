"""The door by which the base tells the journal what it changed.

The journal stands above the base, so it registers its own door here at start-up
(`provide_recorder`, called in `site`). Without one nothing may be changed: S28, "if it cannot be
written, the act is refused".
"""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts import clock
from court.kit.refusal import Refused


class Recorder(Protocol):
    def __call__(self, *, stream: str, kind: str, actor: str, at: datetime, facts: dict,
                 court: str, capacity: str, basis: str) -> object:
        """Append one entry inside the open transaction.

        stream  people:<account id> or court:<code>
        actor   "account:<id>"; "system" for the house itself, "nobody" for a person not yet signed in
        facts   ids, dates, choices: never personal data
        """


_recorder: Recorder | None = None


def provide_recorder(recorder: Recorder | None) -> None:
    """Name the journal's door; the last one named holds."""
    global _recorder
    _recorder = recorder


def recorder() -> Recorder | None:
    return _recorder


def record(stream: str, kind: str, *, by: Actor | None, facts: dict | None = None, court: str = "",
           basis: str = "") -> None:
    """Write an entry for a change in the base, in the same transaction as the change.

    by  None when the house acts by itself
    Refused when no journal is there. RuntimeError outside a transaction: a programmer's error.
    """
    if _recorder is None:
        raise Refused("审计记录暂时无法写入，本次操作未执行。", do="请联系系统值班员。", code="no_journal", status=503)
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind} must be recorded in the transaction of the change")
    _recorder(stream=stream, kind=kind, actor=_who(by), at=clock.now(), facts=facts or {},
              court=court, capacity=_capacity(by), basis=basis)


def _who(by: Actor | None) -> str:
    if by is None:
        return "system"
    return f"account:{by.account.pk}" if by.account else "nobody"


def _capacity(by: Actor | None) -> str:
    return ",".join(sorted(by.offices))[:60] if by else ""
