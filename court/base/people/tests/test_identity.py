"""Numbers are checked before anything is kept; demo numbers never enter a real court."""

from datetime import date

import pytest

from court.base.courts import clock
from court.base.people import identity
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
REAL = "11010519491231002X"  # the example printed in GB 11643
DEMO = identity.demo_resident_number(date(1990, 1, 1), 0, male=True)


def code_of(call, *args):
    with pytest.raises(Refused) as caught:
        call(*args)
    assert caught.value.do or caught.value.code
    return caught.value.code


def test_the_example_of_the_standard_is_taken_in_any_spelling():
    assert identity.resident_number(" 110105 19491231 002x ") == REAL
    assert identity.born_on(REAL) == date(1949, 12, 31)
    assert identity.sex_of(REAL) == "女"


@pytest.mark.parametrize(("number", "why"), [
    ("1101051949123100", "id_shape"),
    ("", "id_shape"),
    ("11010519491231002９", "id_shape"),
    ("110105194912310021", "id_check_digit"),
    ("110105194913310027", "id_check_digit"),
])
def test_a_number_that_cannot_be_is_refused(number, why):
    assert code_of(identity.resident_number, number) == why


def with_check_digit(body):
    from stdnum.cn import ric

    return body + ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(("body", "why"), [
    ("11010519490229001", "id_birthday"),   # 1949 was no leap year
    ("11010520990101001", "id_birthday"),   # not yet born
    ("11010518000101001", "id_birthday"),
    ("99010519900101001", "id_division"),
])
def test_a_right_check_digit_does_not_excuse_an_impossible_number(body, why):
    assert code_of(identity.resident_number, with_check_digit(body)) == why


@pytest.mark.parametrize("body", ["81000019900101001", "83000019900101001", "14080219960229001"])
def test_residents_of_the_special_regions_and_leap_days_are_taken(body):
    assert identity.resident_number(with_check_digit(body))


def test_a_demo_number_is_refused_in_a_real_court_and_taken_in_a_demo():
    assert code_of(identity.resident_number, DEMO) == "demo_number"
    clock.mark_demo()
    assert identity.resident_number(DEMO) == DEMO


def test_the_division_of_other_invented_numbers_is_refused_even_in_a_demo():
    clock.mark_demo()
    assert code_of(identity.resident_number, with_check_digit("15999919900101001")) == "id_division"


def test_demo_people_differ_and_tell_their_sex():
    numbers = {identity.demo_resident_number(date(1990, 1, 1), n, male=n % 2 == 0) for n in range(100)}
    assert len(numbers) == 100
    assert identity.sex_of(identity.demo_resident_number(date(1990, 1, 1), 3, male=False)) == "女"


def test_a_credit_code_is_checked_and_demo_companies_stay_in_the_demo():
    assert identity.social_credit_code("91110000600037341L") == "91110000600037341L"
    assert code_of(identity.social_credit_code, "91110000600037341A") == "uscc"
    invented = identity.demo_social_credit_code(7)
    assert code_of(identity.social_credit_code, invented) == "demo_number"
    clock.mark_demo()
    assert identity.social_credit_code(invented) == invented


@pytest.mark.parametrize("typed", ["13800138000", "+86 138-0013-8000", "0086 13800138000", "138 0013 8000"])
def test_a_phone_is_taken_in_any_spelling(typed):
    assert identity.phone_number(typed) == "13800138000"


@pytest.mark.parametrize("typed", ["", "12345", "03592280000", "20012345678", "1380013800a", "12000000001"])
def test_what_is_no_mobile_number_is_refused(typed):
    assert code_of(identity.phone_number, typed) == "phone"


def test_a_demo_phone_rings_in_the_demo_only():
    clock.mark_demo()
    assert identity.phone_number(identity.demo_phone(1)) == "12000000001"


def test_a_number_is_found_by_an_index_that_does_not_show_it():
    assert identity.id_index(REAL) in identity.id_indexes(REAL)
    assert REAL not in identity.id_index(REAL)
    assert identity.id_index("") == ""
