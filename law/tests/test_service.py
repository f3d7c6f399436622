"""Service of process: the day each mode takes effect."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import registry, service
from law.answer import LawError

DAY = date(2025, 3, 10)


def ask(name: str, **facts):
    return registry.call(name, **facts)


def served(**facts):
    return ask("service.effective_date", **facts)["served"]


def refusal(name: str, **facts) -> str:
    with pytest.raises(LawError) as caught:
        ask(name, **facts)
    return caught.value.code


@pytest.mark.parametrize(
    ("mode", "facts", "day"),
    [
        ("直接送达", {"signed": DAY}, DAY),
        ("direct", {"served": DAY}, DAY),
        ("留置送达", {"left": DAY}, DAY),
        ("电子送达", {"sent": DAY}, DAY),
        ("电子送达", {"sent": DAY, "recipient_proves_arrival": date(2025, 3, 12)}, date(2025, 3, 12)),
        ("电子送达", {"sent_at": datetime.fromisoformat("2025-03-10T23:59")}, DAY),
        ("法院专递", {"signed": DAY}, DAY),
        ("邮寄送达", {"returned": DAY, "reason": "拒收"}, DAY),
        ("邮寄送达", {"returned": DAY, "reason": "邮局误投"}, None),
        ("委托送达", {"signed": DAY}, DAY),
        ("通过监狱转交", {"signed": DAY}, DAY),
        ("定期宣判", {"noted": DAY}, DAY),
        ("到法院领取拒签", {"noted": DAY}, DAY),
        ("公告送达", {"published": DAY}, date(2025, 4, 9)),
        ("涉外公告送达", {"published": DAY}, date(2025, 5, 9)),
        ("涉外邮寄送达", {"posted": DAY}, date(2025, 6, 10)),
        ("留置送达", {"left": DAY, "witnessed": False}, None),
    ],
)
def test_each_mode_takes_effect_on_its_own_day(mode, facts, day):
    assert served(mode=mode, **facts) == day


def test_a_mediation_statement_is_never_left_behind():
    assert refusal("service.effective_date", mode="留置送达", doc="调解书", left=DAY) == "not_by_leaving"
    assert served(mode="留置送达", doc="判决书", left=DAY) == DAY


def test_a_simplified_case_has_no_public_notice():
    assert refusal("service.public_notice", published=DAY, procedure="简易程序") == "not_by_notice"
    assert (
        refusal("service.effective_date", mode="公告送达", published=DAY, procedure="small_claims") == "not_by_notice"
    )


def test_the_notice_period_is_the_one_in_force_when_it_appears():
    by_day = {
        day: ask("service.public_notice", published=day)["deemed_served"]
        for day in (date(2021, 12, 31), date(2022, 1, 1))
    }
    assert by_day == {date(2021, 12, 31): date(2022, 3, 1), date(2022, 1, 1): date(2022, 1, 31)}


def test_a_notice_in_several_places_counts_from_the_last_and_ignores_rest_days():
    found = ask("service.public_notice", published=date(2025, 5, 1), others=[date(2025, 5, 9)])
    assert found["deemed_served"] == date(2025, 6, 8)
    assert found["deemed_served"].weekday() == 6
    assert registry.ask("service.public_notice", {"published": ["2025-05-01", "2025-05-09"]})["served"] == "2025-06-08"


@pytest.mark.parametrize(
    "reason",
    [
        "本人拒收",
        "指定的代收人拒绝签收",
        "地址不准确",
        "提供虚假送达地址",
        "查无此人",
        "拒不提供送达地址",
        "送达地址变更未及时告知法院",
        "已搬迁",
    ],
)
def test_a_letter_that_comes_back_by_the_addressees_fault_is_served_on_its_return(reason):
    assert ask("service.mail_returned", reason=reason, returned=DAY)["served"] == DAY
    assert ask("service.mail_returned", reason=reason, returned=DAY, no_fault_proved=True)["served"] is None


@pytest.mark.parametrize("reason", ["邮递员误投", "邮件损毁", "原因不明", ""])
def test_a_letter_that_comes_back_otherwise_is_not_served(reason):
    assert ask("service.mail_returned", reason=reason, returned=DAY)["served"] is None


@given(st.lists(st.dates(date(2022, 1, 1), date(2030, 1, 1)), min_size=1))
def test_the_first_effective_electronic_service_counts(days):
    assert ask("service.e_multi", effective=days)["served"] == min(days)


def test_party_or_agent_whoever_signed_first():
    found = ask("service.either", served={"当事人": date(2025, 3, 12), "代理人": DAY})
    assert (found["who"], found["served"]) == ("代理人", DAY)


def test_ways_are_tried_in_order_and_a_public_notice_comes_last():
    assert service.next_mode([], e_consent=True).key == "electronic"
    assert service.next_mode([]).key == "post"
    assert service.next_mode(["邮寄送达", "直接送达", "留置送达", "委托送达"]).key == "public_notice"
    assert service.next_mode(["电子送达", "邮寄送达", "直接送达", "留置送达", "委托送达", "公告送达"]) is None


def test_what_is_missing_or_unknown_is_refused():
    assert refusal("service.effective_date", mode="飞鸽传书", signed=DAY) == "unknown_mode"
    assert refusal("service.effective_date", mode="直接送达") == "bad_input"
    assert refusal("service.e_multi", effective=[]) == "bad_input"
