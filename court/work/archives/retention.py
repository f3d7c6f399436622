"""Until when an archive is kept, as things stand now: moved by later acts and by the cases linked to it."""
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, CaseLink
from court.spine.journal.actions import append
from court.work.archives.models import Archive
from law import registry

PERMANENT = "永久"
CLASSES = (PERMANENT, "长期", "短期")
MANNERS = {"withdrawal": "撤诉", "deemed_withdrawal": "撤诉", "dismissal": "驳回起诉"}


@dataclass(frozen=True)
class Kept:
    """`until` None: for ever, or while a linked case goes on; `why` says which."""

    retention: str
    until: date | None
    why: str = ""


def suggested(case: Case) -> str:
    """The class by how a case ended, never by the words of its cause: 撤回行政许可补偿 is a dispute, not a withdrawn suit."""
    return registry.call("archive.suggest", about=MANNERS.get(case.close_manner, ""))["retention"]


def change(archive_id: int, label: str, why: str, *, by: Actor, at: datetime) -> Archive:
    """The archivist sets another class, with the reason: of what applies the longest (保管期限规定第2条), so never below the suggested."""
    with transaction.atomic():
        archive = Archive.objects.select_for_update(of=("self",)).select_related("case").filter(pk=archive_id).first()
        if archive is None or not by.holds(Office.ARCHIVIST, archive.court_id):
            raise not_there()
        if archive.disposed_at is not None:
            raise Refused("该档案已销毁。", code="disposed")
        if label not in CLASSES or label == archive.retention or not why.strip():
            raise Refused("请选择与现在不同的保管期限，并填写理由。", code="missing_field", status=422)
        found = registry.call("archive.longest", retentions=[label, suggested(archive.case)])
        if found["retention"] != label:
            raise Refused(f"{found.steps[0].text}，本档案不得短于{found['retention']}。", law=str(found.steps[0].cite), code="too_short", status=422)
        before, archive.retention = archive.retention, label
        archive.kept_until = registry.call("archive.kept_until", closed=archive.case.closed_on, retention=label)["until"]
        archive.save(update_fields=["retention", "kept_until"])
        append(f"archive:{archive.pk}", "archive.retention", by=by.account, at=at, court=archive.court_id,
               facts={"from": before, "to": label, "why": why.strip()[:200]})
    return archive


def of(archive: Archive) -> Kept:
    """The longest class and the last end among the archive and the cases of the same dispute (appeal, counterclaim).

    A linked case that is still open, or archived nowhere yet, keeps all of them. Source: 保管期限规定第2条 for the longest.
    """
    if archive.retention == PERMANENT:
        return Kept(PERMANENT, None, "永久保管")
    linked = _linked(archive.case)
    if moving := next((one for one in linked if one.closed_on is None), None):
        return Kept(archive.retention, None, f"关联案件{moving.number}尚未结案")
    known = {one.case_id: one for one in Archive.objects.filter(case__in=linked)}
    if missing := next((one for one in linked if one.pk not in known), None):
        return Kept(archive.retention, None, f"关联案件{missing.number}尚未归档")
    if archive.case.stage not in ("archived", "effective", "closed"):
        return Kept(archive.retention, None, "案件已恢复审理")
    classes = [archive.retention, *(one.retention for one in known.values())]
    longest = registry.call("archive.longest", retentions=classes)["retention"]
    closed = max(filter(None, [archive.case.closed_on, *(one.closed_on for one in linked)]))
    until = registry.call("archive.kept_until", closed=closed, retention=longest)["until"]
    moved = bool(linked) and (until != archive.kept_until or longest != archive.retention)
    return Kept(longest, until, "随关联案件从长、从后计算" if moved else "")


def _linked(case: Case) -> list[Case]:
    """Cases of the same dispute, however many links away; the same parties in another matter are none."""
    found, edge = {case.pk}, {case.pk}
    while edge:
        rows = CaseLink.objects.filter(Q(case__in=edge) | Q(other__in=edge)).exclude(kind=CaseLink.Kind.SAME_PARTIES)
        edge = {pk for row in rows.values_list("case", "other") for pk in row} - found
        found |= edge
    return list(Case.objects.filter(pk__in=found - {case.pk}).order_by("pk"))


def due(courts: set[str], on: date) -> list[tuple[Archive, Kept]]:
    """Archives whose retention has ended, as it stands now; never permanent ones."""
    rows = Archive.objects.filter(court__in=courts, kept_until__lt=on, disposed_at=None).exclude(retention=PERMANENT)
    some = [(one, of(one)) for one in rows.select_related("case").order_by("kept_until", "pk")[:500]]
    return [(one, kept) for one, kept in some if kept.until is not None and kept.until < on and kept.retention != PERMANENT]
