"""A folder of labelled pictures: labels.jsonl, one picture a line, and batches.jsonl where it has mixed batches."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from court.kit.refusal import Refused


@dataclass(frozen=True)
class Label:
    """What a picture shows. `text`: its lines in reading order; `quarters`: turns against the clock that put it upright."""

    file: str
    kind: str
    mode: str
    font: str
    text: str
    quarters: int
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Pictures scanned one after the other, and the papers they are: (first, last, class), pages from 0."""

    name: str
    files: list[str]
    parts: list[tuple[int, int, str]]


def labels(folder: Path) -> Iterator[Label | str]:
    """Every label, or in its place what is wrong with it. Refused where the folder holds no labels.jsonl."""
    path = folder / "labels.jsonl"
    if not path.is_file():
        raise Refused(f"{folder}中没有labels.jsonl。", do="请给出按labels.jsonl格式标注的图片文件夹。", code="no_labels")
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _label(folder, number, line)


def _label(folder: Path, number: int, line: str) -> Label | str:
    try:
        row = json.loads(line)
        file = row["file"]
        if Path(file).name != file:
            return f"labels.jsonl line {number}: {file!r} is not a plain file name"
        if not (folder / file).is_file():
            return f"labels.jsonl line {number}: {file} is missing"
        how = row.get("degradation", {})
        text = "\n".join(one["text"] for one in row["lines"])
        mode, font = str(how.get("mode", "unknown")), str(row.get("font", ""))
        return Label(file, str(row["class"]), mode, font, text, quarters(row["lines"]), dict(row.get("fields", {})))
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        return f"labels.jsonl line {number} is no label: {type(why).__name__} {why}"


def quarters(lines: list[dict]) -> int:
    """Turns against the clock that put a picture upright, from the way its lines run."""
    across = down = 0.0
    for line in lines:
        (x0, y0), (x1, y1) = line["quad"][0], line["quad"][1]
        across, down = across + x1 - x0, down + y1 - y0
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def batches(folder: Path) -> Iterator[Batch | str]:
    """The mixed batches of a set; none where it has no batches.jsonl."""
    path = folder / "batches.jsonl"
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        try:
            row = json.loads(line)
            missing = [file for file in row["files"] if not (folder / Path(file).name).is_file()]
            if missing:
                yield f"batches.jsonl line {number}: {missing[0]} is missing"
                continue
            yield Batch(row["name"], list(row["files"]), [(int(a), int(b), str(c)) for a, b, c in row["parts"]])
        except (ValueError, KeyError, TypeError) as why:
            yield f"batches.jsonl line {number} is no batch: {type(why).__name__} {why}"
