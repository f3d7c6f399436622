"""The shape of a definition: what a YAML file of a procedure may say, checked hard when loaded.

A definition is data: stages, acts, who, what is asked, what follows. Conditions and deeds are names
of Python functions registered in `court.spine.wiring`; there is no expression language.
"""
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from court.base.people.models import Office

Each = Literal["plaintiffs", "defendants", "third_parties", "parties", "others"]
Relation = Literal["judge", "presiding", "panel", "clerk", "handler", "plaintiff", "defendant", "party",
                   "division_leader", "court_leader", "court", "superior", "system"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FieldSpec(Strict):
    """One thing an act asks for; text is kept outside the journal because it may speak of people."""

    kind: Literal["choice", "choices", "day", "moment", "money", "integer", "text", "boolean", "account", "accounts",
                  "party", "parties", "document", "court", "reference"]
    label: str
    required: bool = True
    choices: dict[str, str] = {}
    at_least: int | None = Field(None, alias="min")
    at_most: int | None = Field(None, alias="max")
    office: Office | None = None
    help: str = ""


class ClockStart(Strict):
    kind: str
    each: Each | None = None
    since: str = ""
    months: str = ""


class ClockExclude(Strict):
    """`since` names the field with the first day that doesn't count; empty or unfilled: the day of the act."""

    kind: str
    reason: str
    expected: str = ""
    since: str = ""


class ClockExtend(Strict):
    kind: str
    months: str


class ClockEffects(Strict):
    start: list[ClockStart] = []
    end: list[str] = []
    exclude: list[ClockExclude] = []
    resume: list[str] = []
    suspend: list[str] = []
    extend: list[ClockExtend] = []
    convert: list[str] = []


class TaskOpen(Strict):
    kind: str
    label: str
    to: str
    act: str = ""
    due: str = ""
    url: str = ""


class TaskEffects(Strict):
    open: list[TaskOpen] = []
    close: list[str] = []


class DocumentSpec(Strict):
    template: str
    title: str
    volume: Literal["main", "inner"]
    item: str
    each: Each | None = None
    secrecy: Literal["parties", "court", "panel"] = "parties"
    serve: bool = False
    sign: bool = False
    when: str = ""


class Notice(Strict):
    to: Literal["plaintiffs", "defendants", "third_parties", "parties", "others", "judge", "clerk"]
    text: str


class NextStage(Strict):
    when: str
    to: str


class Approval(Strict):
    """An act that takes effect only when the levels have consented; `granted` is then performed."""

    kind: str
    levels: list[Office]
    granted: str
    refused: str


class Act(Strict):
    label: str
    stages: list[str]
    offices: list[Office] = []
    relations: list[Relation] = []
    conditions: list[str] = []
    fields: list[str | dict[str, FieldSpec]] = []
    deeds: list[str] = []
    next: str | None = None
    unless: list[NextStage] = []
    clocks: ClockEffects = ClockEffects()
    tasks: TaskEffects = TaskEffects()
    documents: list[DocumentSpec] = []
    notices: list[Notice] = []
    publicity: Literal["public", "parties", "court"]
    disclosure: str = ""
    approval: Approval | None = None
    factor: bool = False
    page: str = ""
    hint: str = ""
    basis: str = ""
    menu: bool = True


class Stage(Strict):
    label: str
    step: str = ""
    final: bool = False
    waits: str = ""


class Track(Strict):
    label: str
    limit: str
    panel: bool = False


class ScenarioStep(Strict):
    act: str
    by: str
    day: date
    facts: dict = {}
    refused: str = ""


class Scenario(Strict):
    name: str
    track: str = "simplified"
    steps: list[ScenarioStep]
    stage: str
    due: date | None = None


class Definition(Strict):
    code: str
    label: str
    class_codes: list[str]
    law: list[str]
    catalogue: str
    version: int
    since: date
    first: str
    tracks: dict[str, Track]
    stages: dict[str, Stage]
    acts: dict[str, Act]
    fields: dict[str, FieldSpec] = {}
    scenarios: list[Scenario] = []

    def act(self, code: str) -> Act | None:
        return self.acts.get(code)

    def fields_of(self, act: Act) -> dict[str, FieldSpec]:
        """The act's fields by name, library ones resolved."""
        found = {}
        for entry in act.fields:
            if isinstance(entry, str):
                found[entry] = self.fields[entry]
            else:
                found.update(entry)
        return found

    def targets(self, act: Act) -> list[str]:
        """Every stage the act may lead to."""
        return [t for t in [act.next, *(u.to for u in act.unless)] if t]
