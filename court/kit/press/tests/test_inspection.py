"""The museum of bad files: each is refused for its own reason, with its name and a cure; good ones pass."""

import io
import os
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from court.kit.press import inspection
from court.kit.press.inspection import inspect
from court.kit.press.kinds import KINDS, first_look
from court.kit.press.tests.test_sheets import pages
from court.kit.press.word import paper
from court.kit.refusal import Refused


@pytest.fixture
def look(tmp_path):
    def do(content: bytes, name: str):
        path = tmp_path / "blob"
        path.write_bytes(content)
        return inspect(path, name)

    return do


def picture(form="PNG", size=(900, 1200), tone="white", mode="RGB", draw=True) -> bytes:
    image, made = Image.new(mode, size, tone), io.BytesIO()
    if draw:
        ImageDraw.Draw(image).rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="black")
    image.save(made, form)
    return made.getvalue()


def locked_pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def odd_pdf(count: int) -> bytes:
    made, document = io.BytesIO(), pikepdf.new()
    for _ in range(count):
        document.add_blank_page()
    document.save(made)
    return made.getvalue()


def stream_bomb() -> bytes:
    made, document = io.BytesIO(), pikepdf.open(io.BytesIO(pages()))
    document.pages[0].obj.Contents = document.make_stream(b"q Q " * 60_000_000)
    document.save(made, compress_streams=True)
    return made.getvalue()


def huge_header_png() -> bytes:
    """A PNG that says it is 60,000 by 60,000 and holds next to nothing."""
    content = bytearray(picture(size=(60, 60)))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


def pack(entries: dict[str, bytes], **options) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content, **options)
    return made.getvalue()


def locked_pack() -> bytes:
    content = bytearray(pack({"word/document.xml": b"<a/>"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
WAVE = b"RIFF" + (36).to_bytes(4, "little") + b"WAVEfmt " + b"\0" * 40
BOXES = b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08moov"

MUSEUM = {
    "空.pdf": (b"", "empty"),
    "锁.pdf": (locked_pdf, "encrypted"),
    "半.pdf": (lambda: pages(3)[:-300], "truncated"),
    "碎.pdf": (b"%PDF-1.7\nnothing here", "damaged"),
    "无页.pdf": (lambda: odd_pdf(0), "no_pages"),
    "太多.pdf": (lambda: odd_pdf(3001), "too_many_pages"),
    "白.pdf": (lambda: odd_pdf(2), "blank"),
    "炸.pdf": (stream_bomb, "bomb"),
    "程序.pdf": (b"MZ" + b"\0" * 500, "disguised"),
    "程序二.pdf": (b"MZ" + b"\0" * 60 + b"%PDF-1.7", "disguised"),
    "网页.pdf": (b"<html><script>alert(1)</script></html>", "disguised"),
    "压缩.zip": (lambda: pack({"a": b"b"}), "kind_not_accepted"),
    "脚本.html": (b"<script>", "kind_not_accepted"),
    "无扩展名": (pages, "kind_not_accepted"),
    "双扩展.pdf.exe": (pages, "kind_not_accepted"),
    "图.png": (lambda: picture("JPEG"), "disguised"),
    "半.png": (lambda: picture()[:1500], "truncated"),
    "半.jpg": (lambda: picture("JPEG")[:4000], "truncated"),
    "白.png": (lambda: picture(draw=False), "blank"),
    "黑.jpg": (lambda: picture("JPEG", tone="black", draw=False), "blank"),
    "透明.png": (lambda: picture(mode="RGBA", tone=(0, 0, 0, 0), draw=False), "blank"),
    "小.png": (lambda: picture(size=(20, 20)), "too_small"),
    "大.png": (huge_header_png, "too_many_pixels"),
    "炸.docx": (lambda: pack({"word/document.xml": b"0" * 250_000_000}), "bomb"),
    "多.xlsx": (lambda: pack({f"xl/{n}": b"" for n in range(10_001)}), "bomb"),
    "笑.docx": (lambda: pack({"word/document.xml": LAUGHS}), "bomb"),
    "错.docx": (lambda: pack({"word/document.xml": b"<a><b></a>"}), "damaged"),
    "表.docx": (lambda: pack({"xl/workbook.xml": b"<a/>"}), "disguised"),
    "锁.docx": (locked_pack, "encrypted"),
    "旧.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "disguised"),
    "宏.docx": (lambda: pack({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "macros"),
    "套.docx": (lambda: pack({"word/document.xml": b"<a/>", "word/a.zip": b"PK"}), "nested"),
    "半.docx": (lambda: paper(court="法院", name="书", number="", paragraphs=["一"])[:3000], "damaged"),
    "空白.txt": ("\ufeff \n　".encode(), "empty"),
    "二进制.txt": (b"a\x00b\x00c", "disguised"),
    "半.wav": (WAVE[:30], "truncated"),
    "半.mp4": (BOXES[:20], "truncated"),
    "无索引.mp4": (b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08mdat", "truncated"),
}


@pytest.mark.parametrize("name", MUSEUM)
def test_each_bad_file_is_refused_for_its_own_reason_with_its_name_and_a_cure(look, name):
    content, code = MUSEUM[name]
    found = look(content() if callable(content) else content, name)
    assert found.code == code
    assert f"“{name}”" in found.message
    assert found.message.endswith("。")
    assert found.do.endswith("。")


GOOD = {
    "诉状.pdf": (lambda: pages(3), 3),
    "照片.jpg": (lambda: picture("JPEG"), 1),
    "照片.JPEG": (lambda: picture("JPEG"), 1),
    "截图.png": (lambda: picture(), 1),
    "十六位.png": (lambda: picture(mode="I;16", draw=False, size=(700, 700), tone=0) and sixteen_bits(), 1),
    "黑白.tif": (lambda: picture("TIFF", mode="1", tone=1), 1),
    "判决.docx": (lambda: paper(court="法院", name="判决书", number="1", paragraphs=["一"]), None),
    "表.xlsx": (lambda: pack({"xl/workbook.xml": b"<workbook/>"}), None),
    "版式.ofd": (lambda: pack({"OFD.xml": b"<OFD/>"}), None),
    "国标.txt": ("借条，欠款三万元。".encode("gb18030"), None),
    "统一码.txt": ("玥珺喆堃·𠮷".encode(), None),
    "录音.wav": (WAVE, None),
    "录像.mp4": (BOXES, None),
    "录音.mp3": (b"ID3\x04\0\0\0\0\0\x02\0\0\xff\xfb\x90\0" + b"\0" * 99, None),
    "右\u202efdp.png": (lambda: picture(), 1),
}


def sixteen_bits() -> bytes:
    made = io.BytesIO()
    image = Image.new("I;16", (700, 700), 60_000)
    image.paste(900, (100, 100, 300, 300))
    image.save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes_with_its_pages(look, name):
    content, count = GOOD[name]
    found = look(content() if callable(content) else content, name)
    assert (found.refusal, found.pages) == ("", count)


def test_a_picture_of_a_hundred_megapixels_fits_the_memory_allowed(look):
    assert look(picture(size=(10_000, 10_000)), "大图.png").refusal == ""
    assert look(picture("JPEG", size=(10_000, 10_000)), "大图.jpg").refusal == ""


def test_a_repaired_pdf_and_a_blank_page_are_taken_with_a_warning(look):
    broken = pages(2).replace(b"startxref\n", b"startxref\n9")
    assert any("修复" in warning for warning in look(broken, "修.pdf").warnings)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages())) as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    assert look(made.getvalue(), "白页.pdf").warnings == ["文件“白页.pdf”第2页是空白页"]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([kind.extensions[0] for kind in KINDS.values()]), st.booleans())
def test_no_bytes_whatever_break_the_looking(tmp_path_factory, noise, extension, begins_right):
    begin = {"pdf": b"%PDF-1.4\n", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "docx": b"PK\x03\x04",
             "tif": b"II*\x00", "mp4": b"\0\0\0\x10ftyp", "wav": b"RIFF\0\0\0\0WAVE"}  # fmt: skip
    path = tmp_path_factory.mktemp("noise") / "blob"
    path.write_bytes((begin.get(extension, b"") if begins_right else b"") + noise)
    found = inspect(path, f"x.{extension}")
    assert found.code == "" or found.refusal


def test_a_file_over_its_limit_is_refused_before_it_is_read():
    for kind in KINDS.values():
        with pytest.raises(Refused) as refused:
            first_look(f"x.{kind.extensions[0]}", b"x", kind.limit + 1)
        assert refused.value.code == "too_large"


def run_inside(code: str) -> subprocess.CompletedProcess:
    """Run code as the looking process runs it: confined."""
    source = f"from court.kit.press import inspector; inspector._confine()\n{code}"
    environment = {"PYTHONPATH": str(inspection.PACKAGE_ROOT), "PATH": os.environ.get("PATH", "")}
    return subprocess.run([sys.executable, "-c", source], env=environment, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("code", [
    "x = bytearray(700 * 1024 * 1024)",
    "import socket; socket.create_connection(('127.0.0.1', 9))",
    "import os; os.system('true')",
    "import subprocess; subprocess.run(['true'])",
    "open('/tmp/court-inspector-test', 'wb').write(b'x' * 100_000)",
    "while True: pass",
])  # fmt: skip
def test_the_looking_process_can_not_take_memory_time_network_programs_or_disk(code):
    assert run_inside(code).returncode != 0


def test_a_process_that_dies_is_told_as_too_complex(look, monkeypatch):
    monkeypatch.setattr(inspection, "WALL_SECONDS", 0.001)
    assert look(pages(), "慢.pdf").code == "too_complex"
