"""Appeal periods, effect of judgments, the file on its way up, retrial."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import registry
from law.answer import LawError
from law.calendar import shipped

MONDAY = date(2025, 3, 10)
DAYS = st.dates(date(2022, 1, 1), date(2026, 11, 30))


def ask(name: str, **facts):
    return registry.call(name, **facts)


def refusal(name: str, **facts) -> str:
    with pytest.raises(LawError) as caught:
        ask(name, **facts)
    return caught.value.code


@pytest.mark.parametrize(
    ("domain", "doc", "last"),
    [
        ("civil", "判决", "2025-03-25"),
        ("民事", "裁定书", "2025-03-20"),
        ("admin", "判决", "2025-03-25"),
        ("行政", "ruling", "2025-03-20"),
        ("criminal", "判决书", "2025-03-20"),
        ("刑事", "裁定", "2025-03-17"),
        ("bankruptcy", "裁定", "2025-03-20"),
    ],
)
def test_each_appeal_period_has_its_length(domain, doc, last):
    assert ask("appeal.by", domain=domain, doc=doc, served=MONDAY)["by"].isoformat() == last


@given(DAYS, st.sampled_from(["civil", "admin", "criminal"]), st.sampled_from(["判决", "裁定"]))
def test_an_appeal_period_ends_on_a_workday_and_a_judgment_takes_effect_the_day_after(served, domain, doc):
    by = ask("appeal.by", domain=domain, doc=doc, served=served)["by"]
    assert shipped().is_workday(by)
    effective = ask("judgment.effective", domain=domain, doc=doc, served={"原告": served})["effective"]
    assert (effective - by).days == 1


@given(st.dictionaries(st.text(min_size=1, max_size=3), DAYS, min_size=1, max_size=5))
def test_the_last_party_decides_when_a_judgment_takes_effect(served):
    together = ask("judgment.effective", domain="civil", served=served)
    alone = [ask("judgment.effective", domain="civil", served={who: day})["effective"] for who, day in served.items()]
    assert together["effective"] == max(alone)
    assert together["deadlines"].keys() == served.keys()


def test_a_party_abroad_has_thirty_days_and_holds_up_the_effect():
    served = {"甲": MONDAY, "乙": MONDAY}
    found = ask("judgment.effective", domain="civil", served=served, abroad=["乙"])
    assert found["deadlines"] == {"甲": date(2025, 3, 25), "乙": date(2025, 4, 9)}
    assert found["effective"] == date(2025, 4, 10)


def test_an_appeal_keeps_a_judgment_from_taking_effect():
    assert ask("judgment.effective", domain="civil", served={"甲": MONDAY}, appealed=True)["effective"] is None


def test_a_final_judgment_takes_effect_with_the_last_service():
    served = {"甲": MONDAY, "乙": date(2025, 3, 12)}
    assert ask("judgment.effective", domain="civil", served=served, instance=2)["effective"] == date(2025, 3, 12)
    assert ask("judgment.effective", domain="civil", served=served, procedure="小额诉讼")["effective"] == date(
        2025, 3, 12
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"doc": "调解书"},
        {"doc": "决定书"},
        {"doc": "判决", "instance": 2},
        {"doc": "判决", "procedure": "small_claims"},
        {"doc": "裁定", "domain": "enforcement"},
    ],
)
def test_what_may_not_be_appealed_is_refused(facts):
    assert refusal("appeal.by", **{"domain": "civil", "served": MONDAY, **facts}) == "not_appealable"


def test_an_appeal_period_beyond_the_known_holidays_is_provisional():
    far = max(shipped().years) + 1
    assert ask("appeal.by", domain="civil", doc="判决", served=date(far, 3, 10)).provisional
    assert not ask("appeal.by", domain="civil", doc="判决", served=MONDAY).provisional


def test_the_file_goes_up_after_the_answer_or_the_answer_period():
    found = ask("appeal.dossier_forward", appeal_received=MONDAY, copy_served=date(2025, 3, 12))
    assert (found["answer_by"], found["forward_by"]) == (date(2025, 3, 27), date(2025, 4, 1))
    assert ask("appeal.dossier_forward", appeal_received=MONDAY)["forward_by"] is None
    found = ask("appeal.dossier_forward", domain="criminal", appeal_period_end=date(2025, 3, 20))
    assert found["forward_by"] == date(2025, 3, 24)
    assert refusal("appeal.dossier_forward", domain="criminal") == "bad_input"


@pytest.mark.parametrize("ground", [1, 3, 12, 13, "有新的证据", "主要证据是伪造的"])
def test_some_grounds_for_retrial_run_from_knowledge(ground):
    assert ask("retrial.apply_by", effective=MONDAY, ground=ground, known=date(2025, 6, 10))["by"] == date(2025, 12, 10)
    assert refusal("retrial.apply_by", effective=MONDAY, ground=ground) == "known_needed"


@pytest.mark.parametrize("ground", [None, 2, 4, 11, "适用法律确有错误"])
def test_all_other_grounds_run_from_effect(ground):
    assert ask("retrial.apply_by", effective=MONDAY, ground=ground, known=date(2025, 6, 10))["by"] == date(2025, 9, 10)


def test_retrial_has_thirteen_grounds_and_no_such_period_in_criminal_cases():
    assert refusal("retrial.apply_by", effective=MONDAY, ground=14) == "bad_input"
    assert refusal("retrial.apply_by", effective=MONDAY, domain="criminal") == "no_period"
