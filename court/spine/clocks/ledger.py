"""A clock's ledger: its intervals as the law library takes them, and the explanation for people."""
from dataclasses import dataclass
from datetime import date

from court.base.courts.clock import calendar_for
from court.spine.clocks import kinds
from court.spine.clocks.models import Clock


@dataclass(frozen=True)
class Row:
    """One interval: excluded or suspended time [begins, ends), or an extension of months."""

    kind: str
    reason: str
    begins: date
    ends: date | None
    months: int = 0

    @property
    def stops(self) -> bool:
        return self.kind != "extended"

    def exclusion(self) -> dict:
        return {"reason": self.reason, "from": self.begins, "to": self.ends}

    def extension(self) -> dict:
        return {"months": self.months, "granted": self.begins}


def rows_of(clock: Clock, made: dict | None = None) -> list[Row]:
    """The clock's intervals, with what an act is about to add or close laid over them."""
    made = made or {}
    closing = {row["interval"]: date.fromisoformat(row["on"]) for row in made.get("resume", [])}
    rows = [Row(i.kind, i.reason, i.begins, closing.get(str(i.pk), i.ends), i.facts.get("months", 0))
            for i in clock.intervals.all()]
    return rows + [Row(r["kind"], r["reason"], date.fromisoformat(r["begins"]), None, r.get("months", 0))
                   for r in made.get("intervals", []) if r["clock"] == str(clock.pk)]


def explain(clock: Clock, on: date) -> list[str]:
    """The ledger in words, with articles, as of a day."""
    return kinds.answer(clock.kind, clock.started_on, clock.facts, rows_of(clock), on, calendar_for()).explain()


def colour(clock: Clock, on: date) -> str:
    """How near the due day is: ended, paused, calm, soon (15 days), near (5 days), over."""
    if clock.ended_on:
        return "ended"
    if any(i.ends is None and i.kind != "extended" for i in clock.intervals.all()):
        return "paused"
    if clock.due_on is None:
        return "calm"
    left = (clock.due_on - on).days
    return "over" if left < 0 else "near" if left <= 5 else "soon" if left <= 15 else "calm"
