"""python -m bench ocr DIR: reading pages beside OCRmyPDF with tesseract chi_sim, the same pages in the same run.

DIR holds pictures and labels.jsonl: `file`, `lines` (each with `text`, in reading order), `degradation.mode`. Both sides
read one file a process, on one thread, from the picture to a searchable PDF/A; processor seconds are those of the process
and all it started, as the kernel counts them. Exit 0 when both limits are kept, 1 when not, 3 when something was missing.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import report
from court.kit.sight import measuring, process

MEDIA_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".tif": "image/tiff"}
MOST_ERROR, MOST_TIME = 1 / 5, 4.0
DPI = 140  # OCRmyPDF wants to be told; 1,600 points are the long side of A4 then
ALL = "all"


@dataclass
class Side:
    """One side's figures of a mode."""

    errors: measuring.Tally = field(default_factory=measuring.Tally)
    seconds: list[float] = field(default_factory=list)

    @property
    def a_page(self) -> float:
        return sum(self.seconds) / len(self.seconds)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench ocr", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read each n-th page only")
    parser.add_argument("--json", action="store_true", help="the results for programs, one document")
    given = parser.parse_args(arguments)
    if not shutil.which("tesseract") or not shutil.which("gs"):
        print("bench ocr needs tesseract, tesseract-ocr-chi-sim and ghostscript (Debian packages)", file=sys.stderr)
        return 3
    pages = [json.loads(line) for line in (given.folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()][:: given.every]
    found = measure(given.folder, pages)
    rows = [row(mode, ours, theirs) for mode, (ours, theirs) in sorted(found.items(), key=lambda one: (one[0] == ALL, one[0]))]
    told = {"machine": report.machine(), "counted": measuring.COUNTED_AS, "limits": {"error": MOST_ERROR, "time": MOST_TIME},
            "results": rows}  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1) if given.json else as_text(told))
    return 0 if rows[-1]["kept"] else 1


def measure(folder: Path, pages: list[dict]) -> dict[str, tuple[Side, Side]]:
    """Both sides by mode; who goes first changes from page to page."""
    found: dict[str, tuple[Side, Side]] = {}
    for place, page in enumerate(pages):
        wanted = "\n".join(line["text"] for line in page["lines"])
        sides = list(enumerate((product, tesseract)))
        for side, reader in sides if place % 2 else sides[::-1]:
            text, seconds = timed(reader, folder / page["file"])
            for mode in (page["degradation"]["mode"], ALL):
                figures = found.setdefault(mode, (Side(), Side()))[side]
                figures.errors.add(text, wanted)
                figures.seconds.append(seconds)
        print(f"bench ocr: {place + 1} of {len(pages)}", file=sys.stderr, flush=True)
    return found


def timed(reader: Callable[[Path, Path], str], picture: Path) -> tuple[str, float]:
    with tempfile.TemporaryDirectory(prefix="court-bench-") as folder:
        before = _of_children()
        text = reader(picture, Path(folder))
        return text, _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def product(picture: Path, folder: Path) -> str:
    outcome = process.read_file(picture, MEDIA_TYPES[picture.suffix.lower()], folder / "read")
    return outcome.text()


def tesseract(picture: Path, folder: Path) -> str:
    """As its manual would have it for such pages: turned and levelled, one job, one thread."""
    sidecar = folder / "words.txt"
    command = [sys.executable, "-m", "ocrmypdf", "--language", "chi_sim", "--rotate-pages", "--deskew", "--jobs", "1", "--quiet",
               "--image-dpi", str(DPI), "--sidecar", str(sidecar), str(picture), str(folder / "read.pdf")]  # fmt: skip
    subprocess.run(command, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   check=False)  # fmt: skip
    return sidecar.read_text(encoding="utf-8") if sidecar.exists() else ""


def row(mode: str, ours: Side, theirs: Side) -> dict:
    error = ours.errors.pooled / theirs.errors.pooled if theirs.errors.pooled else float("inf")
    time = ours.a_page / theirs.a_page
    return {
        "mode": mode, "pages": len(ours.seconds),
        "product": {"mean": ours.errors.mean, "pooled": ours.errors.pooled, "seconds": ours.a_page},
        "tesseract": {"mean": theirs.errors.mean, "pooled": theirs.errors.pooled, "seconds": theirs.a_page},
        "error_ratio": error, "time_ratio": time, "kept": error <= MOST_ERROR and time <= MOST_TIME,
    }  # fmt: skip


def as_text(told: dict) -> str:
    """A table; errors as mean of the pages and pooled over all characters."""
    lines = [told["machine"], f"character error: {told['counted']}; mean of pages / pooled", "",
             "| mode | pages | product | s a page | OCRmyPDF, tesseract chi_sim | s a page | error ratio ≤ 0.20 | time ratio ≤ 4 | kept |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    return "\n".join([*lines, *map(_line, told["results"])])


def _line(one: dict) -> str:
    ours, theirs = (f"{one[side]['mean']:.2%} / {one[side]['pooled']:.2%} | {one[side]['seconds']:.1f}" for side in ("product", "tesseract"))
    return (f"| {one['mode']} | {one['pages']} | {ours} | {theirs} | {one['error_ratio']:.2f} | {one['time_ratio']:.2f} | "
            f"{'yes' if one['kept'] else 'NO'} |")  # fmt: skip
