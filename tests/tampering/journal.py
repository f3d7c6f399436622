"""The journal itself: by somebody who knows how digests are made and can write every table."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from random import Random

from django.db import connection

from court.spine.journal import triggers
from court.spine.journal.canon import COLUMNS, canonical, digest_of
from court.spine.journal.models import Entry, ExportedHead, HeadExport, StreamHead

# A line outside may be ahead of its row inside for two minutes, as after a kill: only then its lack is told.
OLD_ONLY, OLD_AFTER = {"export row taken away"}, 150.0


def tamperings() -> list[tuple[str, Callable[[Random], None]]]:
    return [
        ("entry changed", changed), ("entry taken away", taken_away), ("entry's digest changed", digest_changed),
        ("tail deleted", tail_deleted), ("tail deleted, head set back", tail_and_head), ("stream taken away", stream_gone),
        ("chain recomputed", recomputed), ("tail recomputed", tail_recomputed), ("head changed", head_changed),
        ("export row changed", export_changed), ("export row taken away", export_gone), ("trigger taken away", unguarded),
        ("entries exchanged", exchanged),
    ]  # fmt: skip


@contextmanager
def unlocked():
    """No trigger in the way; they are put back, so that their lack doesn't tell."""
    triggers.remove(connection)
    try:
        yield
    finally:
        triggers.install(connection)


def _stream(chance: Random, least: int = 3) -> list[Entry]:
    heads = StreamHead.objects.filter(place__gte=least).order_by("stream")
    return list(Entry.objects.filter(stream=chance.choice(list(heads)).stream).order_by("place"))


def _facts(entry: Entry, chance: Random) -> str:
    return canonical({**json.loads(entry.facts), "added": chance.randint(1, 10**6)})


def changed(chance: Random) -> None:
    entry = chance.choice(_stream(chance))
    name, value = chance.choice([("facts", _facts(entry, chance)), ("actor", "account:1"), ("kind", "case.other"),
                                 ("at", "2020-01-01T00:00:00.000000Z"), ("effects", "{}" if entry.effects != "{}" else '{"a":1}')])
    with unlocked():
        Entry.objects.filter(pk=entry.pk).update(**{name: value})


def taken_away(chance: Random) -> None:
    with unlocked():
        Entry.objects.filter(pk=chance.choice(_stream(chance)[:-1]).pk)._raw_delete("default")


def digest_changed(chance: Random) -> None:
    entry = chance.choice(_stream(chance))
    with unlocked():
        Entry.objects.filter(pk=entry.pk).update(digest=entry.digest[::-1])


def exchanged(chance: Random) -> None:
    """Two neighbours change their places, or their facts."""
    entries = _stream(chance)
    at = chance.randrange(len(entries) - 1)
    one, two = entries[at], entries[at + 1]
    with unlocked():
        for entry, other in ((one, two), (two, one)):
            Entry.objects.filter(pk=entry.pk).update(facts=other.facts, effects=other.effects, kind=other.kind, salt=other.salt)


def tail_deleted(chance: Random) -> None:
    entries = _stream(chance)
    with unlocked():
        for entry in entries[-chance.randint(1, len(entries) - 1):]:
            Entry.objects.filter(pk=entry.pk)._raw_delete("default")


def tail_and_head(chance: Random) -> None:
    """As if it had never been: the head stands at the new end, and what is told of exports inside agrees."""
    entries = _stream(chance)
    left = entries[: -chance.randint(1, len(entries) - 1)]
    with unlocked():
        for entry in entries[len(left):]:
            Entry.objects.filter(pk=entry.pk)._raw_delete("default")
        StreamHead.objects.filter(stream=left[-1].stream).update(place=left[-1].place, digest=left[-1].digest)
        ExportedHead.objects.filter(stream=left[-1].stream).update(place=left[-1].place)


def stream_gone(chance: Random) -> None:
    stream = _stream(chance)[0].stream
    with unlocked():
        for model in (Entry, StreamHead, ExportedHead):
            model.objects.filter(stream=stream)._raw_delete("default")


def recomputed(chance: Random) -> None:
    _recompute(chance, _stream(chance), 0)


def tail_recomputed(chance: Random) -> None:
    entries = _stream(chance)
    _recompute(chance, entries, chance.randrange(1, len(entries)))


def _recompute(chance: Random, entries: list[Entry], at: int) -> None:
    """Another fact, and every digest from there on made anew, with the head."""
    entries[at].facts = _facts(entries[at], chance)
    previous = entries[at].previous
    with unlocked():
        for entry in entries[at:]:
            entry.previous = previous
            entry.digest = previous = digest_of(tuple(getattr(entry, name) for name in COLUMNS))
            Entry.objects.filter(pk=entry.pk).update(facts=entry.facts, previous=entry.previous, digest=entry.digest)
        StreamHead.objects.filter(stream=entries[0].stream).update(digest=previous)


def head_changed(chance: Random) -> None:
    head = StreamHead.objects.get(stream=_stream(chance)[0].stream)
    StreamHead.objects.filter(pk=head.pk).update(**chance.choice([{"place": head.place + 1}, {"digest": head.digest[::-1]}]))


def export_changed(chance: Random) -> None:
    export = chance.choice(list(HeadExport.objects.all()))
    with unlocked():
        HeadExport.objects.filter(pk=export.pk).update(**chance.choice([{"root": export.root[::-1]}, {"entries": export.entries + 1}]))


def export_gone(chance: Random) -> None:
    export = chance.choice(list(HeadExport.objects.order_by("id")))
    with unlocked():
        HeadExport.objects.filter(pk=export.pk)._raw_delete("default")


def unguarded(chance: Random) -> None:
    triggers.remove(connection)
