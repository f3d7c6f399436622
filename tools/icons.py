#!/usr/bin/env python3
"""Make the icon sprite of the icons named in court/kit/icons.txt, from Tabler's (MIT). Needs `npm ci` whole.

To use another icon: add its name to the list, run `npm ci && tools/icons.py`, commit both files.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
LIST = ROOT / "court" / "kit" / "icons.txt"
SPRITE = ROOT / "court" / "kit" / "static" / "kit" / "icons.svg"


def symbol(name: str) -> str:
    """One icon as a <symbol>; stroke and size come from the style sheet."""
    text = (SOURCE / f"{name}.svg").read_text("utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    if inner is None:
        raise ValueError(f"{name}.svg is not an icon")
    shapes = [line.strip() for line in inner[1].splitlines() if line.strip() and 'stroke="none"' not in line]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


def main() -> int:
    names = LIST.read_text("utf-8").split()
    if missing := [name for name in names if not (SOURCE / f"{name}.svg").exists()]:
        print(f"no such icons: {' '.join(missing)}")
        return 1
    body = "\n".join(symbol(name) for name in names)
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n', "utf-8")
    print(f"{len(names)} icons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
