"""A sentence as numbers: its characters, its neighbours', who speaks, and what the rules say of it.

Strings of characters are hashed, so that a model names no word and no person of the papers it was made from.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import numpy as np
from scipy import sparse

from court.work.elements.rules import engine
from court.work.elements.rules.parts import ANSWER, CLAIMS, FACTS, REASONS, VERDICT, parts_of

VERSION = 1
BUCKETS = 1 << 19
LONGEST = 4
NEAR_LONGEST = 3
PARTS = (CLAIMS, ANSWER, FACTS, REASONS, VERDICT)
# (how far away the neighbour stands, weight of its characters)
NEAR = ((-1, 0.5), (1, 0.35), (-2, 0.25))
RULE_WEIGHT, PART_WEIGHT, NEAR_RULE_WEIGHT = 0.7, 0.3, 0.3


def rows(key: str, sentences: list[str]) -> list[dict[int, float]]:
    """A row of bucket → value for each sentence of one paper, before columns are weighted and chosen."""
    found = engine.find(key, sentences)
    parts = parts_of(sentences)
    return [
        _row(sentences, found, parts[place], place) for place in range(len(sentences))
    ]


def _row(sentences: list[str], found: list[frozenset[str]], part: str, place: int) -> dict[int, float]:
    row = dict(_strings("", sentences[place], LONGEST))
    for code in found[place]:
        row[_bucket(f"rule:{code}")] = RULE_WEIGHT
    if part in PARTS:
        row[_bucket(f"part:{part}")] = PART_WEIGHT
    for step, weight in NEAR:
        there = place + step
        if not 0 <= there < len(sentences):
            row[_bucket(f"edge:{step}")] = PART_WEIGHT
            continue
        for bucket, value in _strings(f"{step}:", sentences[there], NEAR_LONGEST):
            row[bucket] = row.get(bucket, 0.0) + weight * value
        for code in found[there]:
            row[_bucket(f"rule:{step}:{code}")] = NEAR_RULE_WEIGHT
    return row


@lru_cache(maxsize=40_000)
def _strings(space: str, sentence: str, longest: int) -> tuple[tuple[int, float], ...]:
    """Strings of one to `longest` characters with the logarithm of how often they stand there, of length 1 together."""
    counts = Counter(_bucket(space + one) for one in _cut(sentence, longest))
    values = {bucket: 1.0 + float(np.log(many)) for bucket, many in counts.items()}
    norm = sum(value * value for value in values.values()) ** 0.5 or 1.0
    return tuple((bucket, value / norm) for bucket, value in values.items())


def _cut(sentence: str, longest: int) -> Iterator[str]:
    text = "".join("0" if one.isdigit() else one for one in sentence)
    for length in range(1, longest + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]


def _bucket(word: str) -> int:
    return crc32(word.encode()) % BUCKETS


def columns_in(cases: list[list[dict[int, float]]], at_least: int) -> tuple[np.ndarray, np.ndarray]:
    """(buckets that occur in so many cases, their weights): what one case alone says is not learned."""
    many: Counter[int] = Counter()
    in_rows: Counter[int] = Counter()
    for case in cases:
        many.update({bucket for row in case for bucket in row})
        for row in case:
            in_rows.update(row.keys())
    total = sum(len(case) for case in cases)
    kept = np.array(sorted(bucket for bucket, count in many.items() if count >= at_least), dtype=np.int32)
    weights = np.array([1.0 + np.log((1 + total) / (1 + in_rows[int(one)])) for one in kept], dtype=np.float32)
    return kept, weights


def matrix(found: list[dict[int, float]], kept: np.ndarray, weights: np.ndarray) -> sparse.csr_matrix:
    """Rows as a matrix of the kept columns, each row's length 1."""
    place = {int(bucket): column for column, bucket in enumerate(kept)}
    indices, values, starts = [], [], [0]
    for row in found:
        for bucket, value in row.items():
            column = place.get(bucket)
            if column is not None:
                indices.append(column)
                values.append(value * weights[column])
        starts.append(len(indices))
    made = sparse.csr_matrix((np.array(values, dtype=np.float64), indices, starts), shape=(len(found), len(kept)))
    lengths = np.sqrt(made.multiply(made).sum(axis=1)).A1
    lengths[lengths == 0] = 1.0
    return sparse.diags(1.0 / lengths) @ made
