"""How far a reading is from what a page says: the figure is stated with the way it is counted.

Both texts are folded to NFKC and lose all white space; order counts (rows from the top, tables row by row). The error
is the edit distance in characters over the characters there should be.
"""

import unicodedata
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

COUNTED_AS = "NFKC, white space removed, reading order by line, tables by row"


def folded(text: str) -> str:
    """The form in which texts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def distance(got: str, want: str) -> tuple[int, int]:
    """Characters to mend, and characters there should be."""
    want = folded(want)
    return Levenshtein.distance(folded(got), want), len(want)


def character_error(got: str, want: str) -> float:
    """Share of characters that are wrong, missing or too many: 0 is right, 1 and more is nothing right."""
    wrong, letters = distance(got, want)
    return wrong / letters if letters else float(wrong > 0)


@dataclass
class Tally:
    """Errors of several pages: the mean of the pages, and all characters pooled."""

    pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, got: str, want: str) -> None:
        self.pages.append(distance(got, want))

    @property
    def mean(self) -> float:
        return sum(wrong / max(letters, 1) for wrong, letters in self.pages) / max(len(self.pages), 1)

    @property
    def pooled(self) -> float:
        return sum(wrong for wrong, _ in self.pages) / max(sum(letters for _, letters in self.pages), 1)
