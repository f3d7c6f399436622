"""Two texts of a draft side by side: what was taken out and what was put in, sign by sign."""
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 8_000


@dataclass(frozen=True)
class Piece:
    """A run of text: same, gone or new."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The runs of both texts in order; very long ones are compared line by line, so that a page never hangs."""
    if old == new:
        return [Piece("same", new)] if new else []
    by_line = len(old) + len(new) > LONGEST
    before = old.splitlines(keepends=True) if by_line else list(old)
    after = new.splitlines(keepends=True) if by_line else list(new)
    found: list[Piece] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            found.append(Piece("gone", "".join(before[i1:i2])))
        if j2 > j1:
            found.append(Piece("new", "".join(after[j1:j2])))
    return found
