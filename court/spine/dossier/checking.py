"""The checks a paper waits for: looked into by a process of its own, then judged by the scanner (S19, S21).

A paper of several pictures is one paper with several originals, in the order they were handed in: each is checked by
itself, and once all passed they are bound into the PDF that people read. The pictures stay as they came (S22).
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from court.kit import blobs
from court.kit.days import date_of
from court.kit.press import sheets
from court.kit.press.inspection import Inspection, inspect
from court.ports.registry import get
from court.ports.scanner import Scanner
from court.spine.dossier import allowed, names, places
from court.spine.dossier.actions import Purpose, State, finish, keep, note
from court.spine.dossier.models import Document, Rendition

BLANK = "blank"


def inspect_document(document: Document, *, at: datetime) -> Document:
    """Decide a waiting paper: available or refused with the reason and the cure. Twice is once.

    ScanFailed when the scanner gives no verdict: the paper goes on waiting, it is never taken for clean.
    """
    if document.state != State.WAITING:
        return document
    originals = list(document.renditions.filter(purpose=Purpose.ORIGINAL).order_by("pk"))
    found, refusal = _examine_all(originals)
    bound = None if refusal or len(originals) == 1 else blobs.put(bind(originals, document.title, at))
    with transaction.atomic():
        places.hold_case(document.case_id)
        document = Document.objects.select_for_update(of=("self",)).select_related("case", "court").get(pk=document.pk)
        if document.state != State.WAITING:
            return document
        if refusal:
            return _refuse(document, refusal, at)
        kept = None
        if bound:
            pages = sum(_pages(original, looked) for original, looked in zip(originals, found, strict=True))
            kept = keep(document, bound, Purpose.PDF, "application/pdf", f"{names.clean(document.title)}.pdf", at, pages)
        return _admit(document, originals, found, at, kept)


def _examine_all(originals: list[Rendition]) -> tuple[list[Inspection], str]:
    """What each picture of a paper is, and why the paper is refused. A blank back among written pages is passed over."""
    found: list[Inspection] = []
    for original in originals:
        looked, refusal = examine(original.sha256, original.name, blank=len(originals) > 1)
        found.append(looked)
        if refusal:
            return found, refusal
    if len(originals) > 1 and all(looked.code == BLANK for looked in found):
        return found, f"所提交的{len(originals)}个文件全部是空白页。请检查原件正反面后重新扫描或者拍照。"
    return found, ""


def examine(sha256: str, name: str, *, blank: bool = False) -> tuple[Inspection, str]:
    """What stored bytes are, and why they are refused, with the cure; "" where they passed.

    blank  a blank page is no reason to refuse: it is one of a batch, as a scanner of both sides makes them
    ScanFailed when the scanner gives no verdict.
    """
    found = inspect(blobs.store().path(sha256), name)
    passed_over = blank and found.code == BLANK
    refusal = "" if passed_over else found.refusal or allowed.too_many_pages(found, name)
    if not refusal and not get(Scanner).scan(_pieces(sha256)).clean:
        refusal = f"文件“{name}”被安全检查拦截。请用杀毒软件检查电脑或者手机后，提交干净的文件。"
    return found, refusal


def bind(originals: list[Rendition], title: str, at: datetime) -> bytes:
    """The pictures and PDFs of one paper as one PDF, in their order."""
    pieces = (sheets.as_pdf(blobs.read(one.sha256), one.media_type) for one in originals)
    return sheets.merge([piece for piece in pieces if piece], title=title, on=date_of(at))


def _admit(document: Document, originals: list[Rendition], found: list[Inspection], at: datetime,
           kept: Rendition | None) -> Document:  # fmt: skip
    for original, looked in zip(originals, found, strict=True):
        Rendition.objects.filter(pk=original.pk).update(pages=_pages(original, looked) or None)
    finish(document, at)
    if warnings := _warnings(found):
        document.note = "；".join(warnings)[:300]
        document.save(update_fields=["note"])
    note(document, "admitted", by=None, at=at, rendition=kept)
    return document


def _warnings(found: list[Inspection]) -> list[str]:
    """What a clerk should look at; blank pages of a batch in one line."""
    blank = [str(place) for place, looked in enumerate(found, 1) if looked.code == BLANK]
    shown = "、".join(blank[:10]) + ("等" if len(blank) > 10 else "")
    told = [f"第{shown}个文件是空白页"] if blank else []
    return told + [words for looked in found for words in looked.warnings]


def _pages(original: Rendition, looked: Inspection) -> int:
    """How many pages a form has; a blank one was not counted by the look into it."""
    if looked.code == BLANK:
        return sheets.count(sheets.as_pdf(blobs.read(original.sha256), original.media_type) or b"")
    return looked.pages or 0


def _refuse(document: Document, refusal: str, at: datetime) -> Document:
    document.state, document.note = State.REFUSED, refusal[:300]
    document.save(update_fields=["state", "note"])
    note(document, "refused", by=None, at=at)
    return document


def _pieces(sha256: str) -> Iterator[bytes]:
    with blobs.open_blob(sha256) as file:
        while piece := file.read(blobs.PART):
            yield piece
