"""A picture of a page with its words behind it: found by search, copied with the mouse, drawn by nobody.

Words come as (text, quad): corners top-left, top-right, bottom-right, bottom-left as shares (0..1) of the page shown.
"""

import io
import math
from collections.abc import Iterable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from court.kit.press.archival import NotArchival, conforming
from court.kit.press.glyphless import UnseenFont, width

Corner = tuple[float, float]
Words = Iterable[tuple[str, tuple[Corner, Corner, Corner, Corner]]]
Box = tuple[float, float, float, float]
_FONT = "/Unseen"


def picture_page(pdf: pikepdf.Pdf, picture: Path, size: tuple[float, float]) -> pikepdf.Page:
    """A page at the end of the PDF that shows one JPEG or PNG; size in points. A JPEG is kept byte for byte."""
    across, down = size
    drawn = pdf.make_stream(f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Page Do Q".encode())
    page = pikepdf.Page(pdf.make_indirect(Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, round(across, 3), round(down, 3)]), Contents=drawn,
        Resources=Dictionary(XObject=Dictionary(Page=_image(pdf, picture))),
    )))  # fmt: skip
    pdf.pages.append(page)
    return pdf.pages[-1]


def _image(pdf: pikepdf.Pdf, picture: Path) -> pikepdf.Stream:
    with Image.open(picture) as opened:
        colours, bits = (Name.DeviceRGB, 8) if opened.mode == "RGB" else (Name.DeviceGray, 1 if opened.mode == "1" else 8)
        about = {"Type": Name.XObject, "Subtype": Name.Image, "Width": opened.width, "Height": opened.height,
                 "ColorSpace": colours, "BitsPerComponent": bits}  # fmt: skip
        if opened.format == "JPEG":
            return pikepdf.Stream(pdf, picture.read_bytes(), Filter=Name.DCTDecode, **about)
        return pikepdf.Stream(pdf, opened.tobytes(), **about)


def turn(page: pikepdf.Page, quarters: int) -> None:
    """Show the page turned by so many quarters against the clock."""
    page.rotate((-90 * quarters) % 360, relative=True)


def lay(page: pikepdf.Page, words: Words, font: UnseenFont) -> None:
    """Write words behind what the page shows, in the order given."""
    box, turned = _shown(page)
    written = [_written(text, quad, box, turned, font) for text, quad in words if text.strip()]
    if not written:
        return
    page.contents_add(b"q", prepend=True)
    page.contents_add(("Q\nBT 3 Tr\n" + "\n".join(written) + "\nET").encode())
    # Resources may be shared with other pages: this page gets its own.
    resources = Dictionary(dict(page.obj.get("/Resources") or {}))
    fonts = Dictionary(dict(resources.get("/Font") or {}))
    fonts[_FONT] = font.object
    resources["/Font"] = fonts
    page.obj["/Resources"] = resources


def _shown(page: pikepdf.Page) -> tuple[Box, int]:
    left, low, right, high = (float(one) for one in page.cropbox)
    return (min(left, right), min(low, high), max(left, right), max(low, high)), int(page.rotation) % 360


def _written(text: str, quad: tuple[Corner, ...], box: Box, turned: int, font: UnseenFont) -> str:
    """The line's height as the font's size, its width by stretching, its slope by the matrix: as readers expect it."""
    top_left, _, bottom_right, bottom_left = (on_paper(corner, box, turned) for corner in quad)
    along = [bottom_right[axis] - bottom_left[axis] for axis in (0, 1)]
    size = max(math.dist(top_left, bottom_left), 0.1)
    length = max(math.hypot(*along), 0.1)
    stretch = 100_000 * length / (sum(map(width, text)) * size)
    across, up = along[0] / length, along[1] / length
    matrix = f"{across:.5f} {up:.5f} {-up:.5f} {across:.5f} {bottom_left[0]:.3f} {bottom_left[1]:.3f}"
    return f"{_FONT} {size:.3f} Tf {stretch:.2f} Tz {matrix} Tm <{font.encoded(text)}> Tj"


def on_paper(corner: Corner, box: Box, turned: int) -> Corner:
    """Where a place of the page shown (shares) is in the page's own space; `turned`: its /Rotate."""
    left, low, right, high = box
    along, down = corner
    across, up = right - left, high - low
    return {
        0: (left + along * across, high - down * up),
        90: (left + down * across, low + along * up),
        180: (right - along * across, low + down * up),
        270: (right - down * across, high - along * up),
    }[turned]


def saved(pdf: pikepdf.Pdf, path: Path) -> bool:
    """Write the PDF, as PDF/A-2b where all in it conforms (the answer); what came from elsewhere need not."""
    made = io.BytesIO()
    pdf.save(made)
    try:
        content, archival = conforming(made.getvalue()), True
    except NotArchival:
        content, archival = made.getvalue(), False
    path.write_bytes(content)
    return archival
