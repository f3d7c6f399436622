"""Marks of words that the journal may not hold (names, titles, the claim): it holds a keyed digest of them instead.

Whoever changes such words in the tables can't make the mark that fits, and nobody can guess the words from the mark
without the court's key ring. Keys may be rotated: a mark of any index key that is still in the ring fits.
"""
import json
from typing import Any

from court.kit.crypto import blind_index, blind_indexes

_PURPOSE = "journal.mark"


def mark(words: Any) -> str:
    """The mark of a text or of a JSON value."""
    return blind_index(_plain(words), _PURPOSE)


def fits(made: str, words: Any) -> bool:
    """Whether a mark was made of these words."""
    return made in blind_indexes(_plain(words), _PURPOSE)


def _plain(words: Any) -> str:
    return json.dumps(words, ensure_ascii=False, sort_keys=True)
