"""Words that a PDF page carries itself: taken as they are where they are sound, not where its fonts lost their meaning."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from court.kit.press.leaves import DRAWING
from court.kit.sight.rows import in_rows
from court.kit.sight.sheets import Layout, Words

# A page with fewer letters under a picture that covers it is a scan with a stamp of the scanner on it.
FEW_LETTERS = 40
COVERED = 0.5
SOUND = 0.9
A_GAP = 1.2  # in heights of the line: more than that between two words begins a new cell
_PRIVATE = ("Co", "Cn", "Cs", "Cc")
# Ranges in which text in the wrong encoding ends up: Latin supplements and letters, half-width kana, box drawing.
_MOJIBAKE = ((0x80, 0x250), (0x2500, 0x2580), (0xFF61, 0xFFA0))


@dataclass(frozen=True)
class Letter:
    """Corners in the page's own space, points."""

    text: str
    left: float
    low: float
    right: float
    high: float


Box = tuple[float, float, float, float]


def words(page: pypdfium2.PdfPage) -> list[Words] | None:
    """The page's own words in reading order, places as shares of the page shown; None where it must be read by eye."""
    cells = _own(page)
    return None if cells is None else [one for one, _ in _placed(page, cells)]


def measured(page: pypdfium2.PdfPage) -> list[tuple[Words, list[Box]]] | None:
    """The same words, each with the true place of every letter of it: left, top, right, bottom."""
    cells = _own(page)
    return None if cells is None else [(one, [_around(page, [letter]) for letter in _trimmed(cell)]) for one, cell in _placed(page, cells)]


def _own(page: pypdfium2.PdfPage) -> list[list[Letter]] | None:
    text = page.get_textpage()
    try:
        letters = _letters(text)
    finally:
        text.close()
    seen = "".join(one.text for cell in letters for one in cell)
    if len(seen) < FEW_LETTERS and covered(page) > COVERED:
        return None
    if not letters:
        return None if _draws(page) else []
    return letters if sound(seen) else None


def pages(path: Path) -> list[Layout] | None:
    """The words of every page of a PDF of our own making, read here and now; None where one must be read by eye."""
    with DRAWING, pypdfium2.PdfDocument(path) as document:
        found = []
        for page in document:
            own = words(page)
            if own is None:
                return None
            width, height = page.get_size()
            found.append(Layout(width, height, own, born=True, blank=not own))
        return found


def sound(text: str) -> bool:
    """Whether a text is writing: not signs without meaning, nor Chinese read in the wrong encoding."""
    letters = [one for one in text if not one.isspace()]
    bad = sum(
        unicodedata.category(one) in _PRIVATE or one == "�" or any(low <= ord(one) < high for low, high in _MOJIBAKE)
        for one in letters
    )
    return not letters or bad <= (1 - SOUND) * len(letters)


def covered(page: pypdfium2.PdfPage) -> float:
    """The largest share of the page that one picture covers."""
    left, low, right, high = page.get_bbox()
    whole = max((right - left) * (high - low), 1)
    shares = [0.0]
    for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        x0, y0, x1, y1 = one.get_bounds()
        across, up = min(x1, right) - max(x0, left), min(y1, high) - max(y0, low)
        shares.append(max(across, 0) * max(up, 0) / whole)
    return max(shares)


def _draws(page: pypdfium2.PdfPage) -> bool:
    """Whether there is anything on the page at all."""
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _letters(text: pypdfium2.PdfTextPage) -> list[list[Letter]]:
    """Characters in the file's order, cut at line ends and at wide gaps."""
    cells: list[list[Letter]] = [[]]
    count = text.count_chars()
    for place in range(count):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        character = chr(code) if code < 0x110000 else "�"
        if character in "\r\n":
            cells.append([])
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the first plane
            character = chr(0x10000 + ((code & 0x3FF) << 10) + (pdfium.FPDFText_GetUnicode(text.raw, place + 1) & 0x3FF))
        elif 0xDC00 <= code < 0xE000:
            continue
        letter = Letter(character, *text.get_charbox(place, loose=True))
        if cells[-1] and _far(cells[-1][-1], letter):
            cells.append([])
        cells[-1].append(letter)
    return [cell for cell in cells if any(not one.text.isspace() for one in cell)]


def _far(last: Letter, letter: Letter) -> bool:
    height = max(last.high - last.low, letter.high - letter.low, 1)
    across = max(letter.left - last.right, last.left - letter.right)
    upwards = max(letter.low - last.high, last.low - letter.high)
    return max(across, upwards) > A_GAP * height


def _placed(page: pypdfium2.PdfPage, cells: list[list[Letter]]) -> list[tuple[Words, list[Letter]]]:
    if not cells:
        return []
    width, height = page.get_size()
    boxes = [_box(page, cell) for cell in cells]
    quads = np.array([[(left, top), (right, top), (right, low), (left, low)] for left, top, right, low in boxes])
    shown = (quads * (width, height)).astype(np.float32)
    return [
        (Words(_text(cells[one]), tuple((round(float(x), 5), round(float(y), 5)) for x, y in quads[one]), row), cells[one])
        for row, ones in enumerate(in_rows(shown)) for one in ones
    ]  # fmt: skip


def _text(cell: list[Letter]) -> str:
    return "".join(one.text for one in cell).strip()


def _trimmed(cell: list[Letter]) -> list[Letter]:
    """The letters that make up a cell's text: without white space at its ends."""
    marked = [place for place, one in enumerate(cell) if not one.text.isspace()]
    return cell[marked[0] : marked[-1] + 1] if marked else []


def _box(page: pypdfium2.PdfPage, cell: list[Letter]) -> Box:
    return _around(page, [one for one in cell if not one.text.isspace()])


def _around(page: pypdfium2.PdfPage, letters: list[Letter]) -> Box:
    """Left, top, right, bottom as shares of the page shown."""
    corners = [_share(page, min(one.left for one in letters), min(one.low for one in letters)),
               _share(page, max(one.right for one in letters), max(one.high for one in letters))]  # fmt: skip
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _share(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    left, low, right, high = page.get_bbox()
    along, up = (x - left) / max(right - left, 1), (y - low) / max(high - low, 1)
    return {0: (along, 1 - up), 90: (up, along), 180: (1 - along, up), 270: (1 - up, 1 - along)}[page.get_rotation()]


def has_letters(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        return text.count_chars() >= FEW_LETTERS
    finally:
        text.close()


def dots(page: pypdfium2.PdfPage) -> float:
    """Dots an inch of the picture that covers most of the page; 0 where none does."""
    best = (0.0, 0.0)
    for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        left, low, right, high = one.get_bounds()
        across, up = right - left, high - low
        wide, tall = one.get_px_size()
        if across > 0 and up > 0:
            best = max(best, (across * up, 72 * max(wide, tall) / max(across, up)))
    left, low, right, high = page.get_bbox()
    return best[1] if best[0] > COVERED / 2 * (right - left) * (high - low) else 0.0
