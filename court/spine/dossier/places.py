"""Places and page labels: each paper at its catalogue place; a label once given never moves.

Before the pages are numbered (freeze) labels are provisional and follow the order. Afterwards a paper that comes to
the end of the volume goes on counting; one that comes in between gets 37-1, 37-2 … after page 37, where it stands.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from court.base.access.actor import Actor
from court.base.people.models import Account
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.dossier import catalogue
from court.spine.dossier.models import Document, Edition, Placement, Rendition
from court.spine.journal.actions import append

SHOWN = ("signed", "pdf", "original")
PAGED = {"application/pdf", "image/jpeg", "image/png", "image/tiff"}


@dataclass
class Placed:
    """A paper in its place, with the labels of its pages ("12", "37-1"); provisional until they are given."""

    document: Document
    placement: Placement
    rendition: Rendition | None
    labels: list[str]
    provisional: bool = False

    @property
    def pages(self) -> int:
        return len(self.labels)

    @property
    def span(self) -> str:
        """12, or 12-15, or 37-1至37-3; empty for a paper without pages (a recording)."""
        if not self.labels:
            return ""
        first, last = self.labels[0], self.labels[-1]
        if first == last:
            return first
        return f"{first}至{last}" if "-" in first else f"{first}-{last}"


def hold_case(case_id: int | None) -> None:
    """Lock the case of a paper before any other row (case, rows, stream head), so that nothing waits crosswise."""
    if case_id is not None:
        Case.objects.select_for_update().filter(pk=case_id).values_list("pk").first()


def place(document: Document) -> Placement:
    """Put a paper at its catalogue place, behind those already there. Twice is once. The caller holds the case."""
    assert document.case is not None
    found = Placement.objects.filter(document=document).first()
    if found:
        return found
    item, item_order = catalogue.item_for(document.case, document.volume, document.item, document.title)
    there = Placement.objects.filter(case=document.case, volume=document.volume, item_order=item_order)
    last = there.aggregate(last=Max("order"))["last"] or 0
    return Placement.objects.create(
        case=document.case, document=document, volume=document.volume, item=item, item_order=item_order,
        order=last + 1,
    )  # fmt: skip


def in_order(case: Case, volume: str, actor: Actor | None = None) -> list[Placed]:
    """The papers of a volume in catalogue order, with labels given or, where none are yet, provisional.

    actor  who is to read them: each paper comes in the form for this reader; None is the court itself
    """
    found = list(
        Placement.objects.filter(case=case, volume=volume)
        .select_related("document", "document__party")
        .prefetch_related("document__renditions")
        .order_by("item_order", "order")
    )
    placed = [Placed(p.document, p, form_for(actor, p.document), []) for p in found]
    _label(placed)
    return placed


def shown(document: Document) -> Rendition | None:
    """The form of a paper that people read: signed before PDF before original, the newest of each."""
    best = {r.purpose: r for r in sorted(document.renditions.all(), key=lambda r: r.pk)}
    return next((best[purpose] for purpose in SHOWN if purpose in best), None)


def form_for(actor: Actor | None, document: Document) -> Rendition | None:
    """The form of a paper that this reader gets: outside the court the redacted one while a redaction is in force.

    Every way out of the dossier asks here: pages, pictures, words, search, downloads, bundles. None is the court itself.
    Whether the paper may be read at all is asked of may() before.
    """
    if document.redacted_id is None or actor is None or actor.is_staff:
        return shown(document)
    return next((one for one in document.renditions.all() if one.pk == document.redacted_id), None)


def pages_of(rendition: Rendition | None) -> int:
    return (rendition.pages or 0) if rendition and rendition.media_type in PAGED else 0


def freeze(case: Case, volume: str, *, by: Actor | Account | None, at: datetime) -> Edition:
    """Number the pages of a volume (编定页码): labels already given stay, new papers get theirs.

    Refused while a paper of the volume is still being made or checked: its pages can't be counted.
    """
    with transaction.atomic():
        hold_case(case.pk)
        _refuse_unready(case, volume)
        placed = in_order(case, volume)
        for one in placed:
            if one.provisional and one.labels:
                one.placement.save(update_fields=["page_from", "page_to", "inserted"])
        last = Edition.objects.filter(case=case, volume=volume).aggregate(last=Max("number"))["last"] or 0
        edition = Edition.objects.create(
            case=case, volume=volume, number=last + 1, pages=sum(one.pages for one in placed), frozen_at=at,
            frozen_by=account_of(by),
        )  # fmt: skip
        append(case.stream, "dossier.numbered", by=account_of(by), at=at, court=case.court_id,
               facts={"volume": volume, "edition": edition.number, "pages": edition.pages,
                      "labels": labels_given(case, volume)})  # fmt: skip
    return edition


def labels_given(case: Case, volume: str) -> str:
    """SHA-256 of all labels given in a volume, paper by paper: the journal keeps it with each edition."""
    rows = Placement.objects.filter(case=case, volume=volume).exclude(page_from=None).order_by("document_id")
    given = [f"{pk}:{first}-{last}@{after or 0}" for pk, first, last, after in rows.values_list(
        "document_id", "page_from", "page_to", "inserted")]  # fmt: skip
    return hashlib.sha256("\n".join(given).encode()).hexdigest()


def account_of(by: Actor | Account | None) -> Account | None:
    return by.account if isinstance(by, Actor) else by


def _refuse_unready(case: Case, volume: str) -> None:
    unready = case.documents.filter(volume=volume, state__in=[Document.State.EXPECTED, Document.State.WAITING])
    if titles := list(unready.values_list("title", flat=True)[:5]):
        raise Refused(
            f"以下材料尚在制作或者检查中：{'、'.join(titles)}。", do="请稍后再编定页码。", code="not_ready"
        )


def _label(placed: list[Placed]) -> None:
    """Give every paper its labels: kept ones as they stand, new ones after the rule at the top of this page."""
    spans = [(one.placement.inserted, one.placement.page_to or 0) for one in placed if _numbered(one)]
    last = max((end for inserted, end in spans if inserted is None), default=0)
    used = {inserted: max(end for at, end in spans if at == inserted) for inserted, _ in spans}
    before = 0
    for one, in_between in zip(placed, _numbered_after(placed), strict=True):
        spot = one.placement
        if not _numbered(one):
            one.provisional = True
            count = pages_of(shown(one.document))
            if count and in_between:
                _span(spot, used.get(before, 0), count, before)
                used[before] = spot.page_to or 0
            elif count:
                _span(spot, last, count, None)
                last += count
        one.labels = _labels(spot)
        if spot.page_to and spot.inserted is None:
            before = spot.page_to


def _span(spot: Placement, after: int, count: int, inserted: int | None) -> None:
    spot.page_from, spot.page_to, spot.inserted = after + 1, after + count, inserted


def _labels(spot: Placement) -> list[str]:
    if spot.page_from is None or spot.page_to is None:
        return []
    numbers = range(spot.page_from, spot.page_to + 1)
    return [str(number) if spot.inserted is None else f"{spot.inserted}-{number}" for number in numbers]


def _numbered(one: Placed) -> bool:
    return one.placement.page_from is not None


def _numbered_after(placed: list[Placed]) -> list[bool]:
    """For each paper, whether one with a given plain label stands behind it."""
    flags, seen = [], False
    for one in reversed(placed):
        flags.append(seen)
        seen = seen or (_numbered(one) and one.placement.inserted is None)
    return flags[::-1]
