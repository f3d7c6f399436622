"""Courts, their codes and case types."""
import pytest

from law import casetypes, courts
from law.answer import LawError


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(LawError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def derive(division: str, level: str) -> str:
    return courts.court_code_from_division(division=division, level=level)["court_code"]


def test_yuncheng_has_thirteen_basic_courts_below_its_intermediate_court():
    below = courts.courts_below("晋08")
    assert len(below) == 13
    assert {court.level for court in below} == {"basic"}
    assert courts.superior_of("晋0802") == courts.court("晋08")
    assert courts.superior_of("晋08") == courts.court("晋")
    assert courts.superior_of("晋") is None


def test_every_court_stands_below_one_that_exists():
    for court in courts.courts().values():
        assert courts.level_of_code(court.code) == court.level
        above = courts.superior_of(court.code)
        assert above is None or above.code in courts.courts()


@pytest.mark.parametrize("code", [court.code for court in courts.courts_below("晋08")])
def test_the_code_of_each_basic_court_is_the_one_the_rule_derives(code):
    assert derive(courts.court(code).division, "basic") == code


def test_the_published_codes_of_jiangmen_follow_from_the_rule():
    assert derive("440700", "intermediate") == "粤07"
    assert [derive(code, "基层") for code in ("440703", "440704", "440705", "440781", "440783")] == [
        "粤0703", "粤0704", "粤0705", "粤0781", "粤0783"]
    assert derive("140000", "high") == "晋"
    assert derive("000000", "supreme") == "最高法"


def test_codes_that_the_rule_does_not_give_are_refused():
    assert refusal(derive, "110105", "basic") == "not_derivable"
    assert refusal(derive, "429004", "basic") == "not_derivable"
    assert refusal(derive, "140800", "basic") == "bad_division"
    assert refusal(derive, "140802", "intermediate") == "bad_division"
    assert refusal(derive, "990000", "high") == "bad_division"
    assert refusal(derive, "1408", "village") == "bad_input"


def test_courts_are_found_by_short_and_printed_name():
    assert courts.court_named("永济市人民法院") == courts.court_named("山西省永济市人民法院") == courts.court("晋0881")
    assert refusal(courts.court_named, "火星人民法院") == "unknown_court"
    assert refusal(courts.court, "晋9999") == "unknown_court"


def test_case_types_are_found_with_and_without_the_word_case():
    assert casetypes.named("民事一审").type_code == casetypes.named("民事一审案件").type_code == "民初"
    assert casetypes.by_class("0318").name == "调解协议司法确认案件"
    assert refusal(casetypes.named, "太空案件") == "unknown_case_type"


def test_one_type_code_covers_several_classes():
    found = casetypes.case_type_lookup(type_code="破")["classes"]
    assert [row["class_code"] for row in found] == ["1112", "1113", "1114"]
    assert len(casetypes.by_type_code("民特")) > 10


def test_groups_lead_from_the_family_down():
    assert [group.name for group in casetypes.groups_of(casetypes.by_class("0318"))] == ["民事案件", "特别程序案件"]


def test_practice_that_the_standard_lacks_says_it_is_unverified():
    assert casetypes.case_type_lookup(name="民事诉前调解案件").unverified
    assert not casetypes.case_type_lookup(name="民事一审案件").unverified


def test_class_codes_are_unique():
    codes = [kind.class_code for kind in casetypes.case_types() if kind.class_code]
    assert len(codes) == len(set(codes))
