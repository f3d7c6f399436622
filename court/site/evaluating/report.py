"""The figures of a labelled set as people and programs read them."""

from court.kit.sight.measuring import COUNTED_AS
from court.site.evaluating import eyes
from court.site.evaluating.fieldmarks import COMPARED_AS
from court.site.evaluating.figures import Figures, label_of
from court.work.scanning.papers import SURE

STEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


def lines(figures: Figures) -> list[str]:
    """The report, a line each."""
    if not figures.rows:
        return ["nothing was read", *_faults(figures)]
    return [*_reading(figures), *_sorting(figures), *_fields(figures), *_parts(figures), *_cost(figures), *_faults(figures)]


def _reading(figures: Figures) -> list[str]:
    rows = [f"character error ({COUNTED_AS}; edit distance over the characters there should be)", f"  {'mode':<14}{'pages':>6}{'pooled':>9}{'mean':>9}"]
    for mode, tally in sorted(figures.by_mode.items()):
        rows.append(f"  {mode:<14}{len(tally.pages):>6}{tally.pooled:>9.2%}{tally.mean:>9.2%}")
    right = sum(figures.upright)
    return [*rows, f"put upright: {right} of {len(figures.upright)}"]


def _sorting(figures: Figures) -> list[str]:
    all_ = len(figures.sorted)
    rows = [f"kind of paper: {figures.right} of {all_} right ({figures.right / all_:.1%}); 借条, 欠条 and 收条 are one kind"]
    rows += [f"  {label_of(want)} taken for {label_of(got)}: {count}" for (want, got), count in figures.confusions.most_common()]
    for least in STEPS:
        right, sure = figures.surely(least)
        mark = "  <- filed without a hand" if least == SURE else ""
        rows.append(f"  confidence >= {least:.2f}: {sure} papers, {right / sure if sure else 1:.2%} right{mark}")
    return rows


def _fields(figures: Figures) -> list[str]:
    marks = figures.marks
    rows = [f"fields that the labels name ({COMPARED_AS})", f"  {'precision':>9}{'recall':>9}{'labels':>8}  field"]
    for name in sorted(marks.labelled, key=lambda one: (-marks.labelled[one], one)):
        rows.append(f"  {marks.precision(name):>9.1%}{marks.recall(name):>9.1%}{marks.labelled[name]:>8}  {name}")
    return [*rows, f"  {marks.precision():>9.1%}{marks.recall():>9.1%}{sum(marks.labelled.values()):>8}  all"]


def _parts(figures: Figures) -> list[str]:
    if not figures.parts:
        return []
    right, want, got = (sum(counts) for counts in zip(*(one[1:] for one in figures.parts), strict=True))
    return [f"mixed batches: {right} of {want} papers begin, end and are sorted right ({got} made of {len(figures.parts)} batches)"]


def _cost(figures: Figures) -> list[str]:
    mean = sum(figures.seconds) / len(figures.seconds)
    kept = f"; {figures.kept} pages from the reading cache, with the time they took then" if figures.kept else ""
    return [f"processor seconds a page (one thread): {mean:.2f} mean, {max(figures.seconds):.2f} most{kept}",
            f"most memory: {eyes.peak_memory() / 2**20:.0f} MiB"]  # fmt: skip


def _faults(figures: Figures) -> list[str]:
    return [f"left out: {fault}" for fault in figures.faults]


def as_json(figures: Figures) -> dict:
    """The same for programs, with every page."""
    marks = figures.marks
    return {
        "counted_as": COUNTED_AS,
        "compared_as": COMPARED_AS,
        "character_error": {mode: {"pages": len(one.pages), "pooled": one.pooled, "mean": one.mean} for mode, one in figures.by_mode.items()},
        "upright": {"right": sum(figures.upright), "pages": len(figures.upright)},
        "kinds": {"right": figures.right, "pages": len(figures.sorted), "confusions": [[*pair, count] for pair, count in figures.confusions.items()],
                  "sure": dict(zip(("right", "pages"), figures.surely(), strict=True)), "threshold": SURE},
        "fields": {name: {"precision": marks.precision(name), "recall": marks.recall(name), "labels": marks.labelled[name]} for name in marks.labelled},
        "all_fields": {"precision": marks.precision(), "recall": marks.recall()},
        "wrong_fields": marks.wrong,
        "batches": [dict(zip(("name", "right", "papers", "made"), one, strict=True)) for one in figures.parts],
        "seconds": {"mean": sum(figures.seconds) / max(1, len(figures.seconds)), "most": max(figures.seconds, default=0.0), "kept": figures.kept},
        "memory_bytes": eyes.peak_memory(),
        "pages": figures.rows,
        "faults": figures.faults,
    }  # fmt: skip
