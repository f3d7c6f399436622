"""Copies for other eyes: what one side hands in says nothing more to the other than what it shows (S22)."""

import io
import zipfile
from typing import Any

from PIL import Image, ImageOps, ImageSequence

from court.kit.press import sheets

_OPENXML = "http://schemas.openxmlformats.org/"
_PROPERTIES = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_OPENXML}package/2006/metadata/core-properties"/>'.encode(),
    "docProps/app.xml": f'<Properties xmlns="{_OPENXML}officeDocument/2006/extended-properties"/>'.encode(),
    "docProps/custom.xml": f'<Properties xmlns="{_OPENXML}officeDocument/2006/custom-properties"/>'.encode(),
}


def clean_copy(content: bytes, media_type: str) -> bytes:
    """A copy for somebody else's eyes: no metadata, place or maker of a photo, author or old revisions (S22)."""
    if media_type == "application/pdf":
        return sheets.strip(content)
    if media_type.startswith("image/"):
        return _bare_image(content)
    return _bare_office(content) if "officedocument" in media_type else content


def _bare_image(content: bytes) -> bytes:
    made = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        frames = [ImageOps.exif_transpose(frame) for frame in ImageSequence.Iterator(image)]
        for frame in frames:
            frame.info = {}
        options: dict[str, Any] = {"quality": 92} if image.format == "JPEG" else {"compression": "tiff_deflate"}
        if image.format == "PNG":
            options = {"optimize": False}
        if image.format == "TIFF" and len(frames) > 1:
            options |= {"save_all": True, "append_images": frames[1:]}
        frames[0].save(made, image.format, **options)
    return made.getvalue()


def _bare_office(content: bytes) -> bytes:
    """A DOCX or XLSX whose properties (author, company, times) are emptied; what was written stays."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename in _PROPERTIES:
                part = _PROPERTIES[entry.filename]
            new.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
