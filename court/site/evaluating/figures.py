"""All figures of a labelled set: reading, direction, kind, fields, batches, cost."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from court.kit.sight.measuring import Tally
from court.site.evaluating import eyes
from court.site.evaluating.fieldmarks import KINDS, Marks
from court.site.evaluating.labelled import Batch, Label, batches, labels
from court.spine.dossier.texts import PageLayout
from court.work.scanning.papers import SURE, classify, fields, kinds, split


@dataclass
class Figures:
    """What `measure` finds. `by_mode`: character errors; `faults`: labels and pictures that were left out, and why."""

    by_mode: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    upright: list[bool] = field(default_factory=list)
    sorted: list[tuple[str, str, str, float]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    seconds: list[float] = field(default_factory=list)
    kept: int = 0
    parts: list[tuple[str, int, int, int]] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        return sum(want == got for _, want, got, _ in self.sorted)

    @property
    def confusions(self) -> Counter:
        return Counter((want, got) for _, want, got, _ in self.sorted if want != got)

    def surely(self, least: float = SURE) -> tuple[int, int]:
        """(right, all) of the papers that are filed without a hand."""
        sure = [want == got for _, want, got, confidence in self.sorted if confidence >= least]
        return sum(sure), len(sure)


def measure(folder: Path, *, limit: int | None = None, jobs: int = 1, cache_in: Path | None = None,
            say: Callable[[str], None] = lambda _: None) -> Figures:  # fmt: skip
    """Reads the pictures of a folder in order. `limit`: only so many; `say` is told of progress. Refused: no labels.jsonl."""
    figures = Figures()
    found: list[Label] = []
    for one in labels(folder):
        if isinstance(one, str):
            figures.faults.append(one)
        elif limit is None or len(found) < limit:
            found.append(one)
    names = _names(found)
    layouts: dict[str, PageLayout] = {}
    for label, seen in zip(found, eyes.looks([folder / one.file for one in found], cache_in, jobs), strict=True):
        if seen.fault:
            figures.faults.append(f"{label.file} {seen.fault}")
            continue
        layouts[label.file] = seen.layout
        _page(figures, label, seen, names[label.kind])
        say(f"{len(figures.rows)}/{len(found)} {label.file} {label.mode} {seen.seconds:.1f}s")
    if limit is None:
        _batches(figures, folder, layouts, jobs, cache_in)
    return figures


def _names(found: list[Label]) -> dict[str, set[str]]:
    """The fields that any paper of a class is labelled with."""
    names: dict[str, set[str]] = defaultdict(set)
    for label in found:
        names[label.kind] |= label.fields.keys()
    return names


def _page(figures: Figures, label: Label, seen: eyes.Seen, names: set[str]) -> None:
    tally = figures.by_mode[label.mode]
    tally.add(seen.text, label.text)
    figures.upright.append(seen.layout.quarters == label.quarters)
    want = KINDS.get(label.kind, label.kind)
    got = classify([seen.layout])
    figures.sorted.append((label.file, want, got.kind, got.confidence))
    read = fields(got.kind, [seen.layout])
    figures.marks.add(label.file, got.kind, label.fields, read)
    figures.marks.unlabelled(label.file, got.kind, names, label.fields, read)
    figures.kept += seen.kept
    figures.seconds.append(seen.seconds)
    wrong, letters = tally.pages[-1]
    figures.rows.append({
        "file": label.file, "class": label.kind, "mode": label.mode, "font": label.font, "wrong_characters": wrong, "characters": letters,
        "upright": figures.upright[-1], "kind": got.kind, "confidence": got.confidence, "why": got.why, "seconds": seen.seconds,
        "fields": {name: one.value for name, one in read.items()},
    })  # fmt: skip


def _batches(figures: Figures, folder: Path, layouts: dict[str, PageLayout], jobs: int, cache_in: Path | None) -> None:
    """Each mixed batch: how many papers begin and end right, how many there are, how many were made."""
    for batch in batches(folder):
        if isinstance(batch, str):
            figures.faults.append(batch)
            continue
        unread = [file for file in batch.files if file not in layouts]
        layouts |= {file: seen.layout for file, seen in zip(unread, eyes.looks([folder / file for file in unread], cache_in, jobs), strict=True)}
        figures.parts.append(_split(batch, [layouts[file] for file in batch.files]))


def _split(batch: Batch, pages: list[PageLayout]) -> tuple[str, int, int, int]:
    want = {(first, last, KINDS.get(kind, kind)) for first, last, kind in batch.parts}
    got = {(part.first, part.last, part.sorted.kind) for part in split(pages)}
    return batch.name, len(want & got), len(want), len(got)


def label_of(kind: str) -> str:
    return kinds()[kind].label if kind in kinds() else kind
