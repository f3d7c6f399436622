"""The checks a paper waits for: looked into by a process of its own, then judged by the scanner (S19, S21)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from court.kit import blobs
from court.kit.press.inspection import Inspection, inspect
from court.ports.registry import get
from court.ports.scanner import Scanner
from court.spine.dossier import allowed, places
from court.spine.dossier.actions import Purpose, State, finish, note
from court.spine.dossier.models import Document, Rendition


def inspect_document(document: Document, *, at: datetime) -> Document:
    """Decide a waiting paper: available or refused with the reason and the cure. Twice is once.

    ScanFailed when the scanner gives no verdict: the paper goes on waiting, it is never taken for clean.
    """
    if document.state != State.WAITING:
        return document
    original = document.renditions.get(purpose=Purpose.ORIGINAL)
    found = inspect(blobs.store().path(original.sha256), original.name)
    refusal = found.refusal or allowed.too_many_pages(found, original.name)
    if not refusal:
        verdict = get(Scanner).scan(_pieces(original.sha256))
        if not verdict.clean:
            refusal = f"文件“{original.name}”被安全检查拦截。请用杀毒软件检查电脑或者手机后，提交干净的文件。"
    with transaction.atomic():
        places.hold_case(document.case_id)
        document = Document.objects.select_for_update(of=("self",)).select_related("case", "court").get(pk=document.pk)
        if document.state != State.WAITING:
            return document
        return _refuse(document, refusal, at) if refusal else _admit(document, original, found, at)


def _admit(document: Document, original: Rendition, found: Inspection, at: datetime) -> Document:
    Rendition.objects.filter(pk=original.pk).update(pages=found.pages)
    finish(document, at)
    if found.warnings:
        document.note = "；".join(found.warnings)[:300]
        document.save(update_fields=["note"])
    note(document, "admitted", by=None, at=at)
    return document


def _refuse(document: Document, refusal: str, at: datetime) -> Document:
    document.state, document.note = State.REFUSED, refusal[:300]
    document.save(update_fields=["state", "note"])
    note(document, "refused", by=None, at=at)
    return document


def _pieces(sha256: str) -> Iterator[bytes]:
    with blobs.open_blob(sha256) as file:
        while piece := file.read(blobs.PART):
            yield piece
