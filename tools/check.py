#!/usr/bin/env python3
"""Everything that must be green before handing in, apart from the tests. Runs all of it, then names what failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
COURT = [BIN / "python", "-m", "court.site.commandline"]

STEPS = {
    "style (ruff)": [BIN / "ruff", "check", "."],
    "layers (import-linter)": [BIN / "lint-imports", "--no-cache"],
    "types (mypy)": [BIN / "mypy"],
    "templates (djlint)": [BIN / "djlint", "--lint", "--quiet", "court"],
    "templates (inline style, script, safe)": [BIN / "python", "tools/templates.py"],
    "glossary": [BIN / "python", "tools/glossary.py"],
    "sizes": [BIN / "python", "tools/sizes.py"],
    "licences": [BIN / "python", "tools/licences.py"],
    "migrations": [*COURT, "manage", "makemigrations", "--check", "--dry-run", "--verbosity=0"],
}


def main() -> int:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "court.site.settings_test"}
    failed = []
    for name, command in STEPS.items():
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        verdict = "ok    " if done.returncode == 0 else "FAILED"
        print(f"{verdict} {name} ({time.monotonic() - started:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    print(f"check: {', '.join(failed)} failed" if failed else "check: all green")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
