"""Mediation periods, judicial confirmation and payment orders."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.procedure import mediation
from law.registry import ask


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"stage": "pre_filing"}, "2025-04-09"),
        ({"stage": "post_filing", "procedure": "ordinary"}, "2025-03-25"),
        ({"stage": "委托", "procedure": "简易程序"}, "2025-03-17"),
        ({"stage": "post_filing", "procedure": "小额诉讼"}, "2025-03-17"),
        ({"stage": "before_answer", "procedure": "ordinary"}, "2025-03-25"),
        ({"stage": "pre_filing", "extension_days": 30}, "2025-05-09"),
        ({"stage": "pre_filing", "extended_to": "2025-04-20"}, "2025-04-20"),
        ({"stage": "pre_filing", "appraisal_days": 10}, "2025-04-21"),
    ],
)
def test_how_long_a_mediation_lasts(facts, end):
    assert ask("mediation.end", {"accepted": "2025-03-10", **facts}) == {"end": end}


def test_the_rule_of_the_day_is_taken():
    assert "特邀调解" in str(mediation.mediation_end(stage="pre_filing", accepted=date(2021, 5, 6)).steps[0].cite)
    assert ask("mediation.end", {"stage": "pre_filing", "accepted": "2015-05-06"}) == {"error": "no_law_on_date"}


def test_an_extension_needs_everybody_and_a_later_day():
    facts = {"stage": "pre_filing", "accepted": "2025-03-10"}
    assert ask("mediation.end", {**facts, "extension_days": 5, "all_consent": False}) == {"error": "consent_needed"}
    assert ask("mediation.end", {**facts, "extended_to": "2025-03-20"}) == {"error": "bad_input"}
    assert ask("mediation.end", {**facts, "stage": "夜间"}) == {"error": "bad_input"}


@given(st.dates(date(2022, 1, 1), date(2026, 10, 1)), st.integers(0, 90))
def test_an_extension_never_shortens(accepted, days):
    plain = mediation.mediation_end(stage="pre_filing", accepted=accepted)["end"]
    assert (
        mediation.mediation_end(stage="pre_filing", accepted=accepted, extension_days=days)["end"] >= plain > accepted
    )


@pytest.mark.parametrize(("facts", "counts"), [
    ({"within_base_period": True}, True), ({"within_base_period": False, "extension_agreed": True}, False),
    ({"within_base_period": False, "extension_agreed": False}, True), ({"stage": "pre_filing"}, False),
    ({"within_base_period": True, "domain": "行政"}, False),
])
def test_what_counts_in_the_trial_limit(facts, counts):
    assert ask("mediation.counts_in_trial_limit", {"stage": "post_filing", **facts}) == {"counts": counts}


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("买卖合同纠纷", True),
        ("申请支付令", False),
        ("公示催告", False),
        ("认定公民无民事行为能力", False),
        ("婚姻无效纠纷", False),
        ("离婚纠纷", True),
        ("确认亲子关系", False),
        ("抚养费纠纷", True),
    ],
)
def test_what_may_be_mediated(kind, allowed):
    assert ask("mediation.allowed", {"kind": kind}) == {"allowed": allowed}
    assert ask("mediation.allowed", {"kind": kind, "refused": True}) == {"allowed": False}


def test_a_statement_takes_effect_with_the_last_signature_and_is_never_left():
    assert ask("mediation.statement_effective", {"signed": ["2025-03-10", "2025-03-12"]}) == {"effective": "2025-03-12"}
    assert ask("mediation.statement_effective", {"signed": ["2025-03-10", None]}) == {"effective": None}
    assert ask("mediation.statement_effective", {"signed": [None], "left_at_home": True}) == {"error": "no_leaving"}


def test_confirmation_is_asked_in_thirty_days():
    assert ask("judicial_confirmation.apply_by", {"agreement_effective": "2025-03-10"}) == {"by": "2025-04-09"}
    assert ask("judicial_confirmation.apply_by", {"agreement_effective": "2023-03-10"}) == {"by": "2023-04-10"}


@pytest.mark.parametrize(
    ("content", "acceptable"),
    [
        ("确认亲子关系", False),
        ("解除收养关系", False),
        ("确认房屋所有权归甲", False),
        ("著作权归属", False),
        ("宣告失踪", False),
        ("分期返还借款本息", True),
        ("交通事故损害赔偿", True),
        ("解除劳动关系并支付补偿", True),
        ("房屋买卖合同的履行", True),
    ],
)
def test_what_may_be_confirmed(content, acceptable):
    assert ask("judicial_confirmation.acceptable", {"content": content}) == {"acceptable": acceptable}


def test_other_bars_to_confirmation():
    assert ask("judicial_confirmation.acceptable", {"in_jurisdiction": False}) == {"acceptable": False}
    assert ask("judicial_confirmation.acceptable", {"joint": False}) == {"acceptable": False}
    assert ask("judicial_confirmation.acceptable", {"ground": "title"}) == {"acceptable": False}
    assert ask("judicial_confirmation.confirmable", {"defects": ["违背公序良俗"]}) == {
        "confirmable": False, "refused_for": ["public_order"]}
    assert ask("judicial_confirmation.confirmable", {})["confirmable"] is True


def test_the_clock_of_a_payment_order():
    assert ask("payment_order.clock", {"applied": "2025-03-10"}) == {"notify_by": "2025-03-17"}
    assert ask("payment_order.clock", {"accepted": "2025-03-10", "served": "2025-03-20", "issued": "2025-03-12"}) == {
        "issue_by": "2025-03-25", "serve_by": "2025-04-11", "pay_or_object_by": "2025-04-07"}
    assert ask("payment_order.clock", {"ended_received": "2025-03-10"}) == {"decline_suit_by": "2025-03-17"}
    assert ask("payment_order.clock", {}) == {"error": "bad_input"}


@pytest.mark.parametrize(("facts", "valid"), [
    ({"form": "oral"}, False), ({"form": "口头"}, False), ({"form": "written"}, True),
    ({"form": "书面", "content": "暂时没有清偿能力"}, False), ({"form": "书面", "content": "请求延期"}, False),
    ({"form": "书面", "content": "货款已经付清"}, True),
    ({"form": "书面", "served": "2025-03-10", "raised": "2025-03-25"}, True),
    ({"form": "书面", "served": "2025-03-10", "raised": "2025-03-26"}, False),
])
def test_which_objections_stop_an_order(facts, valid):
    assert ask("payment_order.objection_valid", facts) == {"valid": valid}


def test_a_founded_objection_leads_to_a_suit_dated_back_unless_declined_in_time():
    facts = {"founded": True, "applied": "2025-03-10", "ruling_received": "2025-05-06"}
    assert ask("payment_order.after_objection", facts) == {"result": "suit", "suit_date": "2025-03-10"}
    assert ask("payment_order.after_objection", {**facts, "declined": "2025-05-13"})["result"] == "ended"
    assert ask("payment_order.after_objection", {**facts, "declined": "2025-05-14"})["result"] == "suit"
    assert ask("payment_order.after_objection", {"founded": False})["result"] == "order_stands"


@pytest.mark.parametrize("missing", ["money_or_securities", "due_and_fixed", "no_counter_duty", "debtor_in_country",
                                     "deliverable", "jurisdiction", "no_presuit_preservation"])
def test_a_payment_order_needs_every_condition(missing):
    assert ask("payment_order.conditions_met", {missing: False}) == {"met": False, "missing": [missing]}
    assert ask("payment_order.conditions_met", {})["met"] is True
