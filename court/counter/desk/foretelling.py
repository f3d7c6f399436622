"""What an act would bring about, for the page on which it is confirmed: the trial limit, what follows, rest days."""

from dataclasses import dataclass, field
from datetime import date, datetime

from court.base.access.actor import Actor
from court.base.courts.clock import calendar_for
from court.counter.desk import followups
from court.counter.desk.forms import ActForm
from court.kit.days import with_weekday
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.clocks import foresight


@dataclass(frozen=True)
class Told:
    """sentence  审限将由…变为… (empty where the limit stays); lines  its explanation; follows  headings with lines"""

    sentence: str = ""
    lines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    refused: Refused | None = None
    follows: list[tuple[str, list[str]]] = field(default_factory=list)
    standing: list[tuple[str, str]] = field(default_factory=list)


def of(case: Case, form: ActForm, *, by: Actor, at: datetime) -> Told:
    """What is known with the form as it stands, however incomplete."""
    definition = definitions.of(case)
    facts = form.facts_so_far() if form.is_bound else _initial(form)
    limit = foresight.of(case.pk, form.code, by=by, at=at, facts=facts)
    scene = Scene(case, definition, form.code, definition.acts[form.code], by, at)
    warnings = [*(limit.warnings if limit else []), *_rest_days(form, facts)]
    return Told(sentence(limit) if limit else "", limit.lines if limit else [], warnings,
                limit.refused if limit else _why_not(scene), followups.of(scene),
                _standing(case, form.code, scene.on) if limit else [])  # fmt: skip


def _why_not(scene: Scene) -> Refused | None:
    """Why the act can't be done as the case stands, whatever is typed: nothing was asked for, a period runs on."""
    for name in scene.act.conditions:
        if name in wiring.ASKS_FACTS:
            continue
        try:
            wiring.CONDITIONS[name](scene)
        except Refused as refused:
            return refused
    return None


def sentence(limit: foresight.Foresight) -> str:
    """审限将由2026-06-02变为2026-07-02；扣除期间写明预计结束后的届满日."""
    if limit.before is None:
        return ""
    if limit.paused:
        until = f"；如至{limit.ends}结束，审限将由{limit.before}变为{limit.expected}" if limit.expected else ""
        return f"审限将暂停计算，恢复后继续计算{until}。"
    if limit.after == limit.before:
        return f"审限届满日不变，仍为{limit.before}。"
    return f"审限将由{limit.before}变为{limit.after}。"


def _standing(case: Case, code: str, on: date) -> list[tuple[str, str]]:
    """How the limit stands before the act; for an extension also until when and of whom it may be asked."""
    found = foresight.standing(case, on)
    if not found or found["end"] is None:
        return []
    rows = [("现审限届满日", f"{found['end']}，剩余{found['remaining']}日")]
    if code == "request_extension":
        rows += [("最迟申请日", str(found["apply_by"] or "不能再延长")), ("最迟批准日", str(found["decide_by"] or "—")),
                 ("批准权限", found["next_approver"] or "—"), ("已延长", f"{found['extensions']}次")]  # fmt: skip
    return rows


def _initial(form: ActForm) -> dict:
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.specs}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}


def _rest_days(form: ActForm, facts: dict) -> list[str]:
    """Days that were entered and are no workdays: told, not refused."""
    calendar, found = calendar_for(), []
    for name, spec in form.specs.items():
        if spec.kind not in ("day", "moment") or not facts.get(name):
            continue
        day = date.fromisoformat(facts[name][:10])
        if not calendar.is_known(day):
            found.append(f"“{spec.label}”{with_weekday(day)}：该年度节假日安排尚未公布，暂按周末推算。")
        elif not calendar.is_workday(day):
            found.append(f"“{spec.label}”{with_weekday(day)}是休息日。")
    return found
