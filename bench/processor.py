"""Processor time of web and database together, in nanoseconds, as the kernel counts it.

On SQLite the database is in our process. On PostgreSQL the whole cluster is counted beside us: its main process, the
backends that serve us, the writers of the log.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


class Meter:
    """Measures calls. `postmaster` is the main process of a PostgreSQL, None on SQLite."""

    def __init__(self, postmaster: int | None = None):
        self.postmaster = postmaster
        self._cluster: list[int] = []
        self.look()

    def look(self) -> None:
        """Learn which processes the cluster has now; once a round, outside of what is measured."""
        self._cluster = descendants(self.postmaster) if self.postmaster else []

    def of(self, work: Callable[[], object]) -> int:
        """Nanoseconds of processor that `work` cost, here and in the cluster."""
        before = self._others()
        own = time.process_time_ns()
        work()
        own = time.process_time_ns() - own
        return own + self._others() - before

    def _others(self) -> int:
        return sum(ran(pid) for pid in self._cluster)


def ran(pid: int) -> int:
    """Nanoseconds that a process was on a processor; 0 for one that ended."""
    with suppress(OSError):
        return int((PROC / str(pid) / "schedstat").read_bytes().split()[0])
    return 0


def descendants(root: int) -> list[int]:
    """A process and all that came from it and still run."""
    children: dict[int, list[int]] = {}
    for name in os.listdir(PROC):
        with suppress(OSError, ValueError):
            said = (PROC / name / "stat").read_text()
            children.setdefault(int(said.rpartition(")")[2].split()[1]), []).append(int(name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def proportional_memory(pids: list[int]) -> int:
    """Bytes of memory that processes hold, what they share divided among its sharers (PSS)."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total
