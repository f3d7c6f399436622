"""What becomes of a file: first look, then the looking process; how long it took, what grew, what people are told."""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from court.kit.press import inspection
from court.spine.dossier import names
from tests.hostile.corpus import Hostile

SECONDS, GROWTH = 10.0, 256 * 1024 * 1024


@dataclass(frozen=True)
class Became:
    """kept, or a code with the sentence; seconds by the clock; growth of this process and most of the other, in bytes."""

    name: str
    code: str
    words: str
    seconds: float
    growth: int
    other: int


def measure(one: Hostile, folder: Path) -> Became:
    name = names.clean(one.name)
    path = folder / "file"
    path.write_bytes(one.make())
    before, watch = _own(), _Watch()
    began = time.monotonic()
    with watch:
        found = inspection.inspect(path, name)
    seconds = time.monotonic() - began
    path.unlink()
    return Became(name, found.code or "kept", found.refusal, seconds, max(0, _own() - before), watch.most)


def _own() -> int:
    """What this process holds in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


class _Watch(threading.Thread):
    """The most memory that any child held, looked at every 10 ms."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most, self.over = 0, threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.wait(0.01):
            for task in Path(f"/proc/{os.getpid()}/task").iterdir():
                for child in _read(task / "children").split():
                    pages = _read(Path(f"/proc/{child}/statm")).split()
                    self.most = max(self.most, int(pages[1]) * resource.getpagesize() if len(pages) > 1 else 0)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def folder() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="hostile")


def fresh() -> None:
    """Let the looking process be loaded once, so that the first file isn't charged with the machine's cold start."""
    subprocess.run([sys.executable, "-c", "import court.kit.press.look_pdf, court.kit.press.look_image"], check=False)
