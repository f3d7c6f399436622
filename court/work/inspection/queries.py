"""Lists of requests, and the figures about them."""
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.kit.days import SHANGHAI
from court.work.inspection.models import Inspection

State = Inspection.State
SHOWS = {"waiting": "待审批", "late": "逾期未审批", "granted": "已准许", "all": "全部"}


def of_staff(actor: Actor, show: str, words: str, on: date) -> QuerySet[Inspection]:
    """What somebody of the court may see, those to decide first by their day, else the newest first."""
    rows = visible(actor, Inspection.objects.select_related("case", "person", "court", "party"))
    if words:
        rows = rows.filter(Q(number__contains=words) | Q(person__name__contains=words))
    if show == "granted":
        return rows.filter(state=State.GRANTED)
    if show == "all":
        return rows
    rows = rows.filter(state=State.WAITING)
    return rows.filter(decide_by__lt=on) if show == "late" else rows


@dataclass(frozen=True)
class Figures:
    """Requests handed in within a time: how many, decided, in time, granted, refused, open; reasons of refusal."""

    asked: int
    decided: int
    in_time: int
    granted: int
    refused: int
    waiting: int
    late: int
    reasons: list[str]


def figures(court: str, since: date, until: date, on: date) -> Figures:
    """For the pages of statistics: requests of a court handed in from `since` to `until`, both included."""
    rows = Inspection.objects.filter(court=court).annotate(
        day=TruncDate("asked_at", tzinfo=SHANGHAI), done=TruncDate("decided_at", tzinfo=SHANGHAI)).filter(day__gte=since, day__lte=until)
    decided = ~Q(decided_at=None)
    found = rows.aggregate(
        asked=Count("pk"), decided=Count("pk", filter=decided), in_time=Count("pk", filter=decided & Q(done__lte=F("decide_by"))),
        granted=Count("pk", filter=decided & ~Q(state=State.REFUSED)), refused=Count("pk", filter=Q(state=State.REFUSED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)), late=Count("pk", filter=Q(state=State.WAITING, decide_by__lt=on)))
    reasons = rows.filter(state=State.REFUSED).order_by("-pk").values_list("reason", flat=True)[:50]
    return Figures(**found, reasons=list(reasons))
