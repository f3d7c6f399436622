#!/usr/bin/env python3
"""All tests, one database after the other; ends with one line that adds the closing lines up.

    tools/test.py            SQLite (two at a time), the browser, then what touches statements on PostgreSQL
    tools/test.py --proof    only the long proofs, on both databases
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=5"]
IN_PARALLEL = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
LONG_ONES_FIRST = ["tests", "court", "law"]  # so that no core waits at the end for a single long file
NO_TESTS = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proof", action="store_true")
    proof = parser.parse_args().proof
    started, count, codes = time.monotonic(), Counter(), []
    with postgres.server() as its_address:
        for name, words, environment in runs(proof, its_address):
            print(f"\n== {name}", flush=True)
            codes.append(run([*PYTEST, *words], environment, count))
    bad = [code for code in codes if code not in (0, NO_TESTS)]
    counted = ", ".join(f"{number} {word}" for word, number in count.items() if number) or "no tests ran"
    print(f"\n===== {counted} in {time.monotonic() - started:.2f}s =====")
    return 1 if bad or not count["passed"] else 0


def runs(proof: bool, its_address: dict[str, str]) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, pytest's arguments and environment of each run."""
    if proof:
        on_both = "proof and both_databases"
        return [("proofs on SQLite", ["-m", "proof"], {}), ("proofs on PostgreSQL", ["-m", on_both], its_address),
                ("the story on PostgreSQL", ["-m", "browser", "tests/story"], its_address)]
    return [
        ("SQLite", [*IN_PARALLEL, "-m", "not proof and not browser", *LONG_ONES_FIRST], {}),
        ("browser", ["-m", "browser and not proof"], {}),
        ("PostgreSQL", [*IN_PARALLEL, "-m", "both_databases and not proof and not browser"], its_address),
    ]


def run(command: list[str], environment: dict[str, str], count: Counter) -> int:
    """Run pytest, show what it prints as it comes, and add its closing line to the count."""
    whole = {**os.environ, **environment, "PYTHONUNBUFFERED": "1"}
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=whole, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if line.strip() else last
    for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped|xfailed)", last):
        count["error" if word.startswith("error") else word] += int(number)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
