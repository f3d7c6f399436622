"""Replay: what the journal says of every case, beside what the tables say. They must not differ.

Replay uses the effects that entries recorded; no condition is asked again, so an old entry means
today what it meant then.
"""
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from court.spine.cases.models import Case
from court.spine.journal.models import Entry


@dataclass
class Replayed:
    """The state of one case as its journal tells it; dates as ISO text, ids as text."""

    stage: str = ""
    version: int = 0
    columns: dict = field(default_factory=dict)
    handlers: set = field(default_factory=set)
    clocks: dict = field(default_factory=dict)
    intervals: dict = field(default_factory=dict)
    tasks: dict = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        effects = json.loads(entry.effects)
        self.stage, self.version = effects.get("stage", self.stage), entry.place
        made = effects.get("case", {})
        self.columns.update(made.get("columns", {}))
        for change in made.get("handlers", []):
            who = (change["account"], str(change["role"]))
            self.handlers.add(who) if change["op"] == "add" else self.handlers.discard(who)
        self._clocks(effects.get("clocks", {}))
        for task in effects.get("tasks", {}).get("open", []):
            self.tasks[task["task"]] = "open"
        for task in effects.get("tasks", {}).get("close", []):
            if task in self.tasks:
                self.tasks[task] = "done"

    def _clocks(self, made: dict) -> None:
        for row in made.get("end", []):
            self.clocks[row["clock"]]["ended_on"] = row["on"]
        for row in made.get("start", []):
            self.clocks[row["clock"]] = {"kind": row["kind"], "started_on": row["on"], "due_on": row["due"],
                                         "ended_on": None}
        for row in made.get("intervals", []):
            self.intervals[row["interval"]] = {"clock": row["clock"], "kind": row["kind"], "reason": row["reason"],
                                               "begins": row["begins"], "ends": None}
        for row in made.get("resume", []):
            self.intervals[row["interval"]]["ends"] = row["on"]
        for row in made.get("due", []):
            self.clocks[row["clock"]]["due_on"] = row["due"]


def replay(case: Case) -> Replayed:
    state = Replayed()
    for entry in Entry.objects.filter(stream=case.stream).order_by("place").iterator():
        if entry.kind.startswith("case."):
            state.take(entry)
    return state


def actual(case: Case) -> Replayed:
    """What the tables say, in the same shape."""
    state = Replayed(stage=case.stage, version=case.version)
    state.handlers = {(str(h.account_id), h.role) for h in case.handlers.filter(until=None)}
    for clock in case.clocks.prefetch_related("intervals"):
        state.clocks[str(clock.pk)] = {"kind": clock.kind, "started_on": _iso(clock.started_on),
                                       "due_on": _iso(clock.due_on), "ended_on": _iso(clock.ended_on)}
        for row in clock.intervals.all():
            state.intervals[str(row.pk)] = {"clock": str(clock.pk), "kind": row.kind, "reason": row.reason,
                                            "begins": _iso(row.begins), "ends": _iso(row.ends)}
    state.tasks = {str(pk): kind for pk, kind in case.tasks.filter(subject="").values_list("pk", "state")}
    return state


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def compare(case: Case) -> list[str]:
    """Every difference between the journal and the tables of a case, in words; empty where they agree."""
    told, found = replay(case), actual(case)
    faults = [f"{case.number}: {name}: journal {getattr(told, name)!r}, table {getattr(found, name)!r}"
              for name in ("stage", "handlers", "clocks", "intervals", "tasks")
              if getattr(told, name) != getattr(found, name)]
    for name, value in told.columns.items():
        column = getattr(case, {"judge": "judge_id", "division": "division_id"}.get(name, name))
        if (str(column) if column is not None else None) != (str(value) if value is not None else None):
            faults.append(f"{case.number}: {name}: journal {value!r}, table {column!r}")
    if told.version > found.version:
        faults.append(f"{case.number}: version: journal {told.version}, table {found.version}")
    return faults


def compare_all() -> Iterator[tuple[Case, list[str]]]:
    """Every case with its differences, in the order of ids."""
    for case in Case.objects.order_by("pk").iterator():
        yield case, compare(case)
