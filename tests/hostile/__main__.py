"""python -m tests.hostile [WORD]: what became of each hostile file, in a table; exit 1 when one was not contained."""

import sys
from pathlib import Path

from tests.hostile import measuring
from tests.hostile.corpus import CORPUS


def main() -> int:
    words, bad = " ".join(sys.argv[1:]), 0
    measuring.fresh()
    print(f"{'file':<42}{'seconds':>8}{'worker':>8}{'looker':>8}  became")
    with measuring.folder() as folder:
        for one in CORPUS:
            if words not in one.what:
                continue
            found = measuring.measure(one, Path(folder))
            wrong = wrongs(one, found)
            bad += bool(wrong)
            print(f"{one.what:<42}{found.seconds:>8.1f}{found.growth >> 20:>6} M{found.other >> 20:>6} M  {found.code}"
                  f"{'  ' + found.words if found.words else ''}{'  !! ' + '; '.join(wrong) if wrong else ''}", flush=True)
    print(f"{len(CORPUS)} files, {bad} not contained" if not words else f"{bad} not contained")
    return 1 if bad else 0


def wrongs(one, found) -> list[str]:
    """What is wrong with what became of a file. What the scanner finds is not this process's to see."""
    said = []
    if found.seconds > measuring.SECONDS:
        said.append("too slow")
    if found.growth > measuring.GROWTH:
        said.append("the worker grew")
    if found.code == "kept" and not (one.kept or one.infected):
        said.append("kept")
    if found.code != "kept" and not ("。" in found.words and "请" in found.words):
        said.append("no cure")
    return said


if __name__ == "__main__":
    sys.exit(main())
