"""Work on finished PDFs: count, join, label, mark, clean and picture pages. Originals are never touched: all of it
makes new bytes."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageOps

from court.kit.press.binding import PLACE, Part, bind
from court.kit.press.leaves import DRAWING
from court.kit.press.typesetting import typeset_file
from court.kit.press.wrapping import A4, MARGIN, from_image

SHEETS = Path(__file__).with_name("sheets.typ")
__all__ = ["A4", "MARGIN", "PLACE", "Part", "as_pdf", "bind", "count", "from_image", "merge", "picture", "slip", "stamp", "strip", "text", "watermark"]


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
