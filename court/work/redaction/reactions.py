"""What redaction adds to the pages of others, and what it does when a redacted paper is scanned again."""

from datetime import datetime

from court.spine import wiring
from court.spine.dossier.closing import on_destroying
from court.spine.dossier.models import Document
from court.work.redaction.actions import scanned_anew
from court.work.redaction.models import Redaction
from court.work.redaction.views import panel

__all__ = ["forget", "panel", "scanned_anew"]

wiring.on_paper("produced")(scanned_anew)


@on_destroying
def forget(papers: list[Document], at: datetime) -> None:
    """The words that were covered on destroyed papers go; places and reasons of the marks stay."""
    for one in Redaction.objects.filter(document__in=papers):
        one.marks = [mark | {"words": "", "term": ""} for mark in one.marks]
        one.save(update_fields=["marks"])
