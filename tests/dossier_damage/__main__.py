"""python -m tests.dossier_damage [--count 200] [--seed N]: plants damages in an invented court and prints what found them."""

import argparse
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.dossier_damage")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20_260_309)
    given = parser.parse_args()
    os.environ |= {"DAMAGE_COUNT": str(given.count), "DAMAGE_SEED": str(given.seed)}
    return pytest.main(["-q", "-s", "-p", "no:cacheprovider", "--rootdir", str(ROOT), "-m", "proof or not proof",
                        str(Path(__file__).with_name("test_dossier_damage.py"))])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
