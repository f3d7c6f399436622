"""Work on PDFs: labels where a reader sees the top right, nothing hidden in copies, pictures of pages."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from court.kit.press import sheets

DAY = date(2026, 3, 1)


def pages(count: int = 1, turned: int = 0) -> bytes:
    made, document = io.BytesIO(), pikepdf.new()
    for _ in range(count):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Contents = document.make_stream(b"72 600 200 40 re f")
        if turned:
            page.rotate(turned, relative=False)
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_label_stands_upright_at_the_top_right_however_the_page_is_turned(turned):
    page = pypdfium2.PdfDocument(sheets.stamp(pages(1, turned), ["37-1"], on=DAY))[0]
    picture = page.render(scale=2, grayscale=True).to_pil()
    corner = picture.crop((picture.width - 280, 30, picture.width - 30, 110))
    plain = pypdfium2.PdfDocument(sheets.stamp(pages(1), ["37-1"], on=DAY))[0].render(scale=2, grayscale=True).to_pil()
    wanted = plain.crop((plain.width - 280, 30, plain.width - 30, 110))
    assert wanted.getextrema()[0] < 128
    apart = [abs(a - b) for a, b in zip(corner.tobytes(), wanted.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 2


def test_binding_keeps_every_page_and_names_each():
    made = sheets.bind([sheets.Part(pages(2), "起诉状", 0, ["1", "2"]), sheets.Part(pages(1), "借条", 1, ["3"])],
                       title="卷", on=DAY)  # fmt: skip
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "2", "3"]
        with pdf.open_outline() as outline:
            assert [(one.title, [child.title for child in one.children]) for one in outline.root] == [
                ("起诉状", ["借条"])
            ]


def test_stripping_takes_away_scripts_files_notes_old_text_and_names():
    document = pikepdf.open(io.BytesIO(pages()))
    document.docinfo["/Author"] = "SECRET-1"
    document.attachments["a"] = b"SECRET-2"
    document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="SECRET-3"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    note.Contents = pikepdf.String("SECRET-4")
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])
    made = io.BytesIO()
    document.save(made)
    clean, plain = sheets.strip(made.getvalue()), io.BytesIO()
    with pikepdf.open(io.BytesIO(clean)) as opened:
        opened.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"SECRET" not in plain.getvalue()


def test_what_was_filled_into_a_form_stays_to_be_seen_in_a_copy():
    document = pikepdf.open(io.BytesIO(pages()))
    look = document.make_stream(b"1 0 0 rg 0 0 100 50 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                                BBox=[0, 0, 100, 50])  # fmt: skip
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", F=4,
                               Rect=[300, 300, 400, 350], AP=pikepdf.Dictionary(N=look))  # fmt: skip
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(field)])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.pages[0].obj.Annots[0]]))
    made = io.BytesIO()
    document.save(made)
    for copy in (sheets.strip(made.getvalue()), sheets.stamp(made.getvalue(), ["1"], on=DAY)):
        picture = pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("RGB")
        assert picture.getpixel((350, 842 - 325)) == (255, 0, 0)


@pytest.mark.parametrize(("form", "frames"), [("PNG", 1), ("JPEG", 1), ("TIFF", 3)])
def test_a_picture_becomes_pages_of_a4(form, frames):
    images = [Image.new("RGB", (800 + n, 1200), (n * 60, 90, 90)) for n in range(frames)]
    content = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(content, form, **more)
    made = sheets.from_image(content.getvalue())
    assert sheets.count(made) == frames
    assert [round(side) for side in pypdfium2.PdfDocument(made)[0].get_size()] == [595, 842]


def test_a_photo_taken_sideways_is_turned_upright():
    image = Image.new("RGB", (1200, 800), "grey")
    exif = image.getexif()
    exif[0x0112] = 6
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif)
    width, height = pypdfium2.PdfDocument(sheets.from_image(content.getvalue()))[0].get_size()
    assert height > width


def test_a_page_beyond_the_end_has_no_picture():
    assert Image.open(io.BytesIO(sheets.picture(pages(2), "application/pdf", 2, 300))).width == 300
    for page in (0, 3):
        with pytest.raises(IndexError):
            sheets.picture(pages(2), "application/pdf", page, 300)


def test_a_watermark_lies_over_every_page():
    marked = pypdfium2.PdfDocument(sheets.watermark(pages(2), "王建国 2026-03-01", on=DAY))
    assert all("王建国" in page.get_textpage().get_text_bounded() for page in marked)
