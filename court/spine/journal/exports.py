"""Export of heads: every 60 s or 1,000 entries, sealed once a day; see headlog for what is written and where.

One pass over all heads makes the root: 100,000 chains cost about half a second of one core. Real time throughout:
a demo may move the court's clock, not the evidence.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction

from court.base.courts import clock
from court.kit.days import date_of
from court.kit.ids import new_id
from court.spine.journal import headlog, merkle
from court.spine.journal.canon import moment, read_moment
from court.spine.journal.headlog import Head, Header, Line
from court.spine.journal.models import Entry, ExportedHead, HeadExport

EVERY = timedelta(seconds=60)
MOST_ENTRIES = 1_000
_HEADS = (
    "SELECT h.stream, h.place, h.digest, COALESCE(x.place, 0) FROM journal_streamhead h"
    " LEFT JOIN journal_exportedhead x ON x.stream = h.stream"
)
_ORDER = {"sqlite": " ORDER BY h.stream", "postgresql": ' ORDER BY h.stream COLLATE "C"'}


def export_if_due() -> HeadExport | None:
    """Export when 60 s have passed and something is new, or 1,000 entries are new; cheap to ask every few seconds.

    "New" is guessed by id. An entry whose transaction outlived an export is taken along by the next one, or by the
    seal of the day.
    """
    set_right_once()
    newest = HeadExport.objects.order_by("-id").first()
    if newest is None:
        return export() if Entry.objects.exists() else None
    age = clock.real_now() - read_moment(newest.at)
    new = Entry.objects.filter(id__gt=newest.id).values("id")[:MOST_ENTRIES].count()
    due = new >= MOST_ENTRIES or (age >= EVERY and new) or _day_is_over(newest)
    return export() if due else None


def export() -> HeadExport | None:
    """Write the heads that moved, and the root over all, outside and then inside; the newest export.

    OSError when the folder can't be written; nothing is marked as exported then. A kill between the two writes
    leaves a line without its row, which the next export sets right.
    """
    where = headlog.folder()
    with headlog.alone(where):
        before = headlog.last(where)
        _set_right(before)
        if before is not None and _day_is_over(before.header):
            before = _write(before, sealing=True)
        return _row(_write(before, sealing=False))


def _write(before: Line | None, *, sealing: bool) -> Line | None:
    """One line: the seal goes to the end of the day it closes, any other line to today's file."""
    now, export_id = clock.real_now(), new_id()
    moved: list[Head] = []
    tally: dict[str, Any] = {"streams": 0, "entries": 0}
    root = merkle.root(_leaves(moved, tally))
    if not moved and not sealing:
        return before
    day = date_of(read_moment(before.header.at) if sealing and before else now)
    header = Header(
        number=before.header.number + 1 if before else 1, id=str(export_id), at=moment(now), **tally, root=root,
        heads_digest=headlog.heads_digest(moved), previous=before.digest if before else "", sealed=sealing,
    )  # fmt: skip
    line = headlog.write(headlog.folder(), day.isoformat(), header, moved)
    _set_right(line)
    return line


def _leaves(moved: list[Head], tally: dict[str, int]) -> Iterator[bytes]:
    for stream, place, digest, exported in _all_heads():
        tally["streams"] += 1
        tally["entries"] += place
        if place != exported:
            moved.append((stream, place, digest))
        yield merkle.leaf(stream, place, digest)


def _all_heads() -> Iterator[tuple[str, int, str, int]]:
    """Every head as one statement sees them, by code point: the order of the tree must not hang on a collation."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_HEADS + _ORDER[connection.vendor])
        while rows := cursor.fetchmany(2_000):
            yield from rows


def _set_right(line: Line | None) -> None:
    """Give a written line its rows, once."""
    if line is None or HeadExport.objects.filter(pk=int(line.header.id)).exists():
        return
    said = line.header
    with transaction.atomic():
        ExportedHead.objects.bulk_create(
            [ExportedHead(stream=stream, place=place) for stream, place, _ in line.heads],
            batch_size=400, update_conflicts=True, unique_fields=["stream"], update_fields=["place"],
        )  # fmt: skip
        HeadExport.objects.create(id=int(said.id), at=said.at, streams=said.streams, entries=said.entries,
                                  root=said.root, sealed=said.sealed)  # fmt: skip


@cache
def set_right_once() -> None:
    """What a killed process left half done is set right by the first question of the next."""
    with headlog.alone(headlog.folder()):
        _set_right(headlog.last(headlog.folder()))


def _row(line: Line | None) -> HeadExport | None:
    return HeadExport.objects.get(pk=int(line.header.id)) if line else None


def _day_is_over(said: Any) -> bool:
    """Whether the day of the newest line (or row) has passed without a seal."""
    return not said.sealed and date_of(read_moment(said.at)) < date_of(clock.real_now())
