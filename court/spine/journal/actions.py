"""The only door into the journal."""

import secrets
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.journal.canon import COLUMNS, BadEntry, canonical, digest_of, moment
from court.spine.journal.models import Entry, longest

# A fact is an id, a day, a choice, a digest. What is longer is a text about people and lives in a row of its own.
LONGEST_FACT = 400

_LONGEST = longest(Entry, "stream", "kind", "court", "actor", "capacity", "basis")
_BEGIN_STREAM = "INSERT INTO journal_streamhead (stream, place, digest) VALUES (%s, 1, %s) ON CONFLICT DO NOTHING"
_READ_HEAD = "SELECT place, digest FROM journal_streamhead WHERE stream = %s"
_MOVE_HEAD = "UPDATE journal_streamhead SET place = %s, digest = %s WHERE stream = %s"
_WRITE = (
    "INSERT INTO journal_entry (id, stream, place, kind, court, actor, capacity, behalf, at, recorded_at, basis,"
    " facts, effects, salt, previous, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
# Both writes in one trip to the server.
_MOVE_AND_WRITE = f"WITH moved AS ({_MOVE_HEAD}) {_WRITE}"


def append(
    stream: str,
    kind: str,
    *,
    by: Account | None,
    at: datetime,
    facts: dict[str, Any],
    effects: dict[str, Any] | None = None,
    basis: str = "",
    court: str = "",
    capacity: str = "",
    behalf: str = "",
) -> Entry:
    """Write one entry at the end of a stream, in the open transaction; it stands or falls with the act.

    stream    "case:<id>", "filing:<id>" …, made by its first entry
    by        who acted; None when the house acts by itself
    at        the moment the act takes effect (court's time), aware
    facts     ids, dates, choices; never personal data or text about people
    effects   what was decided to follow at once, for replay
    basis     the article or approval
    capacity  in which office or relation; behalf  ids of the persons acted for, with commas

    BadEntry for a float, an unknown type, an unaware moment, a text that is too long.
    TransactionManagementError outside a transaction: an entry must never stand without its act.
    Lock order everywhere: case, then counter, then stream head; this function takes the stream head.
    """
    return append_as(f"account:{by.pk}" if by else "system", stream, kind, at=at, facts=facts, effects=effects,
                     basis=basis, court=court, capacity=capacity, behalf=behalf)  # fmt: skip


def append_as(
    actor: str,
    stream: str,
    kind: str,
    *,
    at: datetime,
    facts: dict[str, Any],
    effects: dict[str, Any] | None = None,
    basis: str = "",
    court: str = "",
    capacity: str = "",
    behalf: str = "",
) -> Entry:
    """append() for an actor given as text: account:<id>, system, or nobody (a person not yet signed in)."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be written in the transaction of its act")
    row = {
        "id": new_id(), "stream": stream, "place": 1, "kind": kind, "court": court, "actor": actor,
        "capacity": capacity, "behalf": behalf, "at": moment(at), "recorded_at": moment(datetime.now(UTC)),
        "basis": basis, "facts": canonical(_short(facts)), "effects": canonical(effects or {}),
        "salt": secrets.token_hex(16), "previous": "",
    }  # fmt: skip
    _check(row)
    with connection.cursor() as cursor:
        return _write(cursor, row)


def _write(cursor: Any, row: dict[str, Any]) -> Entry:
    """A head's row lock is what keeps places without gaps: on SQLite the transaction is IMMEDIATE and alone."""
    cursor.execute(_READ_HEAD + _for_update(), [row["stream"]])
    head = cursor.fetchone()
    if head is None:
        # Two first entries at once: one makes the head, the other waits here and then finds it.
        _seal(row, 1, "")
        cursor.execute(_BEGIN_STREAM, [row["stream"], row["digest"]])
        if cursor.rowcount == 1:
            cursor.execute(_WRITE, [*row.values()])
            return _as_entry(row)
        cursor.execute(_READ_HEAD + _for_update(), [row["stream"]])
        head = cursor.fetchone()
    _seal(row, head[0] + 1, head[1])
    move = [row["place"], row["digest"], row["stream"]]
    if connection.vendor == "postgresql":
        cursor.execute(_MOVE_AND_WRITE, [*move, *row.values()])
    else:
        cursor.execute(_MOVE_HEAD, move)
        cursor.execute(_WRITE, [*row.values()])
    return _as_entry(row)


def _as_entry(row: dict[str, Any]) -> Entry:
    entry = Entry(**row)
    entry._state.adding = False
    entry._state.db = connection.alias
    return entry


def _seal(row: dict[str, Any], place: int, previous: str) -> None:
    row["place"], row["previous"] = place, previous
    row["digest"] = digest_of(tuple(row[name] for name in COLUMNS))


def _for_update() -> str:
    return " FOR UPDATE" if connection.features.has_select_for_update else ""


def _short(facts: dict[str, Any]) -> dict[str, Any]:
    for name, value in facts.items():
        if isinstance(value, str) and len(value) > LONGEST_FACT:
            raise BadEntry(f"{name}: {len(value)} characters are a text, not a fact; keep it in a row and note its id")
    return facts


def _check(row: dict[str, Any]) -> None:
    """SQLite ignores lengths; the two databases must refuse the same."""
    for name, most in _LONGEST.items():
        if len(row[name]) > most:
            raise BadEntry(f"{name} has more than {most} characters: {row[name][:80]!r}")
    if not row["stream"] or not row["kind"]:
        raise BadEntry("an entry needs a stream and a kind")
