"""Every address of the house with every kind of id in it, for somebody to knock at."""
import re
from collections.abc import Iterator

from django.apps import apps

from bench.scene import way_to_case
from court.base.access.views import addresses

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
WORDS = {"code": ["appeal", "deliberate"], "act": ["deliberate"], "kind": ["answer", "judgment"], "volume": ["main", "inner"],
         "size": ["small", "large"], "step": ["court"], "key": ["court"], "screen": ["court"], "page": ["1"],
         "number": ["1"], "place": ["0"], "token": ["x" * 24], "slug": ["x"]}
ROOTS = ("cases.Case", "filing.Filing")
SMALL = {"page", "number", "place", "revision", "sequence"}


def ids_of(case) -> dict[str, list[str]]:
    """The ids of everything that hangs on a case: {model label: up to two ids}."""
    found = {"cases.Case": [str(case.pk)]}
    for model in apps.get_models():
        path = way_to_case(model)
        if path:
            rows = model._default_manager.filter(**{path: case.pk}).order_by("pk").values_list("pk", flat=True)
            found[model._meta.label] = list(dict.fromkeys(map(str, [*rows[:2], *rows.reverse()[:1]])))
    inner = case.documents.filter(volume="inner").values_list("pk", flat=True)
    found["dossier.Document"] += [str(pk) for pk in inner]
    return found


def all_places(ids: dict[str, list[str]]) -> Iterator[str]:
    """Each address, with each id in the place of its numbers; words where it takes words.

    Where an address takes two numbers, each id stands beside itself, before and behind what it hangs on: the case, the
    filing. A pair of two that have nothing to do with each other is refused for the first of them.
    """
    numbers = list(dict.fromkeys(pk for some in ids.values() for pk in some))
    roots = [pk for label in ROOTS for pk in ids.get(label, [])]
    for where, _ in addresses("court.site.urls_all"):
        places: list[tuple[str, list[str]]] = [("", [])]
        last = 0
        for found in PARAMETER.finditer(where):
            before, last = where[last : found.start()], found.end()
            is_id = found["kind"] == "int" and found["name"] not in SMALL
            values = _values(found["kind"], found["name"], numbers)
            places = [(p + before + v, [*used, v] if is_id else used) for p, used in places for v in values
                      if not is_id or not used or v == used[0] or v in roots or used[0] in roots]
        yield from ("/" + (p + where[last:]).lstrip("/") for p, _ in places)


def _values(kind: str | None, name: str, numbers: list[str]) -> list[str]:
    if kind == "int" and name not in SMALL:
        return numbers
    return WORDS.get(name, ["1" if kind == "int" else "x"])
