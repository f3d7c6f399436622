"""python -m bench.bundles: a bundle of 1,000 pages beside a plain `qpdf --empty --pages … --` merge of the same pages.

Both read the same files and write one file, in turn, in the same run; processor time of the process and of what it starts.
The bundle has in addition its cover, contents with links, bookmarks, two labels on each page, a watermark, no metadata,
and the digest of the file. pypdf is told for information. Exit 1 when a limit is not kept.
"""

import argparse
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import file_digest
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

ON = date(2026, 3, 2)
QPDF = shutil.which("qpdf") or "/usr/bin/qpdf"
MOST_RATIO, MOST_SECONDS = 1.5, 20.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.bundles", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "court.site.settings_test")
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="bench-bundles-") as folder:
        told = [measure(name, files(Path(folder) / name, given.pages), given.rounds) for name, files in SETS.items()]
    if given.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_line(one) for one in told))
    return 0 if all(one["kept"] for one in told) else 1


def typeset_papers(folder: Path, pages: int) -> list[Path]:
    """Papers of the court, nine pages each, with embedded fonts."""
    from court.kit.press import sheets
    from court.kit.press.typesetting import typeset

    chance, there = Random(3), 0
    found: list[Path] = []
    letters = [chr(0x4E00 + chance.randrange(3000)) for _ in range(800)]
    folder.mkdir()
    while there < pages:
        facts = {"court": "某某人民法院", "number": "（2026）某0000民初1号", "signed": [], "dated": "二〇二六年三月二日",
                 "remarks": ["".join(chance.choices(letters, k=400)) for _ in range(17)]}  # fmt: skip
        content = typeset("dossier_remarks", facts, on=ON)
        found.append(_write(folder / f"{len(found)}.pdf", content))
        there += sheets.count(content)
    return found


def scans(folder: Path, pages: int) -> list[Path]:
    """Scanned papers, ten pages each, a grey JPEG of 150 dots an inch a page."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    folder.mkdir()
    pictures, found = [_scan(seed) for seed in range(20)], []
    for first in range(0, pages, 10):
        made = io.BytesIO()
        canvas = Canvas(made, pagesize=(595.28, 841.89), invariant=1)
        for page in range(first, min(first + 10, pages)):
            # Each page its own picture: the same one twice would be stored once.
            canvas.drawImage(ImageReader(io.BytesIO(pictures[page % 20] + page.to_bytes(4, "big"))), 0, 0, 595.28, 841.89)
            canvas.showPage()
        canvas.save()
        found.append(_write(folder / f"{first}.pdf", made.getvalue()))
    return found


def mixed(folder: Path, pages: int) -> list[Path]:
    folder.mkdir()
    return [*typeset_papers(folder / "typeset", pages // 2), *scans(folder / "scans", pages - pages // 2)]


SETS: dict[str, Callable[[Path, int], list[Path]]] = {"court papers": typeset_papers, "scans": scans, "both": mixed}


def measure(name: str, files: list[Path], rounds: int) -> dict:
    import pikepdf

    counts = []
    for path in files:
        with pikepdf.open(path) as opened:
            counts.append(len(opened.pages))
    target = files[0].parent / "out.pdf"
    bundle(target, files, counts)  # the fonts are looked for once a process
    ours: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    for turn in range(rounds):
        work = [(plain, lambda: merge(target, files)), (ours, lambda: bundle(target, files, counts))]
        for told, does in work if turn % 2 else work[::-1]:
            target.unlink(missing_ok=True)
            told.append(_timed(does))
        if turn == 0 and _has_pypdf():
            target.unlink(missing_ok=True)
            other.append(_timed(lambda: by_pypdf(target, files)))
    mine, floor = (statistics.median(one[0] for one in some) for some in (ours, plain))
    seconds = statistics.median(one[1] for one in ours)
    return {"bench": f"bundle of {name}", "pages": sum(counts), "files": len(files), "megabytes": sum(p.stat().st_size for p in files) >> 20,
            "cpu_s": round(mine, 3), "qpdf_cpu_s": round(floor, 3), "ratio": round(mine / floor, 2), "seconds": round(seconds, 2),
            "pypdf_cpu_s": round(other[0][0], 2) if other else None, "memory_mb": _private(),
            "kept": mine / floor <= MOST_RATIO and seconds <= MOST_SECONDS}  # fmt: skip


def bundle(target: Path, files: list[Path], counts: list[int]) -> None:
    """All that the job does to the file, from the typesetting of its cover to the digest of its bytes."""
    from court.kit.press.binding import bind_to

    target.unlink(missing_ok=True)
    bind_to(target, _parts(files, counts), title="（2026）某0000民初1号第1册", on=ON, watermark="张三 2026-03-02 09:00 制作")
    with target.open("rb") as file:
        file_digest(file, "sha256").hexdigest()


def _parts(files: list[Path], counts: list[int]) -> Iterator:
    from court.kit.press.binding import Part
    from court.kit.press.typesetting import typeset

    case = {"court": "某某人民法院", "number": "（2026）某0000民初1号", "volume": "第1册", "rows": [{"label": "案由", "value": "民间借贷纠纷"}], "marks": []}
    yield Part(typeset("dossier_cover", case, on=ON), "封面")
    rows = [{"order": at + 1, "title": f"材料{at + 1}", "day": "2026-03-02", "pages": str(count), "remark": "", "place": at}
            for at, count in enumerate(counts)]  # fmt: skip
    yield Part(typeset("dossier_catalogue", {"number": case["number"], "volume": "第1册", "rows": rows}, on=ON), "目录")
    before = 0
    for at, (path, count) in enumerate(zip(files, counts, strict=True)):
        pages = range(before + 1, before + count + 1)
        yield Part(path, f"材料{at + 1}", 0, [f"卷{page}" for page in pages], at, [f"第1册{page}页" for page in pages])
        before += count


def merge(target: Path, files: list[Path]) -> None:
    subprocess.run([QPDF, "--empty", "--pages", *map(str, files), "--", str(target)], check=True)


def by_pypdf(target: Path, files: list[Path]) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for path in files:
        writer.append(path)
    with target.open("wb") as file:
        writer.write(file)


def _has_pypdf() -> bool:
    try:
        import pypdf
    except ImportError:
        return False
    return bool(pypdf.__version__)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor, of this process and its children, and by the wall."""
    began, cpu = time.perf_counter(), _cpu()
    work()
    return _cpu() - cpu, time.perf_counter() - began


def _cpu() -> float:
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _private() -> int:
    """Megabytes that are this process's own: files it reads by mapping them are not."""
    said = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in said.splitlines() if line.startswith("Private_Dirty:")) >> 10


def _scan(seed: int) -> bytes:
    image = Image.effect_noise((1240, 1754), 12).convert("L").point(lambda value: 255 if value > 118 else value + 110)
    pen, chance = ImageDraw.Draw(image), Random(seed)
    for line in range(100, 1640, 44):
        for left in range(100, 1120, 30):
            pen.rectangle((left, line, left + chance.randrange(6, 24), line + chance.randrange(6, 26)), outline=20)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=35)
    return made.getvalue()


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _line(one: dict) -> str:
    beside = f", pypdf {one['pypdf_cpu_s']} s" if one["pypdf_cpu_s"] else ""
    return (f"{one['bench']}: {one['pages']} pages in {one['files']} files ({one['megabytes']} MB): {one['cpu_s']} s of processor,"
            f" qpdf {one['qpdf_cpu_s']} s, ratio {one['ratio']} (≤ {MOST_RATIO}){beside}; {one['seconds']} s by the wall"
            f" (≤ {MOST_SECONDS:g}), own memory {one['memory_mb']} MB: {'kept' if one['kept'] else 'NOT KEPT'}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
