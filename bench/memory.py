"""Memory of the programs that `make run` keeps running, while nobody does anything."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from bench.processor import descendants, proportional_memory
from court.site.rehearsal.place import court

MOST_MB = 600
PROGRAMS = {"stand-ins": ("standins", "--any-ports"), "web": ("serve", "--workers", "1"), "worker": ("work",)}
STARTS_WITHIN = 90.0


def measure(quiet: float) -> list[dict]:
    """PSS after a few pages were opened and `quiet` seconds went by."""
    address = os.environ["COURT_ADDRESS"]
    with running(address.removeprefix("http://")) as programs:
        _open(f"{address}/readyz")
        for page in ("/", "/sign-in/", "/staff/sign-in/", "/enter/"):
            _open(address + page)
        time.sleep(quiet)
        parts = {name: proportional_memory(descendants(pid)) / 1e6 for name, pid in programs.items()}
    told = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in parts.items())
    return [{"bench": "idle memory (PSS)", "input": f"{told}; {quiet:.0f} s after the last page", "most": MOST_MB,
             "value": round(sum(parts.values())), "unit": "MB"}]  # fmt: skip


@contextmanager
def running(bind: str) -> Iterator[dict[str, int]]:
    started: dict[str, subprocess.Popen] = {}
    try:
        for name, words in PROGRAMS.items():
            more = ("--bind", bind) if name == "web" else ()
            started[name] = subprocess.Popen(court(*words, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield {name: process.pid for name, process in started.items()}
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            process.wait(30)


def _open(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with urlopen(address, timeout=10) as answer:
                answer.read()
                return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
