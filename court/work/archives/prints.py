"""Prints of archived papers: marked with who and when, and on every page a code by which anybody can check them."""
import hashlib
import io
from datetime import datetime

import pikepdf
import segno
from django.db import transaction
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from court.base.access.actor import Actor
from court.base.access.reads import record_reads
from court.kit import blobs
from court.kit.days import date_of, stamp
from court.kit.ids import ALPHABET, new_id
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.dossier import places
from court.spine.dossier.access import sealed_off
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.spine.journal.actions import append
from court.work.archives.models import Archive, Print
from court.work.archives.opening import closed_off

CODE, GROUP = 12, 4
SIDE = 54.0


def make(archive: Archive, placed: Placed, *, by: Actor, at: datetime, address: str) -> tuple[Print, bytes]:
    """The print and its row. Each page is written down before it leaves; Refused for what has no pages.

    address  where the code is checked, in the QR code of every page
    """
    rendition, document = placed.rendition, placed.document
    pages = places.pages_of(rendition)
    pdf = sheets.as_pdf(blobs.read(rendition.sha256), rendition.media_type) if rendition and pages else None
    if pdf is None:
        raise Refused("该材料为录音录像或者电子文件，不能打印。", do="请到档案室查阅。", code="no_pages")
    code = _code()
    content = _coded(sheets.watermark(pdf, f"{by.me.person.name} {stamp(at)} 查档", on=date_of(at)), code, f"{address}?code={code}")
    record_reads(by, [(archive.case.stream, f"document:{document.pk}:{page}") for page in range(1, pages + 1)], "print",
                 capacity=f"archive:{archive.pk}")
    with transaction.atomic():
        made = Print.objects.create(
            pk=new_id(), code=code, archive=archive, document=document, title=document.title, pages=pages,
            digest=hashlib.sha256(content).hexdigest(), account=by.me, made_at=at)
        append(f"archive:{archive.pk}", "archive.printed", by=by.account, at=at, court=archive.court_id,
               facts={"print": str(made.pk), "document": str(document.pk), "pages": pages, "sha256": made.digest})
    return made, content


def find(code: str, ending: str) -> Print | None:
    """The print of a code, where the last four digits of the case number's figures fit as well."""
    folded = "".join(code.split()).replace("-", "").upper()
    made = Print.objects.select_related("archive__court", "archive__case", "document").filter(code=folded).first()
    if made is None:
        return None
    return made if ending and "".join(filter(str.isdigit, ending)) == ending_of(made.archive) else None


def title_of(made: Print) -> str:
    """The title as it was printed; "" once the paper is closed to everybody outside, so that a code tells nothing of it."""
    document = made.document
    document.case = made.archive.case
    shut = (closed_off(made.archive.case) or sealed_off(document) or document.volume != Document.Volume.MAIN or document.held
            or document.secrecy not in (Document.Secrecy.PARTIES, Document.Secrecy.OWN))
    return "" if shut else made.title


def ending_of(archive: Archive) -> str:
    """The last four figures of a case number: 民初12号 of 0802 gives 0212."""
    return "".join(filter(str.isdigit, archive.case.number))[-4:]


def grouped(code: str) -> str:
    return "-".join(code[at:at + GROUP] for at in range(0, len(code), GROUP))


def _code() -> str:
    import secrets

    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def _coded(pdf: bytes, code: str, address: str) -> bytes:
    """The code and its QR picture low on the left of every page."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=4, border=1)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(190, SIDE + 4), invariant=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(0, 0, 190, SIDE + 4, stroke=0, fill=1)
    canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 2, 2, SIDE, SIDE)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Courier-Bold", 11)
    canvas.drawString(SIDE + 8, SIDE / 2 - 2, grouped(code))
    canvas.save()
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(made.getvalue())) as marks:
        mark = opened.copy_foreign(marks.pages[0].as_form_xobject())
        for page in opened.pages:
            box = page.trimbox
            left, low = float(box[0]) + 18, float(box[1]) + 14
            page.add_overlay(mark, pikepdf.Rectangle(left, low, left + 190, low + SIDE + 4))
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
        return out.getvalue()
