"""The week, planning, the clerk's page, the litigant's phone and the public notice."""

from datetime import date

import pytest

from court.base.courts import clock
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import build, moment
from court.work.hearings import handlers, wording
from court.work.hearings.models import Courtroom, Hearing
from court.work.hearings.tests.story import HELD, PLANNED, answering, plan, room_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    turned = {"now": moment(PLANNED, 10)}
    monkeypatch.setattr(clock, "now", lambda: turned["now"])
    return turned


@pytest.fixture
def stage(at):
    return build()


@pytest.fixture
def hearing(stage):
    return plan(stage, answering(stage))


def test_a_hearing_is_planned_from_a_free_time(stage, web, django_assert_max_num_queries):
    case, room, judge = answering(stage), room_of(stage), web("judge")
    with django_assert_max_num_queries(30):
        page = judge.get(f"/staff/hearings/cases/{case.pk}/plan/").content.decode()
    assert "?at=2026-03-23T09:00" in page
    typed_in = {
        "day": "2026-03-23",
        "time": "09:00",
        "minutes": "90",
        "room": str(room.pk),
        "kind": "trial",
        "is_public": "on",
        "token": str(case.version),
        "key": "k",
    }
    for _ in range(2):
        assert judge.post(f"/staff/hearings/cases/{case.pk}/plan/", typed_in).status_code == 302
    made = Hearing.objects.get()
    assert (made.starts_at, made.minutes, made.room) == (moment(date(2026, 3, 23), 9), 90, room)


def test_a_clash_is_told_and_what_was_typed_stays(stage, hearing, web):
    case = answering(stage)
    answer = web("judge").post(
        f"/staff/hearings/cases/{case.pk}/plan/",
        {"day": HELD.isoformat(), "time": "10:00", "minutes": "45", "kind": "trial", "token": str(case.version)},
    )
    words = answer.content.decode()
    assert answer.status_code == 409 and "李文静" in words and 'value="45"' in words and 'value="10:00"' in words


def test_the_week_shows_ones_own_and_of_others_only_the_time(stage, hearing, web):
    where = {"week": HELD.isoformat()}
    assert hearing.case.number in web("judge").get("/staff/hearings/", where).content.decode()
    other = web("judge2")
    assert hearing.case.number not in other.get("/staff/hearings/", where).content.decode()
    court = other.get("/staff/hearings/", {**where, "of": "court"}).content.decode()
    assert "第一法庭" in court and hearing.case.number not in court and "王建国" not in court
    assert other.get(f"/staff/hearings/{hearing.pk}/").status_code == 404
    assert other.get("/staff/hearings/", {"week": "九月", "room": "x"}).status_code == 200


def test_the_clerk_types_closes_and_ends_the_hearing_by_hand(stage, hearing, web, at):
    at["now"] = moment(HELD, 10)
    clerk, where = web("clerk"), f"/staff/hearings/{hearing.pk}/"
    assert (
        clerk.post(where + "save/", {"text": "审：现在开庭。", "revision": "0", "block": "rights"}).status_code == 302
    )
    page = clerk.get(where).content.decode()
    assert "审判员：现在开庭。" in page and "王建国诉张伟民间借贷纠纷一案，由审判员李文静、书记员赵小敏" in page
    came = {f"came-{a.pk}": "on" for a in hearing.attendances.all()}
    assert clerk.post(where + "attend/", came).status_code == 302
    assert clerk.post(where + "close/").status_code == 302
    early = clerk.post(where + "hold/", {"next_step": "decide"})
    assert early.status_code == 409 and "尚未核对确认" in early.content.decode()
    for who in ("plaintiff", "defendant"):
        party = web(who)
        assert "核对并确认庭审笔录" in party.get("/hearings/").content.decode()
        phone = f"/hearings/{hearing.pk}/"
        hearing.record.refresh_from_db()
        unread = party.post(phone, {"digest": hearing.record.digest, "objection": "补一句"})
        assert unread.status_code == 422 and "补一句" in unread.content.decode()
        assert party.post(phone, {"digest": hearing.record.digest, "read": "on"}).status_code == 302
    assert clerk.post(where + "hold/", {"next_step": "decide"}).status_code == 302
    hearing.refresh_from_db()
    assert hearing.state == "held"
    assert "查看归卷件" in clerk.get(where).content.decode()


def test_saving_by_script_answers_json_and_never_overwrites(stage, hearing, web):
    clerk, where = web("clerk"), f"/staff/hearings/{hearing.pk}/save/"
    first = clerk.post(where, {"text": "书：一", "revision": "0"}, headers={"accept": "application/json"})
    assert first.json() == {"revision": 1}
    web("judge").post(where, {"text": "书：二", "revision": "1"})
    stale = clerk.post(where, {"text": "书：三", "revision": "1"}, headers={"accept": "application/json"})
    assert stale.status_code == 409 and stale.json()["code"] == "stale"
    by_hand = clerk.post(where, {"text": "书：三", "revision": "1"})
    assert by_hand.status_code == 409 and "书：三" in by_hand.content.decode()


def test_before_it_is_handed_over_nobody_outside_sees_the_record(stage, hearing, web, at):
    clerk = web("clerk")
    clerk.post(f"/staff/hearings/{hearing.pk}/save/", {"text": "审：SECRETDRAFT", "revision": "0"})
    assert "SECRETDRAFT" not in web("plaintiff").get(f"/hearings/{hearing.pk}/").content.decode()
    assert web("stranger").get(f"/hearings/{hearing.pk}/").status_code == 404
    assert web("plaintiff").get(f"/staff/hearings/{hearing.pk}/").status_code == 403


def test_signing_on_the_courts_device(stage, hearing, web, at):
    typed(stage, hearing)
    at["now"] = moment(HELD, 12)
    row, clerk = hearing.attendances.get(party__role="plaintiff"), web("clerk")
    hearing.record.refresh_from_db()
    where = f"/staff/hearings/sign/{row.pk}/"
    assert "现在开庭" in clerk.get(where).content.decode()
    wrong = clerk.post(where, {"digest": hearing.record.digest, "name": "别人", "objection": "漏记一句"})
    assert wrong.status_code == 422 and "漏记一句" in wrong.content.decode()
    assert clerk.post(where, {"digest": hearing.record.digest, "name": "王建国"}).status_code == 302
    assert web("judge2").get(where).status_code == 404


def test_an_adjournment_is_done_on_its_page(stage, hearing, web):
    where = f"/staff/hearings/{hearing.pk}/adjourn/"
    judge = web("judge")
    refused = judge.post(where, {"ground": "other", "reason": "大雪封路"})
    assert (
        refused.status_code == 409
        and "本院院长批准" in refused.content.decode()
        and "大雪封路" in refused.content.decode()
    )
    assert judge.post(where, {"ground": "absent", "reason": "被告住院"}).status_code == 302
    assert web("clerk").get(where).status_code == 403


def test_after_an_adjournment_the_page_says_by_when_the_court_must_sit_again(stage, hearing, web):
    judge = web("judge")
    judge.post(f"/staff/hearings/{hearing.pk}/adjourn/", {"ground": "absent", "reason": "被告住院"})
    assert "下次开庭最迟为2026-05-01" in judge.get(f"/staff/hearings/cases/{hearing.case_id}/plan/").content.decode()


def test_the_public_notice_names_parties_unless_the_law_masks_them(stage, hearing, web, client):
    page = client.get("/notices/hearings/").content.decode()
    assert "原告：王建国" in page and "2026-04-01 09:00" in page
    Case.objects.filter(pk=hearing.case_id).update(cause="离婚纠纷")
    page = client.get("/notices/hearings/").content.decode()
    assert "王某" in page and "王建国" not in page and "张伟" not in page


@pytest.mark.parametrize("hidden", [{"secrecy": "closed"}, {"is_state_secret": True}])
def test_closed_cases_are_not_announced(stage, hearing, client, hidden):
    Case.objects.filter(pk=hearing.case_id).update(**hidden)
    assert "王建国" not in client.get("/notices/hearings/").content.decode()


def test_children_are_announced_without_their_names(stage, hearing, client):
    child = stage.accounts["plaintiff"].person
    child.born_on = date(2015, 1, 1)
    child.save()
    assert "王建国" not in client.get("/notices/hearings/").content.decode()


def test_everybody_is_reminded_the_day_before_once(stage, hearing):
    assert handlers.remind(moment(date(2026, 3, 30), 9)) == 0
    for _ in range(2):
        handlers.remind(moment(date(2026, 3, 31), 9))
    told = stage.accounts["defendant"].person.messages.filter(kind="hearing_reminder")
    assert told.count() == 1 and "第一法庭" in told.get().text


def test_rooms_are_kept_by_the_case_manager(stage, web):
    manager = web("case_manager")
    assert manager.post("/staff/hearings/rooms/", {"name": "第三法庭", "seats": "30"}).status_code == 302
    room = Courtroom.objects.get(name="第三法庭")
    manager.post("/staff/hearings/rooms/", {"toggle": str(room.pk)})
    room.refresh_from_db()
    assert not room.is_open
    assert web("judge").get("/staff/hearings/rooms/").status_code == 403


def test_typed_text_and_rows_are_the_same_record():
    rows = wording.parse("审：开庭。\n继续。\n王建国：我说两句：第一。\n时间：不是发言人\n\n原代：无。", ("王建国",))
    assert rows == [
        {"who": "审判员", "text": "开庭。\n继续。"},
        {"who": "王建国", "text": "我说两句：第一。\n时间：不是发言人"},
        {"who": "原告代理人", "text": "无。"},
    ]
    assert wording.parse(wording.show(rows), ("王建国",)) == rows
