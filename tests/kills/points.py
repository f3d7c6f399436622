"""Points at which a process may die: before and after each statement, commit, fsync and link, counted in a shared file.

A process of the court counts its points in <folder>/<its name>. Where the file says at which point, it kills itself
outright: no handler runs, nothing is flushed. The proof writes the file; the first point that is passed after a kill
is the moment at which the court is back.
"""

import mmap
import os
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

# strike at, passed, the whole group, killed (ns), back (ns), what was being done
_SHAPE = struct.Struct("<qqqqq32s")
NAMES = {"gunicorn": "web", "work": "worker"}


@dataclass(frozen=True)
class Struck:
    """A kill that struck: at which point, doing what, one process or its whole group; seconds until it was back."""

    point: int
    what: str
    whole: bool
    back: float


class Points:
    """The count of one process, in memory that it shares with the proof."""

    def __init__(self, file: Path):
        if not file.exists():
            file.write_bytes(bytes(_SHAPE.size))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _SHAPE.size)

    def arm(self, at: int, *, whole: bool = False) -> None:
        """Count anew; die at the point `at`, or never (0)."""
        _SHAPE.pack_into(self._shared, 0, at, 0, whole, 0, 0, b"")

    def passed(self) -> int:
        return _SHAPE.unpack_from(self._shared)[1]

    def killed(self) -> bool:
        return _SHAPE.unpack_from(self._shared)[3] > 0

    def struck(self) -> Struck | None:
        """The kill since arm(), once the process is back."""
        at, _, whole, killed, back, what = _SHAPE.unpack_from(self._shared)
        return Struck(at, what.rstrip(b"\0").decode(), bool(whole), (back - killed) / 1e9) if killed and back else None

    def here(self, what: str) -> None:
        """One more point; perhaps the last."""
        at, passed, whole, killed, back, did = _SHAPE.unpack_from(self._shared)
        if killed:
            if not back:
                _SHAPE.pack_into(self._shared, 0, at, passed, whole, killed, time.time_ns(), did)
            return
        strikes = at == passed + 1
        _SHAPE.pack_into(self._shared, 0, at, passed + 1, whole, time.time_ns() if strikes else 0, 0, what.encode()[:32])
        if strikes:
            os.kill(0, signal.SIGKILL) if whole else os.kill(os.getpid(), signal.SIGKILL)


def count_in(folder: Path) -> None:
    """Count this process's points, if it is one of the court's that may die here. Stand-ins are other houses."""
    name = next((NAMES[word] for word in sys.orig_argv if word in NAMES), "")
    if not name:
        return
    points = Points(folder / name)

    def around(owner: Any, called: str, what: str) -> None:
        setattr(owner, called, _around(getattr(owner, called), points, what))

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    around(CursorWrapper, "_execute", "statement")
    around(CursorWrapper, "_executemany", "statements")
    around(BaseDatabaseWrapper, "_commit", "commit")
    around(os, "fsync", "fsync")
    around(os, "link", "link")


def _around(do: Callable, points: Points, what: str) -> Callable:
    @wraps(do)
    def counted(*args: Any, **kwargs: Any) -> Any:
        points.here(f"before {what}")
        done = do(*args, **kwargs)
        points.here(f"after {what}")
        return done

    return counted
