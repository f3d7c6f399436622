"""Bound papers: light or heavy they come out alike; labels can be read, marks never change what a page said before."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageOps

from court.kit.press import binding, sheets
from court.kit.press.binding import Part, bind, bind_to
from court.kit.press.tests.test_sheets import pages

DAY = date(2026, 3, 1)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


@pytest.fixture(params=["light", "heavy"])
def weight(request, monkeypatch):
    """Both ways of joining: in memory, and by qpdf's own merge."""
    monkeypatch.setattr(binding, "LIGHT", 1 << 40 if request.param == "light" else 0)


@pytest.mark.usefixtures("weight")
def test_pages_bookmarks_labels_and_marks_stand_where_they_should(tmp_path):
    file = tmp_path / "two.pdf"
    file.write_bytes(pages(2, 90))
    target = tmp_path / "out.pdf"
    under = ["第1册1页", "第1册2页"]
    told = []
    count = bind_to(target, [Part(pages(1), "目录"), Part(file, "起诉状", 1, ["12", "13-1"], 0, under), Part(pages(3), "借条")],
                    title="第1册", on=DAY, watermark="王建国 2026-03-01", told=told.append)  # fmt: skip
    document = pikepdf.open(target)
    assert count == len(document.pages) == 6
    assert [page.label.strip() for page in document.pages] == ["", *under, "", "", ""]
    words = sheets.text(target.read_bytes())
    assert "第1册2页" in words[2]
    assert "13-1" in words[2]
    assert all("王建国" in one for one in words)
    assert told[-1] == 6
    with document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["目录", "借条"]
        assert [item.title for item in outline.root[0].children] == ["起诉状"]


@pytest.mark.usefixtures("weight")
def test_nothing_hidden_comes_along_and_equal_papers_give_equal_bytes():
    hidden = opened(pages(1))
    hidden.docinfo["/Author"] = "SECRET-AUTHOR"
    hidden.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("SECRET-SCRIPT"))
    hidden.attachments["SECRET-FILE"] = b"SECRET-BYTES"
    picture = hidden.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8,
                                 ColorSpace=pikepdf.Name.DeviceGray, Metadata=hidden.make_stream(b"SECRET-PLACE"))  # fmt: skip
    hidden.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
    made = io.BytesIO()
    hidden.save(made)
    first, second = (bind([Part(made.getvalue(), "甲", labels=["1"])], title="册", on=DAY) for _ in range(2))
    assert first == second
    plain = io.BytesIO()
    with opened(first) as clean:
        assert len(clean.trailer.ID) == 2
        clean.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"SECRET" not in plain.getvalue()
    other = bind([Part(pages(1), "乙", labels=["1"])], title="册", on=DAY)
    assert bytes(opened(first).trailer.ID[0]) != bytes(opened(other).trailer.ID[0])


def test_a_page_that_was_stamped_before_keeps_its_old_words():
    once = bind([Part(pages(1), labels=["7"])], title="", on=DAY, watermark="旧的水印")
    twice = sheets.text(bind([Part(once, labels=["8"])], title="", on=DAY, watermark="新的水印"))[0]
    for words in ("7", "8", "旧的水印", "新的水印"):
        assert words in twice


def test_what_ends_the_work_leaves_no_file(tmp_path):
    target = tmp_path / "out.pdf"

    def stop(count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        bind_to(target, [Part(pages(1))], title="", on=DAY, told=stop)
    with pytest.raises(pikepdf.PdfError):
        bind_to(target, [Part(b"not a pdf")], title="", on=DAY)
    assert not target.exists()


def test_a_damaged_file_is_an_error_and_a_missing_one_too(tmp_path):
    with pytest.raises(FileNotFoundError):
        bind([Part(Path(tmp_path / "none.pdf"))], title="", on=DAY)


@pytest.mark.parametrize(("mode", "turned"), [*(("RGB", turn) for turn in range(1, 9)), ("L", 1), ("L", 7), ("CMYK", 1)])
def test_a_photo_is_wrapped_upright_and_without_what_the_camera_said(mode, turned):
    image = Image.new("RGB", (600, 400), "white")
    image.paste((200, 0, 0), (0, 0, 150, 100))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "SECRET-MAKER"
    made = io.BytesIO()
    image.convert(mode).save(made, "JPEG", exif=exif, quality=90)
    wrapped = sheets.from_image(made.getvalue() + b"SECRET-BEHIND")
    with opened(wrapped) as document:
        raw = b"".join(one.read_raw_bytes() for one in document.objects if isinstance(one, pikepdf.Stream))
    assert b"SECRET" not in wrapped + raw
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(made.getvalue()))).convert("RGB")
    page = Image.open(io.BytesIO(sheets.picture(wrapped, "application/pdf", 1, 800))).convert("RGB")
    assert (page.width > page.height) == (upright.width > upright.height)
    scale = 800 / (sheets.A4[1] if page.width > page.height else sheets.A4[0])
    rim = sheets.MARGIN * scale
    across, down = page.width - 2 * rim, page.height - 2 * rim
    fit = min(across / upright.width, down / upright.height)
    left, top = (page.width - upright.width * fit) / 2, (page.height - upright.height * fit) / 2
    for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
        wanted = upright.getpixel((int(x * upright.width), int(y * upright.height)))
        got = page.getpixel((int(left + x * upright.width * fit), int(top + y * upright.height * fit)))
        assert max(abs(a - b) for a, b in zip(wanted, got, strict=True)) < 12
