"""Every archive package of a case or of the court: there, as its manifest and signature say, and as the journal says."""

import json
from collections.abc import Iterator

from court.kit import blobs
from court.spine.cases.models import Case
from court.spine.dossier.faults import Fault
from court.spine.journal.models import Entry
from court.work.archives import package
from court.work.archives.models import Archive


def verify(case: Case | None = None) -> Iterator[Fault]:
    """Everything that differs, named by the case."""
    archives = Archive.objects.select_related("case").order_by("pk")
    packed = Entry.objects.filter(kind="archive.packed")
    if case is not None:
        archives, packed = archives.filter(case=case), packed.filter(stream=case.stream)
    told = {stream: json.loads(facts) for stream, facts in packed.order_by("id").values_list("stream", "facts")}
    for archive in archives.iterator(chunk_size=100):
        yield from _archive(archive, told.pop(archive.case.stream, None))
    for stream in told:
        yield Fault(0, "package_gone", f"日志记载的归档包（{stream}）没有档案记录。")


def _archive(archive: Archive, told: dict | None) -> Iterator[Fault]:
    name = f"《{archive.case.number}》的归档包（{archive.number}）"
    if not archive.package_sha256:
        if told:
            yield Fault(0, "package_gone", f"{name}的记录不见了。")
        return
    if told is None or told["sha256"] != archive.package_sha256 or int(told["pages"]) != archive.pages:
        yield Fault(0, "package_row", f"{name}的摘要、页数与日志不符。")
        return
    try:
        blobs.verify(blobs.Blob(told["sha256"], told["sm3"], archive.package_size or 0))
        package.verify(blobs.read(archive.package_sha256))
    except blobs.Damaged:
        yield Fault(0, "package_bytes", f"{name}缺失或者已被改动。")
    except package.Faulty as fault:
        yield Fault(0, "package", f"{name}：{fault}")
