"""Every rule by its public name, callable with plain JSON values.

    @rule("appeal.by")
    def appeal_by(*, domain: str, doc: str, served: date) -> Answer: ...

Annotations say how a JSON value becomes an argument: `date` from "2025-03-10", `Decimal` from a
number; unions with None let null through. An unknown or missing name is a LawError
("bad_input"), so that a misspelt fact never passes silently; a function that takes **facts
checks their names itself.
"""
import inspect
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module

from law.answer import Answer, BadLaw, LawError, plain

RULES: dict[str, Callable[..., Answer]] = {}


def rule(name: str):
    """Register a function under its public name; two functions under one name are a programmer's error."""

    def put(function: Callable[..., Answer]) -> Callable[..., Answer]:
        if name in RULES:
            raise BadLaw(f"two rules are called {name}")
        RULES[name] = function
        return function

    return put


def load_all() -> dict[str, Callable[..., Answer]]:
    """Import every module that holds rules, and give the registry."""
    _import_rules()
    return RULES


@cache
def _import_rules() -> None:
    for module in MODULES:
        import_module(f"law.{module}")


def ask(name: str, facts: dict) -> dict:
    """Answer a rule from JSON facts, in JSON values; a refusal of the law comes as {"error": code}."""
    function = load_all().get(name)
    if function is None:
        raise KeyError(name)
    try:
        return plain(function(**arguments(function, facts)))
    except LawError as refusal:
        return {"error": refusal.code}


def arguments(function: Callable, facts: dict) -> dict:
    """JSON facts as typed arguments of a rule."""
    hints = typing.get_type_hints(function)
    known = {n: p for n, p in inspect.signature(function).parameters.items() if p.kind is not p.VAR_KEYWORD}
    takes_any = len(known) < len(inspect.signature(function).parameters)
    if (unknown := facts.keys() - known.keys()) and not takes_any:
        raise LawError("bad_input", f"不认识的事项：{'、'.join(sorted(unknown))}")
    missing = [n for n, p in known.items() if p.default is p.empty and n not in facts]
    if missing:
        raise LawError("bad_input", f"缺少事项：{'、'.join(missing)}")
    return {name: typed(hints.get(name), value) for name, value in facts.items()}


def typed(hint, value):
    """One JSON value as the annotated type."""
    origin = typing.get_origin(hint)
    try:
        if origin in (types.UnionType, typing.Union):
            if value is None:
                return None
            hint = next(arm for arm in typing.get_args(hint) if arm is not type(None))
            return typed(hint, value)
        if hint is date and isinstance(value, str):
            return date.fromisoformat(value)
        if hint is datetime and isinstance(value, str):
            return datetime.fromisoformat(value)
        if hint is Decimal and isinstance(value, (int, float)) and not isinstance(value, bool):
            return Decimal(str(value))
        if origin in (list, tuple) and isinstance(value, list):
            arms = typing.get_args(hint)
            if origin is tuple and arms[-1] is not Ellipsis:
                return tuple(typed(arm, item) for arm, item in zip(arms, value, strict=True))
            return origin(typed(arms[0], item) for item in value)
        if origin is dict and isinstance(value, dict):
            arm = typing.get_args(hint)[1]
            return {key: typed(arm, item) for key, item in value.items()}
    except (ValueError, InvalidOperation) as why:
        raise LawError("bad_input", f"无法识别的值：{value}") from why
    return value


MODULES: list[str] = ["calendar", "periods", "courts", "casetypes", "casenumbers", "causes",
                      "limits.ends", "limits.extensions", "limits.conversions", "limits.hearings",
                      "service", "appeals", "service_periods", "statutory",
                      "bench.watched", "bench.supervision", "bench.assignment", "bench.recusal",
                      "bench.panel", "bench.similar",
                      "fees.acceptance", "fees.applications", "fees.halving", "fees.parties", "fees.changes",
                      "fees.payment", "fees.relief", "fees.burden", "fees.kinds", "fees.quote",
                      "enforcement.clocks", "enforcement.seizure", "enforcement.interest", "enforcement.distribution",
                      "enforcement.auction", "enforcement.sanctions", "enforcement.ending", "enforcement.nodes",
                      "filing.clocks", "filing.conditions", "filing.crossregion",
                      "online.litigation", "online.hearings", "online.evidence", "online.mediation",
                      "dossier.filing", "dossier.archive", "dossier.recording", "dossier.reading",
                      "filing.defects", "filing.complaint",
                      "procedure.smallclaims", "procedure.simplified", "procedure.mediation",
                      "procedure.confirmation", "procedure.paymentorder",
                      "openness.publication", "openness.redaction", "openness.process",
                      "procedure.routing", "procedure.triage",
                      "office.leave", "office.attendance", "office.judges", "office.documents", "office.secrecy",
                      "office.resources"]


def call(name: str, **facts) -> Answer:
    """A rule by its name, from typed values; raises LawError where the law refuses."""
    return load_all()[name](**facts)
