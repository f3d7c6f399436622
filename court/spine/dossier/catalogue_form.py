"""The catalogue as a form: a row for each item with its place, its name and whether it is retired; empty rows for new ones."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from court.kit.refusal import Refused
from court.spine.dossier.catalogue import FIXED, Entry
from court.spine.dossier.models import Document

SPARE = 3


class WhyForm(forms.Form):
    since = forms.DateField(label="施行日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                            help_text="自该日起立案的案件适用；此前立案的案件沿用原目录。")
    reason = forms.CharField(label="变更理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


@dataclass
class Row:
    """One line of the form. `name` begins the names of its fields; `acts` files here by itself, so it can't be retired."""

    name: str
    volume: str
    place: str
    label: str
    retired: bool = False
    key: str = ""
    fixed: bool = False
    acts: str = ""

    @property
    def was(self) -> str:
        """What the shipped catalogue calls it, where the court calls it otherwise."""
        return self.key if self.key and self.key != self.label else ""


def rows(entries: tuple[Entry, ...], acts: dict[str, list[str]], typed: QueryDict | None = None) -> dict[str, list[Row]]:
    """The rows by volume, as they stand or as they were typed."""
    found: dict[str, list[Row]] = {}
    for volume, label in Document.Volume.choices:
        part = [one for one in entries if one.volume == volume]
        lines = [Row(f"{volume}-{n}", volume, "" if one.retired else str(n), one.label, one.retired, one.key, one.key in FIXED,
                     "、".join(acts.get(one.key, [])[:4])) for n, one in enumerate(part, 1)]
        lines += [Row(f"{volume}-new-{n}", volume, "", "") for n in range(SPARE)]
        for line in lines if typed is not None else []:
            _typed(line, typed)
        found[label] = lines
    return found


def _typed(line: Row, typed: QueryDict | None) -> None:
    if typed is None or line.fixed:
        return
    line.place = typed.get(f"{line.name}-place", line.place).strip()[:4]
    line.label = typed.get(f"{line.name}-label", line.label).strip()[:80]
    line.retired = bool(typed.get(f"{line.name}-retired"))


def entries_of(found: dict[str, list[Row]]) -> list[Entry]:
    """The catalogue the rows describe, in order. Refused where a place is no number."""
    made = []
    for lines in found.values():
        kept = [line for line in lines if line.label or line.key]
        for line in sorted(kept, key=_order):
            made.append(Entry(line.key or line.label, line.label, line.volume, line.retired))
    return made


def _order(line: Row) -> tuple[bool, int, bool]:
    """By place; a new one stands before the one whose place it was given. Retired ones last."""
    if line.retired:
        return True, 0, False
    if not (line.place.isascii() and line.place.isdigit()):
        raise Refused(f"“{line.label}”的次序应当是数字。", do="请填写它在本卷中排第几。", code="bad_field", status=422)
    return False, int(line.place), bool(line.key)
