"""Labels written on pages by hand: one embedded font that all pages of a PDF share, its codes read from a sample."""

import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pikepdf

from court.kit.press.typesetting import typeset_file

SHEETS = Path(__file__).with_name("sheets.typ")
GLYPHS = "0123456789-第册卷版页()（）"
SIZE = 10.5


@dataclass(frozen=True)
class Glyph:
    """A character's font in the sample, its code there, and how far it goes on, in shares of the size."""

    font: str
    code: bytes
    advance: float


class Pen:
    """Writes labels in an embedded font that all pages of a PDF share."""

    def __init__(self, pdf: pikepdf.Pdf, size: float = SIZE):
        content, self.glyphs = _glyphs()
        self.size = size
        with pikepdf.open(io.BytesIO(content)) as opened:
            fonts: dict[str, pikepdf.Object] = {}
            for page in opened.pages:
                fonts |= dict(page.obj.Resources.Font.items())
            mark = sha256(content).hexdigest()[:8]
            # Named by its content: a page that was stamped before, with other glyphs, keeps its own font.
            self.names = {name: f"/Court{mark}{place}" for place, name in enumerate(sorted(fonts))}
            self.fonts = {self.names[name]: pdf.copy_foreign(font) for name, font in fonts.items()}

    def length(self, words: str) -> float:
        return sum(self.glyphs[one].advance for one in words if one in self.glyphs) * self.size

    def write(self, words: str, across: float, up: float) -> bytes:
        """Operators that write words from there on; a character the font was not made with is left out."""
        said, font = [b"BT %.3f %.3f Td" % (across, up)], ""
        run = b""
        for one in words:
            glyph = self.glyphs.get(one)
            if glyph is None:
                continue
            if glyph.font != font:
                said += [b"<%s> Tj" % run.hex().encode()] if run else []
                font, run = glyph.font, b""
                said.append(b"%s %.2f Tf" % (self.names[font].encode(), self.size))
            run += glyph.code
        said += [b"<%s> Tj" % run.hex().encode()] if run else []
        return b" ".join([*said, b"ET"])


@lru_cache(maxsize=1)
def _glyphs() -> tuple[bytes, dict[str, Glyph]]:
    """A PDF with a page for each character labels are made of, and how each is called in its font."""
    content = typeset_file(SHEETS, {"sheet": "glyphs", "glyphs": list(GLYPHS)}, on=date(2026, 1, 1))
    found = {}
    with pikepdf.open(io.BytesIO(content)) as opened:
        for one, page in zip(GLYPHS, opened.pages, strict=True):
            name, size, code = "", 1.0, b""
            for step in pikepdf.parse_content_stream(page):
                word = str(step.operator)
                if word == "Tf":
                    name, size = str(step.operands[0]), float(step.operands[1])
                elif word in ("Tj", "TJ"):
                    shown = step.operands[0]
                    code = b"".join(bytes(each) for each in shown if isinstance(each, pikepdf.String)) if word == "TJ" else bytes(shown)
            found[one] = Glyph(name, code, float(page.mediabox[2]) / size)
    return content, found
