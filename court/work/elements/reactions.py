"""When the words of a paper are there, or a read paper comes to a case, an errand looks for its elements."""

from datetime import datetime
from typing import Any

from court.spine import wiring
from court.spine.dossier.closing import on_destroying
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.errands.models import Errand
from court.spine.errands.registry import handler
from court.spine.journal.models import Entry
from court.work.elements import finding
from court.work.elements.models import Finding
from court.work.elements.rules import engine


@wiring.on_paper("read", "adopted", "given_back", "back_in_tray", "rejoined", "split", "struck", "superseded", "renamed")
def words_are_there(document: Document, at: datetime) -> None:
    """Ask once an entry of the paper: the same reading is never asked twice."""
    if document.case is None or engine.for_cause(document.case.cause) is None:
        return
    last = Entry.objects.filter(stream=document.stream).order_by("-place").values_list("place", flat=True).first()
    ask("elements.look", key=f"elements:{document.pk}:{last}", payload={"document": str(document.pk)}, at=at,
        court=document.court_id, later=True)  # fmt: skip


@handler("elements.look")
def look(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    document = Document.objects.select_related("case", "party").prefetch_related("renditions").get(pk=int(payload["document"]))
    finding.look(document, at=now)


@on_destroying
def forget(papers: list[Document], at: datetime) -> None:
    """Sentences of destroyed papers go; what the judge said of an element stays."""
    Finding.objects.filter(document__in=papers).delete()
