#!/usr/bin/env python3
"""Fails when a file passes 500 lines or a function 50: then it is time to look for the second thing living in it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE_LINES, FUNCTION_LINES = 500, 50


def too_long(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path.relative_to(ROOT)}: {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines"


def sources() -> Iterator[Path]:
    for folder in ("court", "law", "tools", "tests", "bench"):
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


if __name__ == "__main__":
    found = [line for path in sources() for line in too_long(path)]
    print("\n".join(found))
    sys.exit(bool(found))
