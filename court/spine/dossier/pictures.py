"""Pictures of single pages, kept on disk for a while: the one way in which pages reach viewers, lists and prints.

Nobody is asked for a right here: whoever calls has asked may() for this paper and written down the look (S12, S15).
A kept picture is a copy of what is stored anyway; it lies beside the content, in no back-up, and may go at any time.
"""

import io
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import Image

from court.base.people.sweeping import swept
from court.kit import blobs
from court.kit.press import leaves
from court.kit.refusal import Refused
from court.spine.dossier.models import Rendition

MEDIA_TYPE = "image/webp"
# Steps, so that a page is drawn a few times at most however the window is drawn: thumbnails, phone, desk, zoom, print.
WIDTHS = (160, 640, 960, 1280, 1920, 2560)
QUALITY = 70
_TRIM_EACH = 64 << 20
_KEPT_SHARE = 0.8
_written = [0]


class Picture(NamedTuple):
    """`cached`: it lay ready and was not drawn anew."""

    content: bytes
    media_type: str
    cached: bool


def picture(rendition: Rendition, page: int, width: int, watermark: str = "") -> Picture:
    """One page (from 1) of a form of a paper, about `width` pixels wide (the next of WIDTHS).

    watermark  words burned into the picture; such a picture is made for one person and moment, and never kept
    IndexError beyond the end or for what has no pages. Refused (422) for a page that can't be drawn.
    """
    width = step(width)
    if not 1 <= page <= (rendition.pages or 0):
        raise IndexError(page)
    path = _path(rendition.sha256, page, width)
    known = _kept(path)
    if known and not watermark:
        return Picture(known, MEDIA_TYPE, True)
    if known:
        image: Image.Image = Image.open(io.BytesIO(known))
    else:
        image = _drawn(rendition, page, width)
        known = _encoded(image)
        _keep(path, known)
    if not watermark:
        return Picture(known, MEDIA_TYPE, False)
    return Picture(_encoded(leaves.mark(image, watermark)), MEDIA_TYPE, False)


def step(width: int) -> int:
    """The width in which a page is drawn for a place `width` pixels wide."""
    return next((one for one in WIDTHS if one >= width), WIDTHS[-1])


def sizes(rendition: Rendition) -> list[tuple[float, float]]:
    """Width and height of every page as it is shown; empty where the file can't tell."""
    try:
        return leaves.sizes(blobs.store().path(rendition.sha256), rendition.media_type)
    except Exception:
        return []


def folder() -> Path:
    return Path(settings.COURT_HOME) / "cache" / "pages"


@swept
def sweep(most: int | None = None) -> int:
    """Take the pictures longest not looked at until the rest is within bounds (bytes). Gives how many went."""
    most = settings.COURT_PAGE_CACHE_MB << 20 if most is None else most
    found = []
    for path in folder().glob("*/*"):
        with suppress(FileNotFoundError):
            known = path.stat()
            found.append((known.st_mtime, known.st_size, path))
    total, gone = sum(size for _, size, _ in found), 0
    if total <= most:
        return 0
    for _, size, path in sorted(found):
        if total <= most * _KEPT_SHARE:
            break
        path.unlink(missing_ok=True)
        total, gone = total - size, gone + 1
    return gone


def _path(sha256: str, page: int, width: int) -> Path:
    return folder() / sha256[:2] / f"{sha256}-{page}-{width}.webp"


def _kept(path: Path) -> bytes:
    """What is kept there, marked as looked at; empty where nothing is."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return b""
    return content


def _keep(path: Path, content: bytes) -> None:
    """A full disk keeps nobody from reading: then nothing is kept."""
    arriving = path.with_name(f".{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        arriving.write_bytes(content)
        arriving.replace(path)
    except OSError:
        with suppress(OSError):
            arriving.unlink(missing_ok=True)
        return
    _written[0] += len(content)
    if _written[0] > _TRIM_EACH:
        _written[0] = 0
        sweep()


def _drawn(rendition: Rendition, page: int, width: int) -> Image.Image:
    try:
        return leaves.draw(blobs.store().path(rendition.sha256), rendition.media_type, page, width)
    except (IndexError, FileNotFoundError):
        raise
    except Exception as why:
        raise Refused("这一页无法显示。", do="请下载原件后打开，或者请提交人重新提交。", code="unshowable", status=422) from why


def _encoded(image: Image.Image) -> bytes:
    made = io.BytesIO()
    plain = image if image.mode in ("RGB", "L") else image.convert("RGB")
    plain.save(made, "WEBP", quality=QUALITY, method=0)
    return made.getvalue()
