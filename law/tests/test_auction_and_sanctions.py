"""Judicial sale on the net; the blacklist and the limits on consumption."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.enforcement import auction
from law.enforcement import sanctions as s

END = datetime.fromisoformat("2025-06-30T10:00:00")
MINUTE = timedelta(minutes=1)


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


def test_the_second_start_price_may_be_a_fifth_lower_and_there_is_no_third_sale():
    assert auction.start_price_min(reference=Decimal(1000000))["min"] == 700000
    assert auction.start_price_min(previous=Decimal(800000), round=2)["min"] == 640000
    assert auction.second_start_min(first_start=Decimal(700000))["min"] == 560000
    assert code(auction.start_price_min, reference=Decimal(1), round=3) == "no_third_auction"


def test_a_sale_before_the_rule_and_a_price_nobody_gave_are_refused():
    assert code(auction.start_price_min, reference=Decimal(1), on=date(2016, 1, 1)) == "no_law_on_date"
    assert code(auction.start_price_min) == "bad_input"
    assert code(auction.start_price_min, reference=Decimal(-1)) == "bad_amount"


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_the_lowest_deposit_is_never_above_the_highest_and_never_above_the_start(start):
    deposit = auction.deposit_range(start=start)
    assert deposit["min"] <= deposit["max"] <= start


@pytest.mark.parametrize(
    ("kind", "round_", "days"),
    [
        ("动产", 1, 15),
        ("不动产", 1, 30),
        ("其他财产权", 1, 30),
        ("动产", 2, 7),
        ("不动产", 2, 15),
        ("机动车", 1, 15),
        ("股权", 1, 30),
    ],
)
def test_how_many_days_before_the_sale_the_notice_is_due(kind, round_, days):
    day = date(2025, 8, 15)
    assert auction.announce_latest(kind=kind, auction=day, round=round_)["latest"] == day - timedelta(days)


def test_a_notice_for_an_unknown_kind_or_a_third_sale_is_refused():
    assert code(auction.announce_latest, kind="空气", auction=date(2025, 8, 15)) == "unknown_kind"
    assert code(auction.announce_latest, kind="动产", auction=date(2025, 8, 15), round=3) == "no_third_auction"


@pytest.mark.parametrize(
    ("bids", "end"),
    [
        ([], END),
        ([END - 6 * MINUTE], END),
        ([END - 5 * MINUTE], END),
        ([END - 4 * MINUTE], END + MINUTE),
        ([END], END + 5 * MINUTE),
        ([END + MINUTE], END),
        ([END + 4 * MINUTE, END - MINUTE], END + 9 * MINUTE),
        ([END - MINUTE, END + 5 * MINUTE], END + 4 * MINUTE),
    ],
)
def test_a_bid_in_the_last_five_minutes_gives_five_more_from_that_bid(bids, end):
    assert auction.end_time(scheduled_end=END, bids=bids)["end"] == end


@given(st.lists(st.integers(-600, 1200).map(lambda n: END + timedelta(seconds=n)), max_size=12))
def test_bidding_never_ends_before_its_time_and_always_five_minutes_after_the_last_bid_that_counted(bids):
    end = auction.end_time(scheduled_end=END, bids=bids)["end"]
    assert end >= END
    assert all(bid > end or end - bid >= 5 * MINUTE or bid == end for bid in bids)


@pytest.mark.parametrize(
    ("bidders", "bid", "sold"), [(1, 700000, True), (1, 699999, False), (0, None, False), (2, 800000, True)]
)
def test_one_bidder_at_the_start_price_is_enough(bidders, bid, sold):
    amount = None if bid is None else Decimal(bid)
    assert auction.result(bidders=bidders, bid=amount, start=Decimal(700000))["sold"] is sold


def test_the_holder_of_a_priority_right_wins_at_an_equal_price_only():
    bids = [("甲", Decimal(90)), ("乙", Decimal(100)), ("丙", Decimal(100))]
    assert auction.winner(bids=bids)["winner"] == "乙"
    assert auction.winner(bids=bids, priority=["丙"])["winner"] == "丙"
    assert auction.winner(bids=bids, priority=["甲"])["winner"] == "乙"
    assert auction.winner(bids=[])["winner"] is None


def test_a_lost_deposit_pays_costs_then_the_gap_then_debt():
    parts = auction.default(deposit=Decimal(100), costs=Decimal(30), price_gap=Decimal(90))
    assert dict(parts) == {"costs": 30, "price_gap": 70, "debt": 0}


def test_parties_are_told_three_days_before_the_notice_and_a_failed_sale_returns_in_thirty():
    assert auction.notify_latest(announced=date(2025, 6, 1))["latest"] == date(2025, 5, 29)
    assert auction.relist_by(failed=date(2025, 6, 30))["by"] == date(2025, 7, 30)


def test_a_listing_lasts_two_years_up_to_five_and_on_ground_one_until_performance():
    assert s.term_end(listed=date(2024, 2, 29))["end"] == date(2026, 2, 28)
    assert s.term_end(listed=date(2025, 3, 10), extension_years=3)["end"] == date(2030, 3, 10)
    assert code(s.term_end, listed=date(2025, 3, 10), extension_years=4) == "extension_out_of_range"
    assert s.term_end(listed=date(2025, 3, 10), ground="有履行能力而拒不履行")["end"] is None


def test_a_listing_goes_three_workdays_after_any_listed_reason():
    for reason in s.removal_reasons():
        assert s.remove_by(event=date(2025, 4, 30), reason=reason.label)["by"] == date(2025, 5, 8)
    assert code(s.remove_by, performed=date(2025, 4, 30), reason="心情好") == "unknown_reason"
    assert code(s.remove_by) == "bad_input"


def test_assets_that_cover_the_debt_shield_from_ground_one_only_and_a_minor_from_all():
    assert s.may_list(ground="can_pay_but_refuses", assets_seized_cover=True)["listed"] is False
    assert s.may_list(ground="违反财产报告制度", assets_seized_cover=True)["listed"] is True
    assert s.may_list(ground="违反财产报告制度", minor=True)["listed"] is False
    assert [ground.value for ground in s.grounds()] == list("123456")


@pytest.mark.parametrize(
    "item",
    [
        "飞机",
        "列车软卧",
        "轮船二等舱",
        "G字头高铁二等座",
        "D字头动车组一等座",
        "C字头城际商务座",
        "三星级酒店",
        "高尔夫球场",
        "夜总会",
        "购买房产",
        "高档装修房屋",
        "租赁高档写字楼",
        "购买非经营必需车辆",
        "旅游",
        "子女就读高收费私立学校",
        "支付高额保费购买保险理财产品",
    ],
)
def test_the_nine_items_are_forbidden(item):
    assert s.prohibited(item=item)["prohibited"] is True


@pytest.mark.parametrize(
    "item",
    [
        "D字头动车组二等座",
        "硬座",
        "列车硬卧",
        "轮船三等舱",
        "公交车",
        "普通旅馆",
        "购买经营必需车辆",
        "子女就读公办学校",
        "基本医疗保险",
        "买菜",
    ],
)
def test_what_life_and_work_need_is_not(item):
    assert s.prohibited(item=item)["prohibited"] is False


def test_fast_trains_are_forbidden_since_the_amendment_planes_since_the_rule():
    assert s.prohibited(item="G字头高铁二等座", on=date(2015, 7, 21))["prohibited"] is False
    assert s.prohibited(item="G字头高铁二等座", on=date(2015, 7, 22))["prohibited"] is True
    assert code(s.prohibited, item="飞机", on=date(2010, 9, 30)) == "no_law_on_date"


def test_every_forbidden_item_is_recognised_by_its_own_label():
    assert all(s.prohibited(item=item.label)["prohibited"] for item in s.prohibited_items())


def test_the_limit_reaches_four_people_of_a_company():
    assert len(s.persons(debtor="公司")["persons"]) == 5
    assert s.persons(debtor="自然人")["persons"] == ["被执行人"]
