"""The quote that the filing page shows."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import causes
from law.answer import LawError
from law.fees.quote import CHARGES, quote, summary
from law.registry import ask

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("cause", "amount", "kind", "fee"), [
    ("民间借贷纠纷", 100000, "property", 2300), ("离婚纠纷", 1000000, "divorce", 4050),
    ("名誉权纠纷", 80000, "personality", 400), ("追索劳动报酬纠纷", 90000, "labour", 10),
    ("著作权权属、侵权纠纷", 100000, "ip", 2300), ("探望权纠纷", None, "non_property", 50),
    ("买卖合同纠纷", None, "non_property", 50), ("申请支付令", 100000, "payment_order", "766.67"),
    ("申请宣告自然人失踪", None, "free", 0),
])
def test_the_cause_chooses_the_kind_of_fee(cause, amount, kind, fee):
    answer = quote(cause=cause, amount=None if amount is None else Decimal(amount), filed=DAY)
    assert (answer["kind"], answer["fee"]) == (kind, Decimal(fee))


def test_every_civil_cause_has_a_kind_and_every_kind_a_charge_or_a_refusal():
    for code in causes.tree("civil"):
        kind = ask("fee.kind_of_cause", {"cause": code})["kind"]
        assert kind in CHARGES or kind == "unpriced"


def test_a_kind_without_a_tariff_is_refused_not_guessed():
    with pytest.raises(LawError) as refusal:
        quote(cause="S43", amount=Decimal(1000), filed=DAY)
    assert refusal.value.code == "no_tariff"


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(["ordinary", "simplified", "small_claims"]),
       st.lists(st.sampled_from(["counterclaim", "mediation"]), max_size=2))
def test_a_quote_is_never_halved_twice_and_shows_each_track(amount, procedure, halve):
    answer = quote(kind="property", amount=amount, procedure=procedure, halve=halve, filed=DAY)
    assert answer["payable"] >= answer["fee"] / 2 - Decimal("0.01")
    assert answer["by_procedure"][procedure] == answer["payable"]
    assert answer["by_procedure"]["ordinary"] >= answer["by_procedure"]["simplified"]


def test_applications_are_not_halved():
    answer = quote(kind="preservation", amount=Decimal(100000), procedure="简易程序", filed=DAY)
    assert answer["payable"] == answer["fee"] == 1020


def test_enforcement_and_bankruptcy_are_not_paid_in_advance():
    for kind in ("enforcement", "bankruptcy"):
        assert not quote(kind=kind, amount=Decimal(100000), filed=DAY)["prepay"]
    assert quote(kind="property", amount=Decimal(100000), filed=DAY)["prepay"]


def test_a_base_set_by_the_court_makes_the_quote_verified():
    assert quote(cause="离婚纠纷", filed=DAY).unverified
    answer = quote(cause="离婚纠纷", bases={"divorce": Decimal(200)}, filed=DAY)
    assert answer["fee"] == 200
    assert not answer.unverified


def test_each_line_names_its_article():
    lines = quote(cause="民间借贷纠纷", amount=Decimal(150000), procedure="simplified", filed=DAY)["lines"]
    assert [line["article"][-3:] for line in lines if "×" in line["text"]] == ["第2目", "第3目"]
    assert any("第十六条" in line["article"] for line in lines)


def test_wrong_inputs_are_refused_with_a_code():
    base = {"filed": "2026-03-02"}
    assert ask("fee.quote", {**base, "kind": "property"}) == {"error": "no_claim"}
    assert ask("fee.quote", {**base}) == {"error": "bad_input"}
    assert ask("fee.quote", {**base, "cause": "没有的案由"}) == {"error": "unknown_cause"}
    assert ask("fee.quote", {**base, "kind": "property", "amount": 1, "procedure": "快"}) == {"error": "bad_procedure"}
    assert ask("fee.quote", {**base, "kind": "payment_order"}) == {"error": "amount_needed"}


def test_the_summary_is_one_sentence():
    answer = quote(cause="民间借贷纠纷", amount=Decimal(100000), procedure="simplified", filed=DAY)
    assert summary(answer) == "案件受理费2,300元，减半交纳1,150元。"
