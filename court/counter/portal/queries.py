"""What the portal shows: my cases with their progress, what I have to do, one case as a party sees it."""
from dataclasses import dataclass
from datetime import date, datetime

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.kit.days import stamp
from court.spine.cases import acts, definitions
from court.spine.cases.models import Case, Handler
from court.spine.clocks import ledger
from court.spine.journal.models import Entry
from court.spine.tasks import queries as tasks

STEPS = ("立案", "送达", "开庭", "裁判", "归档")
PAGE = 20


@dataclass(frozen=True)
class CaseCard:
    case: Case
    steps: list[dict]
    stage: str
    judge: str


def cards(actor: Actor, before: int | None = None, limit: int = PAGE) -> list[CaseCard]:
    """My cases, the newest first, those before an id (keyset)."""
    found = visible(actor, Case.objects.select_related("court", "judge__person")).order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    return [card(case) for case in found[:limit]]


def card(case: Case) -> CaseCard:
    stage = definitions.of(case).stages[case.stage]
    reached = STEPS.index(stage.step) if stage.step in STEPS else 0
    steps = [{"label": label, "ahead": place > reached} for place, label in enumerate(STEPS)]
    return CaseCard(case, steps, stage.label, case.judge.person.name if case.judge else "")


def todo(actor: Actor, on: date) -> list[dict]:
    """My open tasks with the days left, nearest first."""
    return [{"task": task, "left": (task.due_on - on).days if task.due_on else None}
            for task in tasks.of_person(actor.person)[:PAGE]]


def timeline(case: Case) -> list[dict]:
    """The acts that parties may know, newest first, in the definition's words."""
    definition = definitions.of(case)
    rows = []
    entries = Entry.objects.filter(stream=case.stream, kind__startswith="case.").order_by("-place")[:60]
    for entry in entries:
        act = definition.act(entry.kind.removeprefix("case."))
        if act is None or act.publicity == "court":
            continue
        moment = datetime.fromisoformat(entry.at.replace("Z", "+00:00"))
        rows.append({"title": act.label, "when": stamp(moment), "text": entry.capacity if entry.capacity != "系统" else ""})
    return rows


def clocks(case: Case, actor: Actor, on: date) -> list[dict]:
    """The trial limit and my own periods, each with its explanation."""
    mine = set(case.parties.filter(person_id=actor.person_id).values_list("pk", flat=True))
    mine |= set(case.representatives.filter(person_id=actor.person_id, until=None).values_list("party_id", flat=True))
    shown = [c for c in case.clocks.prefetch_related("intervals").order_by("started_on", "pk")
             if (c.party_id is None and c.kind in ("trial_limit",)) or c.party_id in mine]
    return [{"clock": c, "colour": ledger.colour(c, on), "lines": ledger.explain(c, on),
             "left": (c.due_on - on).days if c.due_on and not c.ended_on else None} for c in shown]


def steps_for(case: Case, actor: Actor, at: datetime) -> list[dict]:
    """What the party may do now: code, label, and why not yet."""
    return [{"code": code, "act": act, "why": why} for code, act, why in acts.possible(case, actor, at)]


def people(case: Case) -> dict:
    """Parties by role with their representatives, and who handles the case."""
    acting: dict[int, list] = {}
    for one in case.representatives.filter(until=None).select_related("person"):
        acting.setdefault(one.party_id, []).append(one)
    parties = [{"party": p, "acting": acting.get(p.pk, [])} for p in case.parties.filter(left_on=None)]
    handlers = case.handlers.filter(until=None).exclude(role__in=[Handler.Role.ASSISTANT, Handler.Role.PRESIDING]).select_related("account__person")
    return {"parties": parties, "handlers": list(handlers)}


