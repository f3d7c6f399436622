"""Page after page of a file, each read on its own: pictures by eye, PDF pages by their own words where these are sound."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from court.kit.sight import born, marks, page, pictures, sheets
from court.kit.sight.quads import shares
from court.kit.sight.sheets import Layout, Sheet, Words

PDF = "application/pdf"
FINEST, COARSEST, USUAL = 250, 150, 200
QUALITY = 82
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, RuntimeError, ArithmeticError)


class Unreadable(Exception):
    """The file can't be opened as what it is said to be."""


@dataclass
class File:
    path: Path
    pages: int
    pdf: pypdfium2.PdfDocument | None = None


def opened(path: Path, media_type: str) -> File:
    try:
        if media_type == PDF:
            document = pypdfium2.PdfDocument(path)
            return File(path, len(document), document)
        return File(path, pictures.count(path))
    except (*_BROKEN, Image.DecompressionBombError, pypdfium2.PdfiumError) as broken:
        raise Unreadable from broken


def read(file: File, place: int, folder: Path) -> None:
    """Leave the sheet of a page (from 1) in the folder, with its reason where it can't be read."""
    try:
        sheet = _pdf_page(file, place, folder) if file.pdf else _picture(file, place, folder)
    except (MemoryError, cv2.error, *_BROKEN) as broken:
        sheet = _lost(file, place, sheets.TOO_MUCH if _full(broken) else sheets.BROKEN)
    sheets.put(folder, place, sheet)


def _full(broken: Exception) -> bool:
    """Whether memory ran out; onnxruntime tells it by words only."""
    if isinstance(broken, cv2.error):
        return bool(broken.code == cv2.Error.StsNoMem)
    return isinstance(broken, MemoryError) or any(word in str(broken) for word in ("bad_alloc", "allocat"))


def _lost(file: File, place: int, fault: str) -> Sheet:
    size = sheets.A4
    with suppress(*_BROKEN):
        if file.pdf:
            size = file.pdf[place - 1].get_size()
    return Sheet(Layout(*size), fault=fault)


def _picture(file: File, place: int, folder: Path) -> Sheet:
    image, points, plain = pictures.take(file.path, place)
    seen = page.read(image)
    shown = seen.shown(image)
    name = f"{place:05}.jpg"
    if plain and seen.untouched and file.pages == 1:
        (folder / name).write_bytes(file.path.read_bytes())
    else:
        name = _kept(folder / f"{place:05}", shown)
    return _sheet(seen, (seen.width * points, seen.height * points), name, image)


def _kept(path: Path, image: np.ndarray) -> str:
    """Black and white as PNG, all else as JPEG; the file's name."""
    if image.ndim == 2 and not np.any((image > 0) & (image < 255)):
        path = path.with_suffix(".png")
        Image.fromarray(image).convert("1").save(path)
    else:
        path = path.with_suffix(".jpg")
        Image.fromarray(image[..., ::-1] if image.ndim == 3 else image).save(path, quality=QUALITY)
    return path.name


def _pdf_page(file: File, place: int, folder: Path) -> Sheet:
    assert file.pdf is not None
    sheet = file.pdf[place - 1]
    try:
        width, height = sheet.get_size()
        own = born.words(sheet)
        if own is not None:
            return Sheet(Layout(width, height, own, born=True, blank=not own))
        image = _drawn(sheet)
        covered = born.covered(sheet) > born.COVERED
        letters = born.has_letters(sheet)
    finally:
        sheet.close()
    seen = page.read(image)
    points = max(width, height) / max(image.shape[:2])
    # Words without meaning would be found beside ours, and a page that is bent or oblique is straightened.
    name = "" if covered and not letters and seen.only_turned else _kept(folder / f"{place:05}", seen.shown(image))
    return _sheet(seen, (seen.width * points, seen.height * points), name, image)


def _drawn(sheet: pypdfium2.PdfPage) -> np.ndarray:
    """As fine as the page's own picture, in reason: a page of any size fits the memory."""
    inches = max(*sheet.get_size(), 1) / 72
    dots = born.dots(sheet) or USUAL
    scale = min(max(min(dots, FINEST), COARSEST), pictures.longest(*sheet.get_size()) / inches) / 72
    drawn = sheet.render(scale=scale)
    pixels = drawn.to_numpy()
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = pixels[..., :3]
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    return np.ascontiguousarray(pixels)


def _sheet(seen: page.Page, size: tuple[float, float], picture: str, image: np.ndarray) -> Sheet:
    lines = [Words(one.text, shares(one.quad, seen.width, seen.height), one.row, round(one.sure, 4), one.red)
             for one in seen.lines if one.text.strip()]  # fmt: skip
    found = marks.payloads(image)
    layout = Layout(round(size[0], 3), round(size[1], 3), lines, seen.quarters, blank=not lines and not found and marks.blank(image))
    return Sheet(layout, picture, marks=found)
