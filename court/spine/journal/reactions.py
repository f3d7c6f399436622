"""The base stands below the journal and still has to write into it: this is the door it is given."""

from datetime import datetime
from typing import Any

from court.base.access import audit
from court.spine.journal.actions import append_as


def record(*, stream: str, kind: str, actor: str, at: datetime, facts: dict[str, Any], court: str, capacity: str,
           basis: str) -> object:  # fmt: skip
    """An entry for a change in the base; an account's id becomes account:<id>, system and nobody stay."""
    who = f"account:{actor}" if actor.isdigit() else actor
    return append_as(who, stream, kind, at=at, facts=facts, basis=basis, court=court, capacity=capacity)


audit.provide_recorder(record)
