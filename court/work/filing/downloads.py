"""The ruling as a file, for the filer and the court; the look is recorded first (S15)."""

from django.http import FileResponse
from django.http.response import HttpResponseBase

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.kit import blobs
from court.kit.refusal import Refused
from court.spine.dossier import queries as dossier
from court.work.filing import papers
from court.work.filing.models import Filing


def ruling(request: CourtRequest, filing: Filing) -> HttpResponseBase:
    document = papers.ruling_of(filing)
    signed = dossier.signed(document) if document else None
    if document is None or signed is None:
        raise Refused("裁定书正在制作。", do="请稍候再打开。", code="not_ready", status=404 if document is None else 409)
    record_read(request.actor, filing.stream, "download", f"document:{document.pk}")
    answer = FileResponse(blobs.open_blob(signed.sha256), content_type=signed.media_type, as_attachment=True,
                          filename=signed.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
