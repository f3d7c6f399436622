"""The one door: who may, when, on which facts; what is written; what a repeat and a late-comer get."""
import json
from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases import replay
from court.spine.cases.acts import perform, possible
from court.spine.cases.models import Case, Note
from court.spine.cases.tests.stage import DAY, build, moment, paid
from court.spine.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return build()


def test_docketing_gives_number_clocks_tasks_and_one_entry(stage):
    case = stage.case()
    assert case.number == "（2026）晋0802民初1号"
    assert case.title == "王建国诉张伟民间借贷纠纷"
    assert [e.kind for e in Entry.objects.filter(stream=case.stream)] == ["case.docket"]
    limit = case.clocks.get(kind="trial_limit")
    assert (limit.started_on, limit.due_on) == (DAY, date(2026, 6, 2))
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 6, 2)
    assert case.tasks.get(kind="pay_fee").person == stage.accounts["plaintiff"].person


def test_numbers_follow_each_other_and_begin_anew_with_the_year(stage):
    first, second = stage.case(), stage.case()
    later = stage.case(day=date(2027, 1, 4))
    assert [c.number for c in (first, second, later)] == ["（2026）晋0802民初1号", "（2026）晋0802民初2号", "（2027）晋0802民初1号"]


def test_a_stranger_to_the_act_is_refused_and_nothing_is_written(stage):
    case = stage.case()
    with pytest.raises(Refused) as refused:
        stage.act(case, "settle_fee", "judge", how="paid")
    assert refused.value.code == "not_yours"
    assert Entry.objects.filter(stream=case.stream).count() == 1


def test_an_act_of_another_stage_is_refused_with_the_stage_it_belongs_to(stage):
    case = stage.case()
    stage.act(case, "settle_fee", None, how="paid")
    with pytest.raises(Refused) as refused:
        stage.act(case, "record_effect", None, effective_on="2026-05-01")
    assert refused.value.code == "wrong_stage"
    assert "已结案" in refused.value.do


def test_unknown_and_missing_facts_are_refused_by_name(stage):
    case = stage.case()
    with pytest.raises(Refused) as unknown:
        stage.act(case, "settle_fee", None, how="paid", colour="red")
    assert unknown.value.code == "unknown_field"
    with pytest.raises(Refused) as missing:
        stage.act(case, "settle_fee", None)
    assert missing.value.code == "missing_field" and "交费情况" in missing.value.message


def test_a_repeat_with_the_same_key_gets_the_same_entry(stage):
    case = assigned(stage)
    by = stage.actor("clerk")
    first = perform(case, "send_papers", by=by, at=moment(), facts={"days": 15}, key="k-1")
    again = perform(case, "send_papers", by=by, at=moment(), facts={"days": 15}, key="k-1")
    assert first.place == again.place
    assert Entry.objects.filter(stream=case.stream, kind="case.send_papers").count() == 1


def test_a_stale_form_is_told_who_did_what_meanwhile(stage):
    case = assigned(stage)
    token = case.version
    stage.act(case, "send_papers", "clerk", days=15)
    with pytest.raises(Refused) as stale:
        perform(case, "exclude_time", by=stage.actor("judge"), at=moment(), token=token,
                facts={"exclusion": "鉴定", "expected_end": "2026-05-01", "reason": "鉴定笔迹"})
    assert stale.value.code == "stale" and "送达应诉材料" in stale.value.message


def test_text_stays_out_of_the_journal(stage):
    case = answering(stage)
    entry = stage.act(case, "exclude_time", "judge", exclusion="鉴定", expected_end="2026-05-01", reason="王建国申请笔迹鉴定")
    assert "笔迹" not in entry.facts
    assert Note.objects.get(case=case, place=entry.place, name="reason").text == "王建国申请笔迹鉴定"


def test_excluded_time_moves_the_trial_limit_by_as_many_days(stage):
    case = answering(stage)
    stage.act(case, "exclude_time", "judge", date(2026, 3, 10), exclusion="鉴定", expected_end="2026-05-01", reason="鉴定")
    stage.act(case, "resume_time", "judge", date(2026, 3, 30))
    assert case.due_on == date(2026, 6, 2) + timedelta(days=20)


def test_acts_that_may_be_done_are_listed_with_the_reason_why_not_yet(stage):
    case = answering(stage)
    codes = {code: why for code, _, why in possible(case, stage.actor("judge"), moment())}
    assert "schedule_hearing" in codes and "archive_case" not in codes
    assert codes["resume_time"].code == "nothing_pending"
    assert possible(case, stage.actor("stranger"), moment()) == []


def test_the_journal_replays_to_what_the_tables_say(stage):
    case = answering(stage)
    stage.act(case, "exclude_time", "judge", date(2026, 3, 10), exclusion="鉴定", expected_end="2026-05-01", reason="鉴定")
    assert replay.compare(case) == []
    Case.objects.filter(pk=case.pk).update(stage="closed")
    case.clocks.filter(kind="trial_limit").update(due_on=date(2027, 1, 1))
    case.refresh_from_db()
    assert len(replay.compare(case)) == 2


def test_effects_are_recorded_in_the_entry(stage):
    case = stage.case()
    effects = json.loads(Entry.objects.get(stream=case.stream).effects)
    assert effects["stage"] == "docketed"
    assert {row["kind"] for row in effects["clocks"]["start"]} == {"trial_limit", "fee"}


def assigned(stage):
    case = stage.case()
    paid(case)
    stage.act(case, "assign_judge", "case_manager", judge=str(stage.accounts["judge"].pk),
              clerk=str(stage.accounts["clerk"].pk))
    return case


def answering(stage):
    case = assigned(stage)
    stage.act(case, "send_papers", "clerk", days=15)
    return case
