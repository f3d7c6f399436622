"""The catalogue of a dossier: the items of a kind of case in order, with their volume 正卷 or 副卷.

Two sources: the order read in the 1991 rule for civil cases of first and second instance ("civil_first",
"civil_second"), and a modern set of items with volumes and producers (`data/dossier_catalogue.csv`), used
for every other kind. A court edits its own: functions accept `catalogue`, the court's items.
"""

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from law.answer import LawError
from law.choices import Choice, choices, match

FOLDER = Path(__file__).parent.parent / "data"
MAIN, SECRET = "正卷", "副卷"
VOLUMES = (MAIN, SECRET)
SECRET_FROM = {"民事一审简易小额程序": "民事一审普通程序"}
MIXED = ("civil_first", "civil_second")
UNNUMBERED = ("卷宗封面", "卷内目录", "备考表", "证物袋", "卷底")
KINDS = {
    "civil_first": ("民事一审", "civil_first_ordinary", "civil"),
    "civil_second": ("civil_second_instance",),
    "民事一审普通程序": (),
    "民事一审简易小额程序": ("civil_first_simplified", "civil_first_small_claims", "民事简易", "小额诉讼"),
    "民事二审": (),
    "刑事一审": ("criminal_first", "criminal", "刑事"),
    "行政一审": ("admin_first", "administrative_first", "admin", "行政"),
    "执行实施": ("enforcement", "执行", "首次执行", "恢复执行"),
}
NEAREST = (
    ("执行", "执行实施"),
    ("刑", "刑事一审"),
    ("行", "行政一审"),
    ("赔", "行政一审"),
    ("二审", "民事二审"),
    ("终", "民事二审"),
    ("简易", "民事一审简易小额程序"),
    ("小额", "民事一审简易小额程序"),
    ("民", "民事一审普通程序"),
    ("enf", "执行实施"),
    ("crim", "刑事一审"),
    ("admin", "行政一审"),
    ("second", "civil_second"),
    ("civil", "civil_first"),
)


@dataclass(frozen=True)
class Item:
    """One place of a catalogue.

    kind      the kind of case, as in KINDS
    seq       its place within the volume, from 1 (the 1991 orders mix the volumes in one sequence)
    item      its Chinese name; pattern  a regular expression for other names of it, or empty
    producer  who brings the paper (court, plaintiff, system …), empty where the rule doesn't say
    """

    kind: str
    volume: str
    seq: int
    item: str
    pattern: str = ""
    producer: str = ""
    confidence: str = ""

    def closeness(self, document: str) -> float:
        """How well a document's name fits: above 2 it is in the item's name, above 1 by pattern, else by likeness."""
        if document in (self.item, *names_in(self.item)):
            return 3.0 if document == self.item else 2.0 + len(document) / (len(self.item) + 1)
        spans = [len(found[0]) for found in re.finditer(self.pattern, document)] if self.pattern else []
        return 1.0 + max(spans) / 100 if spans else likeness(document, self.item)


def names_in(item: str) -> list[str]:
    """The single papers that an item's name lists.

    >>> names_in("判决书、调解书、裁定书正本")
    ['判决书', '调解书', '裁定书', '判决书正本', '调解书正本', '裁定书正本']
    >>> names_in("判决书、裁定书送达回证")
    ['判决书送达回证', '裁定书送达回证']
    """
    parts = [part for part in re.split(r"[、，（）()及和或]", item) if len(part) > 1]
    for tail in ("正本", "送达回证", "底稿", "存根"):
        if parts and parts[-1].endswith(tail) and parts[-1] != tail:
            plain = [part.removesuffix(tail) for part in parts]
            whole = [part + tail for part in plain]
            return whole if tail == "送达回证" else plain + whole
    return [part for part in parts if part != "送达回证" or item == part]


def likeness(document: str, item: str) -> float:
    """Shared pairs of characters over those of the longer name, below 1; nought under two thirds of the document's."""
    ours, theirs = _pairs(document), _pairs(item)
    if not ours or not theirs or len(ours & theirs) * 3 < len(ours) * 2:
        return 0.0
    return len(ours & theirs) / (max(len(ours), len(theirs)) + 1)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


@cache
def aliases() -> tuple[tuple[str, str], ...]:
    """What people call the papers: (part of an item's name, pattern of other names)."""
    with (FOLDER / "dossier-aliases.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row["item_has"], row["pattern"]) for row in csv.DictReader(lines))


def pattern_for(item: str) -> str:
    """The pattern of other names of an item; a court's own items can be given theirs by it too."""
    return "|".join(pattern for part, pattern in aliases() if part in item)


@cache
def shipped() -> tuple[Item, ...]:
    """All shipped items: the two 1991 orders, then the modern set."""
    found = []
    with (FOLDER / "dossier-order-1991.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.append(Item(row["kind"], row["volume"], int(row["seq"]), row["item"], row["pattern"], "", "W"))
    with (FOLDER / "dossier_catalogue.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.append(
                Item(
                    row["catalogue"],
                    row["volume"],
                    int(row["seq"]),
                    row["item"],
                    pattern_for(row["item"]),
                    row["producer"],
                    row["confidence"],
                )
            )
    return tuple(found)


def kinds(catalogue: tuple[Item, ...] | None = None) -> list[str]:
    """The kinds of case that a catalogue knows, in its order."""
    return list(dict.fromkeys(item.kind for item in catalogue or shipped()))


def kind_named(kind: str, catalogue: tuple[Item, ...] | None = None) -> str:
    """The kind that a name means, or the nearest list (归档办法第14条). Raises LawError("unknown_kind")."""
    known = kinds(catalogue)
    if kind in known:
        return kind
    found = next((key for key, names in KINDS.items() if kind in names), None)
    found = found or next((near for part, near in NEAREST if part in kind), None)
    if found not in known:
        raise LawError("unknown_kind", f"卷宗目录中没有“{kind}”，可选：{'、'.join(known)}。")
    return found


def items(kind: str, volume: str | None = None, catalogue: tuple[Item, ...] | None = None) -> list[Item]:
    """The items of a kind of case in order: 正卷 before 副卷 where each has its own sequence.

    Raises LawError("unknown_kind", "unknown_volume").
    """
    if volume is not None and volume not in VOLUMES:
        raise LawError("unknown_volume", f"不认识的卷别“{volume}”，请选择正卷或者副卷。")
    named = kind_named(kind, catalogue)
    found = [item for item in catalogue or shipped() if item.kind == named]
    if catalogue is None and named in SECRET_FROM:
        lent = [item for item in shipped() if item.kind == SECRET_FROM[named] and item.volume == SECRET]
        found += [replace(item, kind=named) for item in lent]
    found = [item for item in found if volume in (None, item.volume)]
    if named in MIXED and catalogue is None:
        return sorted(found, key=lambda item: item.seq)
    return sorted(found, key=lambda item: (VOLUMES.index(item.volume), item.seq))


def volume_by_words(document: str) -> Choice | None:
    """What a document's name says of its volume (`value`), whatever the catalogue; None where it says nothing."""
    return match(document, choices("dossier-choices", "volume"))


def find(kind: str, document: str, volume: str | None = None, catalogue: tuple[Item, ...] | None = None) -> Item | None:
    """The item under which a document is filed; None where the catalogue lists nothing like it.

    A paper whose name says 副卷 is never filed under an open item, nor the reverse.
    """
    name = re.sub(r"\s+", "", document)
    found = items(kind, volume, catalogue)
    if named := next((item for item in found if item.item == name), None):
        return named
    by_words = volume_by_words(name)
    if volume is None and by_words and not _mixed(found):
        found = [item for item in found if item.volume == by_words.value]
    best = max(found, key=lambda item: item.closeness(name), default=None)
    return best if best is not None and best.closeness(name) > 0 else None


def _mixed(found: list[Item]) -> bool:
    """One sequence for both volumes, as in the 1991 orders, whose places say nothing of secrecy."""
    return any(item.kind in MIXED for item in found)
