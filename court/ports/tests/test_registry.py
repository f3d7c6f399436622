import pytest

from court.ports import registry
from court.ports.failure import NotProvided
from court.ports.sms import SmsFailed, fields_of, templates


class Bell:
    pass


class Drum:
    pass


def test_a_port_nobody_answers_says_so_and_is_no_silent_yes():
    with pytest.raises(NotProvided) as caught:
        registry.get(Drum)
    assert "Drum" in caught.value.why


def test_the_maker_runs_once_and_only_when_asked():
    made = []
    registry.provide(Bell, lambda: made.append(1) or Bell())
    assert made == []
    assert registry.get(Bell) is registry.get(Bell)
    assert made == [1]


def test_a_later_provider_takes_the_place():
    first, second = Bell(), Bell()
    registry.provide(Bell, lambda: first)
    assert registry.get(Bell) is first
    registry.provide(Bell, lambda: second)
    assert registry.get(Bell) is second


def test_a_test_adapter_leaves_again():
    kept, lent = Bell(), Bell()
    registry.provide(Bell, lambda: kept)
    with registry.provided(Bell, lent):
        assert registry.get(Bell) is lent
    assert registry.get(Bell) is kept


def test_every_registered_text_names_its_fields():
    for template in templates().values():
        assert template.fields == fields_of(template.text)
        assert template.filled(dict.fromkeys(template.fields, "甲"))
        with pytest.raises(KeyError):
            template.filled({})


def test_no_registered_text_has_a_field_for_what_must_not_travel():
    forbidden = {"name", "id_number", "party", "parties", "cause", "amount", "address", "phone"}
    for template in templates().values():
        assert not forbidden & set(template.fields), template.name


def test_a_failure_is_transient_unless_it_says_otherwise():
    assert not SmsFailed("运营商繁忙。").for_good
