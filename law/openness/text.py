"""Masking a whole document: names wherever they occur, and numbers that must go, in text, titles and file names."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.openness.redaction import names_dedupe

FILE = Path(__file__).parent.parent / "data" / "redact-patterns.csv"
GONE = "×××"


@dataclass(frozen=True)
class Change:
    """One replacement: where it stood in the original text, what stood there, why it went (Chinese label)."""

    start: int
    end: int
    was: str
    now: str
    why: str


@cache
def number_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Numbers that give a person away, by their look: (label, pattern)."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple((row["label"], re.compile(row["pattern"])) for row in csv.DictReader(lines))


def masks(people: Mapping[str, str | None]) -> dict[str, str]:
    """The mask of each name (name -> kind of name or None), stable within one document."""
    names = list(people)
    return dict(zip(names, names_dedupe(names=names, kinds=list(people.values()))["masked"], strict=True))


def redact_text(
    text: str, people: Mapping[str, str | None], delete: list[str] | None = None
) -> tuple[str, list[Change]]:
    """A text with names masked and numbers deleted, and every change for a person to check.

    people  names to mask, with their kind (see redaction.KINDS) or None
    delete  other words that must go, such as home addresses
    Longer words are taken first, so 王小明 is masked before 王小; what has been replaced isn't looked at again.

    >>> redact_text("张三（身份证号140802199001011234）诉张四。", {"张三": None, "张四": None})[0]
    '张某1（身份证号×××）诉张某2。'
    """
    words = {
        **{word: (GONE, "应当删除的信息") for word in delete or [] if word},
        **{name: (mask, "隐名处理") for name, mask in masks(people).items()},
    }
    found = [
        Change(hit.start(), hit.end(), hit[0], GONE, label)
        for label, pattern in number_patterns()
        for hit in pattern.finditer(text)
    ]
    for word in sorted(words, key=len, reverse=True):
        now, why = words[word]
        found += [Change(hit.start(), hit.end(), word, now, why) for hit in re.finditer(re.escape(word), text)]
    kept = _without_overlaps(found)
    parts, last = [], 0
    for change in kept:
        parts += [text[last : change.start], change.now]
        last = change.end
    return "".join([*parts, text[last:]]), kept


def _without_overlaps(found: list[Change]) -> list[Change]:
    """The longest change wherever several meet, in the order of the text."""
    kept: list[Change] = []
    for change in sorted(found, key=lambda change: (change.start - change.end, change.start)):
        if all(change.end <= other.start or other.end <= change.start for other in kept):
            kept.append(change)
    return sorted(kept, key=lambda change: change.start)
