"""A font that is never drawn: two boxes, half and full width. What it carries is the text behind a picture.

The boxes have outlines, because PDFium takes text without any extent for no text where a page is turned.

Every character used gets a number of its own (a CID), so that rare ones beyond the first plane are kept too.
"""

import struct
import unicodedata

import pikepdf
from pikepdf import Array, Dictionary, Name

HALF, FULL = 500, 1000
_HALF_GLYPH, _FULL_GLYPH = 1, 2
_NAME = "/AAAAAA+CourtUnseen"
_A_BLOCK = 100
_LONG_AGO = 3_600_000_000  # seconds since 1904, as TrueType counts: the same program every time


class UnseenFont:
    """Gives characters their numbers; attach() writes the font into the PDF it was made for."""

    def __init__(self, pdf: pikepdf.Pdf):
        self._numbers: dict[str, int] = {}
        self._pdf = pdf
        self.object = pdf.make_indirect(Dictionary())

    def encoded(self, text: str) -> str:
        """The text as a string of a content stream, in hexadecimal."""
        return "".join(f"{self._numbers.setdefault(one, len(self._numbers) + 1):04X}" for one in text)

    def attach(self) -> None:
        """To be called when all text is encoded."""
        pdf, characters = self._pdf, list(self._numbers)
        program = pdf.make_stream(_program())
        program.Length1 = len(program.read_bytes())
        glyphs = struct.pack(f">{len(characters) + 1}H", 0, *(_glyph(one) for one in characters))
        descriptor = pdf.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=Name(_NAME), Flags=4, FontBBox=Array([0, 0, FULL, FULL]), ItalicAngle=0,
            Ascent=FULL, Descent=0, CapHeight=FULL, StemV=80, FontFile2=program,
        ))  # fmt: skip
        below = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(_NAME), FontDescriptor=descriptor, DW=FULL,
            CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
            CIDToGIDMap=pdf.make_stream(glyphs), W=Array([1, Array([width(one) for one in characters])]),
        ))  # fmt: skip
        for key, value in {
            "/Type": Name.Font, "/Subtype": Name.Type0, "/BaseFont": Name(_NAME), "/Encoding": Name("/Identity-H"),
            "/DescendantFonts": Array([below]), "/ToUnicode": pdf.make_stream(_to_unicode(characters)),
        }.items():  # fmt: skip
            self.object[key] = value


def width(character: str) -> int:
    """In thousandths of the font's size."""
    return FULL if unicodedata.east_asian_width(character) in "WFA" else HALF


def _glyph(character: str) -> int:
    return _FULL_GLYPH if width(character) == FULL else _HALF_GLYPH


def _to_unicode(characters: list[str]) -> bytes:
    rows = [f"<{number:04X}> <{one.encode('utf-16-be').hex().upper()}>" for number, one in enumerate(characters, 1)]
    blocks = [rows[start : start + _A_BLOCK] for start in range(0, len(rows), _A_BLOCK)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _program() -> bytes:
    """A small TrueType program: no glyph, a half-width box, a full-width box."""
    advances = (0, HALF, FULL)
    boxes = [_box(one) for one in advances[1:]]
    tables = {
        b"glyf": b"".join(boxes),
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, FULL, _LONG_AGO, _LONG_AGO, 0, 0, FULL, FULL, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, FULL, 0, 0, FULL, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, len(advances)),
        b"hmtx": b"".join(struct.pack(">Hh", one, 0) for one in advances),
        b"loca": struct.pack(">4H", 0, 0, *(len(boxes[0]) * one // 2 for one in (1, 2))),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(advances), 4, 1, 0, 0, 1, *(0,) * 8),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    at, directory, body = 12 + 16 * len(tables), b"", b""
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(content))
        body += padded
    return head + directory + body


def _box(across: int) -> bytes:
    """A glyph of four points: up, right, down."""
    shape = struct.pack(">5h2H", 1, 0, 0, across, FULL, 3, 0) + b"\x01" * 4
    shape += struct.pack(">8h", 0, 0, across, 0, 0, FULL, 0, -FULL)
    return shape + bytes(-len(shape) % 4)
