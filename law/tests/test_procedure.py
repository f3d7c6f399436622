"""Small claims, simplified procedure, sole judge, routing and triage."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.flags import labels
from law.procedure import smallclaims, triage
from law.registry import ask

LIMITS = {"mandatory_max": 64610, "agreed_max": 258440, "simple_money_claim": True}
MONEY = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("wage", "low", "high"), [(129220, 64610, 258440), (91413, 45707, 182826), (108645, 54323, 217290)]
)
def test_limits_are_half_and_twice_the_wage_half_rounded_up(wage, low, high):
    got = ask("small_claims.thresholds", {"avg_wage": wage})
    assert (got["mandatory_max"], got["agreed_max"]) == (low, high)


def test_published_figures_stand_against_the_wage():
    got = ask("small_claims.thresholds", {"province": "辽宁省", "year": 2022, "avg_wage": 88474})
    assert got == {"mandatory_max": 44000, "agreed_max": 176000, "source": "published"}


def test_the_latest_published_year_stands_until_a_newer_one():
    assert ask("small_claims.thresholds", {"province": "江苏", "filed": "2026-01-03"})["agreed_max"] == 243448
    assert ask("small_claims.thresholds", {"province": "江苏", "filed": "2026-01-04"})["agreed_max"] == 258440
    assert ask("small_claims.thresholds", {"province": "江苏", "filed": "2021-01-04"}) == {
        "error": "threshold_not_configured"
    }


def test_a_province_without_figures_is_refused_until_the_court_enters_them():
    assert ask("small_claims.thresholds", {"province": "山西"}) == {"error": "threshold_not_configured"}
    assert ask("small_claims.thresholds", {"province": "山西", "published": {"mandatory_max": 1, "agreed_max": 4}})[
        "source"] == "published_override"


@pytest.mark.parametrize(("amount", "agreed", "result"), [
    (64610, None, "mandatory"), (64610.01, None, "by_agreement_only"), (64610.01, True, "small_claims"),
    (258440, True, "small_claims"), (258440.01, True, "not_available"), (0, None, "mandatory"),
])
def test_routes_at_the_limits(amount, agreed, result):
    assert ask("small_claims.route", {**LIMITS, "amount": amount, "agreed": agreed}) == {"result": result}


@pytest.mark.parametrize("bar", [*[key for key, _ in labels("no_small_claims")], "whereabouts_unknown", "title",
                                 "disputes_appraisal"])
def test_each_bar_keeps_a_case_out_of_small_claims(bar):
    assert ask("small_claims.route", {**LIMITS, "amount": 5000, bar: True}) == {"result": "excluded"}
    assert ask("small_claims.route", {**LIMITS, "amount": 5000, bar: False}) == {"result": "mandatory"}


def test_a_misspelt_fact_is_refused():
    assert ask("small_claims.route", {**LIMITS, "amount": 5000, "foriegn": True}) == {"error": "bad_input"}
    assert ask("simplified.allowed", {"remnd": True}) == {"error": "bad_input"}


def test_only_simple_money_claims_of_basic_courts_are_small_claims():
    assert ask("small_claims.route", {**LIMITS, "amount": 1, "simple_money_claim": False}) == {
        "result": "not_available"
    }
    assert ask("small_claims.route", {**LIMITS, "amount": 1, "level": "intermediate"}) == {"result": "not_available"}


@given(MONEY, MONEY)
def test_a_smaller_sum_is_never_treated_worse(one, other):
    order = ["mandatory", "small_claims", "not_available"]
    low, high = sorted((one, other))
    ranks = [order.index(smallclaims.route(amount=amount, mandatory_max=Decimal(64610), agreed_max=Decimal(258440),
                                           agreed=True)["result"]) for amount in (low, high)]
    assert ranks[0] <= ranks[1]


@pytest.mark.parametrize("bar", [key for key, _ in labels("no_simplified")])
def test_a_bar_stands_against_the_parties_agreement(bar):
    assert ask("simplified.allowed", {bar: True, "agreed": True}) == {"allowed": False}


def test_a_case_that_is_not_simple_needs_an_agreement_before_the_hearing():
    assert ask("simplified.allowed", {}) == {"allowed": True}
    assert ask("simplified.allowed", {"simple": False}) == {"allowed": False}
    assert ask("simplified.allowed", {"simple": False, "agreed": True}) == {"allowed": True}
    assert ask("simplified.allowed", {"simple": False, "agreed": True, "agreed_before_hearing": False}) == {
        "allowed": False
    }
    assert ask("simplified.allowed", {"level": "intermediate"}) == {"allowed": False}


def test_simple_cases_up_to_twice_the_wage_must_be_simplified():
    assert ask("simplified.required", {"amount": 200000, "avg_wage": 100000}) == {"required": True}
    assert ask("simplified.required", {"amount": 200001, "avg_wage": 100000}) == {"required": False}
    assert ask("simplified.required", {"amount": 1, "avg_wage": 100000, "remand": True}) == {"required": False}


@pytest.mark.parametrize(("procedure", "allowed"), [("simplified", False), ("小额诉讼程序", False), ("ordinary", True)])
def test_public_notice_never_serves_a_simplified_case(procedure, allowed):
    assert ask("simplified.public_notice_service", {"procedure": procedure}) == {"allowed": allowed}


SOLE = {"first_instance": "simplified", "facts_clear": True, "both_consent": True, "court": "intermediate"}


@pytest.mark.parametrize(("change", "allowed"), [
    ({}, True), ({"first_instance": "ordinary"}, False), ({"first_instance": "ordinary", "against": "ruling"}, True),
    ({"both_consent": False}, False), ({"facts_clear": False}, False), ({"court": "high"}, False),
    ({"mass_dispute": True}, False), ({"new_type": True}, False),
])
def test_a_sole_judge_in_second_instance_needs_every_condition(change, allowed):
    assert ask("sole_judge.second_instance", {**SOLE, **change}) == {"allowed": allowed}


def test_a_sole_judge_in_first_instance():
    assert ask("sole_judge.first_instance", {"procedure": "simplified"}) == {"allowed": True}
    assert ask("sole_judge.first_instance", {"procedure": "ordinary"}) == {"allowed": True}
    assert ask("sole_judge.first_instance", {"procedure": "ordinary", "level": "intermediate"}) == {"allowed": False}
    assert ask("sole_judge.first_instance", {"procedure": "simplified", "public_interest": True}) == {"allowed": False}


@pytest.mark.parametrize(("facts", "allowed"), [
    ({"amount": 2000}, True), ({"amount": 2001}, False), ({"on_the_spot": True}, True),
    ({"government_information": True}, True), ({"all_agree": True}, True),
    ({"all_agree": True, "remand_or_retrial": True}, False),
])
def test_administrative_cases_in_the_simplified_procedure(facts, allowed):
    assert ask("admin.simplified_allowed", facts) == {"allowed": allowed}


ROUTE = {"simple": True, "money_claim": True, "mandatory_max": 64610, "agreed_max": 258440}


@pytest.mark.parametrize(
    ("facts", "procedure", "sole"),
    [
        ({"amount": 5000}, "small_claims", True),
        ({"amount": 100000}, "simplified", True),
        ({"amount": 100000, "agreed_small": True}, "small_claims", True),
        ({"amount": 5000, "counterclaim": True}, "simplified", True),
        ({"amount": 5000, "simple": False}, "ordinary", True),
        ({"amount": 5000, "many_parties": True}, "ordinary", True),
        ({"amount": 5000, "wide_attention": True}, "ordinary", False),
        ({"amount": 5000, "defendant_whereabouts_unknown": True}, "ordinary", True),
        ({"amount": 5000, "level": "intermediate"}, "ordinary", False),
    ],
)
def test_a_case_finds_its_procedure_and_bench(facts, procedure, sole):
    got = ask("procedure.route", {**ROUTE, **facts})
    assert (got["procedure"], got["sole_judge"]) == (procedure, sole)


def test_between_the_limits_the_page_can_offer_an_agreement():
    assert ask("procedure.route", {**ROUTE, "amount": 100000})["may_agree_small_claims"] is True
    assert ask("procedure.route", {**ROUTE, "amount": 5000})["may_agree_small_claims"] is False


@pytest.mark.parametrize(
    ("facts", "route"),
    [
        ({"kind": "民间借贷纠纷"}, "mediation"),
        ({"kind": "民间借贷纠纷", "parties_refuse": True}, "small_claims"),
        ({"kind": "民间借贷纠纷", "mediated_already": True, "amount": 100000}, "simplified"),
        ({"kind": "确认亲子关系纠纷", "money_claim": False}, "simplified"),
        ({"kind": "民间借贷纠纷", "undisputed_debt": True, "wants_payment_order": True}, "payment_order"),
        (
            {"kind": "民间借贷纠纷", "undisputed_debt": True, "wants_payment_order": True, "party_missing": True},
            "simplified",
        ),
        ({"kind": "合同纠纷", "defendant_whereabouts_unknown": True}, "ordinary"),
    ],
)
def test_triage_sends_a_filing_somewhere_with_a_reason_and_a_way_back(facts, route):
    got = ask("triage.route", {**ROUTE, "amount": 5000, **facts})
    assert got["route"] == route
    assert got["reasons"]
    assert got["back"]


def test_a_divorce_is_marked_for_mediation():
    assert "mediation_due" in ask("triage.route", {"kind": "离婚纠纷"})["hits"]
    assert "mediation_due" not in ask("triage.route", {"kind": "离婚后财产纠纷"})["hits"]


def test_another_choice_needs_a_reason_and_mediation_the_parties():
    keys = [key for key, _ in triage.routes()]
    assert ask("triage.override", {"proposed": keys[0], "chosen": keys[0], "reason": ""})["overridden"] is False
    facts = {"proposed": "mediation", "chosen": "ordinary"}
    assert ask("triage.override", {**facts, "reason": " "}) == {"error": "reason_needed"}
    assert ask("triage.override", {**facts, "reason": "证据易灭失"})["overridden"] is True
    assert ask(
        "triage.override", {"proposed": "ordinary", "chosen": "mediation", "reason": "x", "parties_agree": False}
    ) == {"error": "consent_needed"}
    assert ask("triage.override", {**facts, "chosen": "elsewhere", "reason": "x"}) == {"error": "bad_route"}


def test_figures_of_a_day_before_any_notice_are_unknown():
    assert smallclaims.figures_on("江苏", date(2022, 1, 6)) is None
