#!/usr/bin/env python3
"""Fails when a template carries what the browser would refuse, or marks stored text safe (S24, S25)."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    r"\sstyle\s*=": "inline style: use a class",
    r"\son[a-z]+\s*=\s*[\"']": "inline handler: use a module in static/",
    r"<style\b": "inline style sheet: use a file in static/",
    r"<script(?![^>]*\bsrc=)": "inline script: use a module in static/",
    r"\|\s*safe(seq)?\b": "text marked safe",
    r"{%\s*autoescape\s+off": "escaping switched off",
    r"(src|href|action)\s*=\s*[\"']https?://": "an address outside the court",
    r"javascript:": "a javascript: address",
}


def misuses(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for pattern, why in FORBIDDEN.items():
            if re.search(pattern, line, re.IGNORECASE):
                yield f"{path.relative_to(ROOT)}:{number}: {why}"


if __name__ == "__main__":
    found = [line for path in sorted((ROOT / "court").rglob("templates/**/*.html")) for line in misuses(path)]
    print("\n".join(found))
    sys.exit(bool(found))
