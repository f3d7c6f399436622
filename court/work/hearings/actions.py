"""Planning, adjourning and holding a hearing: the room's own rows and the act, in one transaction."""
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from court.base.access.actor import Actor
from court.kit.days import date_of
from court.kit.refusal import Refused, not_there
from court.spine.cases import acts
from court.spine.cases.models import Case, Handler, Party, Representative
from court.spine.journal.models import Entry
from court.work.hearings import diary, periods
from court.work.hearings.models import Attendance, Courtroom, Hearing

SHORTEST, LONGEST = 10, 480
State = Hearing.State
ROLES: dict[str, str] = {Party.Role.PLAINTIFF: "原告", Party.Role.DEFENDANT: "被告", Party.Role.THIRD_PARTY: "第三人"}


def schedule(case: Case, *, by: Actor, at: datetime, starts_at: datetime, minutes: int = 120,
             room: Courtroom | None = None, kind: str = Hearing.Kind.TRIAL, is_public: bool = True,
             early: bool = False, despite: bool = False, token: int | None = None, key: str = "") -> Hearing:
    """Plan the next hearing of a case and call everybody to it (act schedule_hearing, with the summons).

    starts_at  an aware moment on a working day, three days or more ahead
    early      the bench has checked that a trial inside a period stands on the parties' recorded consent
    despite    a time that counsel entered as taken was looked into and does not stand against the hearing
    Refused with every clash named: judge, clerk, panel, room, parties, counsel. A repeat of `key` gives the same hearing.
    """
    with transaction.atomic():
        case = acts.lock(case.pk)
        if key and (done := acts.stored(by, key)):
            return Hearing.objects.get(pk=int(_entry(case, done["place"]).read_facts()["hearing"]))
        _check_length(minutes, room, case)
        judge = _handler(case, Handler.Role.JUDGE)
        if judge is None:
            raise Refused("本案尚未确定承办法官，不能排期。", do="请先分案。", code="no_judge")
        if kind == Hearing.Kind.TRIAL:
            _check_periods(case, date_of(starts_at), date_of(at), early)
        wanted = diary.want(case, starts_at, minutes, room)
        diary.lock_all(wanted)
        diary.refuse_clash(wanted, despite=despite)
        hearing = Hearing.objects.create(
            court_id=case.court_id, case=case, kind=kind, sequence=_next_sequence(case), room=room, starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes), judge_id=judge, clerk_id=_handler(case, Handler.Role.CLERK),
            is_public=is_public and case.secrecy == Case.Secrecy.NORMAL, planned_by=by.account, planned_at=at)
        hearing.staff.set(wanted.staff)
        call(hearing)
        acts.perform(case, "schedule_hearing", by=by, at=at, token=token, key=key,
                     facts={"hearing": str(hearing.pk), "held_on": date_of(starts_at).isoformat()})
    return hearing


def _check_length(minutes: int, room: Courtroom | None, case: Case) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(f"预计时长应为{SHORTEST}至{LONGEST}分钟。", code="bad_field", status=422)
    if room and (room.court_id != case.court_id or not room.is_open):
        raise Refused("所选法庭不可用。", do="请选择本院可用的法庭。", code="bad_field", status=422)


def _check_periods(case: Case, day: date, today: date, early: bool) -> None:
    found = periods.open_periods(case, today)
    periods.refuse(found, day)
    inside = periods.against(found, day)
    if inside and not early:
        told = "；".join(periods.sentence(one) for one in inside)
        raise Refused(f"{day}开庭在期间届满之前：{told}。", law="、".join(dict.fromkeys(one.law for one in inside)),
                      do="当事人均已同意；核对无误的，请勾选“已核对当事人同意提前开庭”后再次提交。", code="confirm_early")


def _entry(case: Case, place: int) -> Entry:
    return Entry.objects.get(stream=case.stream, place=place)


def _next_sequence(case: Case) -> int:
    return (case.hearings.aggregate(last=Max("sequence"))["last"] or 0) + 1


def _handler(case: Case, role: str) -> int | None:
    return case.handlers.filter(role=role, until=None).values_list("account_id", flat=True).first()


def call(hearing: Hearing) -> None:
    """Everybody from outside who is called: the parties and those who act for them, as of now. Twice is once."""
    known = set(hearing.attendances.values_list("person_id", "party_id"))
    parties = {p.pk: p for p in hearing.case.parties.filter(left_on=None)}
    rows = [Attendance(hearing=hearing, party=p, person_id=p.person_id, role=ROLES[p.role]) for p in parties.values()]
    acting = Representative.objects.filter(case=hearing.case, until=None, party__in=parties)
    rows += [Attendance(hearing=hearing, party=parties[r.party_id], representative=r, person_id=r.person_id,
                        role=f"{ROLES[parties[r.party_id].role]}代理人（{r.get_kind_display()}）"[:40]) for r in acting]
    Attendance.objects.bulk_create([row for row in rows if (row.person_id, row.party_id) not in known])


def adjourn(hearing_id: int, *, ground: str, reason: str, by: Actor, at: datetime, token: int | None = None,
            key: str = "") -> Hearing:
    """延期开庭 (act adjourn_hearing): the number of times and the ground are checked by law."""
    with transaction.atomic():
        hearing = locked(hearing_id)
        acts.perform(hearing.case, "adjourn_hearing", by=by, at=at, token=token, key=key,
                     facts={"hearing": str(hearing.pk), "ground": ground, "reason": reason})
        hearing.refresh_from_db()
    return hearing


def hold(hearing_id: int, *, next_step: str, by: Actor, at: datetime, token: int | None = None, key: str = "") -> Hearing:
    """The hearing is over and its record confirmed (act hold_hearing); the record goes into the dossier."""
    with transaction.atomic():
        hearing = locked(hearing_id)
        acts.perform(hearing.case, "hold_hearing", by=by, at=at, token=token, key=key,
                     facts={"hearing": str(hearing.pk), "next_step": next_step})
        hearing.refresh_from_db()
    return hearing


def locked(hearing_id: int) -> Hearing:
    """The hearing, its case locked before it."""
    case_id = Hearing.objects.values_list("case_id", flat=True).filter(pk=hearing_id).first()
    if case_id is None:
        raise not_there()
    case = acts.lock(case_id)
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing_id)
    hearing.case = case
    return hearing
