"""A back-up on disk: <DIR>/<stamp>/ with manifest, copies of both databases and the heads; <DIR>/blobs shared by all.

The manifest names the SHA-256 of every file and is signed with the journal's key. A back-up in the making has a name
that begins with a dot, and gets its own only when all of it is on the disk and was read back. Keys are never in it.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from court.base.courts import clock
from court.kit.blobs import Store, store
from court.kit.refusal import Refused
from court.site import copies
from court.spine.journal import exports, headlog, keys
from court.spine.journal.canon import canonical, moment

FORMAT = 1
PART = 1 << 20
_DIGESTS = 'SELECT DISTINCT ":column" FROM ":table"'
# What was destroyed at the end of its retention is no loss: the rows stay, their content does not.
_BUT_DISPOSED = {
    "archives_archive": " WHERE disposed_at IS NULL",
    "dossier_rendition": " WHERE document_id NOT IN (SELECT d.id FROM dossier_document d JOIN archives_archive a"
    " ON a.case_id = d.case_id WHERE a.disposed_at IS NOT NULL)",
}
Say = Callable[[str], None]


@dataclass
class Backup:
    """A finished back-up: its folder and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]
    missing: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256((self.folder / "manifest.json").read_bytes()).hexdigest()


def make(where: Path, say: Say) -> Backup:
    """Copy everything as of one moment into a folder of back-ups. `missing`: content named by rows and not stored.

    OSError when the folder can't be written, and nothing that looks like a back-up is left.
    """
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    exports.export()
    stamp = clock.real_now().strftime("%Y%m%dT%H%M%SZ")
    making = where / f".{stamp}-{secrets.token_hex(3)}"
    making.mkdir(mode=0o700)
    try:
        with ExitStack() as stack:
            # No export between the two: the heads must not know more than the database.
            with headlog.alone(headlog.folder()):
                heads = {file.name: file.stat().st_size for file in headlog.files(headlog.folder())}
                snapshot = stack.enter_context(copies.one_moment())
            said = _contents(making, snapshot, heads, say)
        return _finish(where, making, stamp, said, say)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def newest(where: Path, stamp: str = "") -> Path:
    """The folder of one back-up: the newest, or the one of a stamp. Refused when there is none."""
    found = sorted(where.glob(f"{stamp or '[0-9]'}*/manifest.json"))
    if not found:
        raise Refused("该目录中没有完整的备份。", do="请指明court backup写入的目录。", code="no_backup")
    return found[-1].parent


def read(folder: Path, public: Path | None = None) -> dict[str, Any]:
    """A back-up's manifest, held to its signature, and every file to the manifest. Refused names what differs.

    public  folder of the court's public keys; None: the copy inside the back-up, which proves wholeness, not origin
    """
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    signature, key = said.pop("signature"), keys.known(public or folder / "public").get(said["key"])
    if key is None or not keys.check(canonical(said), signature, key):
        raise Refused("备份清单的签名不符。", do="请换用另一份备份，并查明原因。", code="bad_signature")
    if said["format"] != FORMAT:
        raise Refused(f"不认识的备份格式{said['format']}。", do="请使用制作该备份的程序版本。", code="format")
    for name, digest in said["files"].items():
        file = folder / name
        if not file.is_file() or file_digest(file) != digest:
            raise Refused(f"备份文件{name}缺失或已改变。", do="请换用另一份备份。", code="damaged")
    return said


def listed(folder: Path) -> Iterator[str]:
    """The SHA-256 of all content of a back-up."""
    with (folder / "blobs.txt").open("r", encoding="ascii") as names:
        yield from (line.strip() for line in names)


def copy_blob(sha256: str, source: Store, target: Store) -> bool:
    """Copy content that is not there yet, hashing what is written; False when the source is missing or damaged.

    Not synced one by one: who copies many calls os.sync() once.
    """
    final, digest = target.path(sha256), hashlib.sha256()
    if final.exists() and file_digest(final) == sha256:
        return True
    final.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    arriving = final.with_name(f".{sha256}.{secrets.token_hex(3)}")
    try:
        with source.path(sha256).open("rb") as given, arriving.open("xb") as out:
            while part := given.read(PART):
                digest.update(part)
                out.write(part)
        if digest.hexdigest() != sha256:
            return False
        arriving.chmod(0o440)
        arriving.replace(final)
        return True
    except FileNotFoundError:
        return False
    finally:
        with suppress(FileNotFoundError):
            arriving.unlink()


def referenced(snapshot: copies.Snapshot) -> set[str]:
    """Content that rows name: every column called sha256 or ending in _sha256 holds the digest of stored content."""
    there, found = snapshot.tables(), set()
    for model in apps.get_models():
        table = model._meta.db_table
        columns = [one.column or "" for one in model._meta.concrete_fields if table in there]
        for column in columns:
            if column == "sha256" or column.endswith("_sha256"):
                kept = _BUT_DISPOSED.get(table, "") if "archives_archive" in there else ""
                rows = snapshot.ask(_DIGESTS.replace(":column", column).replace(":table", table) + kept)
                found |= {digest for (digest,) in rows if digest}
    return found


def file_digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _contents(making: Path, snapshot: copies.Snapshot, heads: dict[str, int], say: Say) -> dict[str, Any]:
    """Everything but the manifest; what the manifest says of it."""
    for alias in copies.ALIASES:
        say(f"database {alias}")
        copies.sync(snapshot.copy(alias, making))
    _copy_heads(making / "heads", heads)
    (making / "public").mkdir()
    for file in sorted(Path(settings.COURT_KEYS).glob("journal-*.pub.pem")):
        shutil.copyfile(file, making / "public" / file.name)
    rows = snapshot.ask("SELECT COUNT(*), COALESCE(SUM(place), 0) FROM journal_streamhead")
    last = headlog.last(making / "heads")
    return {
        "journal": {"streams": rows[0][0], "entries": int(rows[0][1]), "root": last.header.root if last else ""},
        "referenced": sorted(referenced(snapshot)),
    }


def _finish(where: Path, making: Path, stamp: str, said: dict[str, Any], say: Say) -> Backup:
    """Copy content after the databases, so that all that rows name was stored by then; sign; give the name."""
    wanted = said.pop("referenced")
    count, damaged = _copy_blobs(where, making, say)
    manifest = {
        "format": FORMAT, "made_at": moment(clock.real_now()), "vendor": copies.vendor(), **said,
        "blobs": count, "referenced": len(wanted),
        "files": {str(f.relative_to(making)): file_digest(f) for f in sorted(making.rglob("*")) if f.is_file()},
        "keys": "Not in this back-up. Keep a copy of COURT_KEYS by itself: without fields.json no ID, phone or account "
                "number can be read again.",
    }  # fmt: skip
    manifest["key"] = keys.sign("")[0]
    manifest["signature"] = keys.sign(canonical(manifest))[1]
    file = making / "manifest.json"
    file.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    for path in [*making.rglob("*"), making]:
        copies.sync(path)
    final = where / stamp
    if final.exists():
        final = where / making.name.lstrip(".")
    making.rename(final)
    copies.sync(where)
    kept = set(listed(final))
    return Backup(final, manifest, sorted({*damaged, *(set(wanted) - kept)}))


def _copy_blobs(where: Path, making: Path, say: Say) -> tuple[int, list[str]]:
    """Copy all stored content into the shared folder; how much, and what could not be read whole."""
    source, target = store(), Store(where / "blobs")
    count, damaged = 0, []
    with (making / "blobs.txt").open("w", encoding="ascii") as names:
        for sha256 in source.all():
            # What an earlier back-up copied was hashed then, and is hashed again by a restore.
            if not target.has(sha256) and not copy_blob(sha256, source, target):
                damaged.append(sha256)
                continue
            names.write(f"{sha256}\n")
            count += 1
            if count % 5_000 == 0:
                say(f"{count} files")
    os.sync()
    return count, damaged


def _copy_heads(to: Path, sizes: dict[str, int]) -> None:
    """The exported heads as they were at the moment: the files only grow, so their length then is enough."""
    to.mkdir()
    for name, size in sizes.items():
        with (headlog.folder() / name).open("rb") as given:
            (to / name).write_bytes(given.read(size))
