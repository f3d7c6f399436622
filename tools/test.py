#!/usr/bin/env python3
"""All tests, one database after the other; ends with one line that adds the closing lines up.

    tools/test.py            SQLite (two at a time), then the browser and beside it what touches statements on PostgreSQL
    tools/test.py --proof    only the long proofs, on both databases
"""

import argparse
import io
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

import postgres

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=5"]
IN_PARALLEL = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
LONG_ONES_FIRST = ["tests", "court", "law"]  # so that no core waits at the end for a single long file
NO_TESTS = 5


class Run(NamedTuple):
    """A pytest of its own: its name, its arguments, what it finds in its environment."""

    name: str
    words: list[str]
    environment: dict[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proof", action="store_true")
    proof = parser.parse_args().proof
    started, count, codes = time.monotonic(), Counter(), []
    with postgres.server() as its_address:
        for one, beside in runs(proof, its_address):
            with waiting(beside, codes, count):
                print(f"\n== {one.name}", flush=True)
                codes.append(run(one, count))
    bad = [code for code in codes if code not in (0, NO_TESTS)]
    counted = ", ".join(f"{number} {word}" for word, number in count.items() if number) or "no tests ran"
    print(f"\n===== {counted} in {time.monotonic() - started:.2f}s =====")
    return 1 if bad or not count["passed"] else 0


def runs(proof: bool, its_address: dict[str, str]) -> list[tuple[Run, Run | None]]:
    """Each run, and the one beside it: a browser waits for half of its time."""
    if proof:
        return [(Run("proofs on SQLite", ["-m", "proof"], {}), None),
                (Run("proofs on PostgreSQL", ["-m", "proof and both_databases"], its_address), None),
                (Run("the story on PostgreSQL", ["-m", "browser", "tests/story"], its_address), None)]
    statements = Run("PostgreSQL", [*IN_PARALLEL, "-m", "both_databases and not proof and not browser"], its_address)
    return [(Run("SQLite", [*IN_PARALLEL, "-m", "not proof and not browser", *LONG_ONES_FIRST], {}), None),
            (Run("browser", ["-m", "browser and not proof"], {}), statements)]


@contextmanager
def waiting(beside: Run | None, codes: list[int], count: Counter) -> Iterator[None]:
    """Another run at the same time; what it prints comes when both are over."""
    if beside is None:
        yield
        return
    said = io.StringIO()
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(run, beside, count, said)
        yield
        codes.append(going.result())
    print(f"\n== {beside.name}\n{said.getvalue()}", flush=True)


def run(one: Run, count: Counter, to: TextIO = sys.stdout) -> int:
    """Run pytest, show what it prints as it comes, and add its closing line to the count."""
    whole = {**os.environ, **one.environment, "PYTHONUNBUFFERED": "1"}
    last = ""
    with subprocess.Popen([*PYTEST, *one.words], cwd=ROOT, env=whole, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True, file=to)
            last = line if line.strip() else last
    for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped|xfailed)", last):
        count["error" if word.startswith("error") else word] += int(number)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
