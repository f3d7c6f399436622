"""Replay: what the journal says of every case, beside what the tables say. They must not differ.

Replay uses the effects that entries recorded; no condition is asked again, so an old entry means
today what it meant then.
"""
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from court.kit.days import date_of
from court.spine import wiring
from court.spine.cases import marks
from court.spine.cases.acts import note_digest
from court.spine.cases.models import Case
from court.spine.journal.models import Entry

# What a case is before any act wrote it.
BLANK = {"judge": None, "division": None, "closed_on": None, "effective_on": None, "archived_on": None, "close_manner": "",
         "secrecy": "normal", "is_state_secret": False}
# Columns as docketing tells of them: the row's name, the fact's name.
DOCKETED = {"number": "number", "cause_code": "cause", "track": "track", "filed_on": "filed_on", "docketed_on": "docketed_on",
            "year": "year", "type_code": "type", "seq": "seq", "amount_fen": "amount_fen", "tribunal": "tribunal",
            "filing_id": "filing"}
FOREIGN = {"judge": "judge_id", "division": "division_id", "tribunal": "tribunal_id"}
COMPARED = ("stage", "handlers", "parties", "representatives", "clocks", "intervals", "tasks")


@dataclass
class Replayed:
    """The state of one case as its journal tells it; dates as ISO text, ids as text."""

    stage: str = ""
    version: int = 0
    columns: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    marked_facts: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    handlers: set = field(default_factory=set)
    parties: dict = field(default_factory=dict)
    representatives: dict = field(default_factory=dict)
    clocks: dict = field(default_factory=dict)
    intervals: dict = field(default_factory=dict)
    tasks: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        effects, facts = json.loads(entry.effects), json.loads(entry.facts)
        self.stage, self.version = effects.get("stage", self.stage), entry.place
        self.notes.update({(entry.place, name): digest for name, digest in facts.get("notes", {}).items()})
        if entry.kind == "case.docket":
            self._docketed(facts, date_of(_moment(entry)).isoformat())
        made = effects.get("case", {})
        self.columns.update(made.get("columns", {}))
        self.facts.update(made.get("facts", {}))
        for change in made.get("handlers", []):
            who = (change["account"], str(change["role"]))
            self.handlers.add(who) if change["op"] == "add" else self.handlers.discard(who)
        for change in made.get("parties", []):
            self._party(change, entry)
        for change in made.get("representatives", []):
            self._representative(change, entry)
        self._clocks(effects.get("clocks", {}))
        for task in effects.get("tasks", {}).get("open", []):
            self.tasks[task["task"]] = {"state": "open", **{name: task.get(name, "") for name in TASK}}
        for task in effects.get("tasks", {}).get("close", []):
            if task in self.tasks:
                self.tasks[task]["state"] = "done"

    def _docketed(self, facts: dict, on: str) -> None:
        self.columns = {**BLANK, **{column: facts[name] for column, name in DOCKETED.items() if name in facts}}
        self.marks, self.marked_facts = facts.get("marks", {}), facts.get("marked_facts", {})
        for party in facts.get("parties", []):
            self.parties[party["party"]] = {
                "person": party["person"], "role": party["role"], "joined": on if party.get("joined") else None,
                "left": None, "e_service": party.get("e_service", False), "counterclaims": False}
            self.names[party["party"]] = party.get("name", "")
        for row in facts.get("representatives", []):
            self.representatives[row["representative"]] = {**{name: row[name] for name in ACTING}, "ended": False}

    def _party(self, change: dict, entry: Entry) -> None:
        if change["op"] == "add":
            self.parties[change.get("party", "")] = {
                "person": change["person"], "role": change["role"], "joined": None, "left": None, "e_service": False,
                "counterclaims": False}
            return
        row = self.parties.setdefault(change["party"], {})
        on = date_of(_moment(entry)).isoformat()
        row.update({
            "join": {"joined": on, "person": change.get("person", row.get("person"))}, "leave": {"left": on},
            "counterclaim": {"counterclaims": True}, "counterclaim_end": {"counterclaims": False},
            "e_service": {"e_service": True},
        }.get(change["op"], {}))

    def _representative(self, change: dict, entry: Entry) -> None:
        """A later one has no id in the journal: it is known by its words and the moment."""
        if change["op"] == "end":
            self.representatives.setdefault(change["representative"], {}).update(ended=True)
        else:
            added = f"{entry.place}:{change['party']}:{change['person']}"
            self.representatives[added] = {**{name: change[name] for name in ACTING}, "ended": False}

    def _clocks(self, made: dict) -> None:
        for row in made.get("end", []):
            self.clocks[row["clock"]]["ended_on"] = row["on"]
        for row in made.get("start", []):
            self.clocks[row["clock"]] = {"kind": row["kind"], "party": row.get("party"), "started_on": row["on"],
                                         "due_on": row["due"], "ended_on": None}
        for row in made.get("intervals", []):
            self.intervals[row["interval"]] = {"clock": row["clock"], "kind": row["kind"], "reason": row["reason"],
                                               "begins": row["begins"], "ends": None}
        for row in made.get("resume", []):
            self.intervals[row["interval"]]["ends"] = row["on"]
        for row in made.get("due", []):
            self.clocks[row["clock"]]["due_on"] = row["due"]


TASK = ("kind", "act", "office", "assignee", "person")
ACTING = ("party", "person", "kind", "authority")


def replay(case: Case) -> Replayed:
    state = Replayed()
    for entry in Entry.objects.filter(stream=case.stream).order_by("place").iterator():
        if entry.kind.startswith("case."):
            state.take(entry)
    return state


def actual(case: Case) -> Replayed:
    """What the tables say, in the same shape."""
    state = Replayed(stage=case.stage, version=case.version, facts=case.facts)
    state.handlers = {(str(h.account_id), h.role) for h in case.handlers.filter(until=None)}
    for clock in case.clocks.prefetch_related("intervals"):
        state.clocks[str(clock.pk)] = {"kind": clock.kind, "party": _id(clock.party_id), "started_on": _iso(clock.started_on),
                                       "due_on": _iso(clock.due_on), "ended_on": _iso(clock.ended_on)}
        for row in clock.intervals.all():
            state.intervals[str(row.pk)] = {"clock": str(clock.pk), "kind": row.kind, "reason": row.reason,
                                            "begins": _iso(row.begins), "ends": _iso(row.ends)}
    for task in case.tasks.filter(subject=""):
        state.tasks[str(task.pk)] = {"state": task.state, "kind": task.kind, "act": task.act, "office": task.office,
                                     "assignee": str(task.assignee_id or ""), "person": str(task.person_id or "")}
    for party in case.parties.all():
        state.names[str(party.pk)] = party.name
        state.parties[str(party.pk)] = {
            "person": str(party.person_id), "role": party.role, "joined": _iso(party.joined_at and date_of(party.joined_at)),
            "left": _iso(party.left_on), "e_service": party.e_service, "counterclaims": party.counterclaims}
    for one in case.representatives.all():
        state.representatives[str(one.pk)] = {"party": str(one.party_id), "person": str(one.person_id), "kind": one.kind,
                                              "authority": one.authority, "ended": one.until is not None}
    state.notes = {(note.place, note.name): note_digest(note.salt, note.text) for note in case.notes.all()}
    return state


def compare(case: Case) -> list[str]:
    """Every difference between the journal and the tables of a case, in words; empty where they agree."""
    told, found = replay(case), actual(case)
    _match_representatives(told, found)
    faults = [f"{case.number}: {name}: journal {getattr(told, name)!r}, table {getattr(found, name)!r}"
              for name in COMPARED if getattr(told, name) != getattr(found, name)]
    faults += [f"{case.number}: {fault}" for fault in (*_columns(case, told), *_words(case, told, found), *_facts(case, told))]
    if told.version > found.version:
        faults.append(f"{case.number}: version: journal {told.version}, table {found.version}")
    for room in wiring.COMPARERS:
        faults += [f"{case.number}: {fault}" for fault in room(case)]
    return faults


def _match_representatives(told: Replayed, found: Replayed) -> None:
    """Give those who came later the ids of the rows that are like them; an ended one is known by its id only."""
    for key in [key for key in told.representatives if ":" in key]:
        row = told.representatives.pop(key)
        like = (pk for pk, one in found.representatives.items()
                if pk not in told.representatives and {**one, "ended": False} == row)
        told.representatives[next(like, key)] = row
    for pk, row in told.representatives.items():
        if row.keys() == {"ended"} and pk in found.representatives:
            row.update({name: found.representatives[pk][name] for name in ACTING})


def _columns(case: Case, told: Replayed) -> Iterator[str]:
    limit = next((c["due_on"] for c in told.clocks.values() if c["kind"] == "trial_limit"), None)
    for name, value in {**told.columns, "due_on": limit}.items():
        column = getattr(case, FOREIGN.get(name, name))
        if _text(column) != _text(value):
            yield f"{name}: journal {value!r}, table {column!r}"


def _words(case: Case, told: Replayed, found: Replayed) -> Iterator[str]:
    """Names, titles, the claim and the reasons given: the journal holds marks and digests of them only."""
    for name, made in told.marks.items():
        if not marks.fits(made, getattr(case, name)):
            yield f"{name}: not as it was docketed"
    for party, made in told.names.items():
        if made and party in found.names and not marks.fits(made, found.names[party]):
            yield f"name of party {party}: not as it was docketed"
    for (place, name), digest in told.notes.items():
        if found.notes.get((place, name)) != digest:
            yield f"note {name} of entry {place}: not as it was written"


def _facts(case: Case, told: Replayed) -> Iterator[str]:
    for name, made in told.marked_facts.items():
        if name not in told.facts and not marks.fits(made, case.facts.get(name)):
            yield f"facts: {name}: not as it was docketed"
    for name, value in told.facts.items():
        if case.facts.get(name) != value:
            yield f"facts: {name}: journal {value!r}, table {case.facts.get(name)!r}"


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.at.replace("Z", "+00:00"))


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def _id(pk: int | None) -> str | None:
    return str(pk) if pk else None


def _text(value) -> str:
    return "" if value is None else str(value)


def compare_all() -> Iterator[tuple[Case, list[str]]]:
    """Every case with its differences, in the order of ids."""
    for case in Case.objects.order_by("pk").iterator():
        yield case, compare(case)
