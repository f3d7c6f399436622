"""Papers for tests: small, true files made on the spot, and a scanner that says what a test wants."""

import io
from collections.abc import Iterable

import pikepdf
from PIL import Image, ImageDraw

from court.ports.scanner import ScanFailed, ScanResult


def pdf(pages: int = 1, words: str = "paper") -> bytes:
    """A PDF of so many pages with something to see on each."""
    made, document = io.BytesIO(), pikepdf.new()
    for number in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        text = f"BT /F1 24 Tf 72 700 Td ({words} {number + 1}) Tj ET 72 600 200 40 re f"
        page.obj.Contents = document.make_stream(text.encode("latin-1", "replace"))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    document.save(made, deterministic_id=True)
    return made.getvalue()


def photo(words: str = "evidence", form: str = "PNG", size: tuple[int, int] = (900, 1200)) -> bytes:
    """A picture with something to see on it."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((60, 80), words, fill="black", font_size=80)
    made = io.BytesIO()
    image.save(made, form)
    return made.getvalue()


class SaysClean:
    def scan(self, chunks: Iterable[bytes]) -> ScanResult:
        assert sum(map(len, chunks)) > 0
        return ScanResult(True)

    def ready(self) -> bool:
        return True


class SaysInfected(SaysClean):
    def scan(self, chunks: Iterable[bytes]) -> ScanResult:
        return ScanResult(False, "Eicar-Test-Signature")


class IsDown(SaysClean):
    def scan(self, chunks: Iterable[bytes]) -> ScanResult:
        raise ScanFailed("病毒扫描服务没有应答。")
