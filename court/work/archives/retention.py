"""Until when an archive is kept, as things stand now: moved by later acts and by the cases linked to it."""
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from court.spine.cases.models import Case, CaseLink
from court.work.archives.models import Archive
from law import registry

PERMANENT = "永久"


@dataclass(frozen=True)
class Kept:
    """`until` None: for ever, or while a linked case goes on; `why` says which."""

    retention: str
    until: date | None
    why: str = ""


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
