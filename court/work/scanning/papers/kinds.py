"""The kinds of paper that a civil dossier sees: read once from kinds/*.yaml."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent / "kinds"
OTHER = "other"
PLACES = ("head", "form", "close", "body")


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    kind     its key, for ever; label  what people read; volume  "main" or "inner"
    item     the key of the catalogue's item; item_of_defendant  where it goes when the defendant brought it
    titles   what such papers are called at their head; signs  {place: {words: weight}}; against  words: weight below nought
    short    a paper of the kind has at most so many characters a page; nought where it says nothing
    fields   {name: {"as": reader, …}}, see fields.py
    """

    kind: str
    label: str
    item: str
    volume: str = "main"
    item_of_defendant: str = ""
    titles: tuple[str, ...] = ()
    signs: dict[str, dict[str, float]] = field(default_factory=dict)
    against: dict[str, float] = field(default_factory=dict)
    short: int = 0
    fields: dict[str, dict] = field(default_factory=dict)

    def item_for(self, by: str = "") -> str:
        return self.item_of_defendant if by == "defendant" and self.item_of_defendant else self.item


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by key, in the order of the files."""
    found: dict[str, Kind] = {}
    for path in sorted(HERE.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text("utf-8")):
            if row["kind"] in found:
                raise ValueError(f"{path.name}: {row['kind']} is there twice")
            found[row["kind"]] = _kind(row)
    return found


def kind(key: str) -> Kind:
    """The kind of a key; 其他材料 where this version knows no such kind."""
    return kinds().get(key) or kinds()[OTHER]


@cache
def _names() -> dict[str, str]:
    """What a kind may be called -> its key; of two kinds with one name the first."""
    found: dict[str, str] = {}
    for one in kinds().values():
        for name in (one.kind, one.label, *one.label.split("、"), *one.titles):
            found.setdefault(name, one.kind)
    return found


def named(words: str) -> Kind | None:
    """The kind that words name exactly, as a separator sheet does; None where no kind is called so."""
    key = _names().get("".join(words.split()))
    return kinds()[key] if key else None


def _kind(row: dict) -> Kind:
    row = dict(row)
    signs = {place: row.pop(place) for place in PLACES if place in row}
    return Kind(titles=tuple(row.pop("title", ())), signs=signs, **row)
