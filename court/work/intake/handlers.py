"""The errand that checks a new scan and lets it stand in its paper; and this room's part of a paper's page."""

from datetime import datetime
from typing import Any

from court.base.access.decide import may
from court.ports.failure import OutsideFailed
from court.spine import wiring
from court.spine.dossier import places, sources
from court.spine.dossier.models import Document
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, handler
from court.work.intake import rescanning, strays
from court.work.intake.access import keeps_original
from court.work.intake.models import Intake, PaperOriginal

__all__ = ["check", "panel", "strays"]


@handler(rescanning.CHECK, outside=True, label="检查重扫件")
def check(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    try:
        rescanning.put_in(int(payload["rescan"]), at=now)
    except OutsideFailed as failure:
        raise ErrandFails(failure.why, down=True) from failure


@wiring.document_panel
def panel(request, document: Document) -> tuple[str, dict]:
    """来源和原件, on a paper's page."""
    intake = Intake.objects.select_related("from_court", "case").filter(pk=document.intake_id or 0).first()
    pages = places.pages_of(places.shown(document))
    return "intake/panel.html", {
        "document": document, "source": sources.of(document), "pages": pages,
        "intake": intake if intake and may(request.actor, "read", intake) else None,
        "original": PaperOriginal.objects.filter(document=document).first(),
        "keeps": keeps_original(request.actor, document),
        "scanned": pages > 0 and not document.template and document.state == Document.State.AVAILABLE,
    }  # fmt: skip
