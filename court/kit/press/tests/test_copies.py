"""Copies for the other side: the same to look at, silent about who, where and with what."""

import io
import zipfile

from docx import Document
from PIL import Image

from court.kit.press.copies import clean_copy

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_an_office_file_loses_its_properties_and_keeps_its_words():
    document, content = Document(), io.BytesIO()
    document.add_paragraph("借款合同")
    document.core_properties.author = "SECRET-AUTHOR"
    document.save(content)
    copy = clean_copy(content.getvalue(), DOCX)
    assert [one.text for one in Document(io.BytesIO(copy)).paragraphs] == ["借款合同"]
    with zipfile.ZipFile(io.BytesIO(copy)) as pack:
        assert not any(b"SECRET" in pack.read(name) for name in pack.namelist())


def test_every_page_of_a_scan_is_copied():
    frames = [Image.new("L", (300, 400), tone) for tone in (40, 90, 200)]
    content = io.BytesIO()
    frames[0].save(content, "TIFF", save_all=True, append_images=frames[1:], description="SECRET-SCANNER")
    assert b"SECRET-SCANNER" in content.getvalue()
    copy = clean_copy(content.getvalue(), "image/tiff")
    assert b"SECRET" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        tones = []
        for frame in range(image.n_frames):
            image.seek(frame)
            tones.append(image.getpixel((5, 5)))
    assert tones == [40, 90, 200]


def test_a_png_loses_the_words_written_into_it():
    from PIL.PngImagePlugin import PngInfo

    words, content = PngInfo(), io.BytesIO()
    words.add_text("Comment", "SECRET-COMMENT")
    Image.new("RGB", (80, 80), "blue").save(content, "PNG", pnginfo=words)
    copy = clean_copy(content.getvalue(), "image/png")
    assert b"SECRET" not in copy
    assert Image.open(io.BytesIO(copy)).getpixel((3, 3)) == (0, 0, 255)


def test_text_and_recordings_are_given_as_they_are():
    assert clean_copy(b"words", "text/plain") == b"words"
