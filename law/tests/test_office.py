"""Leave, attendance, judges, official documents, secrecy, cars."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.calendar import shipped as calendar
from law.office import documents, judges, leave, resources, secrecy
from law.office.attendance import Presence, Shift, day_status, overtime_rest_hours, work_hours

MONDAY = date(2025, 3, 10)


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


@pytest.mark.parametrize(
    ("years", "days"), [("0", 0), ("0.99", 0), ("1", 5), ("9.99", 5), ("10", 10), ("19.99", 10), ("20", 15), ("40", 15)]
)
def test_annual_leave_by_years_of_work(years, days):
    assert leave.annual_leave_days(years=Decimal(years))["days"] == days


@given(st.decimals(0, 60, places=1), st.decimals(0, 60, places=1))
def test_more_years_never_mean_less_leave(one, two):
    low, high = sorted((one, two))
    assert leave.annual_leave_days(years=low)["days"] <= leave.annual_leave_days(years=high)["days"]


@pytest.mark.parametrize(
    ("years", "sick", "due"),
    [
        (5, "1.9", True),
        (5, "2", False),
        (15, "2.9", True),
        (15, "3", False),
        (25, "3.9", True),
        (25, "4", False),
        (0, "0", False),
    ],
)
def test_long_sick_leave_ends_the_annual_leave_of_the_year(years, sick, due):
    assert leave.annual_leave_entitled(years=Decimal(years), sick_months=Decimal(sick))["entitled"] is due


def test_twenty_days_of_paid_personal_leave_end_it_unpaid_ones_don_t():
    assert leave.annual_leave_entitled(years=Decimal(5), personal_leave_days=Decimal(20))["entitled"] is False
    unpaid = {"personal_leave_days": Decimal(20), "personal_leave_paid": False}
    assert leave.annual_leave_entitled(years=Decimal(5), **unpaid)["entitled"] is True


@given(st.dates(date(2019, 1, 1), date(2026, 6, 30)), st.integers(1, 20))
def test_annual_leave_uses_up_exactly_its_workdays_and_ends_on_one(start, days):
    end = leave.leave_end(kind="annual", start=start, days=days)["end"]
    assert sum(calendar().is_workday(start + timedelta(n)) for n in range((end - start).days + 1)) == days
    assert calendar().is_workday(end)


def test_maternity_leave_counts_every_day_and_an_unknown_leave_is_refused():
    assert leave.leave_end(kind="产假", start=date(2025, 1, 1), days=98)["end"] == date(2025, 4, 8)
    assert code(leave.leave_end, kind="春游", start=MONDAY, days=1) == "unknown_kind"
    assert code(leave.leave_end, kind="annual", start=MONDAY, days=0) == "bad_input"


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({}, 98),
        ({"difficult": True}, 113),
        ({"twins": True}, 113),
        ({"children": 3}, 128),
        ({"twins": True, "difficult": True}, 128),
        ({"miscarriage_months": Decimal("3.9")}, 15),
        ({"miscarriage_months": Decimal(4)}, 42),
        ({"local_bonus": True}, 158),
        ({"local_days": 30}, 128),
    ],
)
def test_days_of_maternity_leave(facts, days):
    assert leave.maternity_days(**facts)["days"] == days


def test_the_province_s_extra_days_rest_on_memory():
    assert leave.maternity_days(local_bonus=True).unverified
    assert not leave.maternity_days().unverified
    assert leave.local_leave_days(kind="婚假", days=20)["days"] == 20


@pytest.mark.parametrize(
    ("years", "month", "rate"), [(8, 2, "1"), (8, 3, "0.9"), (8, 6, "0.9"), (8, 7, "0.7"), (10, 3, "1"), (10, 7, "0.8")]
)
def test_sick_pay_falls_after_two_and_after_six_months(years, month, rate):
    assert leave.sick_pay_rate(years=Decimal(years), month=month)["rate"] == Decimal(rate)


def test_unused_leave_is_paid_three_times_over():
    assert leave.unused_leave_pay(daily_wage=Decimal("100.05"), unused_days=Decimal(2))["pay"] == Decimal("600.30")
    assert code(leave.unused_leave_pay, daily_wage=Decimal(-1), unused_days=Decimal(2)) == "bad_amount"


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00")


@pytest.mark.parametrize(
    ("presence", "status"),
    [
        (Presence(), "absent"),
        (Presence([at("08:30")]), "missing"),
        (Presence([at("08:30"), at("17:30")]), "present"),
        (Presence([at("08:31"), at("17:30")]), "late"),
        (Presence([at("08:30"), at("17:29")]), "early"),
        (Presence([at("09:00"), at("17:00")]), "late_early"),
        (Presence([], [(at("08:20"), at("17:40"))]), "present"),
        (Presence([at("17:35")], [(at("08:30"), at("11:00"))]), "present"),
        (Presence([], [], "annual"), "leave"),
    ],
)
def test_what_a_workday_was_for_somebody(presence, status):
    assert day_status(MONDAY, Shift(), presence) == status


def test_rest_days_are_rest_unless_somebody_came_and_make_up_days_are_work():
    sunday, make_up = date(2025, 3, 9), date(2025, 1, 26)
    assert day_status(sunday, Shift(), Presence()) == "rest"
    assert day_status(sunday, Shift(), Presence([at("09:00", sunday)])) == "overtime"
    assert day_status(make_up, Shift(), Presence()) == "absent"


def test_hours_of_a_week_with_a_holiday_and_overtime_hours_come_back():
    assert dict(work_hours(start=date(2025, 9, 29), end=date(2025, 10, 12))) == {"days": 5, "hours": 40}
    assert overtime_rest_hours(hours=3)["hours"] == 3


def test_there_are_twelve_ranks_in_order():
    assert judges.ranks_count()["count"] == 12
    assert judges.rank_order(rank="首席大法官")["order"] == 1
    assert judges.rank_order(ranks=["五级法官", "一级高级法官"])["order"] == ["一级高级法官", "五级法官"]
    assert code(judges.rank_order, rank="六级法官") == "unknown_rank"


@pytest.mark.parametrize(
    ("relation", "must"),
    [
        ("配偶在辖区律所任合伙人", True),
        ("父母在辖区律所任设立人", True),
        ("子女在辖区内以律师身份担任诉讼代理人", True),
        ("配偶在外省律所任合伙人", False),
        ("兄弟在辖区律所任合伙人", False),
        ("配偶在辖区律所任行政人员", False),
    ],
)
def test_kin_in_the_district_s_law_firms_cost_the_post(relation, must):
    assert judges.recusal_of_office(relation=relation)["must_recuse"] is must


def test_kin_hold_no_two_posts_of_the_four_cases():
    assert judges.kin_posts_allowed(same_court=True)["allowed"] is True
    assert judges.kin_posts_allowed(same_court=True, leader=True)["allowed"] is False
    assert judges.kin_posts_allowed(same_court=True, same_division=True)["allowed"] is False
    assert (
        judges.kin_posts_allowed(same_court=False, adjacent_courts=True, leader=True, other_leader=True)["allowed"]
        is False
    )


def test_entry_evaluation_and_probation():
    assert [judges.entry_years(degree=degree)["years"] for degree in ("本科", "硕士", "博士")] == [5, 4, 3]
    assert [judges.evaluation_committee_valid(members=n)["valid"] for n in (4, 5, 9, 10)] == [False, True, True, False]
    assert judges.probation_months()["months"] == 12


def test_there_are_fifteen_kinds_and_each_is_found_by_what_it_is_for():
    assert documents.kinds_count()["count"] == 15
    for kind in documents.kinds():
        assert documents.kind_for(purpose=kind.value)["kind"] == kind.label


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        ("答复下级请示", "批复"),
        ("向上级汇报工作", "报告"),
        ("请求上级批准", "请示"),
        ("与不相隶属机关商洽工作", "函"),
        ("记录会议议定事项", "纪要"),
        ("表彰先进", "通报"),
        ("转发上级公文", "通知"),
        ("请求不相隶属机关批准", "函"),
        ("公布行政法规", "命令(令)"),
        ("提请人大审议", "议案"),
    ],
)
def test_the_kind_for_a_purpose(purpose, kind):
    assert documents.kind_for(purpose=purpose)["kind"] == kind


def test_a_purpose_nobody_can_judge_is_refused():
    assert code(documents.kind_for, purpose="做饭") == "unknown_purpose"


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("运中法〔2026〕12号", True),
        ("运中法[2026]12号", False),
        ("运中法〔2026〕012号", False),
        ("运中法〔2026〕第12号", False),
        ("〔2026〕1号", False),
    ],
)
def test_a_document_number_has_six_angled_brackets_and_no_padding(number, valid):
    assert documents.number_valid(number=number)["valid"] is valid


def test_a_number_is_made_or_refused_and_a_request_holds_one_matter():
    assert documents.number(issuer="运中法", year=2026, seq=12)["number"] == "运中法〔2026〕12号"
    assert code(documents.number, issuer="运中法", year=2026, seq=0) == "bad_input"
    assert documents.request_valid(matters=1, main_addressees=1)["valid"] is True
    assert documents.request_valid(matters=2, main_addressees=1)["valid"] is False
    assert documents.needs_signer(kind="请示")["needed"] is True
    assert documents.needs_signer(kind="通知")["needed"] is False


def test_secrets_have_terms_setters_and_no_place_here():
    assert [secrecy.max_years(level=level)["years"] for level in secrecy.LEVELS] == [30, 20, 10]
    assert secrecy.may_set(organ_level="prefecture", level="绝密")["allowed"] is False
    assert secrecy.may_set(organ_level="设区的市", level="机密")["allowed"] is True
    assert secrecy.may_set(organ_level="县", level="秘密")["allowed"] is False
    assert secrecy.platform_allowed(level="秘密")["allowed"] is False
    assert secrecy.platform_allowed()["allowed"] is True
    assert code(secrecy.max_years, level="内部") == "unknown_level"


def test_cars_keep_a_standard_that_a_court_may_set():
    facts = {"kind": "轿车", "price": Decimal(180000), "litres": Decimal("1.8")}
    assert resources.car_within_standard(**facts)["within"] is True
    assert resources.car_within_standard(**{**facts, "price": Decimal(180001)})["within"] is False
    assert resources.car_within_standard(**facts, price_limit=Decimal(150000))["within"] is False
    assert resources.car_within_standard(**facts).unverified
    assert code(resources.car_within_standard, kind="飞船", price=Decimal(1), litres=Decimal(1)) == "unknown_kind"
