"""Work on finished PDFs: count, join, label, mark, clean and picture pages. Originals are never touched: all of it
makes new bytes."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from court.kit.press.binding import PLACE, Part, bind
from court.kit.press.leaves import DRAWING
from court.kit.press.typesetting import typeset_file

SHEETS = Path(__file__).with_name("sheets.typ")
A4 = (595.28, 841.89)
MARGIN = 22.0
__all__ = ["PLACE", "Part", "as_pdf", "bind", "count", "from_image", "merge", "picture", "slip", "stamp", "strip", "text", "watermark"]


def count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def merge(pdfs: Iterable[bytes], *, title: str = "", on: date) -> bytes:
    """Several PDFs one after another, without labels."""
    return bind([Part(pdf) for pdf in pdfs], title=title, on=on)


def stamp(pdf: bytes, labels: Sequence[str | None], *, on: date) -> bytes:
    """A copy with a label at the top right of each page, whatever way the page is turned."""
    return bind([Part(pdf, labels=labels)], title="", on=on)


def watermark(pdf: bytes, words: str, *, on: date) -> bytes:
    """A copy with words across every page, e.g. who took it and when."""
    return bind([Part(pdf)], title="", on=on, watermark=words)


def strip(pdf: bytes, *, title: str = "") -> bytes:
    """A copy without metadata, old revisions, scripts and attachments (S22)."""
    return bind([Part(pdf)], title=title, on=date(2026, 1, 1))


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
