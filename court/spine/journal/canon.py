"""The one text that is hashed. Two databases give JSON and moments back differently; stored text comes back as it was.

Text is JSON with sorted keys, no spaces, no floats; moments are UTC with six digits: 2026-11-23T02:03:04.000000Z.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

COLUMNS = (
    "id", "stream", "place", "kind", "court", "actor", "capacity", "behalf", "at", "recorded_at", "basis",
    "facts", "effects", "salt", "previous",
)  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
# What an entry says by itself; apart from `previous`, so that a proof can walk a chain without showing its entries.
_CONTENT = tuple(sorted((name, place) for place, name in enumerate(COLUMNS) if name != "previous"))
_PREVIOUS = COLUMNS.index("previous")


class BadEntry(ValueError):
    """Something that may not stand in the journal: a float, an unknown type, a text that is too long."""


def moment(at: datetime) -> str:
    """A moment as the journal keeps it. BadEntry for one without a zone: it could mean two moments."""
    if at.tzinfo is None:
        raise BadEntry(f"a moment without a time zone: {at!r}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> datetime:
    """The moment that a kept text means, aware, in UTC. ValueError when it is no such text."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def read_behalf(text: str) -> list[int]:
    """The ids of those acted for, in the order kept; none where an entry was made for nobody."""
    return [int(one) for one in text.split(",") if one]


def canonical(value: Any) -> str:
    """The text of facts or effects. BadEntry names the place of what cannot be kept."""
    return _encode(_plain(value, ""))


def content_digest(values: Sequence[Any]) -> str:
    """SHA-256 over every column of an entry but `previous` and `digest`; values in the order of COLUMNS."""
    return hashlib.sha256(_encode({name: values[place] for name, place in _CONTENT}).encode()).hexdigest()


def link(previous: str, content: str) -> str:
    """The digest of an entry: SHA-256 over the digest before it and its own content digest."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def digest_of(values: Sequence[Any]) -> str:
    """The digest of an entry, over every column but itself; values in the order of COLUMNS."""
    return link(values[_PREVIOUS], content_digest(values))


def _plain(value: Any, where: str) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {_key(key, where): _plain(inner, f"{where}.{key}") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, f"{where}[{place}]") for place, inner in enumerate(value)]
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise BadEntry(f"{where or 'the whole'}: the journal keeps no {type(value).__name__}")


def _key(key: Any, where: str) -> str:
    if not isinstance(key, str):
        raise BadEntry(f"{where or 'the whole'}: the key {key!r} is no text")
    return str(key)
