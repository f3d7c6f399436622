"""Watched cases, supervision, assignment, recusal, panels, similar cases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.bench.assignment import LoadWeights, case_weight, default, eligible, reasons, reassign_reason_valid
from law.bench.panel import (
    deliberate_by,
    draft_by,
    draw_latest,
    juror_vote,
    new_panel_required,
    presiding,
    quota_ok,
    seven_required,
    size_valid,
)
from law.bench.recusal import barred, decide_by, decider, review_by
from law.bench.similar import effect, required, scope
from law.bench.supervision import allowed, committee_quorum, measures, record
from law.bench.watched import classify, shipped
from law.calendar import shipped as calendar
from law.periods import add_months


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


@pytest.mark.parametrize(
    ("facts", "types"),
    [
        ({"national_interest": True}, [1]),
        ({"party_count": 10}, [2]),
        ({"party_count": 9}, []),
        ({"party_count": 30, "group_dispute": False}, []),
        ({"similar_conflict": True, "media_attention": True}, [2, 3]),
        ({"complaint_about_judge": True, "remand": True}, [1, 4]),
        ({"months_pending": 12}, []),
        ({"months_pending": 13}, [1]),
        ({"amount": 50_000_000}, [1]),
        ({"amount": 49_999_999.99}, []),
        ({"first_case_effect": False}, []),
        ({}, []),
    ],
)
def test_a_case_is_watched_for_the_factors_that_speak(facts, types):
    assert classify(**facts)["types"] == types


def test_a_misspelt_fact_never_passes_silently():
    assert code(classify, frist_case=True) == "bad_input"


def test_a_factor_from_memory_makes_the_answer_unverified_and_each_factor_explains_itself():
    answer = classify(overdue=True)
    assert answer.unverified
    assert "超审限" in answer.explain()[0]
    assert not classify(petition=True).unverified


def test_a_courts_own_list_of_factors_replaces_the_shipped_one():
    mine = tuple(factor for factor in shipped() if factor.key == "party_count")
    assert classify(factors=mine, party_count=12)["types"] == [2]
    with pytest.raises(LawError):
        classify(factors=mine, media_attention=True)


@pytest.mark.parametrize(
    "measure", ["直接改变合议庭意见", "口头指示改判", "签发未参加审理案件的裁判文书", "发表倾向性意见"]
)
def test_no_watched_case_lets_a_leader_decide_in_the_panels_place(measure):
    assert allowed(measure=measure, four_type=True)["allowed"] is False


@pytest.mark.parametrize(
    "measure", ["要求报告案件进展和评议结果", "提交专业法官会议讨论", "提交审判委员会讨论", "要求进行类案检索"]
)
def test_supervision_of_a_single_case_needs_a_watched_case(measure):
    assert allowed(measure=measure, four_type=True)["allowed"] is True
    assert allowed(measure=measure, four_type=False)["allowed"] is False


def test_a_leader_signs_judgments_of_cases_he_heard_or_the_committee_decided():
    words = "签发未参加审理案件的裁判文书"
    assert allowed(measure=words, committee_case=True)["allowed"] is True
    assert allowed(measure="签发裁判文书", heard=True)["allowed"] is True


def test_a_panel_may_be_asked_to_reconsider_twice_and_no_more():
    assert allowed(measure="建议复议", four_type=True, times=2)["allowed"] is True
    assert allowed(measure="建议复议", four_type=True, times=3)["allowed"] is False


def test_an_unknown_measure_is_refused_and_every_listed_one_is_known():
    assert code(allowed, measure="喝茶") == "unknown_measure"
    for measure in measures():
        assert isinstance(allowed(measure=measure.label, four_type=True)["allowed"], bool)


def test_the_record_of_supervision_needs_words_and_is_kept_for_ever():
    assert record(action="要求报告")["retention"] == "永久"
    assert code(record, action=" ") == "bad_input"


@pytest.mark.parametrize(("members", "present", "valid"), [(9, 5, True), (9, 4, False), (8, 5, False)])
def test_the_committee_sits_with_more_than_half_of_an_odd_number(members, present, valid):
    assert committee_quorum(members=members, present=present)["valid"] is valid


@pytest.mark.parametrize(
    ("kind", "mode"), [("民事一审", "随机"), ("四类案件", "指定"), ("系列案件", "指定"), ("院庭长办案", "指定")]
)
def test_cases_are_drawn_at_random_unless_a_reason_allows_designation(kind, mode):
    assert default(kind=kind)["mode"] == mode


def test_a_flag_designates_whatever_the_kind_is_called():
    assert default(kind="民事一审", series=True)["mode"] == "指定"


def test_a_case_changes_hands_only_for_listed_reasons():
    assert all(reassign_reason_valid(reason=choice.label)["valid"] for choice in reasons())
    assert dict(reassign_reason_valid(reason="当事人要求换人")) == {"valid": False}


@pytest.mark.parametrize(
    ("facts", "ok"),
    [
        ({}, True),
        ({"relation_to_party": "外甥"}, False),
        ({"relation_to_party": "大学同学"}, True),
        ({"relation_to_counsel": "兄弟姐妹"}, False),
        ({"relation_to_counsel": "岳父"}, True),
        ({"relation_to_counsel": "spouse"}, False),
        ({"was_witness": True}, False),
        ({"gift": True}, False),
        ({"first_instance_panel": True}, False),
        ({"first_instance_panel": False}, True),
        ({"original_panel": True, "history": "发回重审"}, False),
        ({"first_round_second_instance_panel": True, "history": "二审发回重审后再次上诉"}, True),
        ({"first_round_second_instance_panel": True, "history": "再审"}, False),
        ({"first_instance_panel": True, "history": "二审发回重审后再次上诉"}, False),
        ({"history": "参与过本案一审"}, False),
    ],
)
def test_a_judge_is_drawn_only_without_a_ground_for_recusal(facts, ok):
    assert eligible(judge="甲", **facts)["eligible"] is ok


def test_an_unknown_fact_about_a_judge_is_refused():
    assert code(eligible, judge="甲", golf=True) == "bad_input"


def test_the_load_of_a_case_grows_with_parties_and_volumes_by_the_courts_own_weights():
    weights = LoadWeights(kinds={"破产": Decimal(5)}, procedures={"简易": Decimal("0.5")})
    light = case_weight(weights, kind="民事", procedure="简易")
    assert light == Decimal("0.5")
    assert case_weight(weights, kind="民事", procedure="简易", parties=3) > light
    assert case_weight(weights, kind="破产", procedure="普通", volumes=2) == Decimal("5.25")
    assert code(case_weight, weights=weights, kind="民事", procedure="普通", parties=0) == "bad_input"


@pytest.mark.parametrize(
    ("target", "domain", "who"),
    [
        ("审判长(院长)", "civil", "审判委员会"),
        ("院长", "criminal", "审判委员会"),
        ("副院长", "civil", "院长"),
        ("审判员", "civil", "院长"),
        ("人民陪审员", "civil", "院长"),
        ("书记员", "civil", "审判长或者独任审判员"),
        ("翻译人员", "administrative", "审判长"),
        ("鉴定人", "criminal", "院长"),
    ],
)
def test_who_decides_on_recusal(target, domain, who):
    assert decider(target=target, domain=domain)["decider"] == who


def test_recusal_of_nobody_known_is_refused():
    assert code(decider, target="记者") == "unknown_target"


def test_recusal_is_decided_and_reviewed_in_three_days_each():
    assert decide_by(applied=date(2025, 3, 10))["by"] == date(2025, 3, 13)
    assert review_by(requested=date(2025, 3, 13))["by"] == date(2025, 3, 17), "Sunday moves to Monday"
    assert code(decide_by) == "bad_input"


@pytest.mark.parametrize(
    ("day", "court", "bar"),
    [
        ("2026-06-01", "other", True),
        ("2026-06-02", "other", False),
        ("2040-01-01", "former", True),
    ],
)
def test_a_former_judge_is_barred_two_years_anywhere_and_for_ever_at_home(day, court, bar):
    facts = {"former_judge": True, "left": date(2024, 6, 1), "case_date": date.fromisoformat(day), "court": court}
    assert barred(**facts)["barred"] is bar
    assert barred(**facts, as_guardian_or_kin=True)["barred"] is False


def test_kin_of_the_staff_are_barred_in_that_court_only():
    assert barred(relation="配偶", court="former")["barred"] is True
    assert barred(relation="配偶", court="other")["barred"] is False
    assert barred(relation="兄弟", court="former")["barred"] is False


def test_a_dismissed_judge_is_barred_everywhere_and_missing_days_are_refused():
    assert barred(dismissed=True, former_judge=True)["barred"] is True
    assert code(barred, former_judge=True) == "bad_input"


@given(st.integers(-3, 30))
def test_a_panel_is_odd_and_at_least_three(size):
    assert size_valid(size=size)["valid"] == (size >= 3 and size % 2 == 1)


@pytest.mark.parametrize(
    ("size", "jurors", "valid"), [(3, 2, True), (3, 3, False), (5, 2, False), (7, 4, True), (7, 3, False)]
)
def test_a_panel_with_jurors_is_three_or_three_judges_with_four_jurors(size, jurors, valid):
    assert size_valid(size=size, jurors=jurors)["valid"] is valid


def test_jurors_vote_on_law_in_a_panel_of_three_and_on_facts_only_in_one_of_seven():
    assert juror_vote(panel=3, issue="法律适用")["juror_votes"] is True
    assert juror_vote(panel=7, issue="事实认定")["juror_votes"] is True
    assert juror_vote(panel=7, issue="法律适用")["juror_votes"] is False
    assert code(juror_vote, panel=5, issue="事实认定") == "bad_panel"


def test_seven_sit_in_public_interest_suits_and_in_grave_cases_of_major_impact():
    assert seven_required(public_interest_suit=True)["seven"] is True
    assert seven_required(ten_years_or_more=True, major_impact=True)["seven"] is True
    assert seven_required(ten_years_or_more=True)["seven"] is False


def test_a_juror_never_presides_and_a_sitting_president_does():
    assert presiding(president_sits=True, division_head_sits=True)["presiding"] == "院长"
    assert code(presiding, juror=True) == "juror_may_not_preside"


def test_remand_and_retrial_need_another_panel():
    assert new_panel_required(kind="发回重审")["required"] is True
    assert new_panel_required(kind="民事一审")["required"] is False


@pytest.mark.parametrize(("cases", "limit", "ok"), [(29, None, True), (30, None, False), (30, 40, True), (0, 0, False)])
def test_a_juror_gets_no_more_than_the_yearly_number(cases, limit, ok):
    assert quota_ok(cases_this_year=cases, limit=limit)["can_assign"] is ok


def test_the_panel_deliberates_over_the_national_day_holiday_in_five_workdays():
    assert deliberate_by(hearing_ended=date(2025, 9, 29))["by"] == date(2025, 10, 13)


@given(st.dates(date(2018, 1, 1), date(2026, 12, 31)))
def test_drafting_ends_on_a_workday_and_five_workdays_lie_between(day):
    by = draft_by(deliberated=day)["by"]
    between = sum(calendar().is_workday(day + timedelta(n)) for n in range(1, (by - day).days + 1))
    assert between == 5
    assert calendar().is_workday(by)


def test_days_of_a_year_without_a_notice_are_provisional():
    assert draft_by(deliberated=date(2027, 5, 10)).provisional


def test_jurors_are_drawn_seven_days_before_the_hearing():
    assert draw_latest(hearing=date(2025, 3, 10))["latest"] == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("facts", "must"),
    [
        ({"to_be_submitted_to": "专业法官会议"}, True),
        ({"to_be_submitted_to": "合议庭"}, False),
        ({"settled_rule": False}, True),
        ({"no_clear_rule": True}, True),
        ({"leader_asked": True, "simple": True}, True),
        ({"simple": True}, False),
    ],
)
def test_when_a_search_for_similar_cases_is_a_duty(facts, must):
    assert required(**facts)["required"] is must


def test_similar_search_had_no_rule_before_it_came_into_force():
    assert code(required, leader_asked=True, on=date(2020, 7, 30)) == "no_law_on_date"
    assert required(leader_asked=True, on=date(2020, 7, 31))["required"] is True


def test_guiding_cases_come_first_and_bind_others_advise():
    assert "指导性案例" in scope()["order"][0]
    assert effect(kind="最高法指导性案例")["effect"] == "应当参照"
    assert effect(kind="典型案例")["effect"] == "可以参考"


def test_two_years_after_leaving_on_a_leap_day_end_on_the_last_of_february():
    left = date(2024, 2, 29)
    assert barred(former_judge=True, left=left, case_date=add_months(left, 24))["barred"] is True
    assert barred(former_judge=True, left=left, case_date=date(2026, 3, 1))["barred"] is False
