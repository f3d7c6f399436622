"""The margin notes stand beside the pages in the viewer of dossiers."""

from datetime import datetime

from court.base.access.decide import may
from court.spine import wiring
from court.spine.dossier.closing import on_destroying
from court.spine.dossier.models import Document
from court.work.annotations.models import Annotation, Quotation

wiring.reader_tab(wiring.ReaderTab(
    name="annotations", label="批注", icon="writing", module="annotations/tab.js", style="annotations/annotations.css",
    shown=lambda actor, case: bool(may(actor, "annotate", case)), address="annotations_tab",
))  # fmt: skip


@on_destroying
def forget(papers: list[Document], at: datetime) -> None:
    """Words copied out of destroyed papers go; that somebody marked a page stays."""
    Annotation.objects.filter(document__in=papers).update(quote="", comment="")
    Quotation.objects.filter(document__in=papers).delete()
