"""Blobs: files by their content. A stored file is never changed, overwritten or named by what a person typed.

"Stored" means that the bytes, the name and every new folder are on the disk (fsync) before put() answers.
"""

import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from court.kit.refusal import Refused

PART = 1 << 18
# Seconds in which the row that goes with stored content is committed, with much to spare.
LATELY = 3600
_synced: set[Path] = set()
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Blob:
    """What is known of stored content: SHA-256 and SM3 in lower-case hex, size in bytes."""

    sha256: str
    sm3: str
    size: int


class Damaged(Exception):
    """Content that is missing or no longer matches its digest."""


class Store:
    """A content-addressed folder: <root>/ab/cd/<sha256>, and <root>/incoming while a file arrives."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, content: bytes | BinaryIO, limit: int | None = None) -> Blob:
        """Store bytes or a stream and give its Blob; the same content twice is stored once.

        limit   most bytes; Refused (413) beyond, and nothing is kept
        OSError when the disk is full or fails, and nothing is kept
        """
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        incoming = self.root / "incoming"
        _make_folder(incoming)
        arriving = incoming / secrets.token_hex(16)
        try:
            blob = _write(stream, arriving, limit)
            self._settle(arriving, blob)
        finally:
            with suppress(FileNotFoundError):
                arriving.unlink()
        return blob

    def path(self, sha256: str) -> Path:
        """Where content of this digest lives. ValueError for what is no digest."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO:
        """The content for reading. Damaged when it is missing."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise Damaged(f"missing: {sha256}") from error

    def read(self, sha256: str) -> bytes:
        """All of the content, for what is known to be small."""
        with self.open(sha256) as file:
            return file.read()

    def verify(self, blob: Blob) -> None:
        """Read the content again and compare size and both digests. Damaged says what differs."""
        with self.open(blob.sha256) as file:
            found = digest(file)
        for what in ("size", "sha256", "sm3"):
            if getattr(found, what) != getattr(blob, what):
                raise Damaged(f"{what} differs: {blob.sha256}")

    def remove(self, sha256: str) -> bool:
        """Take content to which nothing refers out for good; False, and it stays, when it was stored, or read, lately.

        Who stores it meanwhile either renews its time before it is put aside, or finds it gone and stores it anew.
        """
        path, aside = self.path(sha256), self.root / "incoming" / secrets.token_hex(16)
        if _lately(path):
            return False
        _make_folder(aside.parent)
        path.rename(aside)
        stays = _lately(aside)
        if stays:
            with suppress(FileExistsError):
                os.link(aside, path)
        aside.unlink()
        _sync_folder(path.parent)
        return not stays

    def all(self) -> Iterator[str]:
        """The SHA-256 of everything stored, in order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            yield path.name

    def _settle(self, arriving: Path, blob: Blob) -> None:
        """Give the arrived file its name. A hard link fails where content already is, so nothing is overwritten."""
        final = self.path(blob.sha256)
        _make_folder(final.parent)
        while True:
            try:
                os.link(arriving, final)
                break
            except FileExistsError:
                with suppress(FileNotFoundError):  # remove() was quicker: it has to be stored anew
                    known = final.stat()
                    if known.st_size != blob.size:
                        raise Damaged(f"size differs: {blob.sha256}") from None
                    # Wanted again, by a row that remove() can't see yet: the time of access says so.
                    os.utime(final, ns=(time.time_ns(), known.st_mtime_ns))
                    break
        # The first writer may not have synced its name yet; this answer must be as durable as the first.
        _sync_folder(final.parent)


def _lately(path: Path) -> bool:
    known = path.stat()
    return time.time() - max(known.st_atime, known.st_mtime) < LATELY


def digest(stream: BinaryIO) -> Blob:
    """Size and digests of a stream, stored or not."""
    return _copy(stream, None, None)


def store() -> Store:
    """The court's own store, settings.COURT_BLOBS."""
    return Store(Path(settings.COURT_BLOBS))


def write_apart(stream: BinaryIO, path: Path, limit: int | None = None) -> Blob:
    """Write what is not stored for good: a file of its own outside the folders of content, which may be removed again.

    Refused (413) beyond the limit and OSError as put(); nothing is kept then. FileExistsError where the file is.
    """
    _make_folder(path.parent)
    arriving = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        blob = _write(stream, arriving, limit)
        os.link(arriving, path)
        return blob
    finally:
        arriving.unlink(missing_ok=True)


def put(content: bytes | BinaryIO, limit: int | None = None) -> Blob:
    """Store in the court's own store; see Store.put."""
    return store().put(content, limit)


def open_blob(sha256: str) -> BinaryIO:
    """Read from the court's own store; see Store.open."""
    return store().open(sha256)


def read(sha256: str) -> bytes:
    """All of a small content of the court's own store."""
    return store().read(sha256)


def verify(blob: Blob) -> None:
    """Check content of the court's own store; see Store.verify."""
    store().verify(blob)


def _write(stream: BinaryIO, path: Path, limit: int | None) -> Blob:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
    with os.fdopen(handle, "wb") as file:
        blob = _copy(stream, file, limit)
        file.flush()
        os.fsync(file.fileno())
    return blob


def _copy(stream: BinaryIO, to: BinaryIO | None, limit: int | None) -> Blob:
    sha256, sm3, size = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0
    while part := stream.read(PART):
        size += len(part)
        if limit is not None and size > limit:
            raise Refused(
                f"文件超过{limit // 1_000_000}MB，未保存。",
                do="请压缩或者拆分后重新上传。",
                code="too_large",
                status=413,
            )
        sha256.update(part)
        sm3.update(part)
        if to is not None:
            to.write(part)
    return Blob(sha256.hexdigest(), sm3.finalize().hex(), size)


def _make_folder(folder: Path) -> None:
    """Make a folder and everything above it, each name synced into its parent.

    A folder that another process made a moment ago may not be synced yet: each process syncs each name once.
    """
    if folder in _synced and folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o750)
    _sync_folder(folder.parent)
    _synced.add(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
