"""The burnt copy: every page a picture with black boxes, the words that stay behind it, and nothing else (S22)."""

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from court.kit.press import leaves, searchable
from court.kit.press.glyphless import UnseenFont
from court.spine.dossier.texts import PageLayout
from court.work.redaction import covering
from court.work.redaction.covering import Box

DPI = 200
A4 = (595.28, 841.89)
WIDEST = 3400
QUALITY = 80
BLACK = (0, 0, 0)
# A box is drawn this many pixels wider on each side than it was asked for: the picture's own blur is ink too.
RIM = 2
# What differs less from its ground than this (of 255) can't be read by an eye.
CONTRAST = 24
Told = Callable[[int], object]


def boxes_of(marks: list[dict], page: int) -> list[Box]:
    return [(m["x"], m["y"], m["x"] + m["w"], m["y"] + m["h"]) for m in marks if m["page"] == page]


def burn(path: Path, media_type: str, marks: list[dict], pages: list[PageLayout], into: Path,
         told: Told = lambda page: None) -> list[PageLayout]:  # fmt: skip
    """Write the burnt PDF to `into`, and give the words that stay. Pages nobody has read get none behind them."""
    pdf, kept = pikepdf.new(), []
    font = UnseenFont(pdf)
    with TemporaryDirectory(prefix="burning-", dir=into.parent) as folder, Drawn(path, media_type) as drawn:
        for number in range(1, drawn.pages + 1):
            boxes = boxes_of(marks, number)
            picture = Path(folder) / f"{number}.jpg"
            size, seen = _picture(drawn, number, boxes, picture)
            page = searchable.picture_page(pdf, picture, size)
            picture.unlink()
            layout = covering.without(pages[number - 1], boxes, seen) if number <= len(pages) else PageLayout(*size)
            searchable.lay(page, [(line.text, line.quad) for line in layout.lines], font)
            kept.append(layout)
            told(number)
        font.attach()
        pdf.save(into, static_id=False, deterministic_id=True)
    return kept


def _picture(drawn: "Drawn", number: int, boxes: list[Box], into: Path) -> tuple[tuple[float, float], covering.Seen]:
    """The page as a JPEG with its boxes burnt in; gives its size in points, and tells where on it something can be seen."""
    image, size = drawn.page(number)
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        pen.rectangle((x0 * image.width - RIM, y0 * image.height - RIM, x1 * image.width + RIM, y1 * image.height + RIM), fill=BLACK)
    image.save(into, "JPEG", quality=QUALITY)
    return size, _seen(image.convert("L"))


def _seen(image: Image.Image) -> covering.Seen:
    def seen(cell: Box) -> bool:
        """Ink on paper: light and dark in one place of the page."""
        left, top, right, low = (min(max(round(side * whole), 0), whole) for side, whole in zip(cell, image.size * 2, strict=True))
        if right <= left or low <= top:
            return False
        shades = image.crop((left, top, right, low)).tobytes()
        return max(shades) - min(shades) > CONTRAST

    return seen


class Drawn:
    """The pages of a stored file as pictures, as readers see them: seals and filled-in fields included."""

    def __init__(self, path: Path, media_type: str):
        self.path, self.media_type = path, media_type
        self._pdf: pypdfium2.PdfDocument | None = None

    def __enter__(self) -> "Drawn":
        if self.media_type == "application/pdf":
            with leaves.DRAWING:
                self._pdf = pypdfium2.PdfDocument(self.path)
                self._pdf.init_forms()
                self.pages = len(self._pdf)
        else:
            self.pages = len(leaves.sizes(self.path, self.media_type))
        return self

    def __exit__(self, *_: object) -> None:
        if self._pdf is not None:
            with leaves.DRAWING:
                self._pdf.close()

    def page(self, number: int) -> tuple[Image.Image, tuple[float, float]]:
        if self._pdf is None:
            image = leaves.draw(self.path, self.media_type, number, WIDEST).convert("RGB")
            scale = (A4[1] if image.width > image.height else A4[0]) / image.width
            return image, (image.width * scale, image.height * scale)
        with leaves.DRAWING:
            sheet = self._pdf[number - 1]
            try:
                size = sheet.get_size()
                return sheet.render(scale=min(DPI / 72, WIDEST / max(size))).to_pil().convert("RGB"), size
            finally:
                sheet.close()


def only(path: Path, pages: list[int], into: Path) -> None:
    """Some pages of a burnt PDF without the words behind them: what an eye has, to be read again."""
    with pikepdf.open(path) as opened, pikepdf.new() as bare:
        for number in pages:
            bare.pages.append(opened.pages[number - 1])
        for page in bare.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            page.obj.Contents = bare.make_stream(b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q" % (width, height))
            page.obj.Resources = pikepdf.Dictionary(XObject=page.obj.Resources.XObject)
        made = io.BytesIO()
        bare.save(made)
    into.write_bytes(made.getvalue())

