"""Finding elements in the sentences of a paper by the rules of data/*.yaml.

A rule holds for a sentence when all it says of it is so:
    says       a pattern found in the sentence
    also       a second pattern found in it
    unless     a pattern that must not be found in it (negations, articles of law, other meanings)
    in         the parts of the paper in which it counts: claims, answer, facts, reasons, verdict
    not_after  a pattern that must not stand before the place found
    case       a pattern found somewhere in the paper
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from court.work.elements.rules.parts import Part, parts_of

FOLDER = Path(__file__).parent / "data"
DOMAINS = ("divorce", "labor", "loan")
# A sentence that only names the proofs says nothing of the case itself, whatever the proofs are called.
_PROOFS = re.compile(r"^(?:上述|以上|前述)(?:查明的?)?(?:事实|案件事实|证据).{0,6}(?:有|由|经)|^(?:原告|被告)[^，。]{0,12}提(?:供|交)的?证据")


@dataclass(frozen=True)
class Rule:
    says: re.Pattern
    also: re.Pattern | None = None
    unless: re.Pattern | None = None
    parts: frozenset[str] = frozenset()
    not_after: re.Pattern | None = None
    case: re.Pattern | None = None

    def holds(self, sentence: str, part: str, paper: str) -> bool:
        found = self.says.search(sentence)
        if not found or (self.parts and part not in self.parts):
            return False
        if (self.also and not self.also.search(sentence)) or (self.unless and self.unless.search(sentence)):
            return False
        if self.not_after and self.not_after.search(sentence, 0, found.start()):
            return False
        return self.case is None or bool(self.case.search(paper))


@dataclass(frozen=True)
class Element:
    """One element: its code, our name and meaning, the words a plain search would look for, and its rules."""

    code: str
    name: str
    means: str
    words: tuple[str, ...]
    rules: tuple[Rule, ...] = field(repr=False)

    def stands_in(self, sentence: str, part: str, paper: str) -> bool:
        return any(rule.holds(sentence, part, paper) for rule in self.rules)


@dataclass(frozen=True)
class Domain:
    key: str
    label: str
    causes: frozenset[str]
    elements: tuple[Element, ...]

    def by_code(self) -> dict[str, Element]:
        return {one.code: one for one in self.elements}


@cache
def domain(key: str) -> Domain:
    """The elements of divorce, labor or loan. KeyError for another word."""
    if key not in DOMAINS:
        raise KeyError(key)
    read = yaml.safe_load((FOLDER / f"{key}.yaml").read_text(encoding="utf-8"))
    elements = tuple(
        Element(one["code"], one["name"], one["means"], tuple(one["words"]), tuple(map(_rule, one["rules"])))
        for one in read["elements"]
    )
    return Domain(key, read["label"], frozenset(read["causes"]), elements)


def for_cause(cause: str) -> Domain | None:
    """The elements that go with a cause of action (案由); None where we have none."""
    return next((domain(key) for key in DOMAINS if cause in domain(key).causes), None)


def element(code: str) -> Element | None:
    for key in DOMAINS:
        if code in (known := domain(key).by_code()):
            return known[code]
    return None


def find(key: str, sentences: list[str], start: Part = "") -> list[frozenset[str]]:
    """The codes that stand in each sentence of a paper. `start`: the part its first sentence belongs to."""
    paper = "\n".join(sentences)
    parts = parts_of(sentences, start)
    return [
        frozenset(one.code for one in domain(key).elements if one.stands_in(sentence, part, paper))
        if not _PROOFS.search(sentence) else frozenset()
        for sentence, part in zip(sentences, parts, strict=True)
    ]  # fmt: skip


def plain(key: str, sentences: list[str]) -> list[frozenset[str]]:
    """What a search for the plain words of each element finds: the measure the rules have to beat."""
    return [
        frozenset(one.code for one in domain(key).elements if any(word in sentence for word in one.words))
        for sentence in sentences
    ]


def _rule(read: dict) -> Rule:
    return Rule(
        re.compile(read["says"]), _maybe(read.get("also")), _maybe(read.get("unless")),
        frozenset(read.get("in", ())), _maybe(read.get("not_after")), _maybe(read.get("case")),
    )  # fmt: skip


def _maybe(pattern: str | None) -> re.Pattern | None:
    return re.compile(pattern) if pattern else None
