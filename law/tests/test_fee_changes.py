"""Counterclaims, appeals, changed claims, conversions, payment, relief, refunds and burden."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.fees import burden, payment, relief
from law.fees.money import FEN, YUAN
from law.registry import ask


def test_a_merged_counterclaim_is_halved_once_even_in_a_simplified_case():
    assert ask("fee.counterclaim", {"counterclaim_amount": 200000, "merged": True}) == {"payable": 2150}
    assert ask("fee.counterclaim", {"counterclaim_amount": 200000, "merged": False}) == {"payable": 4300}
    assert ask("fee.counterclaim", {"counterclaim_amount": 200000, "halve": "simplified"}) == {"payable": 2150}


def test_an_appeal_is_charged_on_what_it_disputes():
    assert ask("fee.appeal", {"disputed_amount": 100000}) == {"fee": 2300}
    assert ask("fee.appeal", {"against": "驳回起诉裁定"}) == {"fee": 0}
    assert ask("fee.appeal", {"fee": 100}) == {"fee": 100}


def test_joint_appeals_cost_one_fee_and_separate_ones_each():
    assert ask("fee.appeals", {"amounts": [10000, 100000], "joint": True}) == {"fees": [2300]}
    assert ask("fee.appeals", {"amounts": [10000, 100000]}) == {"fees": [50, 2300]}


@pytest.mark.parametrize(
    ("ground", "fee"), [("new_evidence", 2300), ("未提出上诉", 2300), ("检察院抗诉", 0), ("other", 0)]
)
def test_a_retrial_costs_only_on_two_grounds(ground, fee):
    assert ask("fee.retrial", {"ground": ground, "disputed_amount": 100000}) == {"fee": fee}


def test_several_property_claims_are_added_and_others_beside_them_are_free():
    assert ask("fee.mixed", {"property_amounts": [60000, 40000], "non_property": 2}) == {"fee": 2300}
    assert ask("fee.mixed", {"non_property": 3, "base": 100}) == {"fee": 100}
    assert ask("fee.mixed", {}) == {"error": "no_claim"}


def test_a_raised_claim_is_topped_up_and_a_reduced_one_refunded_until_the_investigation_ends():
    assert ask("fee.claim_changed", {"before": 100000, "after": 200000}) == {"topup": 2000, "refund": 0}
    assert ask("fee.claim_changed", {"before": 200000, "after": 100000}) == {"topup": 0, "refund": 2000}
    assert ask("fee.claim_changed", {"before": 200000, "after": 100000, "investigation_over": True}) == {
        "topup": 0, "refund": 0, "borne_by_claimant": 2000}


def test_conversion_asks_for_the_other_half_in_seven_days():
    assert ask("fee.conversion_topup", {"fee": 2300, "notice_received": "2024-05-06"}) == {
        "topup": 1150, "pay_by": "2024-05-13"}
    assert ask("fee.conversion_topup", {}) == {"error": "bad_input"}


def test_a_lapsed_payment_order_counts_towards_the_suit():
    assert ask("fee.payment_order_to_suit_topup", {"amount": 100000, "paid": 766.67}) == {"topup": 1533.33}
    assert ask("fee.payment_order_to_suit_topup", {"amount": 100000, "halve": "simplified"}) == {"topup": 383.33}


def test_a_security_interest_application_is_deducted_but_never_below_nothing():
    assert ask("fee.security_interest_offset", {"fee": 2300, "application_fee_paid": 400}) == {"payable": 1900}
    assert ask("fee.security_interest_offset", {"fee": 100, "application_fee_paid": 400}) == {"payable": 0}


def test_values_of_objects():
    assert ask("fee.value_of_object", {"kind": "证券", "closing_price": 12.5, "quantity": 100}) == {"amount": 1250}
    assert ask("fee.value_of_object", {"kind": "房屋", "claimed": 300000}) == {"amount": 300000}
    assert ask("fee.value_of_object", {"kind": "房屋"}) == {"error": "value_needed"}
    assert ask("fee.foreign_currency", {"amount": 100, "rate": 7.1234}) == {"amount": 712.34}
    assert ask("fee.foreign_currency", {"amount": 100, "rate": 0}) == {"error": "bad_amount"}


def test_paying_takes_seven_days_from_the_day_after_and_passes_over_rest_days():
    assert ask("fee.pay_by", {"notice_received": "2024-05-06"}) == {"pay_by": "2024-05-13"}
    assert ask("fee.pay_by", {"counterclaim_raised": "2024-09-24"}) == {"pay_by": "2024-10-08"}
    assert ask("fee.pay_by", {}) == {"error": "bad_input"}


def test_nothing_follows_before_the_last_day_or_while_relief_is_undecided():
    facts = {"notice_received": date(2024, 5, 6)}
    assert not payment.fee_unpaid(**facts, today=date(2024, 5, 13))["overdue"]
    assert payment.fee_unpaid(**facts, today=date(2024, 5, 14))["consequence"] == "deemed_withdrawn"
    assert not payment.fee_unpaid(**facts, today=date(2024, 5, 14), relief_pending=True)["overdue"]
    appeal = payment.fee_unpaid(kind="上诉", **facts, today=date(2024, 5, 14))
    assert appeal["consequence"] == "appeal_deemed_withdrawn"


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        ("申请执行", False),
        ("追索劳动报酬", False),
        ("破产", False),
        ("代表人诉讼", False),
        ("起诉", True),
        ("上诉", True),
        ("申请财产保全", True),
        ("支付令", True),
        ("执行异议之诉", True),
        ("承认和执行外国判决", True),
        ("买卖合同纠纷", True),
    ],
)
def test_what_is_paid_in_advance(kind, required):
    assert ask("fee.prepay_required", {"kind": kind}) == {"required": required}


@pytest.mark.parametrize(("reason", "refund"), [
    ("发回重审", 100), ("不予受理", 100), ("驳回起诉", 100), ("涉嫌犯罪移送", 100), ("中止诉讼", 0), ("终结诉讼", 0),
    ("移送管辖", 0), ("调解", 50), ("撤诉", 50), ("conversion_unpaid", 50),
])
def test_refunds_by_reason(reason, refund):
    assert ask("fee.refund", {"reason": reason, "paid": 100}) == {"refund": refund}


def test_a_refund_after_halving_gives_back_what_was_paid_too_much():
    assert ask("fee.refund", {"reason": "调解", "paid": 100, "payable": 100}) == {"refund": 0}


def test_the_court_pays_back_in_fifteen_days():
    assert ask("fee.refund_by", {"document_effective": "2025-03-10"}) == {"refund_by": "2025-03-25"}
    assert ask("fee.review_by", {"application_received": "2025-03-10"}) == {"by": "2025-03-25"}


@pytest.mark.parametrize(
    ("applicant", "valid"),
    [
        ("自然人", True),
        ("natural_person", True),
        ("company", False),
        ("legal_person", False),
        ("社会福利机构", False),
        ("事业单位", False),
    ],
)
def test_only_natural_persons_are_exempted(applicant, valid):
    assert ask("fee.relief_exempt_valid", {"applicant": applicant}) == {"valid": valid}


def test_relief_needs_the_ground_of_its_kind():
    facts = {"applicant": "自然人", "fee": Decimal(1000)}
    assert relief.relief(kind="免交", ground="低保", **facts)["waived"] == 1000
    assert relief.relief(kind="缓交", ground="工伤事故", **facts)["deferred"] == 1000
    with pytest.raises(LawError) as refusal:
        relief.relief(kind="免交", ground="工伤事故", **facts)
    assert refusal.value.code == "bad_ground"
    with pytest.raises(LawError) as refusal:
        relief.relief(kind="免交", ground="低保", applicant="公司", fee=Decimal(1000))
    assert refusal.value.code == "not_natural_person"


@pytest.mark.parametrize(("percent", "valid"), [(29, False), (30, True), (100, True), (101, False)])
def test_a_reduction_takes_off_thirty_percent_or_more(percent, valid):
    assert ask("fee.relief_reduce_valid", {"percent": percent}) == {"valid": valid}
    facts = {"kind": "减交", "applicant": "公司", "ground": "自然灾害", "fee": 1000, "percent": percent}
    assert ("error" in ask("fee.relief", facts)) is not valid


def test_a_deferral_is_decided_before_docketing():
    assert ask("fee.relief_defer_valid", {"ground": "法律援助", "decided": "2025-03-10", "docketed": "2025-03-11"}) == {
        "valid": True}
    assert ask("fee.relief_defer_valid", {"ground": "法律援助", "decided": "2025-03-12", "docketed": "2025-03-11"}) == {
        "valid": False}


def test_a_published_split_puts_the_remainder_on_the_last():
    assert ask("fee.apportion", {"fee": 2150, "shares": [15, 15, 15, 55], "unit": "yuan"}) == {
        "shares": [322, 322, 322, 1184]}


@given(st.decimals(min_value=0, max_value=10**7, places=2), st.lists(st.integers(0, 100), min_size=1, max_size=8),
       st.sampled_from([FEN, YUAN]))
def test_no_fen_is_lost_in_a_split(fee, weights, unit):
    if not sum(weights):
        return
    parts = burden.split(fee, [Decimal(weight) for weight in weights], unit)
    assert sum(parts) == fee
    assert min(parts) >= 0


def test_a_part_win_is_shared_by_ratio():
    assert ask("fee.apportion", {"fee": 2300, "claimed": 100000, "supported": 75000}) == {
        "plaintiff": 575, "defendant": 1725}
    assert ask("fee.apportion", {"fee": 2300, "claimed": 100, "supported": 101}) == {"error": "bad_amount"}
    assert ask("fee.apportion", {"fee": 2300, "shares": [0, 0]}) == {"error": "bad_shares"}


def test_the_winner_gets_back_what_it_does_not_bear():
    assert ask("fee.winner_refund", {"prepaid": 2300, "borne": 575}) == {"refund": 1725}
    assert ask("fee.winner_refund", {"prepaid": 2300, "borne": 575, "waived": True}) == {"refund": 0}


@pytest.mark.parametrize(("outcome", "words"), [("败诉", "败诉方"), ("连带责任", "共同负担"), ("申请执行", "被执行人"),
                                                ("撤诉", "原告或者上诉人"), ("申请保全", "申请人")])
def test_who_bears_the_fee(outcome, words):
    assert words in ask("fee.burden", {"outcome": outcome})["rule"]


def test_an_appeal_that_may_be_withdrawn_gives_half_of_its_fee_back():
    found = payment.fee_refund(reason="appeal_withdrawal", paid=Decimal(300))
    assert found["refund"] == 150 and "第十五条" in found.explain()[0] and "准许撤回上诉" in found.explain()[0]
    assert ask("fee.refund", {"reason": "准许撤诉", "paid": 300}) == {"refund": 150}
