"""What an act would do to the trial limit, told before it is done. Nothing is written here."""
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from court.base.access.actor import Actor
from court.base.courts.clock import calendar_for
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import changes, definitions, fields
from court.spine.cases.models import Case
from court.spine.cases.scene import Changes, Scene
from court.spine.cases.schema import Act
from court.spine.clocks import effects, kinds
from court.spine.clocks.ledger import Row, rows_of
from court.spine.clocks.models import Clock


@dataclass(frozen=True)
class Foresight:
    """The trial limit before and after an act.

    before, after  the due days as the law gives them on the day of the act; None: the kind of case has no limit
    paused         the limit stands still after the act; `after` is then only as of today
    ends, expected the day on which the pause is expected to end, and the due day that this would give
    remaining      days of the limit left after the act
    lines          how the law comes to `after`, with articles
    warnings       what the law holds against it: a ground that is too long, a conversion that came late
    refused        why the act would be refused as it stands
    """

    before: date | None = None
    after: date | None = None
    paused: bool = False
    ends: date | None = None
    expected: date | None = None
    remaining: int | None = None
    lines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    refused: Refused | None = None


def standing(case: Case, on: date) -> dict:
    """The running trial limit as the law has it on a day: end, remaining, apply_by, decide_by, next_approver; or {}."""
    clock = case.clocks.filter(ended_on=None, kind=effects.LIMIT).prefetch_related("intervals").first()
    if clock is None:
        return {}
    found = kinds.answer(clock.kind, clock.started_on, clock.facts, rows_of(clock), on, calendar_for())
    return {name: found[name] for name in ("end", "remaining", "apply_by", "decide_by", "next_approver", "extensions")}


def moves_limit(act: Act) -> bool:
    """Whether an act (or the one its approval leads to) touches the trial limit while it runs."""
    clocks = act.clocks
    touched = [*clocks.suspend, *clocks.resume, *clocks.convert, *(e.kind for e in clocks.exclude),
               *(e.kind for e in clocks.extend)]
    return effects.LIMIT in touched


def of(case_id: int, code: str, *, by: Actor | None, at: datetime, facts: dict) -> Foresight | None:
    """The change of the trial limit by an act with these facts; None where the act leaves it alone.

    facts  as `perform` takes them; what is missing or wrong is left out, the form will tell of it
    """
    case = Case.objects.select_related("court").get(pk=case_id)
    definition = definitions.of(case)
    act = definition.acts[code]
    moving = definition.acts[act.approval.granted] if act.approval else act
    if not moves_limit(moving):
        return None
    scene = Scene(case, definition, code, act, by, at)
    scene.facts = _as_far_as_known(scene, facts)
    refused = _refusal(scene)
    scene.act = moving
    try:
        return replace(_changed(scene), refused=refused)
    except (Refused, KeyError) as lacking:
        return Foresight(refused=refused or (lacking if isinstance(lacking, Refused) else None))


def _as_far_as_known(scene: Scene, facts: dict) -> dict:
    known = {}
    for name, spec in scene.definition.fields_of(scene.act).items():
        value = facts.get(name)
        if spec.kind == "text" or value in (None, "", []):
            continue
        try:
            known[name] = fields.CLEANERS[spec.kind](scene, spec, value)
        except Refused:
            continue
    return known


def _refusal(scene: Scene) -> Refused | None:
    """The first condition that does not hold, of those that can be asked with what is typed so far."""
    for name in scene.act.conditions:
        try:
            wiring.CONDITIONS[name](scene)
        except KeyError:  # it asks for a field that is not filled yet
            continue
        except Refused as refused:
            if refused.code not in ("wrong_paper", "not_signed"):
                return refused
    return None


def _changed(scene: Scene) -> Foresight:
    clocks = scene.case.clocks.filter(ended_on=None, kind=effects.LIMIT).prefetch_related("intervals")
    running = list(clocks)
    before = [_due(clock, rows_of(clock), scene.on) for clock in running]
    made_rows = Changes()
    if "convert" in scene.act.deeds:
        made_rows = wiring.DEEDS["convert"](scene)
    changes.look_ahead(scene, made_rows)
    if any(e.reason.startswith("@") and e.reason[1:] not in scene.facts for e in scene.act.clocks.exclude):
        return Foresight()  # while the ground is not chosen nothing can be told
    made = effects.decide(scene) or {}
    for clock, answer in effects.after(scene, running, _full(made)):
        rows = rows_of(clock, made)
        open_row = next((row for row in rows if row.stops and row.ends is None), None)
        ends = _expected_end(made) if open_row else None
        return Foresight(
            before=before[running.index(clock)], after=kinds.due_day(clock.kind, answer), paused=open_row is not None,
            ends=ends, expected=_until(clock, rows, open_row, ends) if open_row and ends else None,
            remaining=answer["remaining"], lines=answer.explain(), warnings=[row["text"] for row in answer["problems"]])
    return Foresight()


def _full(made: dict) -> dict:
    return {"intervals": [], "resume": [], "convert": [], **made}


def _expected_end(made: dict) -> date | None:
    days = [row["expected_end"] for row in made.get("intervals", []) if row.get("expected_end")]
    return date.fromisoformat(days[0]) if days else None


def _until(clock: Clock, rows: list[Row], open_row: Row, ends: date) -> date | None:
    """The due day if the pause ends on the day expected."""
    if ends <= open_row.begins:
        return None
    return _due(clock, [replace(row, ends=ends) if row is open_row else row for row in rows], ends)


def _due(clock: Clock, rows: list[Row], on: date) -> date | None:
    found = kinds.answer(clock.kind, clock.started_on, clock.facts, rows, on, calendar_for())
    return kinds.due_day(clock.kind, found)
