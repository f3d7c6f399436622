"""A look into a picture: opens, whole, not too large, not too small to read, something to see on it."""

import struct
import warnings as python_warnings
import zlib
from pathlib import Path
from typing import BinaryIO

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
    _refuse_frames(path)
    try:
        with Image.open(path, formats=FORMATS) as image:
            return _look(path, image)
    except UnidentifiedImageError:
        raise Bad("damaged", "已损坏，无法打开") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Bad("truncated", "不完整或者已损坏") from None


def _refuse_frames(path: Path) -> None:
    """Walk a TIFF's list of frames before anything else does: it may be very long, or come back to where it began."""
    with path.open("rb") as file:
        head = file.read(16)
        order = {b"II": "<", b"MM": ">"}.get(head[:2])
        if order is None or len(head) < 16 or head[2:4] not in (b"*\0", b"\0*", b"+\0", b"\0+"):
            return
        big = head[2:4] in (b"+\0", b"\0+")
        count, step, where = ("Q", 20, "Q") if big else ("H", 12, "I")
        seen: set[int] = set()
        at = struct.unpack(order + where, head[8:16] if big else head[4:8])[0]
        while at:
            if at in seen:
                raise Bad("truncated", "不完整或者已损坏")
            seen.add(at)
            if len(seen) > PAGES:
                raise Bad("too_many_pages", f"超过{PAGES}页的上限", "请拆分为几个文件后重新上传。")
            file.seek(at)
            tags = struct.unpack(order + count, _whole(file, struct.calcsize(order + count)))[0]
            file.seek(tags * step, 1)
            at = struct.unpack(order + where, _whole(file, struct.calcsize(order + where)))[0]


def _whole(file: BinaryIO, size: int) -> bytes:
    piece = file.read(size)
    if len(piece) < size:
        raise Bad("truncated", "不完整或者已损坏")
    return piece


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
        _refuse_more_than(path, image)
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


def _refuse_more_than(path: Path, image: Image.Image) -> None:
    """The data of a PNG that is not unpacked here are no longer than its dots need."""
    most = image.height * (image.width * 8 + 1)  # four tones of 16 bits a dot, and a byte a row
    unpacker, total = zlib.decompressobj(), 0
    with path.open("rb") as file:
        file.seek(8)
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            if kind != b"IDAT":
                file.seek(size + 4, 1)
                continue
            rest = file.read(size)
            while rest and total <= most:
                total += len(unpacker.decompress(rest, 1 << 20))
                rest = unpacker.unconsumed_tail
            if total > most:
                raise Bad("bomb", "解压后过大，疑似异常文件", "请用原软件重新另存后上传。")
            file.seek(4, 1)


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
