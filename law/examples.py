"""Running worked examples: a CSV of rule, input and expected answer against the registry.

Columns: id, rule, input (JSON), expected (JSON), source, verified. Every value that `expected` states
must be what the rule gives; a rule may give more than an example asks about (the full fee beside
the halved one), but never a refusal for an answer or the reverse. Numbers compare by value.
"""
import csv
import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from law import registry


@dataclass(frozen=True)
class Outcome:
    """What became of one row: "passed", "failed" or "disputed", with what was got (None: no such rule)."""

    id: str
    rule: str
    verdict: str
    expected: object
    got: object
    source: str


def read(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def disputed_ids(path: Path | None) -> set[str]:
    """Ids of rows held to be wrong; each needs an argument (columns id, argument)."""
    if path is None:
        return set()
    rows = list(read(path))
    if silent := [row["id"] for row in rows if not (row.get("argument") or "").strip()]:
        raise ValueError(f"disputed rows without an argument: {', '.join(silent)}")
    return {row["id"] for row in rows}


def run(path: Path, disputed: AbstractSet[str] = frozenset()) -> Iterator[Outcome]:
    for row in read(path):
        expected = json.loads(row["expected"])
        try:
            got = registry.ask(row["rule"], json.loads(row["input"]))
        except KeyError:
            got = None
        verdict = "passed" if agrees(expected, got) else "disputed" if row["id"] in disputed else "failed"
        yield Outcome(row["id"], row["rule"], verdict, expected, got, row.get("source", ""))


def agrees(expected, got) -> bool:
    """Whether an answer holds every value that the example states."""
    if (
        isinstance(expected, dict)
        and isinstance(got, dict)
        and expected
        and "error" not in (expected.keys() | got.keys())
    ):
        return expected.keys() <= got.keys() and all(same(expected[key], got[key]) for key in expected)
    return same(expected, got)


def same(expected, got) -> bool:
    """Equal as JSON: numbers by value to a hundredth of a fen, a bool never equals a number."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, (int, float)) and isinstance(got, (int, float)):
        return abs(expected - got) < 0.0001
    if isinstance(expected, dict) and isinstance(got, dict):
        return expected.keys() == got.keys() and all(same(expected[key], got[key]) for key in expected)
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    return type(expected) is type(got) and expected == got
