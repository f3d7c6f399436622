"""Whole files in the reading process: what it leaves, what it survives, what it is held to."""

import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from court.kit import alone
from court.kit.press.archival import faults
from court.kit.sight import sheets
from court.kit.sight.process import PACKAGE_ROOT, Limits, read_file
from court.kit.sight.tests import paper
from court.spine.dossier.texts import loads

SHORT = paper.LINES[:3]


@pytest.fixture
def into(tmp_path) -> Path:
    return tmp_path / "read"


def stored(tmp_path: Path, content: bytes) -> Path:
    """As blobs are: without an extension."""
    path = tmp_path / "blob"
    path.write_bytes(content)
    return path


def tiff(*pages: Image.Image, **how: object) -> bytes:
    return paper.content(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", **how)


def small(lines: list[str] = SHORT) -> Image.Image:
    return paper.page(lines, (760, 420))


def born_pdf(lines: list[str]) -> bytes:
    made = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(made)
    canvas.setFont("STSong-Light", 16)
    for place, line in enumerate(lines):
        canvas.drawString(80, 760 - 40 * place, line)
    canvas.save()
    return made.getvalue()


def layout(outcome) -> list:
    return loads(outcome.layout.read_bytes())


def found(pdf: Path, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Where a text is found on a page: left, low, right, high; points of the page shown."""
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[page].get_textpage()
        at = words.search(text).get_next()
        return [words.get_charbox(at[0] + one) for one in range(at[1])] if at else []


def test_pages_of_a_scan_are_turned_found_blank_and_searchable(tmp_path, into):
    seen: list[tuple[int, int]] = []
    content = tiff(small(), small().rotate(180), Image.new("RGB", (760, 420), "#f4f0e8"))
    outcome = read_file(stored(tmp_path, content), "image/tiff", into, progress=lambda page, pages: seen.append((page, pages)))
    assert (outcome.pages, outcome.faults, outcome.blank, outcome.archival) == (3, {}, [3], True)
    assert seen == [(1, 3), (2, 3), (3, 3), (3, 3)]
    first, second, third = layout(outcome)
    assert second.quarters == 2 and third.blank and not first.blank
    assert "张春花" in first.text and "张春花" in second.text
    assert faults(outcome.searchable.read_bytes()) == []
    for place, page in enumerate((first, second)):
        line = next(one for one in page.lines if "张春花" in one.text)
        boxes = found(outcome.searchable, place, "张春花")
        assert len(boxes) == 3
        assert line.quad[0][0] * page.width - 2 <= boxes[0][0] < boxes[-1][2] <= line.quad[1][0] * page.width + 2
        assert line.quad[0][1] * page.height - 4 <= page.height - boxes[0][3]
        assert page.height - boxes[0][1] <= line.quad[3][1] * page.height + 4
    program = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    said = subprocess.run([program, outcome.searchable, "-"], capture_output=True, text=True, check=True).stdout
    assert said.count("民事起诉状") == 2


def test_words_that_a_pdf_carries_itself_are_taken_as_they_are(tmp_path, into):
    outcome = read_file(stored(tmp_path, born_pdf(["民事起诉状", "原告张春花  被告王建国"])), "application/pdf", into)
    (page,) = layout(outcome)
    assert outcome.born and outcome.searchable is None and page.born
    assert page.text.splitlines()[0] == "民事起诉状"
    assert page.lines[0].quad[0][0] == pytest.approx(80 / page.width, abs=0.01)
    assert page.lines[0].quad[3][1] == pytest.approx(1 - 760 / page.height, abs=0.02)


def test_a_mixed_pdf_gets_words_only_behind_its_pictures(tmp_path, into):
    picture = io.BytesIO(paper.content(small(["授权委托书", *SHORT[1:]]).rotate(90, expand=True), "PDF"))
    with pikepdf.open(io.BytesIO(born_pdf(["民事起诉状"]))) as pdf, pikepdf.open(picture) as scan:
        pdf.pages.extend(scan.pages)
        pdf.save(tmp_path / "blob")
    outcome = read_file(tmp_path / "blob", "application/pdf", into)
    first, second = layout(outcome)
    assert (first.born, second.born, second.quarters) == (True, False, 3)
    assert "授权委托书" in second.text
    with pypdfium2.PdfDocument(outcome.searchable) as copy:
        assert copy[0].get_textpage().get_text_range().count("民事起诉状") == 1
        width, height = copy[1].get_size()
    assert width > height
    assert found(outcome.searchable, 1, "授权委托书")


def test_a_pdf_whose_letters_mean_nothing_is_read_by_eye(tmp_path, into):
    with pikepdf.open(io.BytesIO(paper.content(small(), "PDF"))) as pdf:
        pdf.pages[0].contents_add(b"BT 3 Tr /F1 8 Tf 10 10 Td (" + bytes([0xC3, 0xA4, 0xB8, 0xAD] * 20) + b") Tj ET")
        pdf.pages[0].obj.Resources["/Font"] = pikepdf.Dictionary(F1=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding))  # fmt: skip
        pdf.save(tmp_path / "blob")
    outcome = read_file(tmp_path / "blob", "application/pdf", into)
    (page,) = layout(outcome)
    assert not page.born and "张春花" in page.text
    with pypdfium2.PdfDocument(outcome.searchable) as copy:
        assert "Ã" not in copy[0].get_textpage().get_text_range()


def test_a_damaged_page_is_named_and_the_next_is_read(tmp_path, into):
    content = bytearray(tiff(small(), paper.page(["坏页"], (760, 420)), small(["第三页送达回证"])))
    with Image.open(io.BytesIO(content)) as image:
        image.seek(1)
        (at,) = image.tag_v2[273][:1]
    content[at : at + 400] = bytes(400)
    outcome = read_file(stored(tmp_path, bytes(content)), "image/tiff", into)
    assert outcome.faults == {2: sheets.BROKEN}
    assert "送达回证" in layout(outcome)[2].text
    with pikepdf.open(outcome.searchable) as copy:
        assert len(copy.pages) == 3


def test_a_page_that_eats_memory_is_named_and_the_next_is_read(tmp_path, into):
    glutton = Image.new("RGBA", (11_000, 11_000), "white")
    content = tiff(glutton, small(["第二页送达回证"]))
    outcome = read_file(stored(tmp_path, content), "image/tiff", into, limits=Limits(memory=1_250_000_000))
    assert outcome.faults == {1: sheets.TOO_MUCH}
    assert "送达回证" in layout(outcome)[1].text


def test_a_page_that_eats_processor_time_is_named_and_the_next_is_read(tmp_path, into):
    crowd = paper.page(["民" * 70] * 36, (2400, 3400))
    content = tiff(crowd, small(["第二页送达回证"]))
    outcome = read_file(stored(tmp_path, content), "image/tiff", into, limits=Limits(seconds=2))
    assert outcome.faults == {1: sheets.TOO_LONG}
    assert "送达回证" in layout(outcome)[1].text


def test_a_process_that_says_nothing_is_ended(tmp_path, into):
    outcome = read_file(stored(tmp_path, tiff(small())), "image/tiff", into, limits=Limits(wall=0.01))
    assert outcome.pages == 0 and outcome.message and outcome.layout is None
    assert list(into.iterdir()) == []


def test_a_picture_of_a_hundred_megapixels_is_read(tmp_path, into):
    large = Image.new("L", (10_000, 10_000), 255)
    large.paste(small(["送达回证"]).convert("L").resize((9_000, 5_000)), (500, 2_500))
    outcome = read_file(stored(tmp_path, paper.content(large, "PNG")), "image/png", into)
    assert outcome.faults == {}
    assert "送达回证" in layout(outcome)[0].text


def test_half_a_picture_is_named(tmp_path, into):
    whole = paper.content(small())
    outcome = read_file(stored(tmp_path, whole[: len(whole) // 2]), "image/jpeg", into)
    assert outcome.faults == {1: sheets.BROKEN}
    assert layout(outcome)[0].lines == []


@pytest.mark.parametrize(("media_type", "content"), [
    ("image/jpeg", b"\xff\xd8\xff nothing"), ("application/pdf", b"%PDF-1.7 nothing"), ("image/tiff", b"II*\x00"),
])  # fmt: skip
def test_a_file_that_is_none_is_refused_in_plain_words(tmp_path, into, media_type, content):
    outcome = read_file(stored(tmp_path, content), media_type, into)
    assert outcome.pages == 0
    assert "无法打开" in outcome.message and outcome.do
    assert list(into.iterdir()) == []


def test_a_kind_nobody_reads_is_the_callers_mistake(tmp_path, into):
    with pytest.raises(ValueError, match="text/plain"):
        read_file(stored(tmp_path, b"x"), "text/plain", into)


def test_a_kill_in_the_middle_leaves_nothing_half(tmp_path, into):
    path = stored(tmp_path, tiff(small(), small(), small()))
    code = (
        "import os, signal, sys; from pathlib import Path; from court.kit.sight.process import read_file\n"
        "stop = lambda page, pages: page == 2 and os.kill(os.getpid(), signal.SIGKILL)\n"
        "read_file(Path(sys.argv[1]), 'image/tiff', Path(sys.argv[2]), progress=stop)"
    )
    done = subprocess.run([sys.executable, "-c", code, path, into], env={**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert list(into.iterdir()) == []
    until = time.monotonic() + 10
    while (left := _readers_of(path)) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []
    assert read_file(path, "image/tiff", into).pages == 3


def _readers_of(path: Path) -> list[str]:
    found_ = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = process.read_bytes()
        except OSError:
            continue
        if b"sight.worker" in said and str(path).encode() in said:
            found_.append(process.parent.name)
    return found_


def test_what_the_caller_raises_ends_the_reading(tmp_path, into):
    def no_more(_page: int, _pages: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_file(stored(tmp_path, tiff(small())), "image/tiff", into, progress=no_more)
    assert list(into.iterdir()) == []
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("reading-")] == []


def test_the_layout_is_gzipped_json_in_the_shape_of_the_dossier(tmp_path, into):
    outcome = read_file(stored(tmp_path, paper.content(small())), "image/jpeg", into)
    (page,) = json.loads(gzip.decompress(outcome.layout.read_bytes()))
    assert set(page) == {"width", "height", "lines", "quarters", "blank", "born"}
    assert set(page["lines"][0]) == {"text", "quad", "row", "sure", "red"}
    assert all(0 <= share <= 1 for line in page["lines"] for corner in line["quad"] for share in corner)


def test_the_confined_process_reaches_no_network_and_starts_no_program():
    code = (
        "import socket, subprocess, sys; from court.kit import alone\n"
        "alone.cut_off(); alone.forbid()\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true'])):\n"
        "    try: act()\n"
        "    except PermissionError: continue\n"
        "    sys.exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}, check=False)
    assert done.returncode == 0
    assert alone.processor_seconds() > 0
