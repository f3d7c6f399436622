#!/usr/bin/env python3
"""Fails when code uses a word that docs/glossary.md has put aside (its column "never")."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"


def put_aside(text: str) -> dict[str, str]:
    """From the tables of the glossary: a word that is never used, to the term to use instead.

    Rows are `| 中文 | our word | never | note |`; words in `backquotes` of the third column are enforced.
    """
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            for word in re.findall(r"`([^`]+)`", cells[2]):
                found[word.lower()] = f"{cells[1]} ({cells[0]})"
    return found


def misuses(path: Path, words: dict[str, str]) -> Iterator[str]:
    pattern = re.compile(r"(?<![a-z_])(" + "|".join(map(re.escape, words)) + r")(?![a-z_])")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for word in pattern.findall(line.lower()):
            yield f"{path.relative_to(ROOT)}:{number}: {word!r} -> {words[word]}"


def sources() -> Iterator[Path]:
    """Code of ours. Outside systems and test libraries have words of their own, which we must spell as they do."""
    for folder in ("court", "law"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not {"outside", "tests", "migrations"} & set(path.relative_to(ROOT).parts):
                yield path


def main() -> int:
    words = put_aside(GLOSSARY.read_text("utf-8"))
    if not words:
        print("the glossary puts no word aside: its tables were not understood")
        return 1
    found = [line for path in sources() for line in misuses(path, words)]
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
