"""What further hangs on papers and must fit: layouts and words, parts of batches, redacted forms, numbered pages."""

import json
import zlib
from collections.abc import Iterator

from court.kit import blobs
from court.kit.press import sheets
from court.spine.cases.models import Case
from court.spine.dossier import catalogue, places, texts
from court.spine.dossier.faults import Fault, named
from court.spine.dossier.models import Document, Edition, PageText, Placement, Rendition
from court.spine.journal.models import Entry

Purpose, State = Rendition.Purpose, Document.State
HEADS = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def forms(document: Document) -> Iterator[Fault]:
    """The forms of a paper fit each other: what a layout describes, what is read outside, what a part was cut from."""
    rows = {one.pk: one for one in document.renditions.all()}
    for form in rows.values():
        if form.purpose == Purpose.LAYOUT:
            yield from _layout(document, form, rows)
    yield from _words(document, rows)
    if document.redacted_id and (document.redacted_id not in rows or rows[document.redacted_id].purpose != Purpose.REDACTED):
        yield Fault(document.pk, "redacted_form", f"{named(document)}的遮蔽件不属于该材料。")


def _layout(document: Document, form: Rendition, rows: dict[int, Rendition]) -> Iterator[Fault]:
    described = form.name.removesuffix(".layout")
    of = rows.get(int(described)) if described.isdigit() else None
    if of is None:
        yield Fault(document.pk, "layout", f"{named(document)}的版面文字不属于该材料。")
        return
    if of.pages is not None and form.pages is not None and of.pages != form.pages:
        yield Fault(document.pk, "layout", f"{named(document)}的版面文字页数与材料不符。")


def _words(document: Document, rows: dict[int, Rendition]) -> Iterator[Fault]:
    """The words that are searched are those of the newest layout of their form, page by page."""
    described = [one.name.removesuffix(".layout") for one in rows.values() if one.purpose == Purpose.LAYOUT]
    by_form: dict[int, list[PageText]] = {int(pk): [] for pk in described if pk.isdigit() and int(pk) in rows}
    for one in PageText.objects.filter(document=document).order_by("page"):
        by_form.setdefault(one.rendition_id, []).append(one)
    for pk, found in by_form.items():
        if pk not in rows:
            yield Fault(document.pk, "words", f"{named(document)}的检索文字属于另一份材料。")
            continue
        try:
            laid = texts.layout(rows[pk])
        except (blobs.Damaged, OSError, ValueError, EOFError, zlib.error):
            continue  # the bytes of the layout are reported as such
        kept = [(one.page, one.text, one.folded) for one in found]
        if kept != [(place, page.text, texts.folded(page.text)) for place, page in enumerate(laid, 1)]:
            yield Fault(document.pk, "words", f"{named(document)}的检索文字与识别结果不符。")


def content(document: Document, form: Rendition, data: bytes) -> Iterator[Fault]:
    """What a file is fits what its row says it is, and it has as many pages. The bytes are those of the digest."""
    head = HEADS.get(form.media_type)
    disguised = head not in data[:1024] if head else data.startswith(HEADS["application/pdf"])
    if disguised:
        yield Fault(document.pk, "media_type", f"{named(document)}的文件“{form.name}”与记录的格式不符。")
    elif form.pages is not None and form.pages != _count(form, data):
        yield Fault(document.pk, "pages", f"{named(document)}的页数与记录不符。")


def _count(form: Rendition, data: bytes) -> int | None:
    if form.media_type == "application/pdf":
        return sheets.count(data)
    return 1 if form.media_type in HEADS else form.pages


def parts(documents) -> Iterator[Fault]:
    """The parts of a batch lie within it, don't overlap, stay with it, and have the pages they were cut from."""
    last: dict[int, int] = {}
    cut = documents.filter(part_of__isnull=False).exclude(state=State.STRUCK).order_by("part_of_id", "part_from")
    for one in cut.select_related("part_of", "case").prefetch_related("renditions", "part_of__renditions"):
        batch, whole, form = one.part_of, places.shown(one.part_of), places.shown(one)
        if one.part_from <= last.get(batch.pk, 0) or (whole and whole.pages and one.part_to > whole.pages):
            yield Fault(one.pk, "part_pages", f"{named(one)}的起止页与所属批次“{batch.title}”不符。")
        last[batch.pk] = max(last.get(batch.pk, 0), one.part_to)
        if form and form.pages is not None and form.pages != one.part_to - one.part_from + 1:
            yield Fault(one.pk, "part_pages", f"{named(one)}的页数与拆分时的起止页不符。")
        if not Entry.objects.filter(stream__in=_streams(one), kind="document.cut_out",
                                    facts__contains=f'"batch":"{batch.pk}"').filter(
                                        facts__contains=f'"document":"{one.pk}"').exists():  # fmt: skip
            yield Fault(one.pk, "part_batch", f"{named(one)}所属的批次与日志不符。")


def _streams(document: Document) -> list[str]:
    found = [f"filing:{document.filing_id}"] if document.filing_id else []
    found += [f"intake:{document.intake_id}"] if document.intake_id else []
    return found + ([f"case:{document.case_id}"] if document.case_id else [])


def order(placements) -> Iterator[Fault]:
    """Papers stand at the items of the catalogue, in the order in which they came to them, labels in that order too."""
    before: dict[tuple, Placement] = {}
    labelled: dict[tuple, int] = {}
    known: dict[tuple, dict[str, int]] = {}
    for one in placements.select_related("document__case", "case__court").order_by("case_id", "volume", "item_order", "order"):
        volume = (one.case_id, one.volume)
        if volume not in known:
            known[volume] = catalogue.items(one.case, one.volume)
        item, last = (*volume, one.item), before.get((*volume, one.item))
        if one.item in known[volume] and known[volume][one.item] != one.item_order:
            yield Fault(one.document_id, "place", f"{named(one.document)}不在卷宗目录项“{one.item}”的位置上。")
        elif last is not None and last.pk > one.pk:
            yield Fault(one.document_id, "place", f"{named(one.document)}与“{last.document.title}”的先后次序被改动。")
        elif one.page_from is not None and one.inserted is None and one.page_from < labelled.get(volume, 0):
            yield Fault(one.document_id, "place", f"{named(one.document)}的页码与其在卷中的次序不符。")
        before[item] = one
        if one.page_from is not None and one.inserted is None:
            labelled[volume] = max(labelled.get(volume, 0), one.page_from)


def overlaps(placements) -> Iterator[Fault]:
    """No page label is given to two papers."""
    last: dict[tuple, Placement] = {}
    numbered = placements.exclude(page_from=None).order_by("case_id", "volume", "inserted", "page_from", "page_to")
    for one in numbered.select_related("document__case"):
        key = (one.case_id, one.volume, one.inserted)
        if key in last and one.page_from <= last[key].page_to:
            yield Fault(one.document_id, "overlap", f"{named(one.document)}与“{last[key].document.title}”的页码重叠。")
        last[key] = one if key not in last or one.page_to > last[key].page_to else last[key]


def editions(case: Case | None) -> Iterator[Fault]:
    """The editions are those of the journal, and the labels given by the last of a volume are as they were given."""
    entries = Entry.objects.filter(kind="dossier.numbered")
    rows = Edition.objects.select_related("case")
    if case is not None:
        entries, rows = entries.filter(stream=case.stream), rows.filter(case=case)
    told: dict[tuple, dict] = {}
    for stream, facts in entries.order_by("id").values_list("stream", "facts").iterator():
        read = json.loads(facts)
        told[stream, read["volume"], int(read["edition"])] = read
    last: dict[tuple, tuple[Edition, dict]] = {}
    for one in rows.order_by("number"):
        said = told.pop((f"case:{one.case_id}", one.volume, one.number), None)
        if said is None or int(said["pages"]) != one.pages:
            yield Fault(0, "edition", f"《{one.case.number}》{one}的页数与日志不符。")
        else:
            last[one.case_id, one.volume] = (one, said)
    for stream, volume, number in told:
        yield Fault(0, "edition", f"日志记载的一次编定页码（{stream}，{volume}，第{number}版）不见了。")
    for one, said in last.values():
        if "labels" in said and said["labels"] != places.labels_given(one.case, one.volume):
            yield Fault(0, "labels", f"《{one.case.number}》{one}编定的页码被改动。")

