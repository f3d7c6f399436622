"""Every address of the house with every kind of id in it, for somebody to knock at."""
import re
from collections.abc import Iterator

from django.apps import apps

from court.base.access.views import addresses

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
WORDS = {"code": ["appeal", "deliberate"], "act": ["deliberate"], "kind": ["answer", "judgment"], "volume": ["main", "inner"],
         "size": ["small", "large"], "step": ["court"], "key": ["court"], "screen": ["court"], "page": ["1"],
         "number": ["1"], "place": ["0"], "token": ["x" * 24], "slug": ["x"]}
SMALL = {"page", "number", "place", "revision", "sequence"}


def ids_of(case) -> dict[str, list[str]]:
    """The ids of everything that hangs on a case: {model label: up to two ids}."""
    found = {"cases.Case": [str(case.pk)]}
    for model in apps.get_models():
        path = _way_to_case(model)
        if path:
            rows = model._default_manager.filter(**{path: case.pk}).order_by("pk").values_list("pk", flat=True)
            found[model._meta.label] = list(dict.fromkeys(map(str, [*rows[:2], *rows.reverse()[:1]])))
    inner = case.documents.filter(volume="inner").values_list("pk", flat=True)
    found["dossier.Document"] += [str(pk) for pk in inner]
    return found


def _way_to_case(model) -> str:
    names = {f.name: f for f in model._meta.get_fields() if f.is_relation and f.many_to_one and f.concrete}
    if "case" in names:
        return "case_id"
    for name, one in names.items():
        if any(f.name == "case" and f.is_relation for f in one.related_model._meta.concrete_fields):
            return f"{name}__case_id"
    return ""


def all_places(ids: dict[str, list[str]]) -> Iterator[str]:
    """Each address, with each id in the place of its numbers; words where it takes words."""
    numbers = list(dict.fromkeys(pk for some in ids.values() for pk in some))
    for where, _ in addresses("court.site.urls_all"):
        places = [""]
        last = 0
        for found in PARAMETER.finditer(where):
            before, last = where[last : found.start()], found.end()
            values = _values(found["kind"], found["name"], numbers)
            places = [p + before + v for p in places for v in values]
        yield from ("/" + (p + where[last:]).lstrip("/") for p in places)


def _values(kind: str | None, name: str, numbers: list[str]) -> list[str]:
    if kind == "int" and name not in SMALL:
        return numbers
    return WORDS.get(name, ["1" if kind == "int" else "x"])
