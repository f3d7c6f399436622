"""A case with a hearing planned, its record typed and confirmed, for tests."""
from datetime import date, datetime
from importlib import import_module

from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, Stage, moment, settle
from court.work.hearings import actions, recording
from court.work.hearings.models import Courtroom, Hearing

SENT = date(2026, 3, 5)
PLANNED = date(2026, 3, 20)
HELD = date(2026, 4, 1)
ROWS = [{"who": "书记员", "text": "请旁听人员遵守法庭纪律。"}, {"who": "审判员", "text": "现在开庭。核对当事人身份。"},
        {"who": "原告", "text": "王建国，原告本人到庭。"}]


def answering(stage: Stage, **options) -> Case:
    """A case whose papers were sent, so that a hearing can be planned."""
    case = stage.case(**options)
    settle(stage, case)
    stage.act(case, "assign_judge", "case_manager", DAY, judge=str(stage.accounts["judge"].pk),
              clerk=str(stage.accounts["clerk"].pk))
    days = 7 if options.get("track") == "small_claims" else 15
    stage.act(case, "send_papers", "clerk", SENT, days=days)
    for party in case.parties.all():
        act = "complaint_served" if party.role == party.Role.DEFENDANT else "evidence_notice_served"
        stage.act(case, act, None, SENT, party=str(party.pk), served_on=SENT, days=days)
    return case


def room_of(stage: Stage, name: str = "第一法庭") -> Courtroom:
    return Courtroom.objects.get_or_create(court=stage.court, name=name)[0]


def plan(stage: Stage, case: Case, starts_at: datetime | None = None, *, who: str = "judge", on: date = PLANNED,
         room: Courtroom | None = None, **more) -> Hearing:
    made = actions.schedule(case, by=stage.actor(who, on), at=moment(on), starts_at=starts_at or moment(HELD, 9),
                            room=room or room_of(stage), **more)
    case.refresh_from_db()
    return made


def typed(stage: Stage, hearing: Hearing, *, came: tuple[str, ...] = ("plaintiff", "defendant")) -> None:
    """The record typed, who came entered, and handed over for reading."""
    by, at = stage.actor("clerk", HELD), moment(HELD, 11)
    recording.save(hearing.pk, ROWS, revision=0, by=by, at=at)
    present = {a.pk: a.party.role in came for a in hearing.attendances.select_related("party")}
    recording.attend(hearing.pk, present, {}, by=by, at=at)
    recording.close(hearing.pk, by=by, at=at)


def confirm(stage: Stage, hearing: Hearing, who: str, **more):
    row = hearing.attendances.get(person=stage.accounts[who].person)
    hearing.record.refresh_from_db()
    return recording.confirm(row.pk, **{"digest": hearing.record.digest, "by": stage.actor(who, HELD), "at": moment(HELD, 12), **more})


def serve_summons(stage: Stage, hearing: Hearing, *roles: str, day: date = PLANNED) -> None:
    """The summons handed over on a day, as the room of service enters it (named, not imported)."""
    serving = import_module("court.work.process_service.serving")
    for order in hearing.case.service_orders.filter(act="schedule_hearing", party__role__in=roles).select_related("party"):
        told = serving.Entered("direct", day, receiver=order.party.name)
        serving.enter(order.pk, told, by=stage.actor("clerk", day), at=moment(day, 15))
