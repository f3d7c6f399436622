"""The kinds of trial limit and their dated rows, from `data/trial-limits.toml`."""
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from law.answer import BadLaw, LawError
from law.instruments import Citation, cite
from law.limits.lengths import Length

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Extension:
    """One step of extension. A step without a length leaves it to whoever grants it.

    approver  president, upper, high, admin_high, supreme, high_record or parties (see approvers.py)
    repeat    may be granted again and again
    grounds   only for the groups of cases of 刑诉法208 (death penalty possible, attached claim, 158)
    """

    length: Length
    least: Length
    approver: str
    citation: Citation
    repeat: bool
    grounds: bool


@dataclass(frozen=True)
class Limit:
    """The trial limit of one kind in one span of time."""

    kind: str
    name: str
    domain: str
    codes: tuple[str, ...]
    starts: str
    length: Length
    hard: Length
    steps: tuple[Extension, ...]
    citation: Citation
    since: date
    until: date | None
    workflow: str
    special: bool
    note: str
    variants: tuple[Mapping, ...] = field(default=(), hash=False)
    follows: Mapping = field(default_factory=dict, hash=False)

    @property
    def criminal(self) -> bool:
        return self.domain == "criminal"

    def base(self, facts: Mapping) -> tuple[Length, Citation]:
        """The base length for the facts of a case, with its article: the first variant they fit, else the plain one."""
        for variant in self.variants:
            if _fits(variant, facts):
                article = variant.get("article")
                return _length(variant), cite(self.citation.instrument.key, article) if article else self.citation
        return self.length, self.citation


def _fits(variant: Mapping, facts: Mapping) -> bool:
    value = facts.get(variant["fact"])
    if value is None:
        return False
    return value > variant["over"] if "over" in variant else value == variant["is"]


def _length(row: Mapping) -> Length:
    return Length(row.get("months", 0), row.get("days", 0), row.get("hours", 0))


def _extension(row: Mapping) -> Extension:
    return Extension(_length(row), Length(row.get("least_months", 0)), row["approver"],
                     cite(row["instrument"], row["article"], row["mark"]), row.get("repeat", False),
                     row.get("grounds", False))


def _limit(row: Mapping) -> Limit:
    return Limit(row["kind"], row["name"], row["domain"], tuple(row["codes"]), row["starts"], _length(row),
                 _length(row.get("hard", {})), tuple(map(_extension, row["steps"])),
                 cite(row["instrument"], row["article"], row["mark"]), row["since"], row.get("until"),
                 row["workflow"], row.get("special", False), row.get("note", ""), tuple(row.get("variants", ())),
                  row.get("follows", {}))


@cache
def _rows() -> dict[str, tuple[Limit, ...]]:
    found: dict[str, list[Limit]] = {}
    for row in tomllib.loads((DATA / "trial-limits.toml").read_text("utf-8"))["limit"]:
        found.setdefault(row["kind"], []).append(_limit(row))
    for kind, limits in found.items():
        limits.sort(key=lambda limit: limit.since)
        for older, newer in pairwise(limits):
            if older.until is None or older.until > newer.since:
                raise BadLaw(f"trial-limits: two rows of {kind} are in force on {newer.since}")
    return {kind: tuple(limits) for kind, limits in found.items()}


@cache
def _aliases() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in tomllib.loads((DATA / "trial-limits.toml").read_text("utf-8"))["limit"]:
        for name in (row["kind"], row["name"], *row.get("aliases", ())):
            if found.setdefault(name, row["kind"]) != row["kind"]:
                raise BadLaw(f"trial-limits: {name} names two kinds")
    return found


def kinds() -> dict[str, str]:
    """Every kind with its Chinese name, in the order of the table."""
    return {kind: limits[-1].name for kind, limits in _rows().items()}


def kind_named(name: str) -> str:
    """The key of a kind from its key, its Chinese name or another name. Raises LawError("unknown_kind")."""
    if name not in _aliases():
        raise LawError("unknown_kind", f"没有“{name}”这一类审限，请从审限表所列种类中选择。")
    return _aliases()[name]


def limit_of(kind: str, on: date, facts: Mapping = MappingProxyType({})) -> Limit:
    """The limit of a kind in force on a day. Raises LawError "unknown_kind" or "no_law_on_date".

    A retrial follows the instance whose procedure it uses: `facts["procedure"]` says second_instance.
    """
    rows = _rows()[kind_named(kind)]
    for limit in rows:
        if limit.since <= on and (limit.until is None or on < limit.until):
            return _followed(limit, on, facts)
    raise LawError("no_law_on_date", f"{on}尚无可适用的{rows[0].name}审限规定"
                   f"（{rows[0].citation}自{rows[0].since}起适用），请人工核定。", rows[0].citation)


def _followed(limit: Limit, on: date, facts: Mapping) -> Limit:
    if not limit.follows:
        return limit
    model = limit_of(limit.follows.get(facts.get("procedure"), limit.follows["ordinary"]), on)
    return replace(model, kind=limit.kind, name=limit.name, codes=limit.codes, starts=limit.starts)


def kinds_for(type_code: str) -> list[str]:
    """The kinds that a type code may have, in the order of the table: 民初 has several, 执异 one."""
    return [kind for kind, limits in _rows().items() if type_code in limits[-1].codes]
