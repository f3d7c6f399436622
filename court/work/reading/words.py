"""The words of a page with their places: to be selected over the picture, and where what was searched stands."""

import gzip
import json
from functools import lru_cache

from court.kit import blobs
from court.spine.dossier.models import Rendition
from court.spine.dossier.texts import folded

Quad = list[list[float]]
KEPT = 6


def lines_of(rendition: Rendition, page: int) -> list[dict]:
    """The lines of a page (from 1), each {text, quad, row, …} as texts.Line; none while nobody has read it."""
    digest = (
        Rendition.objects.filter(document_id=rendition.document_id, purpose=Rendition.Purpose.LAYOUT,
                                 name=f"{rendition.pk}.layout")
        .order_by("-pk").values_list("sha256", flat=True).first()
    )  # fmt: skip
    pages = _pages(digest) if digest else ()
    return pages[page - 1] if 1 <= page <= len(pages) else []


@lru_cache(maxsize=KEPT)
def _pages(digest: str) -> tuple[list[dict], ...]:
    """A layout as it is stored; the objects of texts.layout() would cost a large paper half a second."""
    return tuple(page["lines"] for page in json.loads(gzip.decompress(blobs.read(digest))))


def marks(lines: list[dict], words: list[str]) -> list[list[Quad]]:
    """Where words stand on a page: for each hit, in reading order, the quads of its parts (a hit may run over lines)."""
    letters = [(letter, place, at) for place, line in enumerate(lines) for at, letter in enumerate(line["text"])]
    text, origin = "", []
    for letter, place, at in letters:
        shown = folded(letter)
        text += shown
        origin += [(place, at)] * len(shown)
    found = []
    for word in words:
        start = text.find(word) if word else -1
        while start >= 0:
            found.append((start, _quads(lines, origin[start : start + len(word)])))
            start = text.find(word, start + len(word))
    return [quads for _, quads in sorted(found, key=lambda hit: hit[0])]


def _quads(lines: list[dict], letters: list[tuple[int, int]]) -> list[Quad]:
    spans: dict[int, list[int]] = {}
    for place, at in letters:
        spans.setdefault(place, []).append(at)
    return [_part(lines[place], min(at), max(at) + 1) for place, at in spans.items()]


def _part(line: dict, start: int, end: int) -> Quad:
    """The part of a line's quad from one letter to another; a Latin letter or figure is half as wide as a character."""
    wide = [0.5 if letter.isascii() else 1.0 for letter in line["text"]]
    whole = sum(wide) or 1.0
    left, right = sum(wide[:start]) / whole, sum(wide[:end]) / whole
    top_left, top_right, low_right, low_left = line["quad"]
    corners = (_between(top_left, top_right, left), _between(top_left, top_right, right),
               _between(low_left, low_right, right), _between(low_left, low_right, left))
    return [[round(x, 4), round(y, 4)] for x, y in corners]


def _between(one: list[float], other: list[float], share: float) -> tuple[float, float]:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
