"""DOCX: the same paper in a form that a judge edits in WPS or Word, and the text of one that comes back."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, TITLE, NAME = "仿宋_GB2312", "方正小标宋简体", "宋体"
# What XML can't hold: a paper with such a sign could be neither stored nor opened.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def paper(
    *,
    court: str,
    name: str,
    number: str,
    paragraphs: Iterable[str],
    signatures: Sequence[dict[str, str]] = (),
    dated: str = "",
    below: Sequence[dict[str, str]] = (),
) -> bytes:
    """A judgment, ruling or notice as DOCX, laid out as the PDF is (GB/T 9704: A4, 37/35/28/26 mm, 28 pt lines).

    paragraphs  body text; line breaks inside one begin a new one
    signatures  [{"post": "审判长", "name": "…"}]; below: those under the day (书记员)
    """
    document = Document()
    _page(document)
    _headline(document, court, TITLE, bold=True)
    _headline(document, " ".join(name), NAME)
    _line(document, number, WD_ALIGN_PARAGRAPH.RIGHT)
    for text in paragraphs:
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            _line(document, line).paragraph_format.first_line_indent = Pt(32)
    _signatures(document, signatures, before=Pt(40))
    if dated:
        _right(_line(document, dated, WD_ALIGN_PARAGRAPH.RIGHT))
    _signatures(document, below, before=Pt(20))
    return _saved(document, name)


def text(content: bytes) -> list[str]:
    """The paragraphs of a DOCX without blank ones, tables row by row. ValueError when it can't be read."""
    try:
        document = Document(io.BytesIO(content))
    except Exception as error:
        raise ValueError("not a DOCX that can be read") from error
    found = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text.strip())
        else:
            found += ["\t".join(cell.text.strip() for cell in row.cells) for row in block.rows]
    return [line for line in found if line]


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    _face(normal.element.get_or_add_rPr(), BODY)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(28)
    normal.paragraph_format.space_after = Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, "— ", NAME, Pt(14))
    _page_number(_run(footer, "", NAME, Pt(14)))
    _run(footer, " —", NAME, Pt(14))


def _headline(document, words: str, face: str, *, bold: bool = False) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(34)
    _run(line, words, face, Pt(22)).bold = bold


def _line(document, words: str, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY) -> Paragraph:
    line = document.add_paragraph()
    line.alignment = alignment
    _run(line, words, BODY, Pt(16))
    return line


def _signatures(document, rows: Sequence[dict[str, str]], *, before) -> None:
    for place, row in enumerate(rows):
        words = f"{_spread(row['post'], 5)}　　{_spread(row['name'], 3)}"
        line = _right(_line(document, words, WD_ALIGN_PARAGRAPH.RIGHT))
        line.paragraph_format.keep_with_next = True
        if place == 0:
            line.paragraph_format.space_before = before


def _right(line: Paragraph) -> Paragraph:
    line.paragraph_format.right_indent = Pt(32)
    return line


def _spread(word: str, width: int) -> str:
    """审判长 over five places is 审　判　长: full-width spaces between, as far as they fit."""
    gaps = len(word) - 1
    if gaps < 1 or len(word) >= width:
        return word
    spaces, rest = divmod(width - len(word), gaps)
    return "".join(sign + "　" * (spaces + (at < rest)) * (at < gaps) for at, sign in enumerate(word))


def _run(line: Paragraph, words: str, face: str, size) -> Run:
    run = line.add_run(_UNWRITABLE.sub("", words))
    run.font.size = size
    _face(run._element.get_or_add_rPr(), face)
    return run


def _face(properties, face: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(script), face)


def _page_number(run: Run) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._element.append(element)


def _saved(document, title: str) -> bytes:
    """Without the maker's name and times: equal papers give equal properties."""
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", title, ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
