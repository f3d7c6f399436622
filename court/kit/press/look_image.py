"""A look into a picture: opens, whole, not too large, not too small to read, something to see on it."""

import warnings as python_warnings
from pathlib import Path

from PIL import Image, ImageFile, ImageStat, UnidentifiedImageError

from court.kit.press.kinds import PAGES, PIXELS
from court.kit.press.look import Bad, Found

# Above this a PNG is checked by its checksums and not unpacked: unpacked it would not fit the memory allowed.
UNPACK_PIXELS = 60_000_000
LEGIBLE = 600
TINY = 50
_FLAT = 2.0
FORMATS = ("JPEG", "PNG", "TIFF")

Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


def look(path: Path) -> Found:
    python_warnings.simplefilter("ignore")
    try:
        with Image.open(path, formats=FORMATS) as image:
            return _look(path, image)
    except UnidentifiedImageError:
        raise Bad("damaged", "已损坏，无法打开") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Bad("truncated", "不完整或者已损坏") from None


def _look(path: Path, image: Image.Image) -> Found:
    frames = getattr(image, "n_frames", 1)
    if frames > PAGES:
        raise Bad("too_many_pages", f"共{frames}页，超过{PAGES}页的上限", "请拆分为几个文件后重新上传。")
    warnings, blank = [], 0
    for frame in range(frames):
        if frames > 1:
            image.seek(frame)
        _refuse_size(image)
        if max(image.size) < LEGIBLE:
            warnings.append("分辨率偏低，文字可能看不清")
        blank += _is_blank(path, image)
    if blank == frames:
        raise Bad("blank", "画面是空白的", "请检查镜头和原件正反面后重新拍照。")
    if blank:
        warnings.append(f"有{blank}页是空白页")
    return Found(frames, list(dict.fromkeys(warnings)))


def _refuse_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > PIXELS:
        raise Bad("too_many_pixels", "超过1亿像素", "请用较低的分辨率重新拍照或者扫描（300DPI即可）。")
    if max(width, height) < TINY:
        raise Bad("too_small", f"只有{width}×{height}像素，无法辨认", "请重新拍照或者扫描清晰的原件。")


def _is_blank(path: Path, image: Image.Image) -> bool:
    """Whether one flat tone covers the picture; unpacks it, and so finds out whether it is whole."""
    if image.format == "PNG" and image.width * image.height > UNPACK_PIXELS:
        with Image.open(path, formats=FORMATS) as again:
            again.verify()
        return False
    image.draft("L", (image.width // 2, image.height // 2))
    image.load()
    small = image.reduce(max(1, max(image.size) // 400)) if image.mode not in ("1", "P") else image
    flattened = small.convert("RGBA") if "A" in small.mode or small.mode == "P" else small
    if flattened.mode == "RGBA":
        ground = Image.new("RGBA", flattened.size, "white")
        flattened = Image.alpha_composite(ground, flattened)
    return ImageStat.Stat(_grey(flattened)).stddev[0] < _FLAT


def _grey(image: Image.Image) -> Image.Image:
    """Grey with 8 bits; pictures with 16 bits a tone are scaled, or all of them would look white."""
    if image.mode.startswith(("I", "F")):
        brightest = float(_brightest(image))
        if brightest > 255:
            image = image.point(lambda tone: tone * (255 / brightest))
    return image.convert("L")


def _brightest(image: Image.Image) -> float:
    """The brightest tone of a picture of one band."""
    found = image.getextrema()[1]
    return found[1] if isinstance(found, tuple) else found
