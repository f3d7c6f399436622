"""The ledger of a trial limit: excluded time, extensions, conversions and restarts, as of any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import limits, registry
from law.answer import LawError
from law.limits import Conversion, Exclusion, Grant, Restart, due
from law.limits.exclusions import union_days

DAY = timedelta(days=1)
FILED = date(2025, 3, 10)
PLAIN_END = date(2025, 9, 10)
INTERVALS = st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(0, 60)), max_size=8)


def codes(found) -> list[str]:
    return [problem["code"] for problem in found["problems"]]


def refusal(**facts) -> str:
    with pytest.raises(LawError) as caught:
        registry.call("trial_limit.exclude", end=PLAIN_END, **facts)
    return caught.value.code


@given(INTERVALS)
def test_the_union_counts_every_day_once(intervals):
    pairs = [(begin, begin + length * DAY) for begin, length in intervals]
    days = {begin + n * DAY for begin, length in intervals for n in range(length)}
    assert union_days(pairs) == len(days)


@given(INTERVALS, st.randoms())
def test_the_order_in_which_exclusions_are_told_does_not_matter(intervals, chance):
    told = [Exclusion("鉴定", begin, begin + length * DAY) for begin, length in intervals]
    shuffled = list(told)
    chance.shuffle(shuffled)
    as_of = date(2026, 12, 31)
    first, second = (due("civil_first_ordinary", FILED, exclusions=rows, as_of=as_of) for rows in (told, shuffled))
    assert first["end"] == second["end"]
    assert first["end"] == PLAIN_END + first["excluded_days"] * DAY
    assert first["end"] >= PLAIN_END


@given(st.integers(0, 200))
def test_while_an_exclusion_is_open_the_days_left_stand_still(later):
    told = [Exclusion("和解", date(2025, 4, 1))]
    first = due("civil_first_ordinary", FILED, exclusions=told, as_of=date(2025, 4, 1))
    now = due("civil_first_ordinary", FILED, exclusions=told, as_of=date(2025, 4, 1) + later * DAY)
    assert now["remaining"] == first["remaining"]
    assert now["open"][0]["alarm"] == (later + 1 > 90)


def test_days_left_go_down_by_one_a_day_and_turn_negative():
    left = [due("civil_first_ordinary", FILED, as_of=PLAIN_END + n * DAY) for n in (-1, 0, 1, 2)]
    assert [found["remaining"] for found in left] == [1, 0, -1, -2]
    assert [found["overdue"] for found in left] == [False, False, True, True]


def test_time_before_the_start_is_not_excluded():
    found = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 6, 1),
        exclusions=[Exclusion("公告", date(2025, 3, 1), date(2025, 3, 15))],
    )
    assert found["excluded_days"] == 4


def test_what_has_not_happened_yet_is_left_out():
    found = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 3, 31),
        exclusions=[Exclusion("鉴定", date(2025, 4, 1), date(2025, 5, 1))],
        extensions=[Grant(date(2025, 8, 1), months=6)],
    )
    assert found["end"] == PLAIN_END


def test_an_exclusion_or_extension_after_expiry_does_not_revive_the_limit():
    found = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 10, 1),
        extensions=[Grant(PLAIN_END + DAY, months=6)],
        exclusions=[Exclusion("鉴定", PLAIN_END + DAY, date(2025, 9, 30))],
    )
    assert found["end"] == PLAIN_END
    assert sorted(codes(found)) == ["excluded_late", "extended_late"]
    assert found["overdue"]


def test_an_exclusion_that_keeps_the_limit_alive_lets_a_later_extension_count():
    found = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 10, 1),
        extensions=[Grant(date(2025, 9, 20), months=6)],
        exclusions=[Exclusion("鉴定", date(2025, 4, 1), date(2025, 5, 1))],
    )
    assert found["end"] == date(2026, 3, 10) + 30 * DAY
    assert found["next_approver"] == "上一级人民法院"
    assert codes(found) == []


def test_a_longer_extension_than_the_law_gives_counts_only_the_lawful_part():
    found = due("civil_first_simplified", FILED, as_of=date(2025, 6, 1), extensions=[Grant(date(2025, 5, 1), months=3)])
    assert found["end"] == date(2025, 7, 10)
    assert codes(found) == ["too_long"]


def test_a_second_extension_of_a_simplified_case_is_named_as_a_problem():
    found = due(
        "civil_first_simplified",
        FILED,
        as_of=date(2025, 7, 1),
        extensions=[{"granted": "2025-05-01", "months": 1}, {"granted": "2025-06-20", "months": 1}],
    )
    assert found["end"] == date(2025, 7, 10)
    assert codes(found) == ["max_reached"]
    assert found["apply_by"] is None


def test_a_reason_outside_the_list_is_not_counted_but_named():
    found = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 6, 1),
        exclusions=[{"reason": "法官休假", "from": date(2025, 4, 1), "to": date(2025, 4, 11)}],
    )
    assert found["end"] == PLAIN_END
    assert codes(found) == ["not_excludable"]


@pytest.mark.parametrize(
    ("reason", "domain", "days"),
    [
        ("鉴定", "civil", 40),
        ("公告", "admin", 40),
        ("双方和解", "civil", 40),
        ("管辖异议", "civil", 40),
        ("中止诉讼", "civil", 40),
        ("审计评估", "civil", 40),
        ("调解", "admin", 40),
        ("调解", "civil", 25),
        ("延长调解期限", "civil", 40),
        ("通知新的证人到庭", "civil", 30),
        ("重新鉴定", "criminal", 30),
        ("精神病鉴定", "criminal", 40),
        ("另行委托辩护人", "criminal", 10),
        ("检察院阅卷", "criminal", 30),
        ("拍卖", "enforcement", 40),
        ("上级法院通知暂缓执行", "enforcement", 40),
        ("执行和解", "enforcement", 40),
    ],
)
def test_each_reason_excludes_what_its_article_allows(reason, domain, days):
    found = registry.call(
        "trial_limit.exclude",
        end=PLAIN_END,
        domain=domain,
        intervals=[{"reason": reason, "from": "2025-04-01", "to": "2025-05-11"}],
    )
    assert found["excluded_days"] == days


@pytest.mark.parametrize(
    ("reason", "domain"),
    [
        ("和解", "admin"),
        ("鉴定", "criminal"),
        ("拍卖", "civil"),
        ("阅卷", "civil"),
        ("调解", "criminal"),
        ("法官休假", "civil"),
        ("合议庭评议", "admin"),
        ("公告", "compensation"),
    ],
)
def test_a_reason_of_another_domain_is_refused(reason, domain):
    interval = {"reason": reason, "from": "2025-04-01", "to": "2025-04-11"}
    assert refusal(domain=domain, intervals=[interval]) == "not_excludable"


def test_a_notice_is_excluded_in_criminal_cases_of_confiscation_alone():
    interval = {"reason": "公告", "from": "2025-04-01", "to": "2025-04-11"}
    assert refusal(kind="crim_second", intervals=[interval]) == "not_excludable"
    found = registry.call("trial_limit.exclude", end=PLAIN_END, kind="confiscation", intervals=[interval])
    assert found["excluded_days"] == 10


@pytest.mark.parametrize(
    ("interval", "code"),
    [
        ({"reason": "鉴定", "from": "2025-04-11", "to": "2025-04-01"}, "bad_interval"),
        ({"reason": "鉴定", "to": "2025-04-01"}, "bad_input"),
        ({"reason": "鉴定", "from": "昨天", "to": "2025-04-01"}, "bad_input"),
        ({"reason": "鉴定", "from": "2025-04-01"}, "bad_input"),
        ({"reason": "补充侦查", "from": "2025-04-01", "to": "2025-05-01"}, "restarts_clock"),
    ],
)
def test_an_interval_that_cannot_be_is_refused(interval, code):
    assert refusal(intervals=[interval]) == code


def test_a_court_may_count_the_last_day_too():
    told = [{"reason": "鉴定", "from": "2025-04-01", "to": "2025-04-10"}]
    count = {
        convention: registry.call("trial_limit.exclude", end=PLAIN_END, intervals=told, convention=convention)
        for convention in ("half_open", "closed")
    }
    assert (count["half_open"]["excluded_days"], count["closed"]["excluded_days"]) == (9, 10)
    assert count["half_open"].unverified
    assert refusal(intervals=told, convention="lunar") == "bad_input"


def test_a_civil_conversion_keeps_start_and_exclusions_but_not_the_old_extension():
    found = due(
        "civil_first_simplified",
        FILED,
        as_of=date(2025, 7, 10),
        exclusions=[Exclusion("鉴定", date(2025, 4, 1), date(2025, 4, 11))],
        extensions=[Grant(date(2025, 6, 1), months=1)],
        conversions=[Conversion(date(2025, 7, 1), "civil_first_ordinary")],
    )
    assert (found["kind"], found["end"], found["extensions"]) == ("civil_first_ordinary", date(2025, 9, 20), 0)
    assert codes(found) == []


def test_a_conversion_after_the_limit_ran_out_is_named():
    found = due(
        "civil_first_simplified",
        FILED,
        as_of=date(2025, 7, 10),
        conversions=[Conversion(date(2025, 7, 1), "civil_first_ordinary")],
    )
    assert codes(found) == ["converted_late"]


def test_a_criminal_conversion_and_a_return_after_supplementary_investigation_count_anew():
    converted = due(
        "crim_first_fast",
        FILED,
        as_of=date(2025, 4, 1),
        conversions=[Conversion(date(2025, 3, 15), "crim_first_public")],
    )
    assert (converted["end"], converted["hard_end"]) == (date(2025, 5, 15), date(2025, 6, 15))
    returned = due(
        "crim_first_public",
        FILED,
        as_of=date(2025, 6, 1),
        restarts=[Restart(date(2025, 5, 20), "补充侦查完毕")],
        exclusions=[Exclusion("精神病鉴定", date(2025, 4, 1), date(2025, 4, 11))],
    )
    assert (returned["start"], returned["end"], returned["excluded_days"]) == (date(2025, 5, 20), date(2025, 7, 20), 0)


def test_a_conversion_the_law_does_not_know_leaves_the_clock_as_it_was():
    found = due(
        "crim_first_public",
        FILED,
        as_of=date(2025, 4, 1),
        conversions=[Conversion(date(2025, 3, 15), "crim_first_fast")],
    )
    assert (found["kind"], codes(found)) == ("crim_first_public", ["not_allowed"])


def test_a_criminal_limit_is_overdue_only_after_its_latest_day():
    assert not due("crim_first_public", FILED, as_of=date(2025, 6, 10))["overdue"]
    assert due("crim_first_public", FILED, as_of=date(2025, 6, 11))["overdue"]


def test_every_move_is_explained_with_its_article():
    lines = due(
        "civil_first_ordinary",
        FILED,
        as_of=date(2025, 9, 5),
        extensions=[Grant(date(2025, 8, 20), months=6)],
        exclusions=[Exclusion("鉴定", date(2025, 4, 1), date(2025, 5, 1))],
    ).explain()
    assert any("鉴定" in line and "二百四十三条" in line for line in lines)
    assert any("本院院长批准延长6个月" in line and "一百五十二条" in line for line in lines)


def test_the_registry_takes_the_same_ledger_in_plain_values():
    got = registry.ask(
        "trial_limit.due",
        {
            "kind": "crim_first_fast",
            "start": "2025-03-10",
            "as_of": "2025-06-01",
            "conversions": [{"decided": "2025-03-15", "to": "crim_first_public"}],
            "extensions": [{"granted": "2025-06-01"}],
        },
    )
    assert got["end"] == "2025-09-15"
    assert registry.ask(
        "trial_limit.due",
        {
            "kind": "crim_second",
            "start": "2025-03-10",
            "as_of": "2025-06-01",
            "conversions": [{"to": "crim_first_public"}],
        },
    ) == {"error": "bad_input"}


def test_checks_that_acts_ask_before_they_are_done():
    assert limits.check_extension("civil_first_ordinary", months=6, step=1, filed=FILED).approver == "president"
    with pytest.raises(LawError, match="至多6个月"):
        limits.check_extension("civil_first_ordinary", months=7, step=1, filed=FILED)
    assert not limits.check_conversion(
        "civil_first_simplified", "civil_first_ordinary", filed=FILED, decided=FILED
    ).restarts
    assert (limits.EXTENSION_APPLY_DAYS, limits.EXTENSION_DECIDE_DAYS) == (15, 5)
