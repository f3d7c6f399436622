"""Causes of action (案由): civil causes, criminal charges, administrative causes, each a tree.

The trees are data in the order of the official lists. `code` is ours (official numbers restart
inside each part), `official_no` the number as printed. Names of older lists lead to today's.
"""
import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law import terms
from law.answer import Answer, LawError, Step
from law.instruments import Citation, cite
from law.registry import rule

DATA = Path(__file__).parent / "data"
FILES = {"civil": "causes-civil.csv", "criminal": "causes-criminal.csv", "admin": "causes-administrative.csv"}
SOURCES = {"civil": "CAUSE", "criminal": "CAUSECRIM", "admin": "CAUSEADM"}
WORDS = {"civil": "案由", "criminal": "罪名", "admin": "案由"}
ENDINGS = ("纠纷", "案件", "罪", "案")


@dataclass(frozen=True)
class Cause:
    """One entry of a tree. `article` is the article of the Criminal Law, for charges alone."""

    domain: str
    code: str
    official_no: str
    level: int
    parent: str
    name: str
    article: str = ""

    @property
    def citation(self) -> Citation:
        return cite(SOURCES[self.domain])


@cache
def tree(domain: str) -> dict[str, Cause]:
    """All entries of a domain by code, in the order of the official list. Raises LawError."""
    domain = _domain(domain)
    with (DATA / FILES[domain]).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["code"]: Cause(domain, row["code"], row.get("official_no", row.get("part", "")),
                                   int(row["level"]), row["parent_code"], row["name"], row.get("article", ""))
                for row in rows}


def _domain(value: str) -> str:
    found = terms.domain(value)
    if found not in FILES:
        raise LawError("bad_input", "案由只分民事、刑事、行政三类。")
    return found


@cache
def former_names(domain: str) -> dict[str, str]:
    """Older or short name -> code of today's entry. The mapping is approximate, a person confirms it."""
    domain = _domain(domain)
    with (DATA / "causes-former.csv").open(encoding="utf-8", newline="") as lines:
        return {row["former_or_short_name"]: row["code"] for row in csv.DictReader(lines)
                if terms.domain(row["kind"]) == domain}


@cache
def _children(domain: str) -> dict[str, tuple[Cause, ...]]:
    found: dict[str, list[Cause]] = {}
    for cause in tree(domain).values():
        found.setdefault(cause.parent, []).append(cause)
    return {parent: tuple(causes) for parent, causes in found.items()}


def by_code(domain: str, code: str) -> Cause:
    """The entry of a code. Raises LawError("unknown_cause")."""
    if code not in tree(domain):
        raise LawError("unknown_cause", f"{WORDS[_domain(domain)]}编码“{code}”不存在。", cite(SOURCES[_domain(domain)]))
    return tree(domain)[code]


def children(domain: str, code: str = "") -> tuple[Cause, ...]:
    """The entries directly below one; without `code` the first level."""
    return _children(_domain(domain)).get(code, ())


def ancestors(domain: str, code: str) -> list[Cause]:
    """The entries above one, from the first level down, itself not among them."""
    above: list[Cause] = []
    cause = by_code(domain, code)
    while cause.parent:
        cause = by_code(domain, cause.parent)
        above.insert(0, cause)
    return above


def path(domain: str, code: str) -> str:
    """The names from the first level down to the entry: 合同、准合同纠纷 > 合同纠纷 > 借款合同纠纷."""
    return " > ".join(cause.name for cause in [*ancestors(domain, code), by_code(domain, code)])


def is_within(domain: str, code: str, ancestor: str) -> bool:
    """Whether an entry is another one or stands below it."""
    return code == ancestor or ancestor in {cause.code for cause in ancestors(domain, code)}


def named(domain: str, name: str) -> Cause:
    """The entry of a name: today's, then an older one, then without punctuation and ending.

    Where several levels share a name the lowest is meant, since a case takes the most specific
    cause. Raises LawError("unknown_cause").
    """
    domain = _domain(domain)
    name = name.strip()
    by_name = [cause for cause in tree(domain).values() if cause.name == name]
    if not by_name and name in former_names(domain):
        by_name = [by_code(domain, former_names(domain)[name])]
    if not by_name:
        by_name = [cause for cause in tree(domain).values() if _bare(cause.name) == _bare(name)]
    if not by_name:
        by_name = [by_code(domain, code) for old, code in former_names(domain).items() if _bare(old) == _bare(name)]
    if not by_name:
        raise LawError("unknown_cause", f"没有名为“{name}”的{WORDS[domain]}，请检索后从列表中选择。",
                       cite(SOURCES[domain]))
    return max(by_name, key=lambda cause: cause.level)


def search(domain: str, text: str, limit: int = 20) -> list[Cause]:
    """Entries that fit what somebody typed, the best first.

    Whole names come first, then older names, beginnings, parts, and entries that hold all the
    characters typed; between equals the more specific, then the shorter name.
    """
    domain, wanted = _domain(domain), _bare(text)
    if not wanted:
        return []
    old = {code: name for name, code in former_names(domain).items() if wanted in _bare(name)}
    ranked = [(rank, -cause.level, len(cause.name), cause.code, cause) for cause in tree(domain).values()
              if (rank := _rank(wanted, _bare(cause.name), cause.code in old)) is not None]
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:-1])][:limit]


def _rank(wanted: str, name: str, has_old_name: bool) -> int | None:
    if wanted == name:
        return 0
    if has_old_name:
        return 1
    if name.startswith(wanted):
        return 2
    if wanted in name:
        return 3
    return 4 if len(wanted) > 1 and all(char in name for char in wanted) else None


def _bare(name: str) -> str:
    plain = re.sub(r"[\s、，,；;·“”\"'（）()《》]", "", name)
    for ending in ENDINGS:
        if len(plain) > len(ending) + 1:
            plain = plain.removesuffix(ending)
    return plain


@rule("cause.lookup")
def cause_lookup(*, domain: str, name: str | None = None, code: str | None = None) -> Answer:
    """A cause by name or code. {"code", "name", "level", "path", "article"}."""
    if (name is None) == (code is None):
        raise LawError("bad_input", "请给出案由名称或者编码，二者择一。")
    cause = named(domain, name) if name is not None else by_code(domain, code or "")
    return Answer({"code": cause.code, "name": cause.name, "level": cause.level, "path": path(domain, cause.code),
                   "article": cause.article or None},
                  [Step(f"{WORDS[cause.domain]}“{cause.name}”：{path(domain, cause.code)}", cause.citation)])


@rule("cause.search")
def cause_search(*, domain: str, text: str, limit: int = 20) -> Answer:
    """Causes that fit a text. {"causes": [{"code", "name", "path"}, …]}."""
    found = search(domain, text, limit)
    return Answer({"causes": [{"code": cause.code, "name": cause.name, "path": path(domain, cause.code)}
                              for cause in found]},
                  [Step(f"按“{text}”检索，得{len(found)}项", cite(SOURCES[_domain(domain)]))])
