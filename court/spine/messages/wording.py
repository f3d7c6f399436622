"""Filling a text: what is known of the case, what an act's facts say in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from court.kit import days, money
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.cases.schema import FieldSpec
from court.spine.messages.texts import Text

UNKNOWN = "—"


def of_case(case: Case | None) -> dict[str, str]:
    """What every message about a case may say."""
    if case is None:
        return {}
    judge = case.judge.person.name if case.judge else UNKNOWN
    return {"number": case.number, "court": case.court.name, "cause": case.cause, "judge": judge}


def of_act(scene: Scene) -> dict[str, str]:
    """The act's facts in words. Ids say nothing to people and are left out; text never enters a message."""
    specs = scene.definition.fields_of(scene.act)
    said = {name: spoken(specs[name], value) for name, value in scene.facts.items() if name in specs}
    return {name: words for name, words in said.items() if words}


def spoken(spec: FieldSpec, value: Any) -> str:
    """One fact as people say it; empty for what only a program can read."""
    if spec.kind == "choice":
        return str(spec.choices.get(value, value))
    if spec.kind == "day":
        return days.plain(date.fromisoformat(str(value)))
    if spec.kind == "moment":
        return days.sentence(datetime.fromisoformat(str(value)))
    if spec.kind == "money":
        return money.show(int(value))
    return str(value) if spec.kind == "integer" else ""


def fillable(specs: Mapping[str, FieldSpec]) -> set[str]:
    """The fields of an act that a text may name: those that people can read, and that are always there."""
    readable = {"choice", "day", "moment", "money", "integer"}
    return {name for name, spec in specs.items() if spec.kind in readable and spec.required}


def filled(text: Text, known: Mapping[str, str]) -> tuple[str, str]:
    """Title and text. ValueError when a field is missing: whoever tells it must give them all."""
    if missing := text.wanted - known.keys():
        raise ValueError(f"{text.kind} also needs {sorted(missing)}")
    return text.title.format_map(known), text.text.format_map(known)


def sms_values(text: Text, known: Mapping[str, str]) -> dict[str, str]:
    """What fills the carrier's template: court, number and the text's own values, nothing else."""
    own = {name: words.format_map(known) for name, words in text.values.items()}
    return {name: known[name] for name in ("court", "number") if name in known} | own
