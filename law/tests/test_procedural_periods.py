"""Answer, evidence, notices, jurors, missed periods, and plain statutory periods."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import registry, rows, statutory
from law.answer import LawError

MONDAY = date(2025, 3, 10)


def ask(name: str, **facts):
    return registry.call(name, **facts)


def refusal(name: str, **facts) -> str:
    with pytest.raises(LawError) as caught:
        ask(name, **facts)
    return caught.value.code


def test_the_answer_period_depends_on_domicile_and_domain():
    assert ask("answer.by", domain="civil", received=MONDAY)["by"] == date(2025, 3, 25)
    assert ask("answer.by", domain="民事", received=MONDAY, no_domicile_in_china=True)["by"] == date(2025, 4, 9)
    assert ask("answer.by", domain="admin", received=MONDAY)["by"] == date(2025, 3, 25)
    assert refusal("answer.by", domain="criminal", received=MONDAY) == "no_period"


def test_in_small_claims_the_court_may_fix_a_shorter_answer_period_only():
    facts = {"domain": "civil", "received": MONDAY, "procedure": "small_claims"}
    assert ask("answer.by", **facts, days=7)["by"] == date(2025, 3, 17)
    assert refusal("answer.by", **facts, days=16) == "above_legal_limit"


@pytest.mark.parametrize(
    ("domain", "last"), [("civil", "2025-03-25"), ("admin", "2025-03-25"), ("enforcement", "2025-03-20")]
)
def test_jurisdiction_is_objected_to_in_time(domain, last):
    assert ask("jurisdiction_objection.by", domain=domain, received=MONDAY)["by"].isoformat() == last


@pytest.mark.parametrize(
    ("procedure", "lawful", "unlawful"),
    [
        ("ordinary_first", [15, 30], [0, 14]),
        ("second_new_evidence", [10, 20], [0, 9]),
        ("simplified", [1, 15], [0, 16]),
        ("小额诉讼", [1, 7], [0, 8]),
    ],
)
def test_an_evidence_period_has_its_bounds(procedure, lawful, unlawful):
    assert all(ask("evidence_period.valid", procedure=procedure, days=days)["valid"] for days in lawful)
    assert not any(ask("evidence_period.valid", procedure=procedure, days=days)["valid"] for days in unlawful)


def test_more_time_for_evidence_is_asked_before_the_period_ends():
    assert ask("evidence_period.extension_allowed", end=MONDAY, applied=MONDAY)["allowed"]
    assert not ask("evidence_period.extension_allowed", end=MONDAY, applied=date(2025, 3, 11))["allowed"]


def test_things_before_a_hearing_are_counted_back_from_it():
    hearing = date(2025, 3, 20)
    latest = {
        name: ask(name, hearing=hearing)["latest"].day
        for name in ("summons.latest", "jury.draw_latest", "indictment.latest")
    }
    assert latest == {"summons.latest": 17, "jury.draw_latest": 13, "indictment.latest": 10}
    assert ask("jury.apply_by", notified=MONDAY)["by"] == date(2025, 3, 17)


def test_missed_periods_are_asked_back_within_ten_or_five_days():
    days = {
        domain: ask("period.restore_apply_by", domain=domain, obstacle_removed=MONDAY)["by"].day
        for domain in ("civil", "admin", "criminal")
    }
    assert days == {"civil": 20, "admin": 20, "criminal": 17}


def test_custody_ends_on_its_day_whatever_the_holiday():
    assert ask("custody.period_end", nominal_end=date(2025, 10, 1))["end"] == date(2025, 10, 1)
    assert ask("custody.period_end", nominal_end=date(2025, 10, 1), in_custody=False)["end"] == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("accepted", "urgent", "by"),
    [
        (datetime.fromisoformat("2025-03-10T09:30"), False, datetime.fromisoformat("2025-03-13T10:00")),
        (datetime.fromisoformat("2025-03-10T09:00"), True, datetime.fromisoformat("2025-03-11T10:00")),
        (datetime.fromisoformat("2025-03-10T23:59"), True, datetime.fromisoformat("2025-03-12T00:00")),
    ],
)
def test_protection_orders_count_from_the_next_hour(accepted, urgent, by):
    assert ask("protection_order.decide_by_hours", accepted=accepted, urgent=urgent)["by"] == by


@pytest.mark.parametrize(("wage", "daily"), [(47593, "182.35"), (52379, "200.69"), (97379, "373.10")])
def test_the_published_daily_rates_of_compensation_follow(wage, daily):
    assert ask("compensation.daily", annual_wage=Decimal(wage))["daily"] == Decimal(daily)


def test_an_administrative_suit_has_its_periods_and_caps():
    assert ask("admin_suit.by", known=MONDAY)["by"] == date(2025, 9, 10)
    assert ask("admin_suit.by", known=MONDAY, reconsideration_received=MONDAY)["by"] == date(2025, 3, 25)
    assert ask("admin_suit.by", known=MONDAY, told=date(2025, 12, 1))["by"] == date(2026, 3, 10)
    assert ask("admin_suit.by", known=MONDAY, act_made=date(2020, 4, 1))["by"] == date(2025, 4, 1)
    assert ask("admin_suit.by", known=MONDAY, act_made=date(2020, 4, 1), immovable=True)["by"] == date(2025, 9, 10)


@pytest.mark.parametrize("clock", sorted(statutory.CLOCKS))
def test_every_plain_period_ends_after_it_starts_and_names_its_article(clock):
    found = ask("period.by", clock=clock, start=MONDAY)
    assert found["by"] > MONDAY
    assert str(rows.row("periods", clock).cite()) in found.explain()[0]


def test_an_unknown_period_is_refused_with_those_there_are():
    assert refusal("period.by", clock="没有的期间", start=MONDAY) == "unknown_clock"
    assert len(ask("period.list")["clocks"]) == len(statutory.CLOCKS)


def test_contempt_has_its_bounds():
    assert ask("contempt.limits", who="个人")["fine_max"] == 100_000
    assert dict(ask("contempt.limits", who="unit"))["fine_min"] == 50_000
    assert ask("contempt.limits")["detention_days"] == 15


@pytest.mark.parametrize(
    ("procedure", "so_far", "allowed"),
    [
        ("ordinary", 0, True),
        ("ordinary", 1, True),
        ("ordinary", 2, False),
        ("simplified", 0, True),
        ("simplified", 1, False),
        ("小额", 1, False),
    ],
)
def test_hearings_are_adjourned_twice_or_once(procedure, so_far, allowed):
    assert ask("hearing.adjourn_allowed", procedure=procedure, adjournments_so_far=so_far)["allowed"] is allowed


def test_another_ground_for_adjourning_needs_the_president():
    assert (
        ask("hearing.adjourn_allowed", procedure="ordinary", adjournments_so_far=0, ground="其他")["approver"]
        == "本院院长"
    )
    assert (
        ask("hearing.adjourn_allowed", procedure="ordinary", adjournments_so_far=0, ground="回避")["approver"] is None
    )


def test_the_next_hearing_comes_within_a_month_unless_force_majeure_or_consent():
    assert ask("hearing.next_latest", hearing=date(2025, 1, 31))["latest"] == date(2025, 2, 28)
    assert ask("hearing.next_latest", hearing=MONDAY, force_majeure=True)["latest"] is None
    assert ask("hearing.next_latest", hearing=MONDAY, parties_consent=True)["latest"] is None


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        ({"mode": "公告送达", "published": MONDAY, "deemed_served": date(2025, 4, 9)}, MONDAY),
        ({"mode": "留置送达", "left": MONDAY}, MONDAY),
        ({"mode": "邮寄送达", "posted": MONDAY, "signed": date(2025, 3, 13)}, MONDAY),
        ({"mode": "转交送达", "signed": MONDAY}, MONDAY),
        ({"mode": "直接送达", "service_dates": [date(2025, 3, 12), MONDAY]}, date(2025, 3, 12)),
        (
            {"services": [{"mode": "邮寄", "posted": "2025-03-12"}, {"mode": "直接送达", "signed": "2025-03-10"}]},
            date(2025, 3, 12),
        ),
    ],
)
def test_a_case_closes_on_the_day_of_its_mode_and_last_party(facts, closed):
    assert ask("closing.date", **facts)["closed"] == closed


@given(st.dates(date(2020, 1, 1), date(2026, 6, 1)), st.integers(1, 24))
def test_periods_of_months_never_end_early(start, months):
    end = ask("period.end_months", start=start, months=months)["end"]
    assert (end.year - start.year) * 12 + end.month - start.month in (months, months + 1)
    assert ask("period.start", event=start)["start"] > start
