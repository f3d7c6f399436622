"""PDF/A-2b for the archive: a bound volume is made to conform, and is checked rule by rule before it is kept.

pikepdf's validator approves only what it knows to conform. The fonts that typst embeds (CFF with a matrix in each font
dictionary) are outside what it can measure: `_UNMEASURED` is that one message, and the only thing that is let pass.
"""

import io
from dataclasses import dataclass

import pikepdf
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

FLAVOUR = "2b"
DPI = 200
QUALITY = 85
_SHOWING = {"Tj", "TJ", "'", '"'}
_TEXT = {"BT", "ET", "Tf", "TL"}
_UNMEASURED = "CFF FDArray FontMatrix is not supported"


class NotArchival(ValueError):
    """A PDF that is not PDF/A-2b, with the first rules it breaks."""


@dataclass(frozen=True)
class Made:
    """A conforming PDF; `pictured` where its pages had to be kept as pictures (its original stays beside it)."""

    content: bytes
    pictured: bool = False


def faults(pdf: bytes) -> list[str]:
    """The rules of PDF/A-2b that a file breaks, each once; empty when it conforms."""
    from pikepdf import pdfa

    report = pdfa.validate_written(io.BytesIO(pdf), FLAVOUR)
    return list(dict.fromkeys(f"{one.rule} {one.message}" for one in report.findings
                              if not (one.kind == "unsupported" and one.message.endswith(_UNMEASURED))))


def conforming(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b, checked as written. NotArchival when something in them can't conform."""
    from pikepdf import pdfa

    made = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            _flatten(opened)
            for page in opened.pages:
                _tidy(opened, page)
            pdfa.prepare(opened, FLAVOUR)
            with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                for moment in ("xmp:MetadataDate", "xmp:ModifyDate"):
                    if moment in metadata:
                        del metadata[moment]  # the moment of this run: equal pages give equal bytes
            opened.save(made, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    except pikepdf.PdfError as broken:
        raise NotArchival(str(broken)[:200]) from broken
    if found := faults(made.getvalue()):
        raise NotArchival("; ".join(found[:5]))
    return made.getvalue()


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Seals and filled-in forms become part of their page, which keeps its text; the signed file itself stays beside it."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        if "/AcroForm" in pdf.Root:
            del pdf.Root.AcroForm
    for said in ("/Version", "/Extensions"):  # of a signature: 2.0 and its extensions; PDF/A-2 is written as 1.7
        if said in pdf.Root:
            del pdf.Root[said]


def _tidy(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Take away what shows nothing: how a slide show turns the page, and fonts of a page that has pictures only."""
    if "/Trans" in page.obj:
        del page.obj["/Trans"]
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    if fonts is None or any("/FontDescriptor" in font or "/DescendantFonts" in font for font in fonts.values()):
        return
    written = pikepdf.parse_content_stream(page)
    if any(str(one.operator) in _SHOWING for one in written):
        return
    kept = [one for one in written if str(one.operator) not in _TEXT]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    del page.obj.Resources["/Font"]


def safe(pdf: bytes) -> Made:
    """Pages that conform: themselves where they can, else a picture of each (fonts that were never embedded, say)."""
    try:
        return Made(conforming(pdf))
    except NotArchival:
        return Made(conforming(pictures(pdf)), pictured=True)


def pictures(pdf: bytes) -> bytes:
    """Every page as one picture of 200 dots an inch, at its own size."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        for page in document:
            width, height = page.get_size()
            image = io.BytesIO()
            page.render(scale=DPI / 72).to_pil().convert("RGB").save(image, "JPEG", quality=QUALITY)
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(image), 0, 0, width, height)
            canvas.showPage()
    canvas.save()
    return made.getvalue()
