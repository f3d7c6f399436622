"""The heads outside the database: <COURT_HEADS>/<day>.jsonl, a signed line an export, each line naming the one before.

The folder should lie on another medium, or be copied to one every minute: what is lost together with the database
proves nothing. A line holds `heads`, [[stream, place, digest] …] that moved since the line before, and a header; the
signature covers the header, which names the digest of the heads, so that a proof need not show other chains.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from court.spine.journal import keys
from court.spine.journal.canon import canonical

Head = tuple[str, int, str]  # stream, place, digest
_BLOCK = 1 << 20


class BadHeads(Exception):
    """A line outside the database that was changed, lost or damaged; the text names file and line."""


@dataclass(frozen=True)
class Header:
    """What is signed of an export.

    number    1, 2, 3 … over all files
    previous  SHA-256 of the line before, "" for the first
    root      Merkle root over all heads at that moment
    sealed    the last line of a day
    """

    number: int
    id: str
    at: str
    streams: int
    entries: int
    root: str
    heads_digest: str
    previous: str
    sealed: bool
    key: str = ""
    signature: str = ""

    def signed_text(self) -> str:
        said = asdict(self)
        del said["signature"], said["key"]
        return canonical(said)


@dataclass(frozen=True)
class Line:
    header: Header
    heads: list[Head]
    digest: str
    where: str


def folder() -> Path:
    """Where heads are written: settings.COURT_HEADS."""
    return Path(settings.COURT_HEADS)


def files(where: Path) -> list[Path]:
    return sorted(where.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].jsonl"))


def lines(where: Path) -> Iterator[Line]:
    """All lines, oldest first, each checked against the one before. BadHeads at the first that does not fit."""
    number, previous = 0, ""
    for file in files(where):
        for row, raw in enumerate(file.read_bytes().splitlines(keepends=True), 1):
            line = _parse(raw, f"{file.name}:{row}")
            if line.header.number != number + 1 or line.header.previous != previous:
                raise BadHeads(f"{line.where}: does not follow the line before")
            number, previous = line.header.number, line.digest
            yield line


def last(where: Path) -> Line | None:
    """The newest line, without reading what stands before it."""
    for file in reversed(files(where)):
        if raw := _last_raw(file):
            return _parse(raw, f"{file.name}: last line")
    return None


def write(where: Path, day: str, header: Header, heads: list[Head]) -> Line:
    """Sign and append a line to the day's file, on the disk (file and name) before it answers. Hold `alone` around it.

    OSError when it can't be written.
    """
    key, signature = keys.sign(header.signed_text())
    signed = replace(header, key=key, signature=signature)
    raw = canonical({**asdict(signed), "heads": heads}).encode()
    file = where / f"{day}.jsonl"
    fresh = not file.exists()
    with file.open("ab") as out:
        out.write(raw + b"\n")
        out.flush()
        os.fsync(out.fileno())
    if fresh:
        _sync(where)
    return Line(signed, heads, hashlib.sha256(raw).hexdigest(), f"{file.name}: last line")


@contextmanager
def alone(where: Path) -> Iterator[None]:
    """Hold the folder against another exporter, and cut off a line that a power cut left half written."""
    where.mkdir(mode=0o750, parents=True, exist_ok=True)
    with (where / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _drop_half_line(where)
        yield


def heads_digest(heads: list[Head]) -> str:
    return hashlib.sha256(canonical(heads).encode()).hexdigest()


def check_signature(header: Header, known: dict[str, Any]) -> bool:
    """Whether one of the known keys signed this header."""
    key = known.get(header.key)
    return key is not None and keys.check(header.signed_text(), header.signature, key)


def _parse(raw: bytes, where: str) -> Line:
    try:
        said = json.loads(raw)
        heads = [(str(stream), int(place), str(digest)) for stream, place, digest in said.pop("heads")]
        header = Header(**said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadHeads(f"{where}: not a line of exported heads") from error
    if heads_digest(heads) != header.heads_digest:
        raise BadHeads(f"{where}: the heads were changed")
    return Line(header, heads, hashlib.sha256(raw.rstrip(b"\n")).hexdigest(), where)


def _last_raw(file: Path) -> bytes:
    """The last whole line, read from the end."""
    with file.open("rb") as written:
        at, tail = written.seek(0, os.SEEK_END), b""
        while at and tail.rstrip(b"\n").count(b"\n") == 0:
            step = min(_BLOCK, at)
            at -= step
            written.seek(at)
            tail = written.read(step) + tail
    return tail.rstrip(b"\n").rpartition(b"\n")[2]


def _drop_half_line(where: Path) -> None:
    for file in files(where)[-1:]:
        written = file.read_bytes() if not _ends_whole(file) else b""
        if written:
            with file.open("r+b") as out:
                out.truncate(written.rfind(b"\n") + 1)
                os.fsync(out.fileno())


def _ends_whole(file: Path) -> bool:
    with file.open("rb") as written:
        size = written.seek(0, os.SEEK_END)
        written.seek(max(size - 1, 0))
        return written.read() in {b"", b"\n"}


def _sync(where: Path) -> None:
    handle = os.open(where, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
