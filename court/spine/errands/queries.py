"""What the person on duty asks: what is stuck, how long is the queue, do the schedules run, how old is the back-up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from court.base.courts import clock
from court.spine.errands.models import Errand, Schedule
from court.spine.errands.registry import HANDLERS, SCHEDULES
from court.spine.journal.canon import read_moment
from court.spine.journal.models import Entry, HeadExport

# The stream of back-ups: `court backup` writes one entry when a copy is whole and checked.
BACKUPS = "backups"
BACKUP_MAY_BE = timedelta(hours=26)
EXPORT_MAY_BE = timedelta(minutes=3)
# A queue older than this means that no worker runs, or that there are too few.
QUEUE_MAY_BE = timedelta(minutes=2)


@dataclass(frozen=True)
class Backlog:
    """The queue now. oldest: since when the first due errand that somebody waits for is due; None: there is none."""

    due: int
    waiting: int
    claimed: int
    parked: int
    oldest: datetime | None
    down: list[str]

    def age(self, now: datetime) -> timedelta:
        return max(now - self.oldest, timedelta()) if self.oldest else timedelta()


@dataclass(frozen=True)
class Turn:
    """A schedule and how it fares; late after three turns missed (at least a minute)."""

    name: str
    label: str
    every: timedelta
    last: datetime | None
    late: bool
    error: str

    @property
    def pace(self) -> str:
        """How often, as people say it."""
        seconds = int(self.every.total_seconds())
        for unit, size in (("日", 86_400), ("小时", 3_600), ("分钟", 60)):
            if seconds % size == 0:
                return f"每{'' if seconds == size else seconds // size}{unit}"
        return f"每{seconds}秒"


def stuck(courts: list[str] | None = None) -> QuerySet[Errand]:
    """Parked errands, of these courts (codes; None: all and the house's own), the oldest first."""
    parked = Errand.objects.filter(state=Errand.State.PARKED)
    return (parked if courts is None else parked.filter(court__in=courts)).order_by("id")


def kind_label(kind: str) -> str:
    """What people call a kind of errand."""
    return HANDLERS[kind].label if kind in HANDLERS else kind


def backlog(now: datetime) -> Backlog:
    """The queue at a moment, court's time."""
    ready = Errand.objects.filter(state=Errand.State.READY)
    due = ready.filter(due_at__lte=now).aggregate(many=Count("id"), oldest=Min("due_at", filter=Q(later=False)))
    down = Errand.objects.filter(down=True).values_list("kind", flat=True).distinct()
    return Backlog(
        due=due["many"], oldest=due["oldest"], waiting=ready.filter(attempts__gt=0).count(),
        claimed=Errand.objects.filter(state=Errand.State.CLAIMED).count(), parked=stuck().count(),
        down=sorted(kind_label(kind) for kind in set(down)),
    )  # fmt: skip


def turns() -> list[Turn]:
    """Every schedule, late ones first."""
    now = clock.real_now()
    rows = [_turn(row, now) for row in Schedule.objects.order_by("name")]
    return sorted(rows, key=lambda turn: (not turn.late, turn.name))


def last_backup() -> datetime | None:
    """When the newest whole and checked back-up was made (real time); None when there is none."""
    entry = Entry.objects.filter(stream=BACKUPS).order_by("-place").first()
    return read_moment(entry.recorded_at) if entry else None


def last_export() -> datetime | None:
    """When heads last went out of the house (real time)."""
    newest = HeadExport.objects.order_by("-id").first()
    return read_moment(newest.at) if newest else None


def export_is_late() -> bool:
    """Whether something was written long ago and has not gone out: entries newer than the last export, too old."""
    newest = HeadExport.objects.order_by("-id").first()
    since = newest.pk if newest else 0
    oldest = Entry.objects.filter(id__gt=since).order_by("id").first()
    return oldest is not None and clock.real_now() - read_moment(oldest.recorded_at) > EXPORT_MAY_BE


def _turn(row: Schedule, now: datetime) -> Turn:
    every = timedelta(seconds=row.every_seconds)
    late = (row.last_done_at or row.next_at) + max(every * 3, timedelta(minutes=1)) < now
    label = SCHEDULES[row.name].label if row.name in SCHEDULES else row.name
    return Turn(row.name, label, every, row.last_done_at, late or bool(row.last_error), row.last_error)
