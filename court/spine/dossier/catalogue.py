"""Where a paper belongs: the order of items in 正卷 and 副卷, by the catalogue of the case's court and day.

The law ships a catalogue for each kind of case. A court may lay its own versions over it (`recataloguing`); a version
holds for the cases docketed from its day on, so a dossier keeps the catalogue of its time. An item is known to the
program by its key, for ever; what people read is its label in the version.
"""

from dataclasses import asdict, dataclass
from functools import cache
from re import escape

from court.kit.prepared import Prepared
from court.spine.cases.models import Case
from court.spine.dossier.models import CatalogueVersion, Document
from law import casetypes
from law.answer import LawError
from law.dossier.catalogue import UNNUMBERED, Item, find, kind_named, names_in, pattern_for
from law.dossier.catalogue import items as items_of
from law.dossier.catalogue import kinds as law_kinds
from law.dossier.filing import LAST

# 未列入目录的材料排在目录各项之后、备考表之前（人民法院诉讼文书立卷归档办法第十四条）。
UNLISTED = 900
AT_THE_END = 950
FIXED = frozenset({*UNNUMBERED, *LAST})


@dataclass(frozen=True)
class Entry:
    """One item of a catalogue: its key, what people read, "main" or "inner", and whether new papers still go there."""

    key: str
    label: str
    volume: str
    retired: bool = False

    def as_json(self) -> dict:
        return asdict(self)


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of case whose dossiers this program keeps, e.g. 民事一审普通程序."""
    met = {_kind(row.type_code) for row in casetypes.case_types() if row.type_code}
    return tuple(kind for kind in law_kinds() if kind in met)


def kind_label(kind: str) -> str:
    return "民事一审（普通、简易、小额诉讼程序共用）" if kind == "民事一审普通程序" else kind


@cache
def type_codes(kind: str) -> tuple[str, ...]:
    """The 类型代字 whose dossiers follow this catalogue."""
    return tuple(dict.fromkeys(row.type_code for row in casetypes.case_types() if row.type_code and _kind(row.type_code) == kind))


def _kind(type_code: str) -> str | None:
    try:
        return kind_named(type_code)
    except LawError:
        return None


@cache
def shipped(kind: str) -> tuple[Entry, ...]:
    """The law's own catalogue of a kind of case."""
    return tuple(Entry(one.item, one.item, volume, False) for volume in Document.Volume.values
                 for one in items_of(kind, Document.Volume(volume).label))


def read(stored: list[dict]) -> tuple[Entry, ...]:
    return tuple(Entry(**one) for one in stored)


_VERSIONS = Prepared(lambda court, kind: CatalogueVersion.objects.filter(
    court=court, kind=kind, state=CatalogueVersion.State.APPROVED).order_by("-since"))


def of(case: Case) -> tuple[Entry, ...]:
    """The catalogue of a case: that of its court on the day it was docketed; empty where the law has none."""
    kind = _kind(case.type_code)
    if kind is None:
        return ()
    held = (one for one in _VERSIONS.rows(case.court_id, kind) if one.since <= case.docketed_on)
    version = next(held, None)
    return read(version.entries) if version else shipped(kind)


def items(case: Case, volume: str, entries: tuple[Entry, ...] | None = None) -> dict[str, int]:
    """The items of a volume of this case in use, with their order.

    All tracks of civil first instance use the catalogue of the ordinary procedure: a conversion moves no paper.
    """
    wanted = [one for one in (of(case) if entries is None else entries) if one.volume == volume and not one.retired]
    return {one.key: seq + (AT_THE_END if one.key in LAST else 0) for seq, one in enumerate(wanted, 1)}


def labels(case: Case) -> dict[str, str]:
    """What people read for each key; retired ones too."""
    return {one.key: one.label for one in of(case)}


def item_for(case: Case, volume: str, item: str, title: str) -> tuple[str, int]:
    """The item a paper is filed under, and its order: by the item named, else by its title, else unlisted."""
    entries = of(case)
    known = items(case, volume, entries)
    if item in known:
        return item, known[item]
    kind = _kind(case.type_code)
    found = _like(kind, entries, volume, item or title) if kind else None
    if found is None:
        return item or "其他材料", UNLISTED
    return found, known[found]


def _like(kind: str, entries: tuple[Entry, ...], volume: str, name: str) -> str | None:
    """The key of the item in use whose label, key or other names fit."""
    named = Document.Volume(volume).label
    used = [one for one in entries if one.volume == volume and not one.retired]
    listed = tuple(Item(kind, named, seq, one.label, _patterns(one)) for seq, one in enumerate(used, 1))
    found = find(kind, name, named, listed) if listed else None
    return used[found.seq - 1].key if found else None


def _patterns(entry: Entry) -> str:
    """Other names of an item: those of its key hold on when a court calls it otherwise."""
    former = [entry.key, *names_in(entry.key)] if entry.key != entry.label else []
    return "|".join(filter(None, [pattern_for(entry.key), pattern_for(entry.label), *map(escape, former)]))
