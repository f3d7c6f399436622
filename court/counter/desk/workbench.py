"""What each office finds on the workbench: figures first, then cards. A figure is always the length of a list one can open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import import_module

from court.base.access.actor import Actor
from court.base.access.request import CourtRequest


@dataclass(frozen=True)
class Figure:
    """One number with its name. `url` leads to the list that has just so many rows."""

    name: str
    figure: int | str
    unit: str
    icon: str
    tone: str
    side: str = ""
    side_tone: str = ""
    url: str = ""
    share: int | None = None


@dataclass(frozen=True)
class Card:
    """A card: its template under desk/cards/, what it shows, and whether it wants the wide column."""

    name: str
    context: dict = field(default_factory=dict)
    wide: bool = True

    @property
    def template(self) -> str:
        return f"desk/cards/{self.name}.html"


@dataclass
class Bench:
    """One person's workbench while it is put together."""

    request: CourtRequest
    now: datetime
    today: date
    figures: list[Figure] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return self.request.actor

    @property
    def week_end(self) -> date:
        return self.today + timedelta(days=6 - self.today.weekday())

    def add(self, *things: Figure | Card) -> None:
        for one in things:
            if isinstance(one, Figure):
                if all(one.name != known.name for known in self.figures):
                    self.figures.append(one)
            elif all(
                (one.name, one.context.get("heading")) != (known.name, known.context.get("heading"))
                for known in self.cards
            ):
                self.cards.append(one)

    @property
    def wide(self) -> list[Card]:
        return [card for card in self.cards if card.wide]

    @property
    def narrow(self) -> list[Card]:
        return [card for card in self.cards if not card.wide]


PARTS: list[tuple[frozenset, Callable[[Bench], None]]] = []


def part(*offices: str):
    """Register what a workbench shows to the holders of any of these offices: function(bench)."""

    def put(function: Callable[[Bench], None]) -> Callable[[Bench], None]:
        PARTS.append((frozenset(offices), function))
        return function

    return put


def build(request: CourtRequest, now: datetime, today: date) -> Bench:
    """The workbench of a person: the parts of all offices held, each once, in the order of the offices."""
    for module in ("benches", "benches_offices"):  # importing them registers their parts
        import_module(f"court.counter.desk.{module}")
    bench = Bench(request, now, today)
    held = request.actor.offices
    for offices, fill in PARTS:
        if held & offices:
            fill(bench)
    return bench
