"""One command checks every file of a case or of the court: bytes, rows against the journal, pages, signatures (S29)."""

import json
from collections.abc import Iterator

from court.kit import blobs
from court.kit.press import signing
from court.spine.cases import marks
from court.spine.cases.models import Case
from court.spine.dossier import soundness
from court.spine.dossier.faults import Fault, named
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.journal.models import Entry

__all__ = ["DISPOSED", "Fault", "verify"]
# The entry by which the archive tells a case's stream that the contents of its papers are gone (archives/disposal.py).
DISPOSED = "dossier.disposed"


def verify(case: Case | None = None) -> Iterator[Fault]:
    """Everything that differs, of one case or of all papers; nothing when all is as it was when it came in."""
    documents = Document.objects.order_by("id") if case is None else case.documents.order_by("id")
    emptied = disposed()
    for document in documents.select_related("case").prefetch_related("renditions").iterator(chunk_size=200):
        yield from _document(document, whole=document.case_id not in emptied)
        if document.case_id not in emptied:
            yield from soundness.forms(document)
    yield from _gone(case)
    places = Placement.objects.all() if case is None else Placement.objects.filter(case=case)
    yield from _places(places)
    yield from soundness.overlaps(places)
    yield from soundness.order(places)
    yield from soundness.editions(case)
    yield from soundness.parts(documents.exclude(case__in=emptied))
    yield from _unplaced(documents)


def disposed() -> set[int]:
    """Cases whose papers were destroyed at the end of their retention, as the journal tells: rows without content."""
    streams = Entry.objects.filter(kind=DISPOSED).values_list("stream", flat=True)
    return {int(stream.removeprefix("case:")) for stream in streams}


def is_disposed(case: Case) -> bool:
    """Whether a case's papers were destroyed at the end of their retention; only archived ones can be."""
    return case.archived_on is not None and Entry.objects.filter(stream=case.stream, kind=DISPOSED).exists()


def _gone(case: Case | None) -> Iterator[Fault]:
    """Papers of which the journal tells and that have no row any more."""
    entries = Entry.objects.filter(kind__startswith="document.")
    if case is not None:
        streams = [case.stream] + ([f"filing:{case.filing_id}"] if case.filing_id else [])
        tray = case.documents.exclude(intake_id=None).values_list("intake_id", flat=True)
        entries = entries.filter(stream__in=[*streams, *(f"intake:{pk}" for pk in tray)])
    told = {int(json.loads(facts)["document"]) for facts in entries.values_list("facts", flat=True).iterator()}
    there = set(Document.objects.values_list("pk", flat=True).iterator())
    for pk in sorted(told - there):
        yield Fault(pk, "gone", f"日志中记载的一份材料（{pk}）不见了。")


def _unplaced(documents) -> Iterator[Fault]:
    """A paper on the record stands at a place of its own volume and case."""
    for document in documents.filter(on_record=True, case__isnull=False).select_related("placement", "case").iterator():
        place = getattr(document, "placement", None)
        if place is None or (place.volume, place.case_id) != (document.volume, document.case_id):
            yield Fault(document.pk, "unplaced", f"{named(document)}不在其卷宗位置上。")


def _document(document: Document, *, whole: bool = True) -> Iterator[Fault]:
    entries = _entries(document)
    if not entries and not _ordered(document):
        yield Fault(document.pk, "unknown", f"{named(document)}没有日志记录。")
    elif entries and any(value != entries[-1].get(name, value) for name, value in _stands(document).items()):
        yield Fault(document.pk, "state", f"{named(document)}的状态、种类、卷别或者知悉范围与日志不符。")
    elif entries and not marks.fits(entries[-1].get("title", marks.mark(document.title)), document.title):
        yield Fault(document.pk, "title", f"{named(document)}的题名与日志不符。")
    told = {facts["rendition"]: facts for facts in entries if "rendition" in facts}
    rows = {str(one.pk): one for one in document.renditions.all()}
    for key, facts in told.items():
        if key not in rows:
            yield Fault(document.pk, "row_missing", f"{named(document)}的一份文件记录不见了。")
        elif any(getattr(rows[key], name) != facts[name] for name in ("sha256", "sm3", "size", "purpose")):
            yield Fault(document.pk, "row_changed", f"{named(document)}的文件摘要与日志不符。")
    for key, rendition in rows.items():
        if key not in told:
            yield Fault(document.pk, "row_unknown", f"{named(document)}有一份文件没有日志记录。")
        if whole:
            yield from _bytes(document, rendition)


def _ordered(document: Document) -> bool:
    """Whether the act that ordered a paper tells of it, while its pages are not made yet."""
    found = Entry.objects.filter(stream=document.entry_stream, place=document.entry_place or 0)
    return document.state == Document.State.EXPECTED and found.filter(effects__contains=f'"{document.pk}"').exists()


def _entries(document: Document) -> list[dict]:
    """What the journal says of a paper, in order. One that came with a filing has entries in two streams."""
    streams = [f"filing:{document.filing_id}"] if document.filing_id else []
    streams += [f"intake:{document.intake_id}"] if document.intake_id else []
    streams += [f"case:{document.case_id}"] if document.case_id else []
    mark = f'"document":"{document.pk}"'
    found = Entry.objects.filter(stream__in=streams, kind__startswith="document.", facts__contains=mark)
    return [json.loads(facts) for facts in found.order_by("id").values_list("facts", flat=True)]


def _stands(document: Document) -> dict:
    return {"state": document.state, "volume": document.volume, "secrecy": document.secrecy, "held": document.held,
            "kind": document.kind, "party": str(document.party_id or ""), "redacted": str(document.redacted_id or "")}  # fmt: skip


def _bytes(document: Document, rendition: Rendition) -> Iterator[Fault]:
    try:
        blobs.verify(blobs.Blob(rendition.sha256, rendition.sm3, rendition.size))
    except blobs.Damaged:
        yield Fault(document.pk, "bytes", f"{named(document)}的文件“{rendition.name}”缺失或者已被改动。")
        return
    content = blobs.read(rendition.sha256)
    yield from soundness.content(document, rendition, content)
    if rendition.purpose == Rendition.Purpose.SIGNED:
        found = signing.verify_pdf(content)
        if not found.good:
            yield Fault(document.pk, "signature", f"{named(document)}：{found.words}")


def _places(placements) -> Iterator[Fault]:
    """Page labels of a volume don't overlap and leave no gap among the plain ones."""
    last: dict[tuple, int] = {}
    numbered = placements.exclude(page_from=None).order_by("case_id", "volume", "inserted", "page_from")
    for one in numbered.select_related("document__case"):
        key = (one.case_id, one.volume, one.inserted)
        if one.page_from != last.get(key, 0) + 1:
            yield Fault(one.document_id, "page_order", f"{named(one.document)}的页码与前后材料不衔接。")
        last[key] = one.page_to
        if places_pages(one) != one.page_to - one.page_from + 1:
            yield Fault(one.document_id, "page_count", f"{named(one.document)}的页码数与实际页数不符。")


def places_pages(placement: Placement) -> int:
    from court.spine.dossier import places

    return places.pages_of(places.shown(placement.document))
