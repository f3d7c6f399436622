"""Pages of a picture file (JPEG, PNG, TIFF of several pages): taken one at a time, never larger than is of use."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "TIFF")
# Longest side that is kept: A4 at 300 dots an inch.
LONGEST = 3508
MOST_POINTS = 9_000_000
_SANE_DPI = range(70, 1201)
_A4_INCHES = 11.69
_TURNED = 0x0112  # Exif: how the camera was held

Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


def count(path: Path) -> int:
    with Image.open(path, formats=FORMATS) as image:
        return int(getattr(image, "n_frames", 1))


def take(path: Path, place: int) -> tuple[np.ndarray, float, bool]:
    """A page (from 1) in OpenCV's colours or grey; points a pixel; whether the file itself can show it as it is.

    OSError, SyntaxError or ValueError where the page is damaged.
    """
    with Image.open(path, formats=FORMATS) as image:
        image.seek(place - 1)
        size, dpi = image.size, _dots(image)
        plain = image.format == "JPEG" and image.mode in ("L", "RGB") and image.getexif().get(_TURNED, 1) == 1
        turned = _upright(_fitting(image))
    shrunk = max(turned.size) / max(size)
    points = 72 / dpi if dpi else 72 * _A4_INCHES / max(size)
    pixels = np.asarray(turned)
    return pixels[..., ::-1] if pixels.ndim == 3 else pixels, points / shrunk, plain and shrunk == 1


def _dots(image: Image.Image) -> float:
    """Dots an inch where the file says something that gives a sheet between a card's and a poster's size; else 0."""
    dpi = float(image.info.get("dpi", (0, 0))[0] or 0)
    return dpi if int(dpi) in _SANE_DPI and 2 < max(image.size) / dpi < 40 and int(dpi) not in (72, 96) else 0.0


def longest(width: float, height: float) -> float:
    """How long the longer side of a page of this shape may be, in points of a picture."""
    return min(LONGEST, (MOST_POINTS * max(width, height) / min(width, height)) ** 0.5)


def _fitting(image: Image.Image) -> Image.Image:
    """No larger than is kept. A huge one is shrunk while it is unpacked or straight after."""
    most = int(longest(*image.size))
    image.draft(None, (most, most))
    image.load()
    times = max(image.size) // most
    if times > 1 and image.mode in ("L", "RGB"):
        image = image.reduce(times)
    if max(image.size) > most:
        image = _plain(image)
        image.thumbnail((most, most), Image.Resampling.LANCZOS)
    return image


def _upright(image: Image.Image) -> Image.Image:
    return _plain(ImageOps.exif_transpose(image))


def _plain(image: Image.Image) -> Image.Image:
    """Grey or RGB of 8 bits on white."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("1", "LA") or image.mode.startswith(("I", "F")):
        return _grey(image)
    if image.mode in ("RGBA", "P", "PA"):
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        tones = np.asarray(image).astype(np.float32)
        return Image.fromarray((tones * (255 / max(255.0, float(tones.max())))).astype(np.uint8))
    if image.mode == "LA":
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("L")
    return image.convert("L")
