"""The diary: who and what is taken when, and which times are free. Nothing is written here."""
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from court.base.courts import clock
from court.base.people.models import Account, Person
from court.kit.days import SHANGHAI, date_of, moment_at
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler
from court.work.hearings import periods
from court.work.hearings.models import Courtroom, Hearing, Unavailable
from law import registry
from law.answer import LawError

BENCH = (Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.MEMBER, Handler.Role.JUROR, Handler.Role.CLERK)
EARLIEST, LATEST = 8, 18
# Beginnings offered by the desk: mornings from nine, afternoons from half past two.
BEGINNINGS = [(9, 0), (9, 30), (10, 0), (10, 30), (11, 0), (14, 30), (15, 0), (15, 30), (16, 0), (16, 30)]
BREAK = ((12, 0), (14, 0))
LOOK_AHEAD = 30


@dataclass(frozen=True)
class Wanted:
    """A sitting somebody wants: the time, and all that it takes. despite: counsel's own entries were looked into."""

    case: Case
    starts_at: datetime
    ends_at: datetime
    room: Courtroom | None
    staff: frozenset[int]
    persons: frozenset[int]
    hearing: int | None = None
    despite: bool = False


def want(case: Case, starts_at: datetime, minutes: int, room: Courtroom | None, hearing: int | None = None) -> Wanted:
    """What a sitting of this case takes: its bench and clerk, its parties and their representatives, the room."""
    staff = case.handlers.filter(until=None, role__in=BENCH).values_list("account_id", flat=True)
    acting = case.representatives.filter(until=None).values_list("person_id", flat=True)
    persons = case.parties.filter(left_on=None).order_by().values_list("person_id", flat=True).union(acting)
    return Wanted(case, starts_at, starts_at + timedelta(minutes=minutes), room, frozenset(staff), frozenset(persons), hearing)


def taken(begin: datetime, end: datetime) -> QuerySet[Hearing]:
    return Hearing.objects.filter(state=Hearing.State.SCHEDULED, starts_at__lt=end, ends_at__gt=begin)


def clashes(wanted: Wanted) -> list[str]:
    """What stands against the time, one sentence each, without a word about the other case's people."""
    found = []
    day = date_of(wanted.starts_at)
    if not clock.calendar_for().is_workday(day):
        found.append(f"{day}不是工作日")
    local = wanted.starts_at.astimezone(SHANGHAI)
    if local.hour < EARLIEST or wanted.ends_at > moment_at(day, LATEST):
        found.append(f"开庭时间应在{EARLIEST}时至{LATEST}时之间")
    others = taken(wanted.starts_at, wanted.ends_at).exclude(pk=wanted.hearing).select_related("case", "room")
    if wanted.room:
        found += [f"{wanted.room.name}已排{_when(h)}{_named(h)}" for h in others.filter(room=wanted.room)[:3]]
    found += _staff_clashes(wanted, others)
    found += _person_clashes(wanted, others)
    found += _away(wanted)
    return found


def _staff_clashes(wanted: Wanted, others: QuerySet[Hearing]) -> list[str]:
    busy = others.filter(staff__in=wanted.staff).distinct().prefetch_related("staff__person")[:5]
    return [f"{account.person.name}{_when(h)}已排{_named(h)}" for h in busy for account in h.staff.all()
            if account.pk in wanted.staff]


def _person_clashes(wanted: Wanted, others: QuerySet[Hearing]) -> list[str]:
    busy = others.filter(calls_any(wanted.persons)).exclude(case=wanted.case).distinct()[:3]
    same = others.filter(case=wanted.case)[:1]
    return [f"本案当事人或代理人{_when(h)}另有开庭" for h in busy] + [f"本案{_when(h)}已排开庭" for h in same]


def calls_any(persons: frozenset[int]) -> Q:
    """Sittings of cases in which one of these people is a party, or acts for one, now."""
    party = Q(case__parties__person__in=persons, case__parties__left_on=None)
    return party | Q(case__representatives__person__in=persons, case__representatives__until=None)


def unavailable(begin: datetime, end: datetime) -> QuerySet[Unavailable]:
    return Unavailable.objects.filter(withdrawn_at=None, begins_at__lt=end, ends_at__gt=begin)


def _away(wanted: Wanted) -> list[str]:
    """Leave, training, other courts' hearings, repairs. Of people from outside only that they are taken."""
    touched = Q(account__in=wanted.staff)
    if not wanted.despite:
        touched |= Q(person__in=wanted.persons)
    if wanted.room:
        touched |= Q(room=wanted.room)
    rows = unavailable(wanted.starts_at, wanted.ends_at).filter(touched).select_related("account__person", "room")[:5]
    return [f"{one.who}{one.get_kind_display()}（{one.spell}）" for one in rows]


def _named(hearing: Hearing) -> str:
    """The case of a sitting by its number; of a sealed or secret one only that there is a sitting (S11)."""
    case = hearing.case
    return "开庭" if case.is_state_secret or case.secrecy == Case.Secrecy.SEALED else case.number


def _when(hearing: Hearing) -> str:
    begin, end = (at.astimezone(SHANGHAI) for at in (hearing.starts_at, hearing.ends_at))
    return f"{begin:%H:%M}至{end:%H:%M}"


def refuse_clash(wanted: Wanted, *, despite: bool = False) -> None:
    """despite  a time that counsel entered for itself was looked into and doesn't stand against the hearing"""
    if found := clashes(replace(wanted, despite=despite)):
        raise Refused(f"该时间不能排期：{'；'.join(dict.fromkeys(found))}。", do="请选择其他时间或者法庭，可参考系统推荐的空闲时段。", code="clash")


def first_day(today: date) -> date:
    """The first working day on which a hearing can be held if notice goes out today (民诉法139)."""
    day = today
    while registry.call("summons.latest", hearing=day)["latest"] < today:
        day += timedelta(days=1)
    return clock.calendar_for().next_workday(day)


def earliest(running: list[periods.Period], today: date) -> date:
    """The first day on which notice is in time and no open period of the case stands against a hearing."""
    return max(first_day(today), periods.first_free(running) or today)


@dataclass(frozen=True)
class Slot:
    starts_at: datetime
    room: Courtroom | None


def free_slots(case: Case, minutes: int, today: date, *, room: Courtroom | None = None, most: int = 8,
               running: list[periods.Period] | None = None) -> list[Slot]:
    """The next free times for all who must come, each with a room that is free. Bounded: thirty days ahead.

    running  the case's open periods, where the caller has read them already
    """
    running = periods.open_periods(case, today) if running is None else running
    first = earliest(running, today)
    rooms = [room] if room else list(Courtroom.objects.filter(court=case.court_id, is_open=True))
    wanted = want(case, moment_at(first), minutes, None)
    busy = _busy(wanted, moment_at(first), moment_at(first + timedelta(days=LOOK_AHEAD)))
    used = rooms_taken(rooms, moment_at(first), moment_at(first + timedelta(days=LOOK_AHEAD)))
    found: list[Slot] = []
    for begin in _beginnings(first, minutes):
        end = begin + timedelta(minutes=minutes)
        if any(b < end and e > begin for b, e in busy):
            continue
        free = [r for r in rooms if not any(b < end and e > begin for b, e in used.get(r.pk, ()))]
        if rooms and not free:
            continue
        found.append(Slot(begin, free[0] if free else None))
        if len(found) == most:
            break
    return found


def _beginnings(first: date, minutes: int) -> Iterable[datetime]:
    calendar = clock.calendar_for()
    for ahead in range(LOOK_AHEAD):
        day = first + timedelta(days=ahead)
        try:
            if not calendar.is_workday(day):
                continue
        except LawError:
            return
        for hour, minute in BEGINNINGS:
            begin = moment_at(day, hour, minute)
            end = begin + timedelta(minutes=minutes)
            if not over_the_break(begin, end):
                yield begin


def over_the_break(begin: datetime, end: datetime) -> bool:
    """Whether a sitting would run through the noon break or past the end of the day."""
    day = date_of(begin)
    noon, back = (moment_at(day, *at) for at in BREAK)
    return (begin < back and end > noon) or end > moment_at(day, LATEST)


def _busy(wanted: Wanted, begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    mine = Q(staff__in=wanted.staff) | Q(case=wanted.case) | calls_any(wanted.persons)
    sat = taken(begin, end).filter(mine).distinct().values_list("starts_at", "ends_at")
    away = unavailable(begin, end).filter(Q(account__in=wanted.staff) | Q(person__in=wanted.persons))
    return [*sat, *away.values_list("begins_at", "ends_at")]


def rooms_taken(rooms: list[Courtroom], begin: datetime, end: datetime) -> dict[int, list]:
    by_room: dict[int, list] = {}
    for room, b, e in taken(begin, end).filter(room__in=rooms).values_list("room_id", "starts_at", "ends_at"):
        by_room.setdefault(room, []).append((b, e))
    for room, b, e in unavailable(begin, end).filter(room__in=rooms).values_list("room_id", "begins_at", "ends_at"):
        by_room.setdefault(room, []).append((b, e))
    return by_room


def lock_all(wanted: Wanted) -> None:
    """Hold everybody and the room, in one order, so that two desks can't take the same time at once."""
    list(Account.objects.select_for_update().filter(pk__in=wanted.staff).order_by("pk").values_list("pk", flat=True))
    list(Person.objects.select_for_update().filter(pk__in=wanted.persons).order_by("pk").values_list("pk", flat=True))
    if wanted.room:
        Courtroom.objects.select_for_update().get(pk=wanted.room.pk)
