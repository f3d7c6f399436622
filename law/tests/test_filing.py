"""Filing review: clocks, what follows, conditions, defects, cross-region filing."""
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.filing import clocks, defects
from law.registry import ask

KINDS = [key for key, _ in clocks.kinds()]
DAYS = st.dates(date(2022, 6, 1), date(2026, 11, 1))


@pytest.mark.parametrize(("kind", "by"), [
    ("civil", "2025-03-17"), ("行政起诉", "2025-03-17"), ("刑事自诉", "2025-03-25"), ("第三人撤销之诉", "2025-04-09"),
    ("执行异议之诉", "2025-03-25"), ("公诉", "2025-03-17"), ("附带民事诉讼", "2025-03-17"), ("申请执行", "2025-03-17"),
    ("执行异议", "2025-03-13"), ("国家赔偿", "2025-03-17"), ("非诉行政执行", "2025-03-17"), ("二审", "2025-03-17"),
    ("发回重审", "2025-03-11"), ("指令再审", "2025-03-11"), ("改变管辖", "2025-03-13"), ("支付令", "2025-03-17"),
])
def test_each_kind_of_filing_has_its_clock(kind, by):
    assert ask("filing.decide_by", {"kind": kind, "received": "2025-03-10"}) == {"decide_by": by}


def test_five_days_to_accept_a_non_litigation_request_are_working_days():
    # 2025-04-30 is a Wednesday before a five-day holiday: working days after it begin on 6 May.
    assert ask("filing.decide_by", {"kind": "非诉", "received": "2025-04-30"}) == {"decide_by": "2025-05-12"}


def test_a_make_up_workday_ends_a_period():
    assert ask("filing.decide_by", {"kind": "civil", "received": "2024-09-22"}) == {"decide_by": "2024-09-29"}


@given(DAYS, st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 30))
def test_corrected_papers_begin_the_clock_anew_and_never_shorten_it(received, kind, ask_after, answer_after):
    requested = received + timedelta(days=ask_after)
    corrected = requested + timedelta(days=answer_after)
    plain = clocks.decide_by(kind=kind, received=received)["decide_by"]
    again = clocks.decide_by(
        kind=kind, received=received, supplement_requested=requested, supplement_received=corrected
    )
    assert received < plain <= again["decide_by"]
    assert again["decide_by"] == clocks.decide_by(kind=kind, received=corrected)["decide_by"]


def test_while_papers_are_awaited_there_is_no_day_and_impossible_days_are_refused():
    facts = {"kind": "civil", "received": "2025-03-10", "supplement_requested": "2025-03-12"}
    assert ask("filing.decide_by", facts) == {"error": "waiting_for_supplement"}
    assert ask("filing.decide_by", {**facts, "supplement_received": "2025-03-11"}) == {"error": "bad_dates"}
    assert ask("filing.decide_by", {"kind": "天气", "received": "2025-03-10"}) == {"error": "bad_kind"}
    assert ask("filing.decide_by", {"kind": "civil", "received": "2015-04-30"}) == {"error": "no_law_on_date"}


@pytest.mark.parametrize(("facts", "action"), [
    ({"kind": "civil", "day_7_passed": True, "decision": None}, "file_first"),
    ({"kind": "行政", "day_7_passed": True}, "file_first"),
    ({"kind": "civil", "day_7_passed": False}, "decide_in_time"),
    ({"kind": "civil", "day_7_passed": True, "decision": "docketed"}, "none"),
    ({"kind": "公诉", "period_passed": True}, "overdue"),
])
def test_what_is_done_when_the_days_run_out(facts, action):
    assert ask("filing.default_action", facts) == {"action": action}


def test_one_notice_to_correct_and_no_second():
    assert ask("filing.supplement_notices_allowed", {"kind": "civil", "notices_sent": 0}) == {"allowed": True}
    assert ask("filing.supplement_notices_allowed", {"kind": "civil", "notices_sent": 1}) == {"allowed": False}


def test_every_smaller_step_has_its_days():
    for key, _ in clocks.steps_with_deadlines():
        assert date.fromisoformat(ask("filing.step_by", {"step": key, "start": "2025-03-10"})["by"]) > date(2025, 3, 10)


def test_a_divorce_is_blocked_six_months_for_the_plaintiff_without_new_facts():
    facts = {"earlier": "判决不准离婚", "earlier_effective": "2025-01-10"}
    assert ask("filing.resuit_allowed", {**facts, "suing": "2025-07-10"})["allowed"] is False
    assert ask("filing.resuit_allowed", {**facts, "suing": "2025-07-11"})["allowed"] is True
    assert ask("filing.resuit_allowed", {**facts, "suing": "2025-02-01", "new_facts": True})["allowed"] is True
    assert ask("filing.resuit_allowed", {**facts, "suing": "2025-02-01", "by_defendant": True})["allowed"] is True


@pytest.mark.parametrize(("amount", "outside", "level"), [
    (499_999_999, False, "basic"), (500_000_000, False, "intermediate"), (100_000_000, True, "intermediate"),
    (99_999_999, True, "basic"),
])
def test_levels_by_sum(amount, outside, level):
    assert ask("filing.level_court", {"amount": amount, "one_party_outside": outside}) == {"level": level}


@pytest.mark.parametrize(("defendant", "level"), [("运城市人民政府", "intermediate"), ("大渡口镇人民政府", "basic"),
                                                  ("盐湖区市场监督管理局", "basic"), ("海关", "intermediate")])
def test_administrative_levels_by_defendant(defendant, level):
    assert ask("filing.admin_level_court", {"defendant": defendant}) == {"level": level}


def test_conditions_and_other_ways_are_told_with_their_article():
    assert ask("filing.conditions_met", {"standing": True, "clear_defendant": False, "claims": True,
                                         "jurisdiction": True}) == {"met": False, "missing": ["clear_defendant"]}
    assert "仲裁" in ask("filing.other_way", {"reason": "仲裁"})["tell"]
    assert ask("filing.refused", {"reason": "宗教"})["reason"] == "religion_policy"


def test_codes_of_defects_are_unique_and_each_has_a_cure_and_an_article():
    for code, defect in defects.register().items():
        assert defect.code == code
        assert defect.effect in defects.EFFECTS
        assert all((defect.text, defect.cure, defect.field, str(defect.source)))


def test_all_defects_are_told_at_once_in_the_order_of_the_list():
    notice = ask("filing.defect_notice", {"codes": ["D01", "P01", "D01"]})
    assert [item["code"] for item in notice["items"]] == ["P01", "D01"]
    assert notice["effect"] == "correct"
    assert ask("filing.defect_notice", {"codes": ["P01", "R05"]})["effect"] == "refuse"


def test_a_second_notice_an_empty_one_and_an_unknown_code_are_refused():
    assert ask("filing.defect_notice", {"codes": ["P01"], "notices_sent": 1}) == {"error": "second_notice"}
    assert ask("filing.defect_notice", {"codes": []}) == {"error": "no_defect"}
    assert ask("filing.defect_notice", {"codes": ["X99"]}) == {"error": "unknown_defect"}


@given(st.sets(st.sampled_from(list(defects.register()))), st.sets(st.sampled_from(list(defects.register()))),
       st.sets(st.sampled_from(list(defects.register()))))
def test_a_second_round_raises_only_old_or_caused_defects(first, second, caused):
    answer = defects.second_round(first=list(first), second=list(second), new_because_of_answer=list(caused))
    assert set(answer["raisable"]) == second & (first | caused)
    assert set(answer["raisable"]) | set(answer["to_supervisor"]) == second


def test_answers_of_the_reviewer_become_codes():
    assert ask("filing.defects", {"facts": {"defendant_clear": False, "claims": True}}) == {
        "codes": ["D01"],
        "ready": False,
    }
    assert ask("filing.defects", {"facts": {"claims": True}})["ready"] is True
    assert ask("filing.defects", {"facts": {"typo": True}}) == {"error": "bad_input"}


@pytest.mark.parametrize(("facts", "action"), [
    ({"corrected": True, "complies": True}, "docket"), ({"corrected": True}, "refuse"),
    ({"corrected": False, "insists": True}, "refuse"), ({"corrected": False}, "return_papers"),
])
def test_what_follows_a_correction(facts, action):
    assert ask("filing.after_correction", facts) == {"action": action}


def test_a_complete_complaint_lacks_nothing_and_a_blank_one_names_each_gap():
    person = {
        "name": "张三",
        "sex": "男",
        "age": 40,
        "ethnicity": "汉族",
        "domicile": "盐湖区",
        "contact": "13800000000",
    }
    unit = {"entity": True, "name": "某公司", "domicile": "临猗县"}
    facts = {"plaintiffs": [person], "defendants": [unit], "claims": "返还借款", "facts": "借款未还", "evidence": 1}
    assert ask("filing.complaint_missing", facts) == {"missing": [], "complete": True}
    gaps = ask("filing.complaint_missing", {**facts, "plaintiffs": [{**person, "contact": " "}], "claims": ""})
    assert [gap["field"] for gap in gaps["missing"]] == ["plaintiff.1.contact", "claims"]


def test_a_cross_region_target_is_configuration_and_says_so():
    facts = {"sent": "2026-03-10T23:50:00"}
    assert ask("cross_region.respond_by", facts) == {"target": "2026-03-11T00:20:00"}
    assert ask("cross_region.respond_by", {**facts, "minutes": 60}) == {"target": "2026-03-11T00:50:00"}
    assert ask("cross_region.respond_by", {**facts, "minutes": 0}) == {"error": "bad_input"}
    assert ask("cross_region.allowed", {"matter": "民事一审"}) == {"allowed": True}
    assert ask("cross_region.allowed", {"matter": "再审"}) == {"allowed": False}


def test_a_refusal_says_what_is_wrong_and_cites():
    with pytest.raises(LawError) as refusal:
        defects.defect_notice(codes=["P01"], notices_sent=1)
    assert "一次性" in refusal.value.text
    assert "第七条" in str(refusal.value.cites[0])
