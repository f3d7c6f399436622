"""Labelled sentences and the figures by which finding elements is judged."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from court.kit.refusal import Refused
from court.work.elements.rules import engine

OFTEN = 30
DRAWS = 1_000
Found = list[frozenset[str]]


@dataclass(frozen=True)
class Case:
    """A labelled paper: its sentences and the codes each has."""

    name: str
    domain: str
    sentences: list[str]
    codes: Found


@dataclass
class Figures:
    """Hits, false finds and misses by code, one Counter each a case so that cases can be drawn again."""

    hits: list[Counter] = field(default_factory=list)
    wrong: list[Counter] = field(default_factory=list)
    missed: list[Counter] = field(default_factory=list)

    def add(self, case: Case, found: Found) -> None:
        hits: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for true, said in zip(case.codes, found, strict=True):
            hits.update(true & said)
            wrong.update(said - true)
            missed.update(true - said)
        self.hits.append(hits)
        self.wrong.append(wrong)
        self.missed.append(missed)

    def extend(self, other: "Figures") -> None:
        self.hits += other.hits
        self.wrong += other.wrong
        self.missed += other.missed

    def table(self, codes: list[str]) -> np.ndarray:
        """cases × codes × (hits, wrong, missed)."""
        made = np.zeros((len(self.hits), len(codes), 3), dtype=np.int64)
        for place, counters in enumerate(zip(self.hits, self.wrong, self.missed, strict=True)):
            for kind, counter in enumerate(counters):
                for column, code in enumerate(codes):
                    made[place, column, kind] = counter[code]
        return made


def read(path: Path) -> list[Case]:
    """The labelled cases of a file of JSON lines: "domain" and "sentences" [{"t": text, "e": [codes]}]. Refused without any."""
    cases = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            case = json.loads(line)
            if not isinstance(case, dict) or case.get("domain") not in engine.DOMAINS or not case.get("sentences"):
                continue
            cases.append(_case(case, number))
    if not cases:
        raise Refused(f"文件“{path.name}”中没有已标注的案件。",
                      do=f"每行一个JSON：domain为{'、'.join(engine.DOMAINS)}之一，sentences为[{{t, e}}]。", code="unlabelled")
    return cases


def _case(case: dict, number: int) -> Case:
    known = engine.domain(case["domain"]).by_code()
    sentences = case["sentences"]
    return Case(str(case.get("id") or number), case["domain"], [str(one["t"]) for one in sentences],
                [frozenset(code for code in one["e"] if code in known) for one in sentences])  # fmt: skip


def counts(cases: list[Case]) -> Counter:
    """How many sentences each code stands in."""
    return Counter(code for case in cases for codes in case.codes for code in codes)


def f1(cells: np.ndarray) -> np.ndarray:
    """F1 of (…, 3) counts of hits, wrong and missed; 0 where nothing was hit."""
    hits, wrong, missed = (cells[..., kind].astype(float) for kind in range(3))
    below = 2 * hits + wrong + missed
    return np.divide(2 * hits, below, out=np.zeros_like(below), where=below > 0)


def shares(cells: np.ndarray) -> tuple[float, float, float]:
    """(precision, recall, F1) of one row of counts."""
    hits, wrong, missed = (int(one) for one in cells)
    return (hits / (hits + wrong) if hits + wrong else 0.0, hits / (hits + missed) if hits + missed else 0.0,
            float(f1(cells)))  # fmt: skip


def macro(table: np.ndarray) -> float:
    return float(f1(table.sum(axis=0)).mean()) if table.shape[1] else 0.0


def micro(table: np.ndarray) -> tuple[float, float, float]:
    return shares(table.sum(axis=(0, 1)))


def interval(table: np.ndarray, seed: int = 20_260_309) -> tuple[float, float]:
    """The middle 95 % of the macro-F1 when cases are drawn again with replacement."""
    chance = np.random.default_rng(seed)
    many = table.shape[0]
    drawn = [macro(table[chance.integers(0, many, many)]) for _ in range(DRAWS)]
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))
