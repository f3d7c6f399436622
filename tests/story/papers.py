"""What people bring and what they hold in their hands: a note of debt; the code printed on a served notice."""

import io
import re

import pypdfium2
from reportlab.pdfgen.canvas import Canvas


def evidence() -> bytes:
    """One page of PDF, as a scanner would make it."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    canvas.drawString(72, 760, "IOU 50,000 CNY, 2025-03-01")
    canvas.save()
    return out.getvalue()


def words_of(pdf: bytes) -> str:
    """The text of a PDF, as somebody reads it off the paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def code_on(pdf: bytes) -> str:
    """The code to join by, of ten letters and digits, printed on the notice to answer."""
    found = re.search(r"加入码\D{0,6}?([0-9A-Za-z]{5}[-\s]?[0-9A-Za-z]{5})", words_of(pdf))
    assert found, words_of(pdf)
    return found[1]
