"""Making the pages of the court's own papers: from template and kept facts to a PDF, sealed where it goes out."""

import io
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts import clock
from court.kit import blobs
from court.kit.days import date_of, formal
from court.kit.press import leaves, sheets, signing
from court.kit.press.typesetting import codes, typeset
from court.spine.consequences.effects import mark
from court.spine.dossier import names, places
from court.spine.dossier.actions import Purpose, State, finish, keep, note
from court.spine.dossier.models import Document


def render_now(document: Document, *, at: datetime) -> Document:
    """Make the pages of a paper that is expected. Twice is once: a paper that has its pages stays as it is.

    Typesetting and signing run outside the transaction; equal facts give equal pages.
    A character that no font here has never holds a paper up: it is boxed with its code point, and the row says so.
    Unprintable (Refused) for a broken template.
    """
    if document.state != State.EXPECTED:
        return document
    unshown: list[str] = []
    made = typeset_document(document, unshown)
    blob, pages = blobs.put(made), sheets.count(made)
    sealed = None
    if document.sealed:
        signed = sign(document, made, at)
        sealed = blobs.put(signed)
    with transaction.atomic():
        places.hold_case(document.case_id)
        document = Document.objects.select_for_update(of=("self",)).select_related("case", "court").get(pk=document.pk)
        if document.state != State.EXPECTED:
            return document
        name = f"{names.clean(document.title)}.pdf"
        finish(document, at)
        if unshown:
            _tell_unshown(document, unshown)
        rendition = keep(document, blob, Purpose.PDF, "application/pdf", name, at, pages)
        note(document, "produced", by=None, at=at, rendition=rendition)
        if sealed:
            rendition = keep(document, sealed, Purpose.SIGNED, "application/pdf", name, at, pages)
            note(document, "sealed", by=None, at=at, rendition=rendition)
        _count_as_produced(document, at)
    return document


def _tell_unshown(document: Document, unshown: list[str]) -> None:
    document.note = f"下列字符本机没有字体，文书中以方框标明统一码：{codes(unshown)}"[:300]
    document.save(update_fields=["note"])


def typeset_document(document: Document, unshown: list[str] | None = None) -> bytes:
    """The PDF of a paper from its template and facts, dated by the day it was asked for."""
    facts = common_facts(document) | document.data
    return typeset(
        document.template, facts, on=date_of(document.created_at), author=document.court.name, unshown=unshown
    )


def common_facts(document: Document) -> dict:
    """What every template may use: court, number, title, the day in words; a room's own facts come over these."""
    day = date_of(document.created_at)
    case = document.case
    return {
        "court": document.court.name,
        "number": case.number if case else "",
        "name": document.title,
        "cause": case.cause if case else "",
        "day": formal(day),
        "on": day.isoformat(),
        "to": document.party.name if document.party else "",
    }


def sign(document: Document, pdf: bytes, at: datetime) -> bytes:
    """The paper under the court's seal, set over the day at its end."""
    return signing.sign_pdf(
        pdf, court=document.court.name, code=document.court_id, reason=document.title, at=at,
        over=formal(date_of(document.created_at)), illustrative=clock.is_demo(),
    )  # fmt: skip


def _count_as_produced(document: Document, at: datetime) -> None:
    if document.entry_place is None or not document.template or document.case_id is None:
        return
    person = document.party.person_id if document.party else None
    delivered = None if document.held else at
    mark(document.case_id, document.entry_place, "document", document.template, produced=at, delivered=delivered,
         person_id=person)  # fmt: skip


def page_picture(document: Document, page: int, width: int = 240, *, actor: Actor | None = None) -> bytes:
    """A PNG of one page (from 1) of what this reader gets of a paper; None is the court. IndexError beyond its end."""
    rendition = places.form_for(actor, document)
    if rendition is None:
        raise IndexError(page)
    made = io.BytesIO()
    leaves.draw(blobs.store().path(rendition.sha256), rendition.media_type, page, width).save(made, "PNG")
    return made.getvalue()
