"""PDF/A-2b: what conforms stays itself, what can't is kept as pictures, and the check finds what breaks the rules."""
import io
from datetime import UTC, date, datetime

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from court.kit.press import archival, sheets, signing
from court.kit.press.tests.test_signing import CODE, COURT, red
from court.kit.press.tests.test_typesetting import FACTS, judgment

DAY = date(2026, 3, 2)


def unembedded() -> bytes:
    """A page as an office program of thirty years ago made it: its font is not in the file."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(100, 700, "IOU 50000")
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def declared(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        return f"{metadata['pdfaid:part']}{metadata['pdfaid:conformance']}".lower()


def test_a_bound_volume_conforms_keeps_its_words_and_says_so():
    bound = sheets.bind([sheets.Part(sheets.slip("证据", ["第一行"], on=DAY), "证据", labels=["1"])], title="正卷", on=DAY)
    assert archival.faults(bound)
    made = archival.conforming(bound)
    assert archival.faults(made) == []
    assert declared(made) == "2b"
    assert "证据" in "".join(sheets.text(made))
    assert archival.conforming(bound) == made


def test_a_font_that_is_not_in_the_file_breaks_the_rules_and_its_page_is_kept_as_a_picture():
    with pytest.raises(archival.NotArchival):
        archival.conforming(unembedded())
    made = archival.safe(unembedded())
    assert made.pictured and archival.faults(made.content) == []
    before, after = (pypdfium2.PdfDocument(pdf)[0] for pdf in (unembedded(), made.content))
    assert [round(side) for side in before.get_size()] == [round(side) for side in after.get_size()]


def test_a_conforming_paper_is_not_pictured():
    assert not archival.safe(sheets.slip("材料", ["说明"], on=DAY)).pictured


def test_a_signed_paper_keeps_its_words_and_its_seal_and_is_no_picture():
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    paper = signing.sign_pdf(judgment(), court=COURT, code=CODE, reason="民事判决书", at=at, over=FACTS["dated"])
    made = archival.safe(paper)
    assert not made.pictured and archival.faults(made.content) == []
    # The words of the seal are now on its page as well.
    assert all(now.startswith(before) for now, before in zip(sheets.text(made.content), sheets.text(paper), strict=True))
    last = len(pypdfium2.PdfDocument(paper)) - 1
    assert red(made.content, last) == pytest.approx(red(paper, last), abs=2)


def test_a_script_in_the_file_is_a_fault():
    with pikepdf.open(io.BytesIO(archival.conforming(sheets.slip("材料", ["说明"], on=DAY)))) as opened:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        changed = io.BytesIO()
        opened.save(changed)
    assert archival.faults(changed.getvalue())
