"""Leave, repairs, other courts' hearings: entered by whom they belong to, respected by planning; the day's list."""
from datetime import date, timedelta

import pytest

from court.base.access.limits import limit
from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import build, moment
from court.work.hearings import diary, leave
from court.work.hearings.models import Unavailable
from court.work.hearings.tests.story import HELD, PLANNED, answering, plan, room_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(PLANNED, 10))
    return build()


def away(stage, who: str, day: date = HELD, begins=8, ends=18, **more) -> Unavailable:
    kind = more.pop("kind", "elsewhere" if who == "lawyer" else "leave")
    note = more.pop("note", "临猗县法院开庭（2026）晋0821民初9号")
    return leave.enter(kind=kind, begins_at=moment(day, begins), ends_at=moment(day, ends), note=note,
                       by=stage.actor(who, PLANNED), at=moment(PLANNED, 10), **more)


def test_planning_keeps_out_of_a_judges_leave(stage):
    case = answering(stage)
    away(stage, "judge")
    with pytest.raises(Refused) as refused:
        plan(stage, case)
    assert "李文静请假" in refused.value.message
    assert all(slot.starts_at.date() != HELD for slot in diary.free_slots(case, 60, PLANNED, most=80))


def test_a_room_under_repair_is_not_offered(stage):
    case, room = answering(stage), room_of(stage)
    away(stage, "case_manager", kind="upkeep", room=room)
    with pytest.raises(Refused) as refused:
        plan(stage, case, room=room)
    assert "第一法庭法庭维护" in refused.value.message


def test_counsels_other_hearing_is_respected_unless_it_was_looked_into(stage):
    case = answering(stage, counsel=True)
    away(stage, "lawyer")
    with pytest.raises(Refused) as refused:
        plan(stage, case)
    assert "代理人" in refused.value.message and "临猗" not in refused.value.message
    assert plan(stage, case, despite=True)


@pytest.mark.parametrize(("who", "more", "code"), [
    ("plaintiff", {}, "forbidden"), ("lawyer", {"kind": "leave"}, "bad_field"), ("lawyer", {"note": "忙"}, "missing_field"),
    ("judge", {"kind": "nap"}, "bad_field"), ("judge", {"begins": 18, "ends": 8}, "bad_field"),
    ("judge", {"day": date(2026, 3, 2)}, "bad_field"),
])
def test_who_may_enter_what(stage, who, more, code):
    with pytest.raises(Refused) as refused:
        away(stage, who, **more)
    assert refused.value.code == code


def test_a_colleagues_time_is_the_case_managers_to_enter(stage):
    with pytest.raises(Refused) as refused:
        away(stage, "judge", account=stage.accounts["judge2"])
    assert refused.value.status == 403
    assert away(stage, "case_manager", account=stage.accounts["judge2"]).account == stage.accounts["judge2"]
    with pytest.raises(Refused):
        away(stage, "case_manager", account=stage.accounts["foreign_judge"])


def test_a_spell_taken_back_frees_the_time_and_stays_on_record(stage):
    case, row = answering(stage), away(stage, "judge")
    with pytest.raises(Refused) as refused:
        leave.withdraw(row.pk, by=stage.actor("judge2", PLANNED), at=moment(PLANNED, 11))
    assert refused.value.status == 404
    leave.withdraw(row.pk, by=stage.actor("judge", PLANNED), at=moment(PLANNED, 11))
    assert plan(stage, case) and Unavailable.objects.filter(pk=row.pk, withdrawn_at__isnull=False).exists()


def test_the_page_warns_of_sittings_planned_already(stage, web):
    hearing = plan(stage, answering(stage))
    typed = {"kind": "leave", "begins_at": "2026-04-01T08:00", "ends_at": "2026-04-01T18:00"}
    page = web("judge").post("/staff/hearings/unavailable/", typed, follow=True).content.decode()
    assert hearing.case.number in page and "2026-04-01" not in page.split("已登记")[0]
    manager = web("case_manager").get("/staff/hearings/unavailable/").content.decode()
    assert "李文静" in manager and "韩冰" in manager
    assert web("judge").post("/staff/hearings/unavailable/", {"kind": "leave"}).status_code == 422


def test_a_lawyer_enters_and_takes_back_on_the_phone(stage, web):
    phone = web("lawyer")
    typed = {"kind": "elsewhere", "begins_at": "2026-04-01T08:00", "ends_at": "2026-04-01T18:00", "note": "临猗县法院开庭"}
    assert phone.post("/hearings/unavailable/", typed).status_code == 302
    row = Unavailable.objects.get()
    assert "临猗县法院开庭" in phone.get("/hearings/unavailable/").content.decode()
    assert "临猗县法院开庭" not in web("plaintiff").get("/hearings/unavailable/").content.decode()
    assert phone.post("/hearings/unavailable/", {"withdraw": str(row.pk)}).status_code == 302
    assert web("plaintiff").post("/hearings/unavailable/", typed).status_code == 403


def test_the_days_list_shows_the_court_and_hides_what_is_not_ones_own(stage, web):
    hearing = plan(stage, answering(stage), room=room_of(stage))
    own = web("judge").get("/staff/hearings/day/", {"day": HELD.isoformat()}).content.decode()
    assert hearing.case.number in own and "王建国" in own
    other = web("judge2").get("/staff/hearings/day/", {"day": HELD.isoformat()}).content.decode()
    assert "第一法庭" in other and hearing.case.number not in other and "王建国" not in other
    pdf = web("judge2").get("/staff/hearings/day/list.pdf", {"day": HELD.isoformat()})
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")


def test_the_printed_notice_names_only_public_hearings(stage, client):
    hearing = plan(stage, answering(stage))
    assert client.get("/notices/hearings/list.pdf", {"court": "晋0802"}).content.startswith(b"%PDF")
    assert client.get("/notices/hearings/list.pdf").status_code == 404
    from court.work.hearings import queries

    seen = {"since": HELD, "until": HELD}
    assert [one.hearing for one in queries.announced(PLANNED, "晋0802", **seen)] == [hearing]
    Case.objects.filter(pk=hearing.case_id).update(secrecy="closed")
    assert queries.announced(PLANNED, "晋0802", **seen) == []


@pytest.mark.parametrize("hidden", [{"secrecy": "sealed"}, {"is_state_secret": True}])
def test_a_clash_does_not_tell_the_number_of_a_sealed_case(stage, hidden):
    """S11: the time is taken; by which case stays unknown."""
    case, room = answering(stage), room_of(stage)
    plan(stage, case, room=room)
    Case.objects.filter(pk=case.pk).update(**hidden)
    other = diary.want(answering(stage), moment(HELD, 8), 600, room)
    found = "；".join(diary.clashes(other))
    assert "已排" in found
    assert case.number not in found
    Case.objects.filter(pk=case.pk).update(secrecy="normal", is_state_secret=False)
    assert case.number in "；".join(diary.clashes(other))


@pytest.mark.parametrize("where", ["/notices/hearings/", "/notices/hearings/list.pdf?court=晋0802"])
def test_the_public_list_may_be_asked_for_thirty_times_a_minute(stage, client, where):
    """S26, for each address."""
    limit("notices:127.0.0.1", 30, 60)
    for _ in range(29):
        limit("notices:127.0.0.1", 30, 60)
    answer = client.get(where)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1


def test_a_spell_sent_twice_is_one_and_counsel_cannot_block_the_diary_for_ever(stage):
    assert away(stage, "lawyer").pk == away(stage, "lawyer").pk
    assert away(stage, "judge").pk == away(stage, "judge").pk
    assert Unavailable.objects.count() == 2
    for nth in range(1, leave.MOST_OUTSIDE):
        away(stage, "lawyer", HELD + timedelta(days=nth))
    with pytest.raises(Refused) as refused:
        away(stage, "lawyer", HELD + timedelta(days=99))
    assert refused.value.code == "too_many"
