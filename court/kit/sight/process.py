"""Reads a whole file in a process of its own, with hard limits: 30 s of processor time a page, 1.5 GB, no network (S19).

A page that can't be read is named with its reason and the next goes on. What is read stands in `into` whole or not at all.
"""

import gzip
import itertools
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from court.kit.sight import sheets
from court.kit.sight.sheets import Layout, Sheet

PACKAGE_ROOT = Path(__file__).resolve().parents[3]
MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
LAYOUT, COPY = "layout.json.gz", "searchable.pdf"
ENDS_IN_A_ROW = 3
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Limits:
    """Processor seconds a page, bytes of address space, seconds by the wall a page (and for binding)."""

    seconds: float = 30
    memory: int = 1_500_000_000
    wall: float = 120
    wall_to_bind: float = 1_800


@dataclass(frozen=True)
class Outcome:
    """What was read.

    pages       of the file; 0 where it could not be opened, then `message` and `do` say so in Chinese
    layout      gzipped JSON, a list of pages as court.spine.dossier.texts has them (loads()); None as above
    searchable  PDF with the words behind its pages; None where all pages carry their own words, or it could not be made
    archival    whether that PDF is PDF/A-2b
    faults      page -> Chinese reason, for pages that could not be read
    marks       page -> what its QR codes say: separator sheets
    blank       pages with nothing on them
    """

    pages: int = 0
    layout: Path | None = None
    searchable: Path | None = None
    archival: bool = False
    faults: dict[int, str] = field(default_factory=dict)
    marks: dict[int, list[str]] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    message: str = ""
    do: str = ""

    def text(self) -> str:
        """All words, a page after the other, a row a line."""
        if self.layout is None:
            return ""
        pages = json.loads(gzip.decompress(self.layout.read_bytes()))
        return "\n".join(" ".join(line["text"] for line in row) for page in pages
                         for _, row in itertools.groupby(page["lines"], lambda line: line["row"]))  # fmt: skip

    @property
    def born(self) -> bool:
        """All pages carried their own words."""
        return self.layout is not None and self.searchable is None and not self.faults


def read_file(
    path: Path, media_type: str, into: Path, *, progress: Progress | None = None, limits: Limits | None = None
) -> Outcome:
    """Read a stored file; never raises for a bad one.

    progress  called with (page begun, pages) before each page; what it raises ends the reading
    into      folder in which layout.json.gz and searchable.pdf appear when all is done
    ValueError for a media type nobody reads; OSError where the file or the folder can't be used.
    """
    if media_type not in MEDIA_TYPES:
        raise ValueError(media_type)
    path.stat()
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reading-", dir=into.parent) as folder:
        said = _read(_Reader(path, media_type, Path(folder), limits or Limits()), progress or (lambda _page, _pages: None))
        if not said.pages:
            return Outcome(message="文件无法打开，未能识别文字。", do="请用原软件重新导出后再次上传。")
        return _kept(Path(folder), into, said)


@dataclass
class _Said:
    pages: int = 0
    bound: dict = field(default_factory=dict)


@dataclass
class _Reader:
    path: Path
    media_type: str
    folder: Path
    limits: Limits

    def start(self, first: int) -> subprocess.Popen:
        """A reading process that begins with this page; no environment beyond what Python needs."""
        environment = {"PYTHONPATH": str(PACKAGE_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8",
                       "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TMPDIR": str(self.folder)}  # fmt: skip
        command = [sys.executable, "-m", "court.kit.sight.worker", str(self.path.resolve()), str(self.folder), self.media_type,
                   str(first), str(self.limits.seconds), str(self.limits.memory)]  # fmt: skip
        return subprocess.Popen(  # noqa: S603
            command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, close_fds=True,
        )  # fmt: skip

    def blame(self, page: int, code: int | None) -> None:
        """Name the page at which the process ended; `code` None where the clock ran out."""
        slow = code is None or code == -signal.SIGXCPU
        sheets.put(self.folder, page, Sheet(Layout(*sheets.A4), fault=sheets.TOO_LONG if slow else sheets.TOO_MUCH))


def _read(reader: _Reader, progress: Progress) -> _Said:
    """Processes one after the other until all pages are done; each that ends at a page costs that page only."""
    said, first, in_a_row = _Said(), 1, 0
    while True:
        began, code = _run(reader, first, said, progress)
        if said.bound or began is None or began == 0:
            return said
        in_a_row = in_a_row + 1 if began == first else 1
        reader.blame(began, code)
        first = began + 1 if in_a_row < ENDS_IN_A_ROW else said.pages + 1


def _run(reader: _Reader, first: int, said: _Said, progress: Progress) -> tuple[int | None, int | None]:
    """The last page that one process began (0 for binding, None for none) and its exit code (None: ran out of time)."""
    began, process = None, reader.start(first)
    try:
        for line in _lines(process, reader.limits):
            said.pages = line.get("pages", said.pages)
            if "begins" in line:
                began = int(line["begins"])
                progress(began or said.pages, said.pages)
            if line.get("bound"):
                said.bound = line
        return began, process.wait(timeout=reader.limits.wall)
    except (TimeoutError, subprocess.TimeoutExpired):
        return began, None
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _lines(process: subprocess.Popen, limits: Limits) -> Iterator[dict]:
    """What the process says, line by line; TimeoutError when it says nothing for too long."""
    assert process.stdout is not None
    stream, rest, patience = process.stdout.fileno(), b"", limits.wall
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        while waiting.select(patience):
            piece = os.read(stream, 1 << 16)
            if not piece:
                return
            *whole, rest = (rest + piece).split(b"\n")
            for one in whole:
                line = json.loads(one)
                patience = limits.wall_to_bind if line.get("begins") == 0 else limits.wall
                yield line
    raise TimeoutError


def _kept(folder: Path, into: Path, said: _Said) -> Outcome:
    """Carry what is whole into its place; the layout last, as the sign that all is there."""
    if not said.bound:
        return Outcome(message="文件过于复杂，未能在限定资源内识别。", do="请拆分为较小的文件后重新上传。")
    copied = (folder / COPY).exists()
    if copied:
        _placed(folder / COPY, into / COPY)
    else:
        (into / COPY).unlink(missing_ok=True)
    _placed(folder / LAYOUT, into / LAYOUT)
    bound = said.bound
    return Outcome(
        said.pages, into / LAYOUT, into / COPY if copied else None, bool(bound["archival"]),
        {int(page): fault for page, fault in bound["faults"].items()},
        {int(page): texts for page, texts in bound["marks"].items()}, bound["blank"],
    )  # fmt: skip


def _placed(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.replace(target)
