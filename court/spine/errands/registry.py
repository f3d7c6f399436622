"""Who does which errand, and what is done again and again. Rooms register in their `reactions.py`, which the
house imports at start-up (court.site.wire).

`court work --list` prints the whole table, so that the wiring can be read on one page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from court.spine.errands.models import Errand

Does = Callable[[dict[str, Any], datetime, Errand], object]
Turn = Callable[[datetime], object]


class ErrandFails(Exception):
    """This try failed, for a reason that a handler can name.

    text      what went wrong, for the duty officer, in Chinese; never personal data
    for_good  another try can't help: it is parked at once
    down      the other side can't be reached: tried every 45 s, and when parked, taken up again by itself as soon
              as one errand of its kind gets through
    """

    def __init__(self, text: str, for_good: bool = False, down: bool = False):
        self.text, self.for_good, self.down = text, for_good, down
        super().__init__(text)


class TwiceRegistered(RuntimeError):
    """Two functions claim one kind or one schedule: the program must not start."""


@dataclass(frozen=True)
class Handler:
    kind: str
    does: Does
    outside: bool
    label: str


@dataclass(frozen=True)
class Scheduled:
    name: str
    does: Turn
    every_seconds: int
    label: str


HANDLERS: dict[str, Handler] = {}
SCHEDULES: dict[str, Scheduled] = {}


def handler(kind: str, *, outside: bool = False, label: str = "") -> Callable[[Does], Does]:
    """Register who does errands of a kind: function(payload, now, errand).

    Without `outside` it runs in one transaction with the mark that it is done: it only touches the database, takes
    well under a second, and happens once.
    outside  it speaks to another system or works long (a rendering, a letter, OCR): it runs in no transaction, opens
             its own short ones, and bears being done twice, by `errand.key` as the other side's idempotency key.
    label    what the duty page calls it, in Chinese
    """

    def put(does: Does) -> Does:
        known = HANDLERS.get(kind)
        if known is not None and _name(known.does) != _name(does):
            raise TwiceRegistered(kind)
        HANDLERS[kind] = Handler(kind, does, outside, label or kind)
        return does

    return put


def scheduled(name: str, *, every_seconds: int, label: str = "") -> Callable[[Turn], Turn]:
    """Register something any worker does every so many seconds: function(now), in no transaction.

    now  the court's time; turns come in real time. label  what the duty page calls it, in Chinese
    """

    def put(does: Turn) -> Turn:
        known = SCHEDULES.get(name)
        if known is not None and _name(known.does) != _name(does):
            raise TwiceRegistered(name)
        SCHEDULES[name] = Scheduled(name, does, every_seconds, label or name)
        return does

    return put


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
