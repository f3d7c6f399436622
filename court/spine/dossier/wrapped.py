"""Pictures as PDF, made once and kept for a while beside the content: bundles would else draw them anew each time."""

import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from court.base.people.sweeping import swept
from court.kit import blobs
from court.kit.press import sheets
from court.spine.dossier.models import Rendition

MOST = 1 << 30


def as_pdf(rendition: Rendition) -> bytes | Path:
    """The file of a form as PDF: the stored one, or a picture's, kept for the next time where the disk lets it."""
    if rendition.media_type == "application/pdf":
        return blobs.store().path(rendition.sha256)
    path = folder() / rendition.sha256[:2] / f"{rendition.sha256}.pdf"
    if path.is_file():
        return path
    made = sheets.from_image(blobs.read(rendition.sha256))
    arriving = path.with_name(f".{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        arriving.write_bytes(made)
        arriving.replace(path)
    except OSError:
        with suppress(OSError):
            arriving.unlink(missing_ok=True)
        return made
    return path


def folder() -> Path:
    return Path(settings.COURT_HOME) / "cache" / "wrapped"


@swept
def sweep(most: int = MOST) -> int:
    """Take the oldest until the rest is within bounds (bytes). Gives how many went."""
    found = []
    for path in folder().glob("*/*"):
        with suppress(FileNotFoundError):
            found.append((path.stat().st_mtime, path.stat().st_size, path))
    total, gone = sum(size for _, size, _ in found), 0
    for _, size, path in sorted(found):
        if total <= most:
            break
        path.unlink(missing_ok=True)
        total, gone = total - size, gone + 1
    return gone
