"""Parts of the duty page that other rooms bring: what is owed and not delivered, certificates about to expire …"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from court.base.access.actor import Actor


@dataclass(frozen=True)
class Part:
    """A card of the duty page: its template sees `part` and what stands in context."""

    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    alarm: bool = False


PARTS: list[Callable[[Actor], Part | None]] = []


def duty_part(ask: Callable[[Actor], Part | None]) -> Callable[[Actor], Part | None]:
    """Register a card: function(actor) gives a Part or None. Called in a room's reactions.py."""
    if ask not in PARTS:
        PARTS.append(ask)
    return ask


def parts(actor: Actor) -> list[Part]:
    """All cards for this person, alarms first."""
    found = [part for ask in PARTS if (part := ask(actor)) is not None]
    return sorted(found, key=lambda part: not part.alarm)
