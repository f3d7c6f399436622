"""A proof that an entry stood in the journal, fit to be given to a party and checked without the court's help.

It shows the entry itself and only digests of everything else: of the entries after it in its stream, of other chains
in the tree, of the export it is proved by.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from court.kit.refusal import Refused
from court.spine.journal import headlog, merkle
from court.spine.journal.canon import COLUMNS, content_digest, link
from court.spine.journal.headlog import Header, Line
from court.spine.journal.models import Entry


class NotProved(Exception):
    """A proof that does not hold; the text names the step."""


def proof(entry: Entry, heads: Path | None = None) -> dict[str, Any]:
    """A proof against the newest export that has this entry, as JSON; heads is the folder of exports.

    Refused while the entry has not been exported yet: that takes up to a minute.
    """
    line, places = _newest(heads or headlog.folder())
    head = places.get(entry.stream)
    if line is None or head is None or head[0] < entry.place:
        raise Refused("该记录尚未导出存证。", do="存证每分钟进行一次，请一分钟后再试。", code="not_exported")
    streams = sorted(places)
    leaves = [merkle.leaf(stream, *places[stream]) for stream in streams]
    return {
        "entry": {name: getattr(entry, name) for name in COLUMNS},
        "after": _after(entry, head[0]),
        "head": [entry.stream, *head],
        "path": merkle.path(leaves, streams.index(entry.stream)),
        "export": asdict(line.header),
    }


def check_proof(shown: dict[str, Any], known: dict[str, Any]) -> Header:
    """The export that proves the entry shown. NotProved, naming the step, when any step fails.

    known  the court's public keys by id, as keys.known() or keys.read_public() give them
    """
    try:
        entry, (stream, place, digest) = shown["entry"], shown["head"]
        reached = link(entry["previous"], content_digest([entry[name] for name in COLUMNS]))
        for content in shown["after"]:
            reached = link(reached, content)
        header = Header(**shown["export"])
        top = merkle.climb(merkle.leaf(stream, place, digest), [(side, other) for side, other in shown["path"]])
    except (KeyError, TypeError, ValueError) as error:
        raise NotProved(f"not a proof: {error}") from error
    if reached != digest or entry["stream"] != stream or entry["place"] + len(shown["after"]) != place:
        raise NotProved("the entry does not lead to the head")
    if top != header.root:
        raise NotProved("the head does not lead to the root")
    if not headlog.check_signature(header, known):
        raise NotProved("the root is not signed by a known key of the court")
    return header


def _newest(heads: Path) -> tuple[Line | None, dict[str, tuple[int, str]]]:
    line, places = None, {}
    for line in headlog.lines(heads):
        places.update({stream: (place, digest) for stream, place, digest in line.heads})
    return line, places


def _after(entry: Entry, until: int) -> list[str]:
    later = Entry.objects.filter(stream=entry.stream, place__gt=entry.place, place__lte=until).order_by("place")
    return [content_digest(row) for row in later.values_list(*COLUMNS)]
