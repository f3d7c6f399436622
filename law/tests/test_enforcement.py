"""Clocks, seizures, interest for delay, distribution, the end of a round and the nodes of enforcement."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.enforcement import clocks, seizure
from law.enforcement.distribution import distribution
from law.enforcement.ending import NEEDED, end_round_ready, recheck_dates
from law.enforcement.interest import balance, double_interest, double_interest_partial
from law.enforcement.nodes import nodes
from law.rows import table

DAYS = st.dates(date(2017, 6, 1), date(2026, 6, 30))
MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
CLAIMS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.decimals(min_value=1, max_value=10**7, places=2), min_size=1)


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


def test_an_urgent_clue_is_checked_in_three_days_and_a_rest_day_moves_the_end():
    assert clocks.clue_check_by(clue=date(2025, 3, 10), urgent=True)["by"] == date(2025, 3, 13)
    assert clocks.clue_check_by(clue=date(2025, 3, 8))["by"] == date(2025, 3, 17), "15 March is a Saturday"


@given(DAYS)
def test_the_two_years_to_apply_end_no_earlier_than_two_years_later_on_a_workday_unless_switched_off(day):
    shifted, plain = clocks.apply_by(performance_due=day)["by"], clocks.apply_by(performance_due=day, shift=False)["by"]
    assert plain <= shifted
    assert plain.year == day.year + 2


def test_without_a_performance_period_the_document_s_effect_starts_the_two_years():
    assert clocks.apply_by(effective=date(2023, 3, 15))["by"] == date(2025, 3, 17)
    assert code(clocks.apply_by) == "bad_input"


def test_the_clock_of_money_is_configuration_and_says_so():
    answer = clocks.money_out_by(arrived=date(2025, 3, 10))
    assert answer.unverified
    assert clocks.money_out_by(arrived=date(2025, 3, 10), days=5)["by"] == date(2025, 3, 17)


def test_every_node_of_the_clock_list_has_a_row_and_an_unknown_one_is_refused():
    assert clocks.NODES.keys() <= table("enforcement").keys()
    for label in clocks.NODES.values():
        assert clocks.clock(node=label, start=date(2025, 3, 10))["by"] > date(2025, 3, 10)
    assert code(clocks.clock, node="吃饭", start=date(2025, 3, 10)) == "unknown_node"


def test_the_upper_court_may_be_asked_on_the_day_after_six_months():
    assert clocks.passive_upgrade_from(applied=date(2025, 3, 10))["from"] == date(2025, 9, 11)


def test_excluded_days_move_it_once_even_when_they_overlap_and_also_those_in_the_added_time():
    overlapping = [(date(2025, 4, 1), date(2025, 4, 11)), (date(2025, 4, 6), date(2025, 4, 16))]
    assert clocks.passive_upgrade_from(applied=date(2025, 3, 10), excluded=overlapping)["from"] == date(2025, 9, 26)
    later = [(date(2025, 4, 1), date(2025, 4, 11)), (date(2025, 9, 15), date(2025, 9, 18))]
    assert clocks.passive_upgrade_from(applied=date(2025, 3, 10), excluded=later)["from"] == date(2025, 9, 24)


def test_a_case_closes_in_six_months_three_without_a_judgment_and_three_more_when_extended():
    filed = date(2025, 3, 10)
    assert clocks.close_by(filed=filed)["by"] == date(2025, 9, 10)
    assert clocks.close_by(filed=filed, non_litigation=True, extended=True)["by"] == date(2025, 9, 10)
    assert clocks.extension_apply_by(expires=date(2025, 9, 10))["by"] == date(2025, 9, 5)


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        ("银行存款", 1),
        ("机动车", 2),
        ("生产设备", 2),
        ("房屋", 3),
        ("土地使用权", 3),
        ("股权", 3),
        ("商标专用权", 3),
        ("movable", 2),
    ],
)
def test_how_long_each_kind_of_property_may_be_seized(kind, years):
    assert seizure.seizure_max(kind=kind)["years"] == years


def test_property_nobody_can_name_is_refused_and_so_is_a_seizure_before_the_rule():
    assert code(seizure.seizure_max, kind="空气") == "unknown_kind"
    assert code(seizure.seizure_max, kind="房屋", on=date(2014, 1, 1)) == "no_law_on_date"


def test_a_seizure_lapses_by_itself_and_is_never_longer_than_the_law_allows():
    answer = seizure.seizure_end(kind="房屋", from_day=date(2024, 2, 29))
    assert answer["end"] == date(2027, 2, 28), "a Sunday: nothing moves a lapse"
    assert answer["remind"] == date(2027, 1, 29)
    assert code(seizure.seizure_end, kind="银行存款", from_day=date(2025, 1, 1), months=13) == "above_legal_limit"


def test_a_guarantee_is_at_most_thirty_percent_in_a_suit_and_the_whole_before_one():
    amount = Decimal("333333.33")
    assert seizure.guarantee_max(amount=amount, stage="诉讼")["max"] == Decimal("100000.00")
    assert seizure.guarantee_max(amount=amount, stage="诉前")["max"] == amount
    assert code(seizure.guarantee_max, amount=amount, stage="晚上") == "unknown_stage"


def test_a_stay_against_a_guarantee_is_a_year_and_a_stay_by_the_court_is_configuration():
    assert dict(seizure.stay_max(kind="执行担保暂缓")) == {"max_years": 1}
    assert seizure.stay_max(kind="法院决定暂缓执行").unverified


def test_payment_on_or_before_the_due_day_costs_nothing():
    for paid in (date(2024, 3, 31), date(2024, 1, 1)):
        answer = double_interest(principal=Decimal(100000), due=date(2024, 3, 31), paid=paid)
        assert dict(answer) == {"days": 0, "amount": 0}


@given(MONEY, DAYS, DAYS, DAYS)
def test_interest_never_falls_when_payment_is_later_or_the_debt_larger(principal, due, one, two):
    early, late = sorted((one, two))
    small = double_interest(principal=principal, due=due, paid=early)["amount"]
    assert 0 <= small <= double_interest(principal=principal, due=due, paid=late)["amount"]
    assert small <= double_interest(principal=principal + 1, due=due, paid=early)["amount"]


def test_stays_the_debtor_did_not_ask_for_are_not_counted_and_overlaps_once():
    stays = [(date(2024, 4, 10), date(2024, 4, 20)), (date(2024, 4, 15), date(2024, 4, 25))]
    answer = double_interest(principal=Decimal(100000), due=date(2024, 3, 31), paid=date(2024, 6, 30), excluded=stays)
    assert answer["days"] == 91 - 15


def test_days_before_the_new_rule_are_refused_until_somebody_gives_their_amount():
    facts = {"principal": Decimal(100000), "due": date(2014, 6, 30), "paid": date(2014, 8, 31)}
    assert code(double_interest, **facts) == "no_law_on_date"
    answer = double_interest(**facts, earlier_amount=Decimal("100.00"))
    assert answer["days"] == 31
    assert answer["amount"] == Decimal("642.50")
    assert dict(double_interest(**{**facts, "due": date(2014, 7, 31)}))["days"] == 31


@given(st.lists(st.tuples(DAYS, MONEY), min_size=1, max_size=4), DAYS)
def test_paying_in_parts_never_costs_more_than_paying_all_on_the_last_day(payments, due):
    principal = sum((amount for _, amount in payments), Decimal(0))
    last = max(day for day, _ in payments)
    whole = double_interest(principal=principal, due=due, paid=last)["amount"]
    assert double_interest_partial(principal=principal, due=due, payments=payments)["amount"] <= whole


def test_one_payment_of_all_is_the_same_as_paying_at_once_and_a_rest_goes_on_until_the_day_asked_for():
    facts = {"principal": Decimal(100000), "due": date(2024, 3, 31)}
    once = double_interest(**facts, paid=date(2024, 6, 30))["amount"]
    assert double_interest_partial(**facts, payments=[(date(2024, 6, 30), Decimal(100000))])["amount"] == once
    assert double_interest_partial(**facts, payments=[], until=date(2024, 6, 30))["amount"] == once


def test_a_balance_pays_costs_interest_principal_and_the_double_part_last():
    facts = {"principal": Decimal(100000), "due": date(2024, 3, 31), "on": date(2024, 6, 30), "costs": Decimal(2300)}
    unpaid = balance(**facts)
    assert (unpaid["principal"], unpaid["double"], unpaid["costs"]) == (100000, Decimal("1592.50"), 2300)
    paid = balance(**facts, payments=[(date(2024, 6, 30), Decimal(103000))])
    assert (paid["principal"], paid["costs"], paid["double"], paid["total"]) == (
        0,
        0,
        Decimal("892.50"),
        Decimal("892.50"),
    )
    over = balance(**facts, payments=[(date(2024, 6, 30), Decimal(104000))])
    assert (over["total"], over["overpaid"]) == (0, Decimal("107.50"))


def test_ordinary_interest_is_added_only_where_the_judgment_orders_it():
    facts = {"principal": Decimal(36500), "due": date(2025, 1, 1), "on": date(2025, 1, 11)}
    assert balance(**facts)["ordinary"] == 0
    assert balance(**facts, ordinary_rate=Decimal("0.10"))["ordinary"] == Decimal("100.00")


@given(MONEY, CLAIMS)
def test_shares_add_up_to_what_there_is_and_nobody_gets_more_than_the_claim(proceeds, claims):
    parts = distribution(proceeds=proceeds, ordinary=claims)
    assert sum(parts.values()) == min(proceeds, sum(claims.values()))
    assert all(0 <= parts[name] <= claims[name] for name in claims)


def test_costs_and_priority_come_first_and_may_leave_nothing():
    assert dict(
        distribution(proceeds=Decimal(100), costs=Decimal(60), priority=Decimal(60), ordinary={"甲": Decimal(1)})
    ) == {"甲": 0}


def test_a_company_s_creditors_are_paid_in_the_order_of_seizure():
    claims = {"甲": Decimal(300), "乙": Decimal(100)}
    assert dict(distribution(proceeds=Decimal(350), ordinary=claims, by_seizure_order=["甲", "乙"])) == {
        "甲": 300,
        "乙": 50,
    }
    assert code(distribution, proceeds=Decimal(350), ordinary=claims, by_seizure_order=["甲"]) == "bad_input"


def test_a_round_ends_only_when_all_is_done_and_three_months_have_passed():
    done = {**dict.fromkeys(NEEDED, True), "creditor_signed": True}
    assert end_round_ready(filed=date(2025, 3, 10), on=date(2025, 6, 10), **done)["ready"] is False
    assert end_round_ready(filed=date(2025, 3, 10), on=date(2025, 6, 11), **done)["ready"] is True
    assert len(end_round_ready(filed=date(2025, 3, 10), on=date(2025, 3, 11))["missing"]) == len(NEEDED) + 2


def test_after_a_round_ends_assets_are_checked_ten_times_in_five_years():
    dates = recheck_dates(ended=date(2025, 8, 31))["dates"]
    assert (len(dates), dates[0], dates[-1]) == (10, date(2026, 2, 28), date(2030, 8, 31))


def test_every_node_that_names_a_clock_finds_its_row_and_the_places_have_no_gaps():
    assert [node.seq for node in nodes()] == list(range(1, len(nodes()) + 1))
    assert all(node.length() for node in nodes() if node.clock)
