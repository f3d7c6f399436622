"""A back-up brought back: into an empty place, checked before and after, with what was lost said aloud."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from court.base.courts import clock
from court.kit.blobs import Store, store
from court.kit.refusal import Refused
from court.site import copies, postgres, snapshots
from court.spine.journal import headlog
from court.spine.journal.verification import Finding, verify


@dataclass
class Restored:
    """What came back. lost: entries that had gone outside and are younger than the back-up; aside: what was renamed."""

    manifest: dict[str, Any]
    entries: int = 0
    lost: int = 0
    aside: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    keys_there: bool = False

    @property
    def whole(self) -> bool:
        return not self.damaged and not self.findings


def restore(backup: Path, say: snapshots.Say, *, empty_first: bool = False, public: Path | None = None) -> Restored:
    """Bring one back-up back into this house (COURT_HOME and its databases).

    empty_first  rename what stands there, instead of refusing
    public       folder of the court's public keys, to prove where the back-up came from

    Refused before anything is touched: a damaged back-up, a place that is not empty, another kind of database.
    """
    say("checking the back-up")
    manifest = snapshots.read(backup, public)
    if manifest["vendor"] != copies.vendor():
        raise Refused(f"该备份出自{manifest['vendor']}，当前数据库是{copies.vendor()}。",
                      do="请用COURT_DATABASE_URL指明同类数据库。", code="vendor")  # fmt: skip
    done = Restored(manifest)
    known_outside = _entries_outside()
    _make_room(done, empty_first)
    for alias in copies.ALIASES:
        say(f"database {alias}")
        postgres.create_if_missing(alias)
        copies.bring_back(alias, backup / _file_of(manifest, alias))
    _bring_heads(backup)
    say("files")
    done.damaged = _bring_blobs(backup)
    say("verifying the journal")
    _verify(done, backup, public)
    done.lost = max(known_outside - manifest["journal"]["entries"], 0)
    return done


def _make_room(done: Restored, empty_first: bool) -> None:
    standing = [alias for alias in copies.ALIASES if not copies.is_empty(alias)]
    heads = headlog.folder()
    heads_there = bool(headlog.files(heads))
    if not standing and not heads_there:
        return
    if not empty_first:
        what = "、".join([*standing, *(["journal-heads"] if heads_there else [])])
        cure = "请恢复到空目录（--into），或用--force-empty把现有数据改名保留。"
        raise Refused(f"目标位置不是空的：{what}。", do=cure, code="not_empty")
    _nobody_works()
    stamp = clock.real_now().strftime("%Y%m%dT%H%M%SZ")
    done.aside += [copies.put_aside(alias, stamp) for alias in standing]
    if heads_there:
        aside = heads.with_name(f"{heads.name}.before-{stamp}")
        heads.rename(aside)
        done.aside.append(aside.name)


def _nobody_works() -> None:
    """A worker of this house would go on writing into what we rename."""
    from court.spine.errands import liveness

    if liveness.anybody():
        raise Refused("court work正在运行。", do="请先停止court serve和court work，再恢复。", code="in_use")


def _file_of(manifest: dict[str, Any], alias: str) -> str:
    return next(name for name in manifest["files"] if name.partition(".")[0] == alias)


def _bring_heads(backup: Path) -> None:
    heads = headlog.folder()
    heads.mkdir(mode=0o750, parents=True, exist_ok=True)
    for file in sorted((backup / "heads").iterdir()):
        shutil.copyfile(file, heads / file.name)
        copies.sync(heads / file.name)
    copies.sync(heads)


def _bring_blobs(backup: Path) -> list[str]:
    """Copy and hash all content; what is missing or damaged in the back-up, or named by rows and in neither."""
    source, target = Store(backup.parent / "blobs"), store()
    listed = set(snapshots.listed(backup))
    damaged = {sha256 for sha256 in sorted(listed) if not snapshots.copy_blob(sha256, source, target)}
    os.sync()
    with copies.one_moment() as now:
        missing = {sha256 for sha256 in snapshots.referenced(now) - listed if not target.has(sha256)}
    return sorted(damaged | missing)


def _verify(done: Restored, backup: Path, public: Path | None) -> None:
    connections["default"].close()
    done.keys_there = (Path(settings.COURT_KEYS) / "fields.json").exists()
    report = verify(public=public or backup / "public")
    done.entries, done.findings = report.entries, report.findings
    if report.entries != done.manifest["journal"]["entries"]:
        done.findings.append(Finding("count", detail=f"the back-up says {done.manifest['journal']['entries']} entries"))


def _entries_outside() -> int:
    """How many entries had gone outside before the disaster, by the heads that stand here still."""
    last = headlog.last(headlog.folder())
    return last.header.entries if last else 0
