"""A part of a stored file, as players ask for it (HTTP range requests): a recording of 4 GB is never read whole."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

PART = 1 << 18
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")


def asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte (both included) of a Range header; None for the whole file. ValueError beyond its end.

    Several ranges or another unit are answered with the whole, as RFC 9110 allows.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0:
            raise ValueError(header)
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last or size), size - 1)
    if start >= size or end < start:
        raise ValueError(header)
    return start, end


def answer(request: HttpRequest, file: BinaryIO, size: int, media_type: str) -> HttpResponseBase:
    """200, 206 or 416 for the stored file; closes it when sent."""
    try:
        part = asked(request.headers.get("Range", ""), size)
    except ValueError:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size - 1)
    response = StreamingHttpResponse(_read(file, start, end - start + 1), content_type=media_type, status=206 if part else 200)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(end - start + 1)
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _read(file: BinaryIO, start: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while left > 0 and (part := file.read(min(PART, left))):
            left -= len(part)
            yield part
