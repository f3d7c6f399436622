"""A hearing is planned where nobody and nothing is taken, with three days' notice; it calls everybody by summons."""
from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier.models import Document
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.hearings import actions, diary
from court.work.hearings.models import Courtroom, Hearing
from court.work.hearings.tests.story import HELD, PLANNED, answering, plan, room_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def stage():
    return build()


def test_planning_moves_the_case_and_summons_every_party_to_time_and_place(stage):
    case = answering(stage)
    hearing = plan(stage, case)
    assert (case.stage, hearing.sequence, hearing.title, hearing.minutes) == ("trial", 1, "第一次开庭", 120)
    papers = Document.objects.filter(case=case, template="summons")
    assert {p.party.role for p in papers} == {"plaintiff", "defendant"}
    rows = {row["label"]: row["value"] for row in papers.first().data["rows"]}
    assert rows["应到时间"] == "2026年4月1日（星期三）09:00" and "第一法庭" in rows["应到处所"]
    assert {a.role for a in hearing.attendances.all()} == {"原告", "被告"}
    assert Message.objects.filter(case=case, kind="hearing_scheduled").count() == 2
    assert Task.objects.filter(case=case, kind="hold_hearing", state="open").exists()


def test_counsel_is_called_too(stage):
    hearing = plan(stage, answering(stage, counsel=True))
    assert "原告代理人（律师）" in {a.role for a in hearing.attendances.all()}


def test_less_than_three_days_notice_is_refused_with_the_article_and_nothing_stays(stage):
    case = answering(stage)
    with pytest.raises(Refused) as refused:
        plan(stage, case, moment(PLANNED + timedelta(days=3), 9), on=PLANNED + timedelta(days=1))
    assert refused.value.code == "short_notice" and refused.value.law == "民事诉讼法第一百三十九条"
    assert not Hearing.objects.exists()
    plan(stage, case, moment(PLANNED + timedelta(days=3), 9), on=PLANNED)


@pytest.mark.parametrize(("hour", "minutes", "day", "word"), [
    (9, 120, date(2026, 4, 4), "不是工作日"), (7, 60, HELD, "8时至18时"), (17, 120, HELD, "8时至18时")])
def test_rest_days_and_nights_are_refused(stage, hour, minutes, day, word):
    with pytest.raises(Refused) as refused:
        plan(stage, answering(stage), moment(day, hour), minutes=minutes)
    assert refused.value.code == "clash" and word in refused.value.message


@pytest.mark.parametrize("minutes", [0, 9, 481, -30])
def test_absurd_lengths_are_refused(stage, minutes):
    with pytest.raises(Refused) as refused:
        plan(stage, answering(stage), minutes=minutes)
    assert refused.value.code == "bad_field"


def other_case(stage, **handlers) -> Case:
    """A second case with other people on its bench, unless said otherwise, and other parties."""
    from court.base.people.models import Person

    case = answering(stage)
    case.parties.filter(role="plaintiff").update(person=Person.objects.create(name="甲"))
    case.parties.filter(role="defendant").update(person=Person.objects.create(name="乙"))
    for role, who in {"judge": "judge2", "clerk": "service_officer", **handlers}.items():
        case.handlers.filter(role=role).update(account=stage.accounts[who])
    Case.objects.filter(pk=case.pk).update(judge=case.handlers.get(role="judge").account)
    case.refresh_from_db()
    return case


def test_judge_clerk_room_and_parties_cannot_be_in_two_places(stage):
    plan(stage, answering(stage))
    second, at = room_of(stage, "第二法庭"), moment(HELD, 10)
    planner = {"who": "judge2", "room": second}
    for case, more, word in [
        (other_case(stage), {"who": "judge2"}, "第一法庭已排"),
        (other_case(stage, judge="judge"), {"room": second}, "李文静"),
        (other_case(stage, clerk="clerk"), planner, "赵小敏"),
    ]:
        with pytest.raises(Refused) as refused:
            plan(stage, case, at, **more)
        assert refused.value.code == "clash" and word in refused.value.message
    shared = other_case(stage)
    shared.parties.filter(role="plaintiff").update(person=stage.accounts["plaintiff"].person)
    with pytest.raises(Refused) as refused:
        plan(stage, shared, at, **planner)
    assert "当事人或代理人" in refused.value.message
    plan(stage, other_case(stage), at, **planner)


def test_one_hearing_may_begin_when_another_ends(stage):
    plan(stage, answering(stage))
    assert plan(stage, other_case(stage), moment(HELD, 11), who="judge2")


def test_free_times_avoid_what_is_taken_rest_days_and_noon(stage):
    case = answering(stage)
    room_of(stage)
    plan(stage, other_case(stage), moment(date(2026, 3, 23), 9), who="judge2", on=date(2026, 3, 18))
    slots = diary.free_slots(case, 120, PLANNED)
    assert [s.starts_at for s in slots[:2]] == [moment(date(2026, 3, 23), 14, 30), moment(date(2026, 3, 23), 15)]
    assert all(diary.clashes(diary.want(case, s.starts_at, 120, s.room)) == [] for s in slots)


def test_only_judge_and_clerk_of_the_case_plan(stage):
    case = answering(stage)
    for who in ("judge2", "foreign_judge", "plaintiff", "stranger"):
        with pytest.raises(Refused) as refused:
            plan(stage, case, who=who)
        assert refused.value.status == 403
    assert plan(stage, case, who="clerk")


def test_a_double_click_plans_once_and_a_stale_form_is_told(stage):
    case = answering(stage)
    token = case.version
    assert plan(stage, case, key="k") == plan(stage, case, key="k")
    with pytest.raises(Refused) as refused:
        plan(stage, case, moment(HELD, 14, 30), token=token)
    assert refused.value.code == "stale"


def test_a_panel_track_needs_its_panel_first(stage):
    case = answering(stage, track="ordinary")
    with pytest.raises(Refused) as refused:
        plan(stage, case)
    assert refused.value.code == "no_panel"


def test_a_room_of_another_court_is_refused(stage):
    elsewhere = Courtroom.objects.create(court=stage.other_court, name="外院法庭")
    with pytest.raises(Refused):
        plan(stage, answering(stage), room=elsewhere)


def adjourn(stage, hearing, who="judge", ground="absent", on=date(2026, 3, 25)):
    return actions.adjourn(hearing.pk, ground=ground, reason="证人出差", by=stage.actor(who, on), at=moment(on))


def test_an_adjourned_hearing_gives_its_time_back_and_the_next_has_the_next_number(stage):
    case = answering(stage)
    first = plan(stage, case)
    assert adjourn(stage, first).state == "adjourned"
    assert Task.objects.filter(case=case, kind="schedule", state="open").exists()
    second = plan(stage, case, on=date(2026, 3, 25))
    assert second.title == "第二次开庭"


def test_the_simplified_procedure_adjourns_once(stage):
    case = answering(stage)
    adjourn(stage, plan(stage, case))
    with pytest.raises(Refused) as refused:
        adjourn(stage, plan(stage, case, on=date(2026, 3, 25)))
    assert refused.value.code == "too_often"


def test_other_grounds_are_the_presidents(stage):
    hearing = plan(stage, answering(stage))
    with pytest.raises(Refused) as refused:
        adjourn(stage, hearing, ground="other")
    assert refused.value.code == "needs_president"
    assert adjourn(stage, hearing, "court_president", "other").state == "adjourned"


def test_a_case_that_is_withdrawn_gives_its_times_back(stage):
    case = answering(stage)
    hearing = plan(stage, case)
    from court.work.hearings.reactions import not_needed

    class Scene:
        at = moment(PLANNED, 15)

    Scene.case = case
    not_needed(Scene, None)
    hearing.refresh_from_db()
    assert hearing.state == "cancelled"
