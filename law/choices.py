"""Lists of choices with Chinese labels, and how free words of people are recognised among them.

A list is rows of `data/<file>.csv` that share a name; the columns are list, key, label, pattern, value,
instrument, article, mark. Words match a choice by key, by label, or by its pattern (a regular
expression searched in the words without blanks); the first row of the file wins.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.answer import LawError
from law.instruments import Citation, cite

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Choice:
    """One choice; `value` is what the list is about, as its module documents."""

    key: str
    label: str
    pattern: str
    value: str
    instrument: str
    article: str
    mark: str

    def cite(self) -> Citation:
        return cite(self.instrument, self.article, self.mark or None)


@cache
def file(name: str) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for raw in csv.DictReader(lines):
            found.setdefault(raw.pop("list"), []).append(Choice(**raw))
    return {key: tuple(rows) for key, rows in found.items()}


def choices(name: str, listed: str) -> tuple[Choice, ...]:
    """The choices of a list in their order. Raises KeyError for a list that isn't there."""
    return file(name)[listed]


def match(words: str, among: tuple[Choice, ...]) -> Choice | None:
    """The choice that the words name, or None."""
    words = re.sub(r"\s+", "", words)
    for choice in among:
        if words in (choice.key, choice.label):
            return choice
    for choice in among:
        if choice.pattern and re.search(choice.pattern, words):
            return choice
    return None


def pick(words: str, among: tuple[Choice, ...], code: str, what: str) -> Choice:
    """The choice that the words name. Raises LawError(code), naming the labels that would be known."""
    found = match(words, among)
    if found is None:
        known = "、".join(choice.label for choice in among)
        raise LawError(code, f"无法识别的{what}“{words}”，请从下列各项中选择：{known}。")
    return found
