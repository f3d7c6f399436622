"""Litigation fees at the edges of the tables, and what must hold for every sum."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.fees import acceptance, applications, bands
from law.fees.halving import halve_once
from law.fees.money import FEN
from law.registry import ask

SUMS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(("amount", "fee"), [
    (0, "50"), (10_000, "50"), ("10000.01", "50.00"), (10_001, "50.03"), (100_000, "2300"), (200_000, "4300"),
    (500_000, "8800"), (1_000_000, "13800"), (2_000_000, "22800"), (5_000_000, "46800"), (10_000_000, "81800"),
    (20_000_000, "141800"), (20_000_200, "141801"),
])
def test_property_fee_at_the_edges_of_each_slice(amount, fee):
    assert acceptance.fee_property(amount=Decimal(amount))["fee"] == Decimal(fee)


@pytest.mark.parametrize(("top", "rate", "constant"), [
    (100_000, "0.025", -200), (200_000, "0.02", 300), (500_000, "0.015", 1300), (1_000_000, "0.01", 3800),
    (2_000_000, "0.009", 4800), (5_000_000, "0.008", 6800), (10_000_000, "0.007", 11800), (20_000_000, "0.006", 21800),
    (30_000_000, "0.005", 41800),
])
def test_property_fee_agrees_with_the_quick_formula_of_its_slice(top, rate, constant):
    amount = Decimal(top) - 1234
    assert acceptance.property_fee(amount)[0] == amount * Decimal(rate) + constant


@given(SUMS, SUMS)
def test_a_larger_claim_never_costs_less(one, other):
    low, high = sorted((one, other))
    for fee in (lambda x: acceptance.fee_property(amount=x), lambda x: applications.fee_enforcement(amount=x),
                lambda x: applications.fee_preservation(amount=x), lambda x: applications.fee_payment_order(amount=x),
                lambda x: applications.fee_bankruptcy(total_assets=x),
                lambda x: acceptance.fee_divorce(base=Decimal(200), property_total=x),
                lambda x: acceptance.fee_personality(base=Decimal(200), damages=x)):
        assert fee(low)["fee"] <= fee(high)["fee"]


@given(SUMS)
def test_slices_are_charged_on_what_lies_in_them_and_on_nothing_else(amount):
    total, lines = bands.charge("property", amount)
    assert total == sum(line.charge for line in lines)
    assert sum((line.part for line in lines), Decimal(0)) == amount


@given(
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.lists(st.sampled_from(["simplified", "small_claims", "mediation", "withdrawal", "counterclaim", "third_party"])),
)
def test_halving_happens_once_whatever_the_grounds(fee, grounds):
    payable = halve_once(fee=fee, grounds=grounds)["payable"]
    assert payable == (fee if not grounds else (fee / 2).quantize(FEN, "ROUND_HALF_UP"))


def test_an_unknown_ground_to_halve_is_refused():
    with pytest.raises(LawError) as refusal:
        halve_once(fee=Decimal(100), grounds=["good mood"])
    assert refusal.value.code == "bad_ground"


@pytest.mark.parametrize("ground", ["简易程序", "小额诉讼程序", "调解", "撤诉", "反诉", "按撤诉处理"])
def test_grounds_are_known_by_their_chinese_names(ground):
    assert halve_once(fee=Decimal(100), grounds=[ground])["payable"] == 50


def test_halving_a_deemed_withdrawal_is_marked_as_unverified():
    assert halve_once(fee=Decimal(100), grounds=["按撤诉处理"]).unverified
    assert not halve_once(fee=Decimal(100), grounds=["撤诉"]).unverified


@pytest.mark.parametrize(("rounding", "fee", "payable"), [
    ("cent", "14913.17", "7456.59"), ("yuan_half_up", "14913", "7456.50"),
    ("yuan_half_up_after_halving", "14913.17", "7457"),
])
def test_rounding_is_the_setting_of_the_court(rounding, fee, payable):
    answer = acceptance.fee_property(amount=Decimal("1123685.86"), halve="simplified", rounding=rounding)
    assert (answer["fee"], answer["payable"]) == (Decimal(fee), Decimal(payable))


def test_an_unknown_rounding_and_a_negative_sum_are_refused():
    assert ask("fee.property", {"amount": 1, "rounding": "up"}) == {"error": "bad_rounding"}
    assert ask("fee.property", {"amount": -1}) == {"error": "bad_amount"}


def test_a_filing_before_the_tariff_has_no_law():
    assert ask("fee.property", {"amount": 1, "filed": "2007-03-31"}) == {"error": "no_law_on_date"}
    assert ask("fee.property", {"amount": 1, "filed": "2007-04-01"}) == {"fee": 50}


@pytest.mark.parametrize(("amount", "fee"), [(None, 30), (0, 30), (1000, 30), (1100, 31), (100_000, 1020),
                                             (895_999, "4999.995"), (896_000, 5000), (10**8, 5000)])
def test_preservation_fee_reaches_its_cap_and_stays(amount, fee):
    got = applications.fee_preservation(amount=None if amount is None else Decimal(amount))["fee"]
    assert got == Decimal(fee).quantize(FEN, "ROUND_HALF_UP")


@pytest.mark.parametrize(("amount", "fee"), [(10_000, 50), (500_000, 7400), (5_000_000, 52_400), (10_000_000, 77_400),
                                             (20_000_000, 87_400)])
def test_enforcement_fee_at_the_edges(amount, fee):
    assert applications.fee_enforcement(amount=Decimal(amount))["fee"] == fee


def test_enforcement_without_a_sum_lies_in_its_range():
    assert applications.fee_enforcement(base=Decimal(500))["fee"] == 500
    with pytest.raises(LawError) as refusal:
        applications.fee_enforcement(base=Decimal(501))
    assert refusal.value.code == "base_out_of_range"


def test_bankruptcy_fee_is_half_and_capped():
    assert applications.fee_bankruptcy(total_assets=Decimal(10_000_000))["fee"] == 40_900
    assert applications.fee_bankruptcy(total_assets=Decimal(10**10))["fee"] == 300_000


@pytest.mark.parametrize(("total", "fee"), [(None, 300), (200_000, 300), (200_001, "300.01"), (1_000_000, 4300)])
def test_divorce_property_costs_only_above_its_free_part(total, fee):
    answer = acceptance.fee_divorce(base=Decimal(300), property_total=None if total is None else Decimal(total))
    assert answer["fee"] == Decimal(fee)


@pytest.mark.parametrize(("damages", "fee"), [(50_000, 100), (50_100, 101), (100_000, 600), (200_000, 1100)])
def test_personality_damages_cost_only_above_their_free_part(damages, fee):
    assert acceptance.fee_personality(base=Decimal(100), damages=Decimal(damages))["fee"] == fee


@pytest.mark.parametrize(("rule", "low", "high"), [("fee.divorce", 50, 300), ("fee.personality", 100, 500),
                                                   ("fee.non_property", 50, 100), ("fee.ip", 500, 1000),
                                                   ("fee.jurisdiction_objection", 50, 100)])
def test_a_base_outside_the_range_is_refused_and_the_ends_are_not(rule, low, high):
    assert ask(rule, {"base": low}) == {"fee": low}
    assert ask(rule, {"base": high}) == {"fee": high}
    assert ask(rule, {"base": low - 1}) == ask(rule, {"base": high + 1}) == {"error": "base_out_of_range"}


def test_a_base_that_the_province_has_not_given_is_marked_as_unverified():
    answer = acceptance.fee_divorce()
    assert answer.unverified
    assert "尚未" in answer.explain()[-1]
    assert not acceptance.fee_divorce(base=Decimal(200)).unverified


@pytest.mark.parametrize(("kind", "fee"), [("trademark", 100), ("专利行政案件", 100), ("海事", 100), ("other", 50),
                                           ("治安处罚", 50), ("行政赔偿", 0)])
def test_administrative_fees_by_kind(kind, fee):
    assert ask("fee.admin", {"kind": kind}) == {"fee": fee}


@pytest.mark.parametrize(
    ("kind", "free"),
    [
        ("特别程序", True),
        ("司法确认", True),
        ("行政赔偿", True),
        ("不予受理", True),
        ("对管辖权异议裁定提起上诉的", True),
        ("new_evidence", False),
        ("再审", True),
        ("实现担保物权", False),
    ],
)
def test_what_costs_nothing(kind, free):
    assert ask("fee.free", {"kind": kind}) == {"free": free}


def test_an_upheld_jurisdiction_objection_costs_nothing():
    assert ask("fee.jurisdiction_objection", {"upheld": True}) == {"fee": 0}


def test_maritime_fees_are_fixed_or_in_a_range():
    assert ask("fee.maritime", {"kind": "海事债权登记"}) == {"fee": 1000}
    assert ask("fee.maritime", {"kind": "海事强制令", "base": 5000}) == {"fee": 5000}
    assert ask("fee.maritime", {"kind": "海事强制令", "base": 5001}) == {"error": "base_out_of_range"}
    assert applications.fee_maritime(kind="船舶优先权催告").unverified


def test_each_slice_is_explained_with_its_article():
    lines = acceptance.fee_property(amount=Decimal(150_000), filed=date(2026, 1, 5)).explain()
    assert "超过100,000元至200,000元的部分50,000元×2%＝1,000元" in lines[2]
    assert "第十三条第一项第3目" in lines[2]
