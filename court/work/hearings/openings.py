"""The week as a board: for each beginning of a sitting, whether all who must come are free, and if not, who isn't (找空档)."""
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from court.base.courts import clock
from court.kit.days import moment_at
from court.spine.cases.models import Case
from court.work.hearings import diary, periods
from court.work.hearings.models import Courtroom
from law.answer import LawError

Spell = tuple[datetime, datetime, str]


@dataclass(frozen=True)
class Cell:
    """state: free, busy, early (too soon to call anybody), period (inside a party's period), late (runs over the noon or evening)."""

    state: str
    words: str
    starts_at: datetime
    room: Courtroom | None = None


@dataclass(frozen=True)
class Board:
    days: list[date]
    rows: list[tuple[str, list[Cell]]]
    free: int


def week(case: Case, minutes: int, monday: date, today: date, running: list[periods.Period]) -> Board:
    """The working days of a week with ten beginnings each. Eight statements, whatever the week holds. running: the case's open periods."""
    days = [day for day in (monday + timedelta(days=n) for n in range(7)) if _works(day)]
    begin, end = moment_at(monday), moment_at(monday + timedelta(days=7))
    rooms = list(Courtroom.objects.filter(court=case.court_id, is_open=True))
    wanted = diary.want(case, begin, minutes, None)
    taken = _taken(wanted, begin, end)
    used = diary.rooms_taken(rooms, begin, end)
    first = diary.first_day(today)
    outside = periods.first_free(running) or first
    rows = []
    for hour, minute in diary.BEGINNINGS:
        cells = []
        for day in days:
            at = moment_at(day, hour, minute)
            if day < first:
                cells.append(Cell("early", "通知期不足三日", at))
            elif day < outside:
                cells.append(Cell("period", "期间未满", at))
            else:
                cells.append(_cell(at, at + timedelta(minutes=minutes), taken, rooms, used))
        rows.append((f"{hour:02}:{minute:02}", cells))
    return Board(days, rows, sum(cell.state == "free" for _, cells in rows for cell in cells))


def _cell(at: datetime, end: datetime, taken: list[Spell], rooms: list[Courtroom], used: dict) -> Cell:
    if diary.over_the_break(at, end):
        return Cell("late", "跨午休或下班", at)
    if who := list(dict.fromkeys(words for b, e, words in taken if b < end and e > at)):
        return Cell("busy", "、".join(who[:3]), at)
    free = [room for room in rooms if not any(b < end and e > at for b, e in used.get(room.pk, ()))]
    if rooms and not free:
        return Cell("busy", "法庭已满", at)
    return Cell("free", free[0].name if free else "可排", at, free[0] if free else None)


def _taken(wanted: diary.Wanted, begin: datetime, end: datetime) -> list[Spell]:
    """Who of the bench, or that somebody of the parties' side, is taken when; never by which case."""
    found: list[Spell] = []
    inside = diary.taken(begin, end).filter(staff__in=wanted.staff).distinct().prefetch_related("staff__person")
    found += [(h.starts_at, h.ends_at, a.person.name) for h in inside for a in h.staff.all() if a.pk in wanted.staff]
    outside = diary.taken(begin, end).filter(diary.calls_any(wanted.persons) | Q(case=wanted.case)).distinct()
    found += [(b, e, "当事人或代理人") for b, e in outside.values_list("starts_at", "ends_at")]
    away = diary.unavailable(begin, end).filter(Q(account__in=wanted.staff) | Q(person__in=wanted.persons))
    found += [(u.begins_at, u.ends_at, f"{u.account.person.name}{u.get_kind_display()}" if u.account else "代理人另有安排")
              for u in away.select_related("account__person")]
    return found


def _works(day: date) -> bool:
    try:
        return clock.calendar_for().is_workday(day)
    except LawError:
        return day.weekday() < 5
