"""may(): the one answer to "who may do what with which thing" (S9). Denied by default; deny wins.

Rooms register, at import, three kinds of functions for their classes:

    @resolver(Case)              def ...(actor, case) -> set[str]            relations: {"judge", "party"}
    @rule(Case, "read")          def ...(actor, case, relations) -> Verdict | None
    @scoper(Case)                def ...(actor, queryset) -> queryset        what lists and counts may see

A rule answers ALLOW, deny("why") or None for "not my matter". A thing may be an instance, or its
class for questions without one ("create"); ANY is for instances only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.kit.refusal import Refused, not_there

ANY = "*"


@dataclass(frozen=True)
class Verdict:
    """Whether, and why not. `hidden`: the asker must not even learn that the thing exists (S11)."""

    allowed: bool
    reason: str = ""
    law: str = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed


ALLOW = Verdict(True)
NOT_YOURS = Verdict(False, "您没有办理该事项的权限。")

Relations = Callable[[Actor, Any], Iterable[str]]
Rule = Callable[[Actor, Any, frozenset], Verdict | None]
Scoper = Callable[[Actor, QuerySet], QuerySet]

_resolvers: dict[type, list[Relations]] = defaultdict(list)
_rules: dict[tuple[type, str], list[tuple[Rule, bool]]] = defaultdict(list)
_scopers: dict[type, tuple[Scoper, bool]] = {}


def deny(reason: str, *, law: str = "", hidden: bool = False) -> Verdict:
    return Verdict(False, reason, law, hidden)


def resolver(model: type) -> Callable[[Relations], Relations]:
    """Register what relations an actor has to a thing of this class; several add up."""

    def put(function: Relations) -> Relations:
        if function not in _resolvers[model]:
            _resolvers[model].append(function)
        return function

    return put


def rule(model: type, *verbs: str, administrators: bool = False) -> Callable[[Rule], Rule]:
    """Register a rule for verbs on a class; ANY ("*") speaks to every verb with an instance.

    administrators  the rule may allow the three administrators too. Other rules can only deny them:
                    so no rule about dossiers opens one to them by mistake (S8).
    """

    def put(function: Rule) -> Rule:
        for verb in verbs:
            _rules[model, verb].append((function, administrators))
        return function

    return put


def scoper(model: type, *, administrators: bool = False) -> Callable[[Scoper], Scoper]:
    """Register what of a class may be listed, counted and searched. One a class."""

    def put(function: Scoper) -> Scoper:
        if model in _scopers and _scopers[model][0] is not function:
            raise ValueError(f"two scopers for {model.__name__}")
        _scopers[model] = (function, administrators)
        return function

    return put


def relations(actor: Actor, thing: Any) -> frozenset[str]:
    """The relations of an actor to a thing, e.g. {"judge"}; none to a class."""
    if isinstance(thing, type):
        return frozenset()
    found = (one(actor, thing) for model in type(thing).__mro__ for one in _resolvers.get(model, ()))
    return frozenset(relation for some in found for relation in some)


def may(actor: Actor, verb: str, thing: Any, on: date | None = None) -> Verdict:
    """Whether `actor` may do `verb` with `thing`, as of `on` (else the actor's day). Writes nothing."""
    if on is not None and on != actor.on:
        actor = replace(actor, on=on)
    if actor.account is not None and not actor.signed_in:
        return deny("该账号已停用。")
    rules = _rules_for(thing, verb)
    if not rules:
        return NOT_YOURS
    related = relations(actor, thing)
    opens_to_administrators = actor.is_administrator
    allowed = False
    for one, administrators in rules:
        verdict = one(actor, thing, related)
        if verdict is None:
            continue
        if not verdict.allowed:
            return verdict
        allowed = allowed or administrators or not opens_to_administrators
    return ALLOW if allowed else NOT_YOURS


def require(actor: Actor, verb: str, thing: Any, on: date | None = None) -> None:
    """Refused when may() says no: 404 for what must stay hidden, else 403."""
    verdict = may(actor, verb, thing, on)
    if verdict.allowed:
        return
    if verdict.hidden:
        raise not_there()
    raise Refused(verdict.reason, law=verdict.law, do="如需办理，请联系承办人员。", code="forbidden", status=403)


def visible(actor: Actor, queryset: QuerySet) -> QuerySet:
    """What of a query set the actor may see; nothing where no scoper stands."""
    if actor.account is not None and not actor.signed_in:
        return queryset.none()
    found = next((_scopers[model] for model in queryset.model.__mro__ if model in _scopers), None)
    if found is None or (actor.is_administrator and not found[1]):
        return queryset.none()
    return found[0](actor, queryset)


def _rules_for(thing: Any, verb: str) -> list[tuple[Rule, bool]]:
    about_class = isinstance(thing, type)
    kinds = thing.__mro__ if about_class else type(thing).__mro__
    said = (verb,) if about_class else (verb, ANY)
    return [one for kind in kinds for word in said for one in _rules.get((kind, word), ())]
