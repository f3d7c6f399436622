"""Single pages of stored files as pictures, without reading the whole file: open files stay open for a while.

PDFium may be used by one thread of a process at a time; everything that draws with it holds DRAWING.
"""

import atexit
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import RLock

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

from court.kit.press import fonts

DRAWING = RLock()
OPEN = 6
# A file is opened anew after so many pages, so that what PDFium keeps of them does not pile up.
PAGES_AN_OPENING = 200
MARK = (110, 110, 110, 70)
MARK_FACES = ("NotoSansCJK-Regular.ttc", "FandolHei-Regular.otf", "NotoSerifCJK-Regular.ttc", "FandolSong-Regular.otf")

_open: OrderedDict[Path, list] = OrderedDict()


def sizes(path: Path, media_type: str) -> list[tuple[float, float]]:
    """Width and height of each page as it is shown (PDF: points, pictures: pixels); empty for what has no pages."""
    if media_type == "application/pdf":
        with _pdf(path) as pdf:
            return [pdf.get_page_size(place) for place in range(len(pdf))]
    if not media_type.startswith("image/"):
        return []
    found: list[tuple[float, float]] = []
    with Image.open(path) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            found.append((image.height, image.width) if turned else (image.width, image.height))
    return found


def draw(path: Path, media_type: str, page: int, width: int) -> Image.Image:
    """One page (from 1), `width` pixels wide, a photograph never larger than it is. IndexError beyond the end."""
    if media_type != "application/pdf":
        with DRAWING:  # one large photograph in memory at a time
            return _frame(path, page, width)
    with _pdf(path) as pdf:
        if not 1 <= page <= len(pdf):
            raise IndexError(page)
        sheet = pdf[page - 1]
        try:
            return sheet.render(scale=width / max(1.0, sheet.get_width())).to_pil()
        finally:
            sheet.close()


def mark(image: Image.Image, words: str) -> Image.Image:
    """The picture with words burned in across it, again and again, aslant."""
    marked = image.convert("RGB")
    tile = _tile(words, max(14, marked.width // 42))
    for row, top in enumerate(range(-tile.height // 2, marked.height, tile.height)):
        for left in range(-(row % 2) * tile.width // 2, marked.width, tile.width):
            marked.paste(tile, (left, top), tile)
    return marked


@lru_cache(maxsize=16)
def _tile(words: str, size: int) -> Image.Image:
    font = _face(size)
    left, top, right, bottom = font.getbbox(words)
    flat = Image.new("RGBA", (int(right - left) + size, int(bottom - top) + size), (255, 255, 255, 0))
    ImageDraw.Draw(flat).text((size / 2 - left, size / 2 - top), words, font=font, fill=MARK)
    aslant = flat.rotate(25, expand=True, resample=Image.Resampling.BICUBIC)
    tile = Image.new("RGBA", (aslant.width + 2 * size, aslant.height + 3 * size), (255, 255, 255, 0))
    tile.paste(aslant, (size, size))
    return tile


@lru_cache(maxsize=32)
def _face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = _face_path()
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


@lru_cache(maxsize=1)
def _face_path() -> Path | None:
    for name in MARK_FACES:
        for folder in fonts.folders():
            if found := next(folder.rglob(name), None):
                return found
    return None


@atexit.register
def close() -> None:
    """Close what is held open."""
    with DRAWING:
        while _open:
            _open.popitem()[1][0].close()


@contextmanager
def _pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with DRAWING:
        held = _open.pop(path, None)
        if held is not None and held[1] >= PAGES_AN_OPENING:
            held[0].close()
            held = None
        if held is None:
            held = [pypdfium2.PdfDocument(path), 0]
            held[0].init_forms()  # a seal is the picture of a form field
        held[1] += 1
        _open[path] = held
        while len(_open) > OPEN:
            _open.popitem(last=False)[1][0].close()
        yield held[0]


def _frame(path: Path, page: int, width: int) -> Image.Image:
    with Image.open(path) as image:
        if not 1 <= page <= getattr(image, "n_frames", 1):
            raise IndexError(page)
        if image.format == "JPEG":
            image.draft("RGB", (width, width * 4))  # decodes a large photograph at a fraction of its size
        image.seek(page - 1)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((width, width * 4))
    return upright
