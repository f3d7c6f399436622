"""What kind of paper some pages are, by the words that speak for each kind and where on the page they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from rapidfuzz import fuzz

from court.spine.dossier.texts import PageLayout
from court.work.scanning.papers.kinds import OTHER, Kind, kinds
from court.work.scanning.papers.words import HEAD_ROWS, Reading, Row, hits, same, tall, tidy

# The surest a paper must be to be filed without a hand; measured in docs/how-to/papers.md.
SURE = 0.9
TITLE = 8.0
NEAREST_TITLE = 0.7
LETTERHEAD = 12
CLOSE = 0.65
MISREAD = 0.8
INSIDE = 0.45
MOST = 15.0
NOTHING = 4.0
HEAT = 1.25
FEW_LETTERS = 12


@dataclass(frozen=True)
class Sorted:
    """What a paper is taken for.

    item        key of the catalogue's item; volume "main" or "inner"
    confidence  0..1: how often such a paper was right among generated ones
    why         the words found that speak for it, the strongest first, each with its place: "标题“传票”"
    runner_up   the next best kind's key, or empty
    """

    kind: str
    label: str
    volume: str
    item: str
    confidence: float
    why: list[str] = field(default_factory=list)
    runner_up: str = ""

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


@dataclass
class _Score:
    kind: Kind
    points: float = 0.0
    why: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, words: str) -> None:
        self.points += weight
        if weight > 0:
            self.why.append((weight, words))


def classify(pages: Sequence[PageLayout], *, by: str = "") -> Sorted:
    """The kind of paper that pages are, first page first. `by`: "plaintiff", "defendant" or empty: who brought it."""
    reading = Reading([page for page in pages if not page.blank])
    if reading.letters < FEW_LETTERS:
        return _wordless(reading, by)
    return _answer(scores(reading), by)


def scores(reading: Reading) -> list[_Score]:
    """All kinds with their points, the best first."""
    heads = titles(reading)
    found = []
    for one in kinds().values():
        if one.kind == OTHER:
            continue
        score = _Score(one)
        if one.kind in heads:
            score.add(*heads[one.kind])
        _signs(reading, score)
        found.append(score)
    return sorted(found, key=lambda score: -score.points)


def _answer(found: list[_Score], by: str) -> Sorted:
    best, second = found[0], found[1]
    weights = [exp(min(score.points, MOST + TITLE) / HEAT) for score in found]
    confidence = weights[0] / (sum(weights) + exp(NOTHING / HEAT))
    if best.points < NOTHING:
        other = kinds()[OTHER]
        words = [words for _, words in sorted(best.why, reverse=True)][:3]
        return Sorted(other.kind, other.label, other.volume, other.item_for(by), round(min(0.5, 1 - confidence), 3), words, best.kind.kind)
    why = [words for _, words in sorted(best.why, key=lambda one: -one[0])]
    kind = best.kind
    return Sorted(kind.kind, kind.label, kind.volume, kind.item_for(by), round(confidence, 3), why[:8], second.kind.kind if second.points > 0 else "")


def _wordless(reading: Reading, by: str) -> Sorted:
    """A page with hardly a word: a photo, if it is anything; a person looks at it. A title alone still tells."""
    heads = titles(reading)
    if heads:
        key = max(heads, key=lambda one: heads[one][0])
        kind = kinds()[key]
        return Sorted(key, kind.label, kind.volume, kind.item_for(by), 0.5, [heads[key][1]])
    kind = kinds()["photo" if reading.pages else OTHER]
    return Sorted(kind.kind, kind.label, kind.volume, kind.item_for(by), 0.3, ["页面上几乎没有文字"])


def titles(reading: Reading) -> dict[str, tuple[float, str]]:
    """Kinds whose name stands at the head of the first page: {kind: (points, what was found)}."""
    found: dict[str, tuple[float, str]] = {}
    rows = [row for row in reading.rows if row.page == 0]
    if not rows:
        return {}
    usual = sorted(tall(line) for row in rows for line in row.lines)[sum(len(row.lines) for row in rows) // 2]
    for place, row in enumerate(rows[:HEAD_ROWS]):
        weight = TITLE * _prominence(place, row, usual)
        for words, share in _candidates(row, usual):
            for key, (likeness, title) in _title_in(words).items():
                points = weight * likeness * share
                if points > found.get(key, (0.0, ""))[0]:
                    found[key] = (points, f"标题“{title}”")
    return found


def _candidates(row: Row, usual: float) -> list[tuple[str, float]]:
    """What may be a title in a row: all of it, or a piece in large letters beside a speck or a number; with its weight."""
    large = [line.text for line in row.lines if tall(line) > usual * 1.18] if len(row.lines) > 1 else []
    return [(row.text, 1.0), *((text, 0.9) for text in large)]


def _prominence(place: int, row: Row, usual: float) -> float:
    """1 for large letters near the top, less further down and small; a title may stand under the court's name."""
    large = max(tall(line) for line in row.lines) > usual * 1.18
    return (1.0 if place < 3 else 0.8 if place < 5 else 0.5) * (1.0 if large or place == 0 else 0.75)


def _title_in(words: str) -> dict[str, tuple[float, str]]:
    """{kind: (likeness, title)} for words that are a title, or end in one after a letterhead."""
    text = same(tidy(words)).strip("《》*-_#·.")
    if not 2 <= len(text) <= 30 or any(mark in text[:-1] for mark in ":。,;"):
        return {}
    found: dict[str, tuple[float, str]] = {}
    for one in kinds().values():
        for title in one.titles:
            likeness = _likeness(text, same(title))
            if likeness > found.get(one.kind, (0.0, ""))[0]:
                found[one.kind] = (likeness, title)
    top = max((likeness for likeness, _ in found.values()), default=0.0)
    # A title that another kind's fits better speaks little for the kind: 民事上诉状 is no misread 民事起诉状.
    return {key: one if one[0] >= top else (one[0] * (0.9 if top - one[0] < 0.03 else 0.35), one[1]) for key, one in found.items()}


def _likeness(text: str, title: str) -> float:
    """1 for the title itself; less for one within a letterhead or misread; 0 for another."""
    if text == title:
        return 1.0
    extra = len(text) - len(title)
    bare = text.split("(")[0]
    if bare == title:
        return 0.97
    if 0 < extra <= LETTERHEAD and (bare.endswith(title) or text.endswith(title)):
        return max(0.6, 0.9 - 0.02 * extra) + 0.003 * len(title)
    if 0 < extra <= 4 and text.startswith(title) and len(title) >= 3:
        return 0.75
    if len(title) < 3 or abs(extra) > 2:
        return 0.0
    ratio = fuzz.ratio(text, title) / 100
    return (0.9 * ratio) if ratio >= NEAREST_TITLE else 0.0


def _signs(reading: Reading, score: _Score) -> None:
    short = score.kind.short
    if short and reading.letters > short * len(reading.pages):
        score.points -= 4
    for place, signs in score.kind.signs.items():
        for words, weight in signs.items():
            share = _found(reading, words, place)
            if share:
                score.add(weight * share, f"{_WHERE[place]}“{words.rstrip(':')}”")
    for words, weight in score.kind.against.items():
        if _found(reading, words, "body") >= 1:
            score.points += weight


_WHERE = {"head": "页首", "form": "栏目", "close": "落款", "body": "正文"}


def _found(reading: Reading, words: str, place: str) -> float:
    """0..1: how well words were found in a place of the paper."""
    best = 0.0
    wanted = same("".join(words.split()))
    length = len(reading.same)
    for hit in hits(reading.same, words):
        whole = 1.0 if "".join(hit[0].split()) == wanted else MISREAD
        start = hit.start()
        if place == "head":
            share = 1.0 if start < _head_ends(reading) else 0.0
        elif place == "close":
            share = 1.0 if start >= length * CLOSE else 0.0
        elif place == "form":
            share = 1.0 if start in reading.starts else INSIDE
        else:
            share = 1.0
        best = max(best, share * whole)
        if best == 1.0:
            break
    return best


def _head_ends(reading: Reading) -> int:
    rows = [row for row in reading.rows if row.page == 0]
    return rows[HEAD_ROWS].start if len(rows) > HEAD_ROWS else len(reading.text)
