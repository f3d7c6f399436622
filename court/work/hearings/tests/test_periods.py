"""A hearing and the answer and evidence periods: warned, refused with the article, let through by recorded consent."""
from datetime import date

import pytest

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, Stage, build, moment, settle
from court.work.hearings import asking, diary, openings, periods
from court.work.hearings.tests.story import PLANNED, SENT, answering, plan, room_of

pytestmark = pytest.mark.django_db
SOON = date(2026, 3, 9)
INSIDE = moment(date(2026, 3, 13), 9)


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(SOON, 10))
    return build()


def party(case: Case, role: str):
    return case.parties.get(role=role)


def agree(stage: Stage, case: Case, who: str, said: str = "both") -> None:
    case.refresh_from_db()
    asking.agree(case, party(case, who), said, by=stage.actor(who, SOON), at=moment(SOON, 10))


def test_a_trial_inside_the_periods_is_refused_with_whose_period_until_when(stage):
    case = answering(stage)
    with pytest.raises(Refused) as refused:
        plan(stage, case, INSIDE, on=SOON)
    assert refused.value.code == "inside_period"
    assert "张伟的答辩期至2026-03-20届满" in refused.value.message and "王建国的举证期限" in refused.value.message
    assert "第二百六十六条" in refused.value.law and "2026-03-20之后" in refused.value.do


def test_consent_of_all_lets_it_through_only_after_the_bench_has_checked(stage):
    case = answering(stage)
    agree(stage, case, "plaintiff")
    with pytest.raises(Refused) as refused:
        plan(stage, case, INSIDE, on=SOON)
    assert "张伟" in refused.value.message and "王建国的举证期限" not in refused.value.message
    agree(stage, case, "defendant")
    with pytest.raises(Refused) as refused:
        plan(stage, case, INSIDE, on=SOON)
    assert refused.value.code == "confirm_early"
    assert plan(stage, case, INSIDE, on=SOON, early=True).starts_at == INSIDE


def test_consent_may_be_taken_back(stage):
    case = answering(stage)
    for who in ("plaintiff", "defendant"):
        agree(stage, case, who)
    agree(stage, case, "defendant", "none")
    with pytest.raises(Refused) as refused:
        plan(stage, case, INSIDE, on=SOON, early=True)
    assert refused.value.code == "inside_period"


def test_in_the_ordinary_procedure_the_answer_period_is_not_given_up(stage):
    case = answering(stage, track="ordinary")
    for who in ("plaintiff", "defendant"):
        agree(stage, case, who)
    found = periods.open_periods(case, SOON)
    with pytest.raises(Refused) as refused:
        periods.refuse(found, INSIDE.date())
    assert "第一百二十八条" in refused.value.law and "提前提交答辩状" in refused.value.do
    assert "举证期限" not in refused.value.message


def test_a_defendant_who_was_never_served_is_reckoned_as_served_today(stage):
    case = stage.case()
    settle(stage, case)
    stage.act(case, "assign_judge", "case_manager", DAY, judge=str(stage.accounts["judge"].pk),
              clerk=str(stage.accounts["clerk"].pk))
    stage.act(case, "send_papers", "clerk", SENT, days=15)
    (one,) = periods.open_periods(case, SOON)
    assert not one.begun and one.ends == date(2026, 3, 24) and "未送达" in periods.sentence(one)
    stage.act(case, "file_answer", "defendant", SOON)
    assert periods.open_periods(case, SOON) == []


def test_a_pretrial_meeting_may_lie_inside_the_periods(stage):
    assert plan(stage, answering(stage), INSIDE, on=SOON, kind="pretrial").kind == "pretrial"


def test_nobody_speaks_for_the_other_side(stage):
    case = answering(stage)
    with pytest.raises(Refused) as refused:
        asking.agree(case, party(case, "defendant"), "both", by=stage.actor("plaintiff", SOON), at=moment(SOON))
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        asking.agree(case, party(case, "defendant"), "both", by=stage.actor("stranger", SOON), at=moment(SOON))
    assert refused.value.status == 403


def test_what_the_clerk_enters_for_a_party_stands_on_a_signed_paper(stage):
    case = answering(stage)
    with pytest.raises(Refused) as refused:
        stage.act(case, "agree_early_hearing", "clerk", SOON, party=str(party(case, "defendant").pk), periods="both")
    assert refused.value.code == "missing_field" and "签名" in refused.value.message


def test_free_times_and_the_board_begin_after_the_periods(stage):
    case = answering(stage)
    room = room_of(stage)
    assert diary.free_slots(case, 60, SOON)[0].starts_at == moment(date(2026, 3, 23), 9)
    running = periods.open_periods(case, SOON)
    board = openings.week(case, 60, date(2026, 3, 16), SOON, running)
    assert {cell.state for _, cells in board.rows for cell in cells} == {"period"} and board.free == 0
    after = openings.week(case, 60, date(2026, 3, 23), SOON, running)
    assert after.free == 50 and after.rows[0][1][0].room == room


def test_the_board_says_who_is_taken_but_not_by_which_case(stage):
    case, other = answering(stage), answering(stage)
    plan(stage, other, moment(date(2026, 3, 24), 9), room=room_of(stage))
    board = openings.week(case, 60, date(2026, 3, 23), PLANNED, [])
    words = board.rows[0][1][1].words
    assert board.rows[0][1][1].state == "busy" and "李文静" in words and other.number not in words


def test_the_plan_page_warns_and_the_phone_records_the_consent(stage, web, django_assert_max_num_queries):
    case = answering(stage)
    judge = web("judge")
    with django_assert_max_num_queries(30):
        page = judge.get(f"/staff/hearings/cases/{case.pk}/plan/").content.decode()
    assert "尚未届满的期间" in page and "张伟的答辩期至2026-03-20届满" in page and "一周空档" in page
    phone, where = web("defendant"), f"/cases/{case.pk}/early-hearing/"
    assert "您的答辩期" in phone.get(where).content.decode()
    for _ in range(2):
        assert phone.post(where, {"periods": "both", "token": str(case.version), "key": "k1"}).status_code == 302
    assert "张伟的答辩期至2026-03-20届满，本人已同意提前开庭" in judge.get(f"/staff/hearings/cases/{case.pk}/plan/").content.decode()
    assert web("stranger").get(where).status_code == 404
    assert phone.post(where, {"periods": "nonsense"}).status_code == 422
