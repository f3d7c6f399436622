"""Work on finished PDFs: count, join, label, mark, clean and picture pages. Originals are never touched: all of it
makes new bytes."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from court.kit.press.leaves import DRAWING
from court.kit.press.typesetting import typeset_file

SHEETS = Path(__file__).with_name("sheets.typ")
A4 = (595.28, 841.89)
LABEL = (96.4, 25.5)
MARGIN = 22.0
# A link in a page we set ourselves that stands for a place in the joined PDF: https://place.invalid/<n>.
PLACE = "https://place.invalid/"


@dataclass
class Part:
    """One piece of a bound PDF.

    content  a PDF
    title    its bookmark; level 0 is a chapter, 1 stands under the chapter before it
    labels   one a page, stamped at the top right; None where nothing is stamped
    place    the number by which links (PLACE + number) find its first page
    """

    content: bytes
    title: str = ""
    level: int = 0
    labels: Sequence[str | None] = field(default_factory=list)
    place: int | None = None


def count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(parts: Iterable[Part], *, title: str, on: date) -> bytes:
    """Join parts into one PDF with bookmarks, stamped page labels, working links, and nothing hidden in it."""
    bound = pikepdf.new()
    firsts: dict[int, int] = {}
    labels: list[str | None] = []
    with bound.open_outline() as outline:
        chapter = None
        for part in parts:
            first = len(bound.pages)
            with pikepdf.open(io.BytesIO(part.content)) as opened:
                _flatten(opened)
                bound.pages.extend(opened.pages)
            added = len(bound.pages) - first
            labels += [*part.labels[:added], *[None] * (added - len(part.labels))]
            if part.place is not None:
                firsts[part.place] = first
            if not part.title or not added:
                continue
            item = pikepdf.OutlineItem(part.title, first)
            if part.level == 0 or chapter is None:
                outline.root.append(item)
                chapter = item
            else:
                chapter.children.append(item)
    _stamp(bound, labels, on)
    _link(bound, firsts)
    _number(bound, labels)
    return _cleaned(bound, title)


def merge(pdfs: Iterable[bytes], *, title: str = "", on: date) -> bytes:
    """Several PDFs one after another, without labels."""
    return bind([Part(pdf) for pdf in pdfs], title=title, on=on)


def stamp(pdf: bytes, labels: Sequence[str | None], *, on: date) -> bytes:
    """A copy with a label at the top right of each page, whatever way the page is turned."""
    return bind([Part(pdf, labels=labels)], title="", on=on)


def watermark(pdf: bytes, words: str, *, on: date) -> bytes:
    """A copy with words across every page, e.g. who took it and when."""
    over = typeset_file(SHEETS, {"sheet": "mark", "words": words}, on=on)
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(over)) as marks:
        _flatten(opened)
        mark = opened.copy_foreign(marks.pages[0].as_form_xobject())
        for page in opened.pages:
            _lay_over(page, mark, pikepdf.Rectangle(page.trimbox), "/CourtMark")
        return _cleaned(opened, "")


def strip(pdf: bytes, *, title: str = "") -> bytes:
    """A copy without metadata, old revisions, scripts and attachments (S22)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _flatten(opened)
        return _cleaned(opened, title)


def from_image(content: bytes) -> bytes:
    """A PDF with a page for each frame of a picture, fitted to A4, turned as the camera was held."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    with Image.open(io.BytesIO(content)) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            upright = ImageOps.exif_transpose(image)
            _draw(canvas, upright)
    canvas.save()
    return made.getvalue()


def slip(title: str, lines: Sequence[str], *, on: date) -> bytes:
    """A sheet that stands for something that has no pages, as a recording."""
    return typeset_file(SHEETS, {"sheet": "slip", "title": title, "lines": list(lines)}, on=on)


def as_pdf(content: bytes, media_type: str) -> bytes | None:
    """What is stored, as a PDF; None for what has no pages."""
    if media_type == "application/pdf":
        return content
    return from_image(content) if media_type.startswith("image/") else None


def picture(content: bytes, media_type: str, page: int, width: int) -> bytes:
    """A PNG of one page (from 1), `width` pixels wide. IndexError beyond the end."""
    image = _page_image(content, page, width) if media_type == "application/pdf" else _frame(content, page, width)
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()


def text(pdf: bytes) -> list[str]:
    """The text of each page as a reader would copy it."""
    with DRAWING, pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def _page_image(content: bytes, page: int, width: int) -> Image.Image:
    with DRAWING, pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        document.init_forms()  # a seal is the picture of a form field
        sheet = document[page - 1]
        return sheet.render(scale=width / max(1.0, sheet.get_width())).to_pil()


def _frame(content: bytes, page: int, width: int) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        if not 1 <= page <= getattr(image, "n_frames", 1):
            raise IndexError(page)
        image.seek(page - 1)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((width, width * 4))
    return upright


def _draw(canvas: Canvas, image: Image.Image) -> None:
    size = A4 if image.height >= image.width else (A4[1], A4[0])
    canvas.setPageSize(size)
    room = (size[0] - 2 * MARGIN, size[1] - 2 * MARGIN)
    scale = min(room[0] / image.width, room[1] / image.height)
    width, height = image.width * scale, image.height * scale
    plain = image if image.mode in ("1", "L", "RGB") else image.convert("RGB")
    canvas.drawImage(ImageReader(plain), (size[0] - width) / 2, (size[1] - height) / 2, width, height)
    canvas.showPage()


def _stamp(pdf: pikepdf.Pdf, labels: Sequence[str | None], on: date) -> None:
    shown = [label for label in labels if label]
    if not shown:
        return
    over = typeset_file(SHEETS, {"sheet": "labels", "labels": shown}, on=on)
    with pikepdf.open(io.BytesIO(over)) as stamps:
        following = iter(stamps.pages)
        for page, label in zip(pdf.pages, labels, strict=True):
            if label:
                shown_label = pdf.copy_foreign(next(following).as_form_xobject())
                _lay_over(page, shown_label, _top_right(page), "/CourtLabel")


def _lay_over(page: pikepdf.Page, form: pikepdf.Object, where: pikepdf.Rectangle, name: str) -> None:
    """Draw a form on a page, above what is there. pikepdf's own overlay names it at random: two runs would differ."""
    resource = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    drawn = page.calc_form_xobject_placement(
        form, resource, where, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + drawn)


def _top_right(page: pikepdf.Page) -> pikepdf.Rectangle:
    """Where a reader sees the top right of a page, in the page's own coordinates."""
    left, low, right, high = (float(side) for side in page.trimbox)
    width, height = LABEL
    corners = {
        0: (right - MARGIN - width, high - MARGIN - height, right - MARGIN, high - MARGIN),
        90: (left + MARGIN, high - MARGIN - width, left + MARGIN + height, high - MARGIN),
        180: (left + MARGIN, low + MARGIN, left + MARGIN + width, low + MARGIN + height),
        270: (right - MARGIN - height, low + MARGIN, right - MARGIN, low + MARGIN + width),
    }
    return pikepdf.Rectangle(*corners[int(page.obj.get("/Rotate", 0)) % 360])


def _link(pdf: pikepdf.Pdf, firsts: dict[int, int]) -> None:
    """Turn links that name a place into jumps to its first page."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            action = annotation.get("/A", pikepdf.Dictionary())
            address = str(action.get("/URI", ""))
            if not address.startswith(PLACE):
                continue
            target = firsts.get(int(address.removeprefix(PLACE)))
            del annotation["/A"]
            if target is not None:
                annotation.Dest = pikepdf.Array([pdf.pages[target].obj, pikepdf.Name.Fit])


def _number(pdf: pikepdf.Pdf, labels: Sequence[str | None]) -> None:
    """The page box of a viewer shows the dossier's own labels."""
    if not any(labels):
        return
    numbers: list[Any] = []
    for place, label in enumerate(labels):
        numbers += [place, pikepdf.Dictionary(P=pikepdf.String(label or " "))]
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _cleaned(pdf: pikepdf.Pdf, title: str) -> bytes:
    for name in (
        "/Metadata",
        "/OpenAction",
        "/AA",
        "/PieceInfo",
        "/AcroForm",
        "/Perms",
        "/StructTreeRoot",
        "/MarkInfo",
    ):
        if name in pdf.Root:
            del pdf.Root[name]
    for name in ("/JavaScript", "/EmbeddedFiles"):
        if name in pdf.Root.get("/Names", {}):
            del pdf.Root.Names[name]
    for page in pdf.pages:
        _clean_page(page)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if title:
        pdf.docinfo["/Title"] = title
    made = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Draw what is seen of forms, seals and notes into the pages: a copy has no fields, and must lose no word."""
    form = pdf.Root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def _clean_page(page: pikepdf.Page) -> None:
    for name in ("/AA", "/PieceInfo", "/Metadata", "/StructParents"):
        if name in page.obj:
            del page.obj[name]
    kept = [one for one in page.obj.get("/Annots", []) if _harmless(one)]
    if kept:
        page.obj.Annots = pikepdf.Array(kept)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]


def _harmless(annotation: pikepdf.Object) -> bool:
    """Links stay; scripts, what is hidden in notes, and attached files go."""
    return annotation.get("/Subtype") == "/Link" and (
        "/A" not in annotation or annotation.A.get("/S") in ("/GoTo", "/URI")
    )
