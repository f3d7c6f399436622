"""What is asked of this room: one's queue, a case's differences, and the numbers of a court's months."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.kit.days import SHANGHAI
from court.spine.cases.models import Case, Handler
from court.spine.dossier import access
from court.spine.dossier.models import Document
from court.work.scanning.models import Deed, Difference, Step, Way

KEEPERS = ("clerk", "assistant", "judge", "presiding")
LONG = timedelta(minutes=30)


def queue(actor: Actor) -> QuerySet[Way]:
    """The unsure papers this person settles, over all cases kept: the oldest first. Before anybody is appointed to a
    case they are the filing clerk's."""
    now = Handler.objects.filter(case=OuterRef("document__case"), until=None)
    mine = Q(Exists(now.filter(account=actor.account, role__in=KEEPERS)))
    courts = [one.court_id for one in actor.appointments if one.office == Office.FILING_CLERK]
    if courts:
        mine |= Q(~Exists(now), court__in=courts)
    return (
        Way.objects.filter(mine, state=Way.State.UNSURE, document__state=Document.State.AVAILABLE, document__case__isnull=False)
        .select_related("document__case", "document__party", "document__court")
        .order_by("document_id")
    )


def keeps(actor: Actor, case: Case | None) -> bool:
    """Whether this person keeps the dossier of a case: clerk, assistant, judge; before them the filing clerk."""
    if case is None or not actor.is_staff:
        return False
    found = access.stance(actor, case)
    if found & {*KEEPERS, "archivist"}:
        return True
    return "filing_clerk" in found and not Handler.objects.filter(case=case, until=None).exists()


def last_deeds(actor: Actor) -> Deed | None:
    """What this person settled last and may take back."""
    return Deed.objects.filter(by=actor.account, what=Deed.What.FILED, undone_at=None).select_related("way__document").order_by("-pk").first()


def open_differences(case: Case) -> QuerySet[Difference]:
    found = Difference.objects.filter(case=case, state__in=[Difference.State.OPEN, Difference.State.LATER])
    return found.select_related("party__person", "case", "way__document").order_by("state", "way_id", "id")


def decided_differences(case: Case) -> QuerySet[Difference]:
    """What a person decided, the last first."""
    found = Difference.objects.filter(case=case, state__in=[Difference.State.ACCEPTED, Difference.State.KEPT])
    return found.select_related("party__person", "case", "decided_by__person", "way__document").order_by("-decided_at", "-id")


def stuck(courts: list[str], now: datetime) -> QuerySet[Step]:
    """Steps that failed, or have been running for longer than a reading takes."""
    late = Q(state=Step.State.FAILED) | Q(state=Step.State.RUNNING, started_at__lt=now - LONG)
    return Step.objects.filter(late, way__court__in=courts).select_related("way__document", "way__court").order_by("started_at")


@dataclass(frozen=True)
class Month:
    """One court and month. papers that came to their end · alone without a hand · delay from act to page read · unsure now."""

    court: str
    month: datetime
    papers: int
    alone: int
    read: int
    delay: timedelta | None

    @property
    def share(self) -> float | None:
        return self.alone / self.papers if self.papers else None


def months(courts: list[str] | None = None, since: datetime | None = None, until: datetime | None = None) -> list[Month]:
    """By court and month of arrival: share settled without a hand, mean delay from arrival to the page read.

    Papers made from the court's own templates count for the delay; left-out ones (recordings) count for nothing.
    """
    # A batch that came apart is no paper: its parts are counted.
    ways = Way.objects.exclude(state=Way.State.SKIPPED).exclude(document__state=Document.State.SPLIT)
    if courts is not None:
        ways = ways.filter(court__in=courts)
    if since is not None:
        ways = ways.filter(arrived_at__gte=since)
    if until is not None:
        ways = ways.filter(arrived_at__lt=until)
    delay = ExpressionWrapper(F("read_at") - F("arrived_at"), output_field=DurationField())
    settled = Q(settled_at__isnull=False)
    rows = (
        ways.annotate(month=TruncMonth("arrived_at", tzinfo=SHANGHAI), delay=delay)
        .values("court_id", "month")
        .annotate(papers=Count("pk", filter=settled), alone=Count("pk", filter=settled & Q(by_hand=False)),
                  read=Count("read_at"), mean=Avg("delay"))
        .order_by("court_id", "month")
    )  # fmt: skip
    return [Month(row["court_id"], row["month"], row["papers"], row["alone"], row["read"], row["mean"]) for row in rows]
