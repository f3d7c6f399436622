"""Playing a scenario: its steps in order on the court's own clock, each by who is named, and what failed, in words."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts import clock
from court.kit.days import moment_at
from court.kit.refusal import Refused
from court.site.scenarios import judging, rooms
from court.site.scenarios.troupe import BEGINS, Troupe
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.schema import Definition, Scenario, ScenarioStep
from court.spine.errands.models import Errand
from court.spine.errands.registry import HANDLERS
from court.work.appeals import reactions as appeals
from court.work.fees import reactions as fees
from court.work.process_service.models import Attempt
from court.work.process_service.serving import DEEMED

PEOPLE, PARTIES = {"account", "accounts"}, {"party", "parties"}


@dataclass
class Play:
    """A scenario under way: its case, the day it has reached, the hearings by the names it gave them."""

    definition: Definition
    troupe: Troupe
    case: Case
    day: date = BEGINS
    hearings: dict[str, int] = field(default_factory=dict)

    def now(self) -> datetime:
        return moment_at(self.day, 10)

    def actor(self, who: str) -> Actor:
        if who not in self.troupe.accounts:
            raise rooms.Unplayable(f"没有叫“{who}”的人员")
        return self.troupe.actor(who, self.day)

    def facts(self, step: ScenarioStep) -> dict:
        """What a scenario names, as the act wants it: people and parties by id, days as text."""
        specs = self.definition.fields_of(self.definition.acts[step.act])
        return {name: self._fact(specs[name].kind if name in specs else "", value) for name, value in step.facts.items()}

    def _fact(self, kind: str, value):
        if isinstance(value, list):
            return [self._fact(kind, one) for one in value]
        if kind in PEOPLE and value in self.troupe.accounts:
            return str(self.troupe.accounts[value].pk)
        if kind in PARTIES:
            found = self.case.parties.filter(role=value).first()
            return str(found.pk) if found else value
        return value.isoformat() if isinstance(value, date) else value


def play(definition: Definition, scenario: Scenario, troupe: Troupe) -> list[str]:
    """Play a scenario and take everything back. What did not hold, a Chinese sentence each; [] when all did."""
    with transaction.atomic(), _in_force(definition):
        faults = _play(definition, scenario, troupe)
        transaction.set_rollback(True)
    clock.forget()
    return faults


def _play(definition: Definition, scenario: Scenario, troupe: Troupe) -> list[str]:
    clock.set_court_time(moment_at(BEGINS, 9))
    played = Play(definition, troupe, troupe.docket(definition.code, scenario.track))
    for number, step in enumerate(definition.steps_of(scenario), 1):
        if fault := _step(played, step):
            return [f"第{number}步（{step.day}，{name_of(definition, step)}）：{fault}"]
        if step.then and (found := judging.differences(played.case, definition, step.then)):
            return [f"第{number}步（{step.day}，{name_of(definition, step)}）之后：{fault}" for fault in found]
    found = judging.differences(played.case, definition, scenario) + judging.replayed(played.case)
    return [f"全部步骤之后：{fault}" for fault in found]


def _step(played: Play, step: ScenarioStep) -> str:
    """Do one step; what went otherwise than the scenario says."""
    _let_time_pass(played, step.day)
    do = rooms.act if step.act else rooms.serve if step.serve else rooms.approve
    try:
        with transaction.atomic():
            do(played, step)
    except Refused as refusal:
        if refusal.code == step.refused:
            return ""
        told = f"应当以“{step.refused}”为由被拒绝，实际理由为“{refusal.code}”" if step.refused else f"被拒绝（{refusal.code}）"
        return f"{told}：{refusal.message}"
    except rooms.Unplayable as why:
        return f"无法演示：{why}"
    finally:
        played.case = Case.objects.select_related("court").get(pk=played.case.pk)
    return f"应当以“{step.refused}”为由被拒绝，实际却办成了" if step.refused else ""


def _let_time_pass(played: Play, day: date) -> None:
    """Go on to a day; what the worker does by itself on the days between is done on them."""
    while played.day < day:
        played.day += timedelta(days=1)
        for attempt in Attempt.objects.filter(order__case=played.case, effective_on=played.day, state=Attempt.State.ARRIVED):
            _worker(played, attempt)
        for attempt in Attempt.objects.filter(order__case=played.case, way="public_notice", effective_on=played.day,
                                              withdrawn_at=None).exclude(state=Attempt.State.EFFECTIVE):
            _worker(played, attempt)
    clock.set_court_time(moment_at(day, 10))
    fees.find_overdue(played.now())
    appeals.find_unanswered(played.now())
    played.case = Case.objects.select_related("court").get(pk=played.case.pk)


def _worker(played: Play, attempt: Attempt) -> None:
    errand = Errand.objects.filter(kind=DEEMED, key=f"{DEEMED}:{attempt.pk}").first()
    if errand is not None:
        HANDLERS[DEEMED].does({"attempt": str(attempt.pk)}, played.now(), errand)


def name_of(definition: Definition, step: ScenarioStep) -> str:
    """提交答辩, 送达“发出判决”的文书, 审批“申请延长审限”."""
    name = step.names[0]
    label = definition.acts[name].label
    if step.serve:
        return f"送达“{label}”的文书"
    return f"审批“{label}”" if step.approve else label


@contextmanager
def _in_force(definition: Definition) -> Iterator[None]:
    """A definition that does not ship is the one that counts while its scenarios are played."""
    shipped = definitions.shipped()
    key = (definition.code, definition.version)
    before = shipped.get(key)
    shipped[key] = definition
    try:
        yield
    finally:
        if before is None:
            del shipped[key]
        else:
            shipped[key] = before
