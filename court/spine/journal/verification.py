"""verify(): every chain, every head, every line outside, in one pass. 100,000 entries within 10 s on one core.

Without the heads outside, an intruder who rewrites a whole chain and its head is not found: the database is then only
compared with itself. With them, all that was exported (60 s ago or earlier) is held to what stood there.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from court.base.courts import clock
from court.spine.journal import headlog, keys, merkle, triggers
from court.spine.journal.canon import COLUMNS, digest_of, read_moment
from court.spine.journal.models import HeadExport

Points = dict[str, dict[int, str]]  # stream -> place -> digest, as they stand outside
# A kill between line and row is set right by the next export, at the latest when a worker starts again.
ROW_FOLLOWS = timedelta(minutes=2)
_STREAM, _PLACE, _PREVIOUS = COLUMNS.index("stream"), COLUMNS.index("place"), COLUMNS.index("previous")
_WIDTH = len(COLUMNS)
_ENTRIES = (
    "SELECT e.id, e.stream, e.place, e.kind, e.court, e.actor, e.capacity, e.behalf, e.at, e.recorded_at, e.basis,"
    " e.facts, e.effects, e.salt, e.previous, e.digest, h.place, h.digest FROM journal_entry e"
    " LEFT JOIN journal_streamhead h ON h.stream = e.stream ORDER BY e.stream, e.place"
)
_HEADS_ALONE = (
    "SELECT stream FROM journal_streamhead h"
    " WHERE NOT EXISTS (SELECT 1 FROM journal_entry e WHERE e.stream = h.stream)"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written. place 0: the whole stream, or none."""

    what: str
    stream: str = ""
    place: int = 0
    detail: str = ""


@dataclass
class Report:
    """What verify() looked at and found; no findings means that nothing was changed."""

    entries: int = 0
    streams: int = 0
    exports: int = 0
    outside: bool = False
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def verify(heads: Path | None = None, public: Path | None = None) -> Report:
    """Check the journal against itself and against the heads outside.

    heads   their folder; None: the house's own folder
    public  folder of public keys to check seals by; None: COURT_KEYS
    """
    began, report = time.perf_counter(), Report()
    where = heads or headlog.folder()
    points = _outside(report, where, keys.known(public))
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ENTRIES)
        _chains(report, cursor, points)
    _what_is_gone(report, points)
    _triggers(report)
    report.seconds = round(time.perf_counter() - began, 3)
    return report


def _chains(report: Report, cursor: Any, points: Points) -> None:
    """Walk all entries in order; a chain ends where the next begins."""
    stream: Any = None
    place, digest, head = 0, "", None
    for row in _rows(cursor):
        if row[_STREAM] != stream:
            _end(report, stream, (place, digest), head)
            stream, place, digest, head = row[_STREAM], 0, "", row[_WIDTH + 1 :]
            report.streams += 1
        report.entries += 1
        found = _wrong(row, place, digest, points.get(stream))
        if found:
            report.findings.append(Finding(found, str(stream), row[_PLACE] if isinstance(row[_PLACE], int) else 0))
        place, digest = row[_PLACE], row[_WIDTH]
    _end(report, stream, (place, digest), head)


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(2_000):
        yield from rows


def _wrong(row: tuple[Any, ...], place: Any, digest: str, known: dict[int, str] | None) -> str:
    """What is wrong with one entry after the one before; "" when nothing is."""
    if not isinstance(place, int) or row[_PLACE] != place + 1:
        return "gap"
    if row[_PREVIOUS] != digest:
        return "broken_chain"
    if _digest(row) != row[_WIDTH]:
        return "changed"
    if known and known.pop(row[_PLACE], row[_WIDTH]) != row[_WIDTH]:
        return "recomputed"
    return ""


def _digest(row: tuple[Any, ...]) -> str:
    try:
        return digest_of(row[:_WIDTH])
    except (TypeError, ValueError):  # a value that the journal never writes
        return ""


def _end(report: Report, stream: Any, end: tuple[Any, str], head: tuple[Any, ...] | None) -> None:
    if stream is not None and head != end:
        report.findings.append(Finding("head_differs", str(stream), detail=f"chain ends at {end[0]}, head: {head}"))


def _what_is_gone(report: Report, points: Points) -> None:
    """Heads without entries; and places that stand outside but no longer inside: cut tails, streams taken away."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS_ALONE)
        report.findings += [Finding("head_alone", stream) for (stream,) in cursor.fetchall()]
    for stream, places in points.items():
        if places:
            detail = f"{len(places)} exported places are gone or out of order"
            report.findings.append(Finding("cut_tail", stream, max(places), detail))


def _triggers(report: Report) -> None:
    report.findings += [Finding("unguarded", detail=name) for name in sorted(triggers.missing(connection))]


def _outside(report: Report, where: Path, known: dict[str, Any]) -> Points:
    """All exported heads, after holding the lines to each other, to their signatures and to the rows inside."""
    points: Points = {}
    heads: dict[str, tuple[int, str]] = {}
    rows = {export.pk: export for export in HeadExport.objects.all()}
    newest, lacking = None, []
    try:
        for newest in headlog.lines(where):
            report.exports += 1
            for stream, place, digest in newest.heads:
                points.setdefault(stream, {})[place] = digest
                heads[stream] = (place, digest)
            row = rows.pop(int(newest.header.id), None)
            if row is None:
                lacking.append(newest)
            else:
                _compare_row(report, newest, row)
            if newest.header.sealed:
                _signed(report, newest, known)
    except headlog.BadHeads as error:
        report.findings.append(Finding("outside_damaged", detail=str(error)))
    _without_partner(report, lacking, rows)
    if newest is not None:
        report.outside = True
        _signed(report, newest, known)
        _root(report, newest, heads)
    return points


def _compare_row(report: Report, line: headlog.Line, row: HeadExport) -> None:
    said = line.header
    if any(getattr(row, name) != getattr(said, name) for name in ("at", "streams", "entries", "root", "sealed")):
        report.findings.append(Finding("export_row_differs", detail=line.where))


def _without_partner(report: Report, lacking: list[headlog.Line], rows: dict[int, HeadExport]) -> None:
    """Lines without their row and rows without their line. A line just written may not have its row yet."""
    young = clock.real_now() - ROW_FOLLOWS
    for line in lacking:
        if read_moment(line.header.at) < young:
            report.findings.append(Finding("export_row_gone", detail=line.where))
    if rows:
        first = min(row.at for row in rows.values())
        detail = f"{len(rows)} exports stand in the database but not outside, the first of {first}"
        report.findings.append(Finding("outside_lost", detail=detail))


def _signed(report: Report, line: headlog.Line, known: dict[str, Any]) -> None:
    if not headlog.check_signature(line.header, known):
        report.findings.append(Finding("bad_signature", detail=f"{line.where}: key {line.header.key}"))


def _root(report: Report, line: headlog.Line, heads: dict[str, tuple[int, str]]) -> None:
    """The newest root is the root of all that was exported, so no chain was left out on the way."""
    leaves = (merkle.leaf(stream, *heads[stream]) for stream in sorted(heads))
    if merkle.root(leaves) != line.header.root:
        report.findings.append(Finding("root_differs", detail=line.where))
