"""How a paper comes onto the way: one errand in the transaction that made it usable, the rows by the worker."""

from datetime import datetime

from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.tasks.actions import close_tasks
from court.work.scanning import steps
from court.work.scanning.models import Difference, Step, Way

KIND = "scanning.read"
AGAIN = (Step.Name.COMPARED, Step.Name.FILED)


def enter(document: Document, at: datetime) -> None:
    """Ask for a paper to be read. One whose form changed, or which came to a case, is taken up where it matters."""
    way = Way.objects.filter(pk=document.pk).first()
    if way is None:
        # The row of a paper just written is not there before its transaction ends: only its errand is asked here.
        form = document.renditions.order_by("-pk").values_list("pk", flat=True).first() or 0
        ask(KIND, key=f"{KIND}:{document.pk}:f{form}", payload={"document": str(document.pk)}, at=at,
            court=document.court_id, later=True)  # fmt: skip
    elif document.case_id and Step.objects.filter(way=way, name__in=AGAIN, state=Step.State.WAITING).exists():
        steps.go_on(way, "scanning.sort", at, f":case{document.case_id}")
    elif way.rendition_id and _newer(document, way):
        ask(KIND, key=f"{KIND}:{document.pk}:n{_newest(document)}", payload={"document": str(document.pk)}, at=at,
            court=document.court_id, later=True)  # fmt: skip


def leave_case(document: Document, at: datetime) -> None:
    """A paper that went back to the tray waits for its next case; what was found against the old one is void."""
    way = Way.objects.filter(pk=document.pk).first()
    if way is None:
        return
    way.differences.filter(state__in=["open", "later"]).update(state=Difference.State.GONE, decided_at=at)
    if document.state == Document.State.SPLIT:
        return
    for name in AGAIN:
        steps.put(way, name, Step.State.WAITING, at)
    way.round += 1
    way.state, way.settled_at = Way.State.GOING, None
    way.save(update_fields=["round", "state", "settled_at"])
    close_tasks(f"document:{document.pk}", "settle_paper", by=None, at=at, cancelled=True)


def _newest(document: Document) -> int:
    from court.spine.dossier.places import shown

    form = shown(Document.objects.prefetch_related("renditions").get(pk=document.pk))
    return form.pk if form else 0


def _newer(document: Document, way: Way) -> bool:
    return _newest(document) not in (0, way.rendition_id)
