"""Case numbers read back what they print, and refuse what the rule of 2015 refuses."""
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import casenumbers, casetypes, courts
from law.answer import LawError
from law.casenumbers import CaseNumber

YUNCHENG = [court.code for court in [courts.court("晋08"), *courts.courts_below("晋08")]]
PLAIN_TYPES = [code for code in casetypes.type_codes() if code != "刑核"]


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(LawError) as caught:
        call(*args, **kwargs)
    return caught.value.code


@given(st.integers(2016, 2100), st.sampled_from([*YUNCHENG, "晋", "最高法", "京73"]), st.sampled_from(PLAIN_TYPES),
       st.integers(1, 99_999_999), st.sampled_from(["", "知"]))
def test_every_number_that_is_printed_is_read_back_in_the_same_parts(year, court_code, type_code, seq, special):
    number = casenumbers.check(CaseNumber(year, court_code, type_code, seq, special))
    assert casenumbers.read(str(number)) == number


def test_the_longest_type_code_wins():
    assert casenumbers.read("（2024）晋08行审复3号").type_code == "行审复"
    assert casenumbers.read("（2024）晋0802执恢3号").type_code == "执恢"
    assert casenumbers.read("（2024）晋08民辖终3号").type_code == "民辖终"


def test_half_width_brackets_and_spaces_of_a_scanned_paper_are_read():
    assert str(casenumbers.read("(2024) 晋0802 执241号")) == "（2024）晋0802执241号"


@pytest.mark.parametrize(("text", "code"), [
    ("（2014）合法民初字第07519", "legacy_format"),
    ("（2015）晋0802民初1号", "legacy_format"),
    ("（2024）运民终字第12号", "legacy_format"),
    ("关于某案", "bad_format"),
    ("（2024）晋0802民初号", "bad_format"),
    ("（2024）晋0802民初12号之一", "bad_format"),
    ("（2024）晋0802民初012号", "bad_seq"),
    ("（2024）晋082民初12号", "bad_court_code"),
    ("（2024）甲0802民初12号", "bad_court_code"),
    ("（2024）晋0802民发12号", "unknown_type_code"),
    ("（2024）晋08刑核12号", "bad_seq"),
])
def test_what_is_no_case_number_is_refused_for_its_own_reason(text, code):
    assert refusal(casenumbers.read, text) == code


def test_a_number_with_wrong_parts_is_not_printed():
    put = casenumbers.case_number_format
    assert refusal(put, year=2026, court_code="晋8", type_code="民初", seq=1) == "bad_court_code"
    assert refusal(put, year=2026, court_code="晋08", type_code="民发", seq=1) == "unknown_type_code"
    assert refusal(put, year=2026, court_code="晋08", type_code="民初", seq=0) == "bad_seq"
    assert refusal(put, year=2026, court_code="晋08", type_code="民初", seq=1, special="商") == "bad_special"
    assert refusal(put, year=2015, court_code="晋08", type_code="民初", seq=1) == "legacy_format"


def test_the_special_trial_character_stands_apart_from_the_type_code():
    put = casenumbers.case_number_format(year=2024, court_code="最高法", type_code="知民终", seq=7)
    assert put["case_number"] == "（2024）最高法知民终7号"
    assert casenumbers.read(put["case_number"]).special == "知"


@given(st.integers(2016, 2100), st.integers(0, 10**6))
def test_the_next_number_follows_the_last_of_its_own_year_and_restarts_with_a_new_one(year, last):
    ask = casenumbers.case_number_next_seq
    assert ask(year=year, court_code="晋08", type_code="民终", last_issued={str(year): last})["seq"] == last + 1
    assert ask(year=year + 1, court_code="晋08", type_code="民终", last_issued={str(year): last})["seq"] == 1


def test_criminal_review_numbers_are_drawn_not_counted():
    assert refusal(casenumbers.case_number_next_seq, year=2026, court_code="晋", type_code="刑核") == "random_number"
    taken: set[int] = set()
    for _ in range(200):
        seq = casenumbers.draw_review_seq(Random(len(taken)), taken)
        assert len(str(seq)) == 8
        assert seq not in taken
        taken.add(seq)
