"""What service achieves: by way, how many tries, how many served, how long it took, how many failed, how many wait."""
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.kit.days import date_of
from court.spine.cases.models import Case
from court.work.process_service import kinds
from court.work.process_service.models import Attempt, ServiceOrder

READERS = (Office.SERVICE_OFFICER, Office.CASE_MANAGER, Office.PRESIDENT, Office.VICE_PRESIDENT)
MOST = 50_000
State = ServiceOrder.State
FEW = 5
HIDDEN = "不显示"
SAID = f"1至{FEW - 1}件的数字写作“少于{FEW}”；由它推算的送达率、用时和可以倒推的合计写作“{HIDDEN}”，以免从数字认出具体的案件和当事人。"


@dataclass
class Line:
    """One way, or all. Days run from the paper to the day of service; rate is of the tries that came to an end."""

    label: str
    tries: int = 0
    served: int = 0
    failed: int = 0
    running: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        ended = self.served + self.failed
        return round(100 * self.served / ended) if ended else None

    @property
    def typical(self) -> float | None:
        return median(self.days) if self.days else None

    @property
    def longest(self) -> int | None:
        return max(self.days, default=None)

    def going_out(self) -> list[str]:
        """The cells as they may leave the court: few are not counted out, nor what tells how many they were."""
        parts = (self.served, self.failed, self.running)
        told = [_few(number) for number in (self.tries, *parts)]
        small = [0 < number < FEW for number in parts]
        rest = self.tries - sum(parts)
        if (any(small) or 0 < rest < FEW) and self.tries >= FEW:
            told[0] = HIDDEN
        rate = "" if self.rate is None else HIDDEN if small[0] or small[1] else str(self.rate)
        days = [HIDDEN if 0 < len(self.days) < FEW else "" if day is None else f"{day:g}" for day in (self.typical, self.longest)]
        return [self.label, *told, rate, *days]


def _few(number: int) -> str:
    return f"少于{FEW}" if 0 < number < FEW else str(number)


@dataclass(frozen=True)
class Figures:
    lines: list[Line]
    orders: Line
    waiting: dict[str, int]


def courts_of(actor: Actor) -> set[str]:
    return {one.court_id for one in actor.appointments if one.office in READERS}


def figures(courts: set[str], since: date, until: date) -> Figures:
    """Orders made from a day to a day in these courts, and the tries to serve them. Sealed and secret cases are left out (S11)."""
    orders = _orders(courts, since, until)
    whole, waiting = Line("全部文书"), Counter[str]()
    made = {}
    for pk, state, created, effective in orders.values_list("pk", "state", "created_at", "effective_on")[:MOST]:
        made[pk] = date_of(created)
        whole.tries += 1
        if state == State.EFFECTIVE:
            whole.served += 1
            whole.days.append((effective - date_of(created)).days)
        elif state == State.FAILED:
            whole.failed += 1
            waiting["送达失败，待另行送达"] += 1
        elif state != State.DROPPED:
            whole.running += 1
            waiting["尚未着手" if state == State.OPEN else "送达中"] += 1
    return Figures(_by_way(orders, made), whole, dict(waiting))


def _by_way(orders: QuerySet, made: dict[int, date]) -> list[Line]:
    lines: dict[str, Line] = {}
    tried = Attempt.objects.filter(order__in=orders.values("pk"), withdrawn_at=None)
    for way, state, order, effective in tried.values_list("way", "state", "order_id", "effective_on")[:MOST]:
        line = lines.setdefault(way, Line(kinds.label_of(way)))
        line.tries += 1
        if state == Attempt.State.EFFECTIVE:
            line.served += 1
            line.days.append((effective - made[order]).days)
        elif state == Attempt.State.FAILED:
            line.failed += 1
        else:
            line.running += 1
    return sorted(lines.values(), key=lambda line: -line.tries)


def _orders(courts: set[str], since: date, until: date) -> QuerySet:
    return ServiceOrder.objects.filter(
        court__in=courts, created_at__date__gte=since, created_at__date__lte=until, case__is_state_secret=False,
    ).exclude(case__secrecy=Case.Secrecy.SEALED)
