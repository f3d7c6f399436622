"""Trial limits by the table: lengths, extensions, approvers, conversions, each at its edges."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import limits, registry
from law.answer import LawError
from law.limits.kinds import limit_of

MONDAY = date(2025, 3, 10)
FACTS = {"election_day": date(2100, 1, 1)}
DAYS = st.dates(date(2022, 1, 1), date(2035, 12, 31))


def ask(name: str, **facts):
    return registry.call(name, **facts)


def refusal(name: str, **facts) -> str:
    with pytest.raises(LawError) as caught:
        ask(name, **facts)
    return caught.value.code


def end(kind: str, start: date = MONDAY, **facts) -> date:
    return ask("trial_limit.end", kind=kind, start=start, **facts)["end"]


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("civil_first_ordinary", "2025-09-10"),
        ("civil_first_simplified", "2025-06-10"),
        ("civil_first_small_claims", "2025-05-10"),
        ("civil_second_judgment", "2025-06-10"),
        ("civil_second_ruling", "2025-04-09"),
        ("civil_special", "2025-04-09"),
        ("judicial_confirmation", "2025-04-09"),
        ("security_interest", "2025-04-09"),
        ("payment_order", "2025-03-25"),
        ("civil_retrial_review", "2025-06-10"),
        ("civil_protest_ruling", "2025-04-09"),
        ("procuratorial_suggestion", "2025-06-10"),
        ("civil_retrial", "2025-09-10"),
        ("sanction_review", "2025-03-15"),
        ("ship_collision", "2026-03-10"),
        ("taiwan_judgment", "2025-09-10"),
        ("preservation_ruling", "2025-03-15"),
        ("preservation_review", "2025-03-20"),
        ("pre_filing_mediation", "2025-04-09"),
        ("crim_first_public", "2025-05-10"),
        ("crim_first_private_detained", "2025-05-10"),
        ("crim_first_private_free", "2025-09-10"),
        ("crim_first_simplified", "2025-03-30"),
        ("crim_first_fast", "2025-03-20"),
        ("crim_second", "2025-05-10"),
        ("crim_retrial", "2025-06-10"),
        ("crim_petition_review", "2025-06-10"),
        ("crim_protest_retrial", "2025-04-10"),
        ("compulsory_medical", "2025-04-10"),
        ("commutation_parole", "2025-04-10"),
        ("revoke_probation", "2025-04-09"),
        ("below_minimum_review", "2025-05-10"),
        ("admin_first_ordinary", "2025-09-10"),
        ("admin_first_simplified", "2025-04-24"),
        ("admin_second", "2025-06-10"),
        ("admin_retrial_review", "2025-09-10"),
        ("admin_nonlit_review", "2025-03-17"),
        ("admin_nonlit_reconsider", "2025-04-09"),
        ("comp_committee", "2025-06-10"),
        ("comp_court_self", "2025-05-10"),
        ("comp_supervision", "2025-06-10"),
        ("comp_rehear", "2025-05-10"),
        ("enf_first", "2025-09-10"),
        ("enf_nonlit", "2025-06-10"),
        ("enf_objection", "2025-03-25"),
        ("enf_reconsider", "2025-04-09"),
        ("enf_entrusted", "2025-09-10"),
        ("property_penalty", "2025-06-10"),
    ],
)
def test_each_kind_ends_on_the_day_of_the_table(kind, last):
    assert end(kind) == date.fromisoformat(last)


@given(st.sampled_from(sorted(limits.kinds())), DAYS)
def test_no_limit_ends_before_it_starts_and_every_answer_explains_itself(kind, start):
    if limit_of(kind, start).base({})[0].hours:
        return
    found = limits.due(kind, start, as_of=start, facts=FACTS)
    assert found["end"] is None or found["end"] >= start
    assert found["hard_end"] is None or found["hard_end"] > found["end"]
    assert found.explain()


@given(st.sampled_from(sorted(limits.kinds())), DAYS, st.integers(1, 3))
def test_each_extension_ends_later_than_the_one_before(kind, start, step):
    limit = limit_of(kind, start)
    if len(limit.steps) < step or not all(extension.length for extension in limit.steps[:step]):
        return
    before = (
        ask("trial_limit.extend", kind=kind, start=start, step=step - 1)["end"]
        if step > 1
        else (limit.hard or limit.length).after(start, limit.criminal)
    )
    assert ask("trial_limit.extend", kind=kind, start=start, step=step)["end"] > before


@pytest.mark.parametrize(
    ("years", "simplified", "fast"),
    [
        (1, "2025-03-30", "2025-03-20"),
        (2, "2025-03-30", "2025-03-25"),
        (3, "2025-03-30", "2025-03-25"),
        (4, "2025-04-25", "2025-03-25"),
    ],
)
def test_criminal_short_procedures_are_longer_above_their_sentence(years, simplified, fast):
    assert end("crim_first_simplified", max_sentence_years=years).isoformat() == simplified
    assert end("crim_first_fast", max_sentence_years=years).isoformat() == fast


def test_months_end_on_the_last_day_where_the_day_does_not_exist():
    assert end("civil_first_ordinary", date(2024, 8, 31)) == date(2025, 2, 28)
    assert end("civil_first_ordinary", date(2023, 8, 31)) == date(2024, 2, 29)
    assert end("civil_first_ordinary", date(2024, 2, 29)) == date(2024, 8, 29)


def test_criminal_months_run_from_month_end_to_month_end():
    assert end("crim_second", date(2025, 2, 28)) == date(2025, 4, 30)
    assert end("crim_second", date(2025, 2, 27)) == date(2025, 4, 27)
    assert end("crim_second", date(2025, 6, 30)) == date(2025, 8, 31)


def test_a_rest_day_moves_a_trial_limit_only_where_the_court_says_so():
    filed = date(2025, 3, 8)
    assert end("civil_first_ordinary", filed) == date(2025, 9, 8)
    assert end("civil_first_simplified", filed) == date(2025, 6, 8)
    assert end("civil_first_simplified", filed, shift=True) == date(2025, 6, 9)


def test_the_row_in_force_on_the_filing_day_counts():
    assert end("civil_first_small_claims", date(2021, 12, 31)) == date(2022, 3, 31)
    assert end("civil_first_small_claims", date(2022, 1, 1)) == date(2022, 3, 1)
    assert ask("trial_limit.extend", kind="civil_first_simplified", filed=date(2021, 3, 10))["end"] == date(2021, 9, 10)
    assert ask("trial_limit.extend", kind="civil_first_simplified", filed=MONDAY)["end"] == date(2025, 7, 10)
    assert refusal("trial_limit.end", kind="crim_first_fast", accepted=date(2018, 10, 25)) == "no_law_on_date"


def test_numbers_from_memory_say_so():
    assert ask("trial_limit.end", kind="arbitration_set_aside", accepted=MONDAY).unverified
    assert not ask("trial_limit.end", kind="civil_first_ordinary", filed=MONDAY).unverified


def test_a_notice_stands_before_a_special_procedure_and_inside_a_confiscation():
    found = ask("trial_limit.end", kind="civil_special", filed=MONDAY, notice="宣告死亡", notice_published=MONDAY)
    assert (found["notice_end"], found["end"]) == (date(2026, 3, 10), date(2026, 4, 9))
    found = ask("trial_limit.end", kind="confiscation", accepted=MONDAY, notice_published=MONDAY)
    assert found["end"] == date(2025, 5, 10) + (date(2025, 9, 10) - MONDAY)


def test_special_clocks_hang_on_their_own_days():
    assert end("voter_list", election_day=date(2025, 4, 1)) == date(2025, 3, 31)
    assert refusal("trial_limit.end", kind="voter_list", filed=MONDAY) == "election_day_needed"
    assert end("bankruptcy_petition", applicant="debtor") == date(2025, 3, 25)
    assert end("bankruptcy_petition", notified=date(2025, 3, 12)) == date(2025, 3, 29)
    found = ask(
        "trial_limit.end", kind="public_summons", accepted=MONDAY, notice_published=MONDAY, bill_due=date(2025, 6, 1)
    )
    assert found["notice_end"] == date(2025, 6, 16)


def test_limits_in_hours_count_from_the_next_hour_and_need_the_time():
    found = ask(
        "trial_limit.end", kind="protection_order", accepted_at=datetime.fromisoformat("2025-03-10T09:30"), urgent=True
    )
    assert found["end"] == datetime.fromisoformat("2025-03-11T10:00")
    assert refusal("trial_limit.end", kind="protection_order", accepted=MONDAY) == "time_needed"


def test_some_cases_have_no_limit():
    assert end("foreign_civil") is None
    assert end("civil_first_ordinary", foreign=True) is None
    assert end("bankruptcy") is None


@pytest.mark.parametrize(
    ("kind", "step", "approver"),
    [
        ("civil_first_ordinary", 1, "本院院长"),
        ("civil_first_ordinary", 2, "上一级人民法院"),
        ("civil_second_judgment", 1, "本院院长"),
        ("crim_first_public", 1, "上一级人民法院"),
        ("crim_first_public", 2, "最高人民法院"),
        ("crim_first_public", 9, "最高人民法院"),
        ("crim_second", 1, "高级人民法院"),
        ("admin_second", 1, "高级人民法院"),
        ("comp_committee", 1, "本院院长"),
    ],
)
def test_each_step_has_its_approver(kind, step, approver):
    assert ask("trial_limit.approver", kind=kind, step=step)["approver"] == approver


def test_administrative_extensions_go_past_the_intermediate_court():
    by_level = {
        level: ask("trial_limit.approver", kind="admin_first_ordinary", court_level=level)
        for level in ("basic", "intermediate", "high")
    }
    assert dict(by_level["basic"]) == {"approver": "高级人民法院", "file_copy_to": "中级人民法院"}
    assert dict(by_level["intermediate"]) == {"approver": "高级人民法院"}
    assert dict(by_level["high"]) == {"approver": "最高人民法院"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "civil_first_simplified", "step": 2}, "max_reached"),
        ({"kind": "civil_first_small_claims", "step": 2}, "max_reached"),
        ({"kind": "admin_first_simplified"}, "not_extendable"),
        ({"kind": "crim_first_fast"}, "not_extendable"),
        ({"kind": "civil_first_simplified", "months": 2}, "too_long"),
        ({"kind": "civil_first_ordinary", "step": 0}, "bad_input"),
        ({"kind": "crim_first_public", "ground": "法官休假"}, "no_ground"),
        ({"kind": "civil_first_ordinary", "granted": date(2025, 9, 11)}, "expired"),
    ],
)
def test_an_extension_the_law_does_not_know_is_refused(facts, code):
    assert refusal("trial_limit.extend", filed=MONDAY, **facts) == code


def test_an_extension_on_the_last_day_is_in_time():
    assert ask("trial_limit.extend", kind="civil_first_ordinary", filed=MONDAY, granted=date(2025, 9, 10))["end"]
    assert ask("trial_limit.extend", kind="crim_first_public", accepted=MONDAY, ground="可能判处死刑")["end"]


@pytest.mark.parametrize(
    ("kind", "apply_by", "decide_by"),
    [
        ("civil_first_ordinary", "2025-08-26", "2025-09-05"),
        ("crim_first_public", "2025-08-26", "2025-09-05"),
        ("admin_first_ordinary", "2025-08-31", "2025-09-07"),
        ("civil_special", "2025-08-31", "2025-09-10"),
        ("enf_first", "2025-09-05", "2025-09-10"),
    ],
)
def test_each_workflow_has_its_last_days(kind, apply_by, decide_by):
    found = ask("trial_limit.apply_by", kind=kind, end=date(2025, 9, 10))
    assert (found["apply_by"].isoformat(), found["decide_by"].isoformat()) == (apply_by, decide_by)


def test_before_2018_civil_extensions_were_asked_ten_days_before():
    assert ask("trial_limit.apply_by", kind="civil_first_ordinary", end=date(2018, 3, 20))["apply_by"] == date(
        2018, 3, 10
    )


@pytest.mark.parametrize(
    ("domain", "procedure", "to", "last"),
    [
        ("civil", "simplified", "ordinary", "2025-09-10"),
        ("civil", "small_claims", "simplified", "2025-06-10"),
        ("civil", "ordinary", "simplified", "2025-06-10"),
        ("admin", "simplified", "ordinary", "2025-09-10"),
        ("criminal", "simplified", "ordinary", "2025-05-15"),
        ("criminal", "fast", "ordinary", "2025-05-15"),
        ("criminal", "fast", "simplified", "2025-04-04"),
    ],
)
def test_civil_conversions_keep_the_filing_day_and_criminal_ones_start_anew(domain, procedure, to, last):
    found = ask(
        "trial_limit.convert", domain=domain, procedure=procedure, to=to, filed=MONDAY, converted=date(2025, 3, 15)
    )
    assert found["end"].isoformat() == last


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"domain": "admin", "procedure": "ordinary", "to": "simplified"}, "not_allowed"),
        ({"domain": "criminal", "procedure": "ordinary", "to": "simplified"}, "not_allowed"),
        ({"domain": "enforcement", "to": "ordinary"}, "not_allowed"),
        ({"domain": "civil", "procedure": "ordinary", "to": "simplified", "hearing_held": True}, "not_allowed"),
        ({"domain": "civil", "to": "ordinary", "filed": MONDAY, "converted": date(2025, 7, 11)}, "too_late"),
        ({"domain": "admin", "to": "ordinary", "filed": MONDAY, "converted": date(2025, 4, 25)}, "too_late"),
        (
            {
                "domain": "civil",
                "to": "ordinary",
                "filed": MONDAY,
                "converted": date(2025, 6, 11),
                "limit_end": date(2025, 6, 10),
            },
            "too_late",
        ),
        ({"domain": "civil", "to": "ordinary", "filed": MONDAY, "converted": date(2025, 3, 1)}, "bad_interval"),
    ],
)
def test_conversions_the_law_does_not_allow_are_refused(facts, code):
    assert refusal("trial_limit.convert", **facts) == code


def test_kinds_of_a_type_code_are_listed():
    assert limits.kinds_for("执异") == ["enf_objection"]
    assert "civil_first_small_claims" in limits.kinds_for("民初")
    assert limits.kind_named("民事一审简易程序") == "civil_first_simplified"
    assert refusal("trial_limit.end", kind="没有的种类", filed=MONDAY) == "unknown_kind"
