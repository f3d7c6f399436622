"""A picture read by court.kit.sight on one thread, with what it cost; kept by its content and the reader's own code."""

import json
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import django

from court.spine.dossier.texts import Line, PageLayout

SIGHT = Path(__file__).parents[2] / "kit" / "sight"


@dataclass(frozen=True)
class Seen:
    """A page as read. `text`: rows from the top; `seconds`: processor time; `fault`: why it could not be read."""

    layout: PageLayout
    text: str
    seconds: float
    fault: str = ""
    kept: bool = False


def look(path: Path, cache_in: Path | None = None) -> Seen:
    """One picture, from the cache where it was read by the same code before."""
    content = path.read_bytes()
    kept = cache_in / f"{sha256(_code() + content).hexdigest()[:32]}.json" if cache_in else None
    if kept and kept.is_file():
        return _stored(json.loads(kept.read_text("utf-8")))
    seen = _read(content)
    if kept and not seen.fault:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(asdict(seen), ensure_ascii=False), "utf-8")
    return seen


def looks(paths: list[Path], cache_in: Path | None, jobs: int) -> Iterator[Seen]:
    """All pictures in their order; with more than one job each process reads on its own."""
    if jobs <= 1:
        yield from (look(path, cache_in) for path in paths)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield from pool.map(look, paths, [cache_in] * len(paths))


def _read(content: bytes) -> Seen:
    import cv2
    import numpy as np

    from court.kit.sight import page

    cv2.setNumThreads(1)
    image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        return Seen(PageLayout(1, 1), "", 0.0, "is no picture")
    _warm()
    began = time.process_time()
    found = page.read(image)
    seconds = time.process_time() - began
    lines = [Line(one.text, _shares(one.quad, found.width, found.height), one.row, one.sure, one.red) for one in found.lines]
    return Seen(PageLayout(found.width, found.height, lines, found.quarters), found.text, round(seconds, 3))


@cache
def _warm() -> None:
    """Load the models before the clock runs."""
    from court.kit.sight.engine import engine

    engine()


def _shares(quad: tuple, width: float, height: float) -> tuple:
    return tuple((x / width, y / height) for x, y in quad)


def _stored(row: dict) -> Seen:
    layout = row["layout"]
    lines = [Line(**{**one, "quad": tuple(tuple(corner) for corner in one["quad"])}) for one in layout["lines"]]
    return Seen(PageLayout(**{**layout, "lines": lines}), row["text"], row["seconds"], kept=True)


@cache
def _code() -> bytes:
    """What the readings depend on besides the picture."""
    return sha256(b"".join(path.read_bytes() for path in sorted(SIGHT.glob("*.py")))).digest()


def peak_memory() -> int:
    """The most memory this process and its children have had, in bytes."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024
