"""Archiving: the row with its retention is made with the act, the package by an errand, checked at once."""
from datetime import datetime

from django.db import transaction

from court.kit import blobs
from court.kit.days import date_of
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.work.archives import package, retention
from court.work.archives.models import Archive
from law import registry


def open_archive(case: Case, *, by, at: datetime) -> Archive:
    """The archive's row: number, class of retention by the manner of closing, end of retention; asks for the package."""
    label = retention.suggested(case)
    until = registry.call("archive.kept_until", closed=case.closed_on, retention=label)["until"]
    archive, made = Archive.objects.get_or_create(case=case, defaults={
        "pk": new_id(), "court": case.court, "number": f"{case.court.division_code}-{case.number}",
        "retention": label, "kept_until": until, "archived_at": at, "archived_by": by.account if by else None})
    if made:
        for volume in Document.Volume:
            if places.in_order(case, volume):
                places.freeze(case, volume, by=by, at=at)
        ask("archives.package", key=f"archive:{archive.pk}", payload={"archive": str(archive.pk)}, at=at,
            court=case.court_id)
    return archive


def make_package(archive_id: int, *, at: datetime) -> Archive:
    """Build, store and check the package. Twice is once: a kept package stays as it is."""
    archive = Archive.objects.select_related("case__court").get(pk=archive_id)
    if archive.state == Archive.State.KEPT:
        return archive
    facts = {"archive_number": archive.number, "retention": archive.retention, "kept_until": archive.kept_until,
             "archived": date_of(archive.archived_at)}
    content, counts = package.build(archive.case, facts, date_of(archive.archived_at))
    stamped = package.verify(content)["stamped"]
    blob = blobs.put(content)
    with transaction.atomic():
        Archive.objects.filter(pk=archive.pk).update(
            state=Archive.State.KEPT, package_sha256=blob.sha256, package_size=blob.size, made_at=at, checked_at=at,
            stamped_at=stamped.at if stamped else None, fault="", **counts)
        append(archive.case.stream, "archive.packed", by=None, at=at, court=archive.court_id,
               facts={"archive": str(archive.pk), "sha256": blob.sha256, "sm3": blob.sm3, **counts})
    archive.refresh_from_db()
    return archive


def check(archive: Archive, *, at: datetime) -> Archive:
    """Check a kept package again and keep what was found."""
    try:
        package.verify(blobs.read(archive.package_sha256))
        archive.state, archive.fault = Archive.State.KEPT, ""
    except (package.Faulty, blobs.Damaged, OSError) as fault:
        archive.state, archive.fault = Archive.State.FAULTY, str(fault)[:300]
    archive.checked_at = at
    archive.save(update_fields=["state", "fault", "checked_at"])
    return archive
