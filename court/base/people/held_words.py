"""A form that came too late, in the words in which it was filled in: labels for names, nothing of the machinery."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.forms import ChoiceField, Form
from django.urls import Resolver404, ResolverMatch, resolve

from court.base.people.held import fields_of
from court.base.people.models import HeldForm

# Rooms whose forms are built anew for each page tell their labels here: function(match) -> {name: label}.
LABELLERS: list[Callable[[ResolverMatch], dict[str, str]]] = []
MACHINERY = {"once", "token", "key", "step", "revision", "next", "back", "q", "l", "kept"}
MANAGEMENT = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
UNNAMED = "填写的内容"
ID_LENGTH = 15


@dataclass(frozen=True)
class Kept:
    """One field: `hidden` is sent again without being shown, `chosen` shows the words of a choice instead of a box."""

    name: str
    value: str
    label: str
    hidden: bool = False
    chosen: str = ""


def kept(form: HeldForm) -> list[Kept]:
    """The fields of a held form as a page shows them."""
    match = _match(form.path)
    labels = {name: label for labeller in LABELLERS for name, label in labeller(match).items()} if match else {}
    known = list(_forms_of(match)) if match else []
    return [_kept(name, value, labels, known) for name, value in fields_of(form)]


def _kept(name: str, value: str, labels: dict[str, str], known: list[type[Form]]) -> Kept:
    plain = name.rsplit("-", 1)[-1]
    if plain in MACHINERY or plain in MANAGEMENT or not value.strip():
        return Kept(name, value, "", hidden=True)
    field = next((one.base_fields[plain] for one in known if plain in one.base_fields), None)
    label = labels.get(plain) or (str(field.label) if field is not None and field.label else UNNAMED)
    choices = cast(list[tuple[Any, Any]], field.choices) if isinstance(field, ChoiceField) else []
    words = next((label for key, label in choices if key == value), "")
    if not words and value.isdigit() and len(value) >= ID_LENGTH:
        words = "已选择"
    return Kept(name, value, label, chosen=str(words))


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path.split("?")[0])
    except Resolver404:
        return None


def _forms_of(match: ResolverMatch) -> Iterator[type[Form]]:
    """The forms of the room whose page it was; those of the page's own module first."""
    module = getattr(match.func, "__wrapped__", match.func).__module__
    room = ".".join(module.split(".")[:3])
    every = [one for one in _below(Form) if one.__module__.startswith(room)]
    yield from sorted(every, key=lambda one: (one.__module__ != module, one.__module__, one.__qualname__))


def _below(form: type[Form]) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)
