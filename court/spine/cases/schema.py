"""The shape of a definition: what a YAML file of a procedure may say, checked hard when loaded.

A definition is data: stages, acts, who, what is asked, what follows. Conditions and deeds are names
of Python functions registered in `court.spine.wiring`; there is no expression language.
"""
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from court.base.people.models import Office

Each = Literal["plaintiffs", "defendants", "third_parties", "parties", "others", "appellees", "named"]
Relation = Literal["judge", "presiding", "panel", "clerk", "handler", "plaintiff", "defendant", "party",
                   "division_leader", "court_leader", "court", "superior", "superior_leader", "system"]


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
    to: Literal["plaintiffs", "defendants", "third_parties", "parties", "others", "appellees", "named", "judge", "clerk"]
    text: str


class NextStage(Strict):
    when: str
    to: str


class Approval(Strict):
    """An act that takes effect only when the levels have consented; `granted` is then performed.

    above  a condition: where it holds, the president of the superior court consents after the court's own levels
    """

    kind: str
    levels: list[Office]
    above: str = ""
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


class Expected(Strict):
    """What the court must show: stage, track, trial limit, manner of closing, clocks, open tasks.

    due     the last day of the trial limit
    clocks  running clocks by kind, or "kind@side" for one side's, with their last days
    paused  clocks that stand still
    open    kinds of task that are open, all of them
    """

    stage: str = ""
    on_track: str = ""
    due: date | None = None
    manner: str = ""
    clocks: dict[str, date] = {}
    paused: list[str] | None = None
    open: list[str] | None = None


class ScenarioStep(Strict):
    """One step of a scenario: an act, a service of what an act produced, or the decision of an approval.

    act      performed by `by` on `day` with `facts`; names of the cast stand for people, H1 for a hearing, paper for
             the paper that the act takes, drafted and signed by whoever acts
    serve    the act whose papers are served `to` (everybody), by `way`; `failed` is why nobody was served
    approve  the act whose approval `by` decides; `granted` false is a refusal
    refused  the code of the refusal that this step must meet
    """

    day: date
    by: str = "clerk"
    act: str = ""
    facts: dict = {}
    serve: str = ""
    to: str = ""
    way: str = "direct"
    failed: str = ""
    approve: str = ""
    granted: bool = True
    refused: str = ""
    then: Expected | None = None

    @property
    def names(self) -> list[str]:
        """The acts it names: one, where the step is whole."""
        return [name for name in (self.act, self.serve, self.approve) if name]


class Scenario(Expected):
    """A case that runs through the procedure, docketed on Monday 2 March 2026; what must hold at its end.

    law      the articles from which the dates were counted by hand
    opening  the steps that it begins with, which other scenarios begin with too
    """

    name: str
    track: str = "simplified"
    law: str = ""
    opening: str = ""
    steps: list[ScenarioStep]
    stage: str


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
    openings: dict[str, list[ScenarioStep]] = {}
    scenarios: list[Scenario] = []

    def steps_of(self, scenario: Scenario) -> list[ScenarioStep]:
        """The steps of a scenario with those of its opening before them."""
        return [*self.openings.get(scenario.opening, []), *scenario.steps]

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
