"""One person, one row; numbers are masked and looks at them recorded (S17, S23, S30)."""

from datetime import date

import pytest

from court.base.access.models import ReadRecord
from court.base.people import identity, masks
from court.base.people.models import Person
from court.base.people.persons import _new, age_of, find_or_create_person, find_person, masked, unmasked
from court.kit.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def number(cast):
    return identity.demo_resident_number(date(1988, 2, 29), 40, male=True)


def test_the_same_number_is_the_same_person_in_every_case(number):
    one = find_or_create_person("高  山", id_number=number, phone="12000001234")
    other = find_or_create_person("高山", id_number=number.lower())
    assert one.pk == other.pk == find_person("resident", number).pk
    assert (one.born_on, one.sex) == (date(1988, 2, 29), "男")


def test_another_name_under_the_number_is_refused_without_saying_whose_it_is(number):
    find_or_create_person("高山", id_number=number)
    with pytest.raises(Refused) as caught:
        find_or_create_person("流水", id_number=number)
    assert "高山" not in caught.value.for_people()


def test_somebody_elses_filing_fills_blanks_and_changes_nothing(number):
    find_or_create_person("高山", id_number=number, phone="12000001234")
    again = find_or_create_person("高山", id_number=number, phone="12000005678", address="山西省运城市盐湖区")
    again.refresh_from_db()
    assert (again.phone, again.address) == ("12000001234", "山西省运城市盐湖区")
    assert again.phone_index == identity.phone_index("12000001234")


def test_people_without_a_number_are_never_taken_for_one_another(cast):
    assert find_or_create_person("某甲").pk != find_or_create_person("某甲").pk


def test_a_company_is_found_by_its_code(cast):
    code = identity.demo_social_credit_code(5)
    one = find_or_create_person("某公司", kind="company", id_number=code, head_name="李某")
    assert find_or_create_person("某公司", kind="company", id_number=code).pk == one.pk
    assert (one.id_kind, one.head_name) == ("uscc", "李某")


def test_a_request_that_comes_second_gets_the_person_the_first_one_made(number):
    """Both looked before either wrote: the loser's insert meets the constraint and finds the winner's row."""
    given = {"phone": "", "phone_index": "", "address": ""}
    first = _new("高山", "natural", "resident", number, given)
    assert _new("高山", "natural", "resident", number, given) == first


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "长" * 121])
def test_a_name_that_is_none_is_refused(cast, name):
    with pytest.raises(Refused):
        find_or_create_person(name)


def test_passports_are_kept_as_given(cast):
    person = find_or_create_person("John Smith", id_kind="passport", id_number=" e1234 5678 ")
    assert person.id_number == "E12345678"


@pytest.mark.parametrize(("mask", "whole", "shown"), [
    (masks.mask_id_number, "110105194912310021", "110105********0021"),
    (masks.mask_id_number, "E12345678", "E1*****78"),
    (masks.mask_phone, "13800138001", "138****8001"),
    (masks.mask_account_number, "6222021234567890123", "***************0123"),
    (masks.mask_address, "山西省运城市盐湖区解放路23号院2单元", "山西省运城市盐湖区解放路****"),
    (masks.mask_address, "某地", "某地****"),
    (masks.mask_name, "张桂兰", "张**"),
    (masks.mask_id_number, "", ""),
    (masks.mask_phone, "12", "**"),
])
def test_numbers_are_shown_as_far_as_they_may_be(mask, whole, shown):
    assert mask(whole) == shown


def test_looking_behind_the_mask_leaves_a_line(cast):
    person = cast.plaintiff.person
    assert masked(person, "phone") != person.phone
    assert unmasked(cast.actor("judge"), person, "phone", stream="case:1") == person.phone
    row = ReadRecord.objects.get()
    assert (row.account, row.verb, row.stream) == (cast.judge.pk, "unmask", "case:1")
    assert person.phone not in str(row.__dict__)


def test_ages_turn_on_the_day_after_the_birthday(cast):
    child = Person(born_on=date(2010, 3, 2))
    leap = Person(born_on=date(2008, 2, 29))
    assert [age_of(child, date(2026, 3, day)) for day in (1, 2, 3)] == [15, 15, 16]
    assert [age_of(leap, day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]
    assert age_of(Person(), date(2026, 1, 1)) is None
