"""Pictures as pages of A4: a JPEG goes in byte for byte, without what the camera wrote beside the picture."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps

A4 = (595.28, 841.89)
MARGIN = 22.0
# Matrices that hold a picture as the camera was held (EXIF orientation), in a square of one by one.
TURNS = {1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
         5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0)}  # fmt: skip
_ORIENTATION, _ADOBE = 0x0112, 0xEE


def from_image(content: bytes) -> bytes:
    """A PDF with a page for each frame of a picture, fitted to A4, turned as the camera was held."""
    made = io.BytesIO()
    with pikepdf.new() as pdf, Image.open(io.BytesIO(content)) as image:
        bare = bare_jpeg(content) if image.format == "JPEG" and image.mode in ("L", "RGB") else b""
        if bare:
            turn = image.getexif().get(_ORIENTATION, 1)
            _page(pdf, _jpeg(pdf, bare, image), TURNS.get(turn, TURNS[1]), image.size[::-1] if turn in (5, 6, 7, 8) else image.size)
        else:
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                upright = ImageOps.exif_transpose(image)
                _page(pdf, _pixels(pdf, upright), TURNS[1], upright.size)
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def bare_jpeg(content: bytes) -> bytes:
    """The same picture without application data, comments and what is hidden behind its end; empty where it is broken."""
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker == _ADOBE:
            kept.append(content[at:end])
        at = end
    if content[at : at + 2] == b"\xff\xd9":
        return b"".join([*kept, b"\xff\xd9"])
    return b""


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; stuffed bytes and restarts belong to the scan."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def _jpeg(pdf: pikepdf.Pdf, content: bytes, image: Image.Image) -> pikepdf.Stream:
    return pikepdf.Stream(pdf, content, Filter=Name.DCTDecode, **_about(image))


def _pixels(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    plain = image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")
    return pikepdf.Stream(pdf, zlib.compress(plain.tobytes(), 6), Filter=Name.FlateDecode, **_about(plain))


def _about(image: Image.Image) -> dict:
    colours = Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray
    return {"Type": Name.XObject, "Subtype": Name.Image, "Width": image.width, "Height": image.height, "ColorSpace": colours, "BitsPerComponent": 8}


def _page(pdf: pikepdf.Pdf, picture: pikepdf.Stream, turn: tuple, seen: tuple[int, int]) -> None:
    width, height = A4 if seen[1] >= seen[0] else A4[::-1]
    scale = min((width - 2 * MARGIN) / seen[0], (height - 2 * MARGIN) / seen[1])
    across, down = seen[0] * scale, seen[1] * scale
    place = (across, 0, 0, down, (width - across) / 2, (height - down) / 2)
    drawn = f"q {_matrix(place)} {_matrix(turn)} /Picture Do Q"
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, width, height]), Contents=pdf.make_stream(drawn.encode()),
        Resources=Dictionary(XObject=Dictionary(Picture=picture)),
    ))))  # fmt: skip


def _matrix(numbers: tuple) -> str:
    return " ".join(f"{one:.4f}" for one in numbers) + " cm"
