"""Ids: 64 bits, in order of time, unique over all processes and machines; strings in pages and JSON.

41 bits  milliseconds since 2024 (until 2093)
 5 bits  machine, COURT_MACHINE, 0..31
 7 bits  process on the machine, a slot held by a file lock while the process lives
10 bits  sequence within the millisecond

The lock file also keeps how far into the future ids may have been given out, so that neither a clock set back
nor a process killed and started again gives an id twice.
"""

import fcntl
import os
import secrets
import threading
import time
from pathlib import Path

from django.conf import settings

EPOCH_MS = 1_704_067_200_000
SLOTS = 128
RESERVE_MS = 5_000
PER_MS = 1 << 10
# No 0/O, 1/I/L, U: what is read aloud over a telephone must come back unchanged.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Ids:
    """One source of ids a process. Thread-safe; a forked child takes a slot of its own."""

    def __init__(self, folder: Path, machine: int):
        if not 0 <= machine < 32:
            raise ValueError("COURT_MACHINE must be 0..31")
        self._folder, self._machine = folder, machine
        self._lock = threading.Lock()
        self._file: int | None = None
        self._slot = self._last = self._sequence = self._reserved = 0

    def next(self) -> int:
        """A new id, greater than all this process gave before."""
        with self._lock:
            if self._file is None:
                self._take_slot()
            now = max(self._now(), self._last)
            self._sequence = self._sequence + 1 if now == self._last else 0
            if self._sequence == PER_MS:
                now, self._sequence = now + 1, 0
            self._last = now
            if now >= self._reserved:
                self._reserve(now + RESERVE_MS)
            return (now << 22) | (self._machine << 17) | (self._slot << 10) | self._sequence

    def after_fork(self) -> None:
        """In the child: let go of the parent's slot without unlocking it."""
        self._lock = threading.Lock()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @staticmethod
    def _now() -> int:
        return time.time_ns() // 1_000_000 - EPOCH_MS

    def _take_slot(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for slot in range(SLOTS):
            file = os.open(self._folder / f"slot-{slot:03d}", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            self._file, self._slot = file, slot
            self._reserved = self._last = int(os.pread(file, 32, 0) or b"0")
            return
        raise RuntimeError(f"more than {SLOTS} processes give out ids on this machine")

    def _reserve(self, until: int) -> None:
        assert self._file is not None
        os.pwrite(self._file, b"%020d" % until, 0)
        os.fsync(self._file)
        self._reserved = until


_sources: dict[tuple[str, int], Ids] = {}
_sources_lock = threading.Lock()


def new_id() -> int:
    """A new id for a row. The default of every primary key the court makes."""
    where = (str(settings.COURT_HOME), settings.COURT_MACHINE)
    source = _sources.get(where)
    if source is None:
        with _sources_lock:
            source = _sources.setdefault(where, Ids(Path(where[0]) / "ids", where[1]))
    return source.next()


def public_code(length: int = 10) -> str:
    """A code that says nothing and cannot be guessed, fit to be read aloud; 10 places are 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_code(typed: str) -> str:
    """A public code as a person typed it: case, spaces and hyphens do not matter."""
    return "".join(typed.split()).replace("-", "").upper()


def secret_token() -> str:
    """192 random bits for a link, safe in an address."""
    return secrets.token_urlsafe(24)


def _after_fork() -> None:
    for source in _sources.values():
        source.after_fork()


os.register_at_fork(after_in_child=_after_fork)
