"""Per-stage completeness: what a dossier should hold by now, present, missing or late. It never gates a hearing.

The rows are data (completeness.yaml). What is missing is late once the stage after its own has begun.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.urls import NoReverseMatch, reverse

from court.spine import wiring
from court.spine.cases.models import Case
from court.spine.dossier import catalogue
from court.spine.dossier.models import Document, Placement, Rendition

FILE = Path(__file__).with_name("completeness.yaml")
# How the page is called on which something is put right; the rooms that own them are above this one.
CURES = {"add": ("document_add", "归入材料"), "service": ("services_of_case", "办理送达"), "fees": ("fee_burden", "办理诉讼费"),
         "hearings": ("hearings_of_case", "办理庭审")}  # fmt: skip
WORDS = {"present": "已有", "missing": "尚缺", "late": "逾期"}


@dataclass(frozen=True)
class Row:
    """One thing a dossier of a kind should hold; see completeness.yaml."""

    title: str
    since: str
    why: str
    law: str
    item: str = ""
    kinds: tuple[str, ...] = ()
    signed: bool = False
    heard: bool = False
    gates: bool = False
    cure: str = ""

    def answers(self) -> set[str]:
        """What answers it, as held() names it."""
        kinds = {f"kind:{kind}" for kind in self.kinds}
        return kinds | {f"signed:{self.item}"} if self.signed else kinds or {self.item}


@dataclass(frozen=True)
class Need:
    """A row for one case: state present, missing or late, and where it is put right."""

    row: Row
    state: str
    label: str = ""
    url: str = ""
    cure: str = ""

    @property
    def words(self) -> str:
        return WORDS[self.state]


@cache
def _read() -> dict[str, tuple[list[str], tuple[Row, ...]]]:
    found = {}
    for kind in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        rows = tuple(Row(**one | {"kinds": tuple(one.get("kinds", ()))}) for one in kind["rows"])
        found[kind["type_code"]] = (kind["stages"], rows)
    return found


def stages(type_code: str) -> list[str]:
    return _read().get(type_code, ([], ()))[0]


def rows(type_code: str, stage: str, heard: bool) -> list[Row]:
    """The rows that a case of a kind is held to at a stage."""
    known, all_rows = _read().get(type_code, ([], ()))
    reached = known[: known.index(stage) + 1] if stage in known else []
    return [one for one in all_rows if one.since in reached and (heard or not one.heard)]


def all_gating() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """(stage, item, title) of the rows that the archive waits for: in every case, and in cases that were heard."""
    gating = [one for _, some in _read().values() for one in some if one.gates]
    plain = [(one.since, one.item, one.title) for one in gating if not one.heard]
    return plain, [(one.since, one.item, one.title) for one in gating if one.heard]


def held(case: Case) -> set[str]:
    """What the main volume holds: items, kind:<kind>, signed:<item>; struck and replaced papers do not count."""
    gone = [Document.State.STRUCK, Document.State.SUPERSEDED]
    there = Placement.objects.filter(case=case, volume=Document.Volume.MAIN).exclude(document__state__in=gone)
    found = list(there.values_list("item", "document__kind", "document_id"))
    purposes = [Rendition.Purpose.ORIGINAL, Rendition.Purpose.SIGNED]
    signed = set(Rendition.objects.filter(document__in=[pk for _, _, pk in found], purpose__in=purposes).values_list("document_id", flat=True))
    return {item for item, _, _ in found} | {f"kind:{kind}" for _, kind, _ in found} | {f"signed:{item}" for item, _, pk in found if pk in signed}


def was_heard(case: Case) -> bool:
    """Whether the case went through a hearing, by its journal (the entry of the act)."""
    from court.spine.journal.models import Entry

    return Entry.objects.filter(stream=case.stream, kind="case.hold_hearing").exists()


def checklist(case: Case) -> list[Need]:
    """Every row of the case's stage with how it stands, for the dossier's page; empty where the kind has no rows."""
    known = stages(case.type_code)
    if case.stage not in known:
        return []
    present, labels = held(case), catalogue.labels(case)
    at = known.index(case.stage)
    found = []
    for row in rows(case.type_code, case.stage, was_heard(case)):
        there = bool(row.answers() & present)
        state = "present" if there else "late" if known.index(row.since) < at else "missing"
        url, words = _cure(row, case) if not there else ("", "")
        found.append(Need(row, state, labels.get(row.item, row.item), url, words))
    return found


def _cure(row: Row, case: Case) -> tuple[str, str]:
    name, words = CURES.get(row.cure, ("", ""))
    with suppress(NoReverseMatch):
        return (reverse(name, args=[case.pk]), words) if name else ("", "")
    return "", ""


PLAIN, HEARD = all_gating()
wiring.files_under("归档前的齐全性检查", *(item for _, item, _ in PLAIN + HEARD))
