"""Rows by short statements, and questions put into SQL once: they must say what Django's own say."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from court.base.people.models import Account, Person
from court.kit.prepared import Prepared
from court.kit.writing import insert, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def account(name: str) -> Account:
    person = Person(name=name, name_key=name, phone="12000000001", verified_at=AT)
    insert([person])
    made = Account(username=name, kind="staff", person=person, created_at=AT, phone="12000000001", phone_index=name)
    insert([made])
    return made


def test_rows_come_back_as_they_were_written():
    made = account("周𠮷")
    found = Account.objects.select_related("person").get(pk=made.pk)
    for name in ("username", "kind", "created_at", "phone", "disabled_at", "session_epoch"):
        assert getattr(found, name) == getattr(made, name), name
    assert (found.person.name, found.person.phone, found.person.verified_at) == ("周𠮷", "12000000001", AT)
    assert made._state.adding is False


def test_what_the_database_refuses_is_refused():
    account("周立")
    with pytest.raises(IntegrityError), transaction.atomic():
        account("周立")


def test_many_rows_and_none_are_one_statement_and_none(django_assert_num_queries):
    with django_assert_num_queries(1):
        insert([Person(name=f"第{n}", name_key=f"第{n}") for n in range(5)])
    with django_assert_num_queries(0):
        insert([])
        rewrite(Person, [], name="无")


def test_columns_are_rewritten_for_the_named_rows_only():
    one, two, three = account("甲"), account("乙"), account("丙")
    rewrite(Account, [one.pk, two.pk], firm="某所", disabled_at=AT, phone="")
    kept = {row.pk: (row.firm, row.disabled_at, row.phone) for row in Account.objects.all()}
    assert kept == {one.pk: ("某所", AT, ""), two.pk: ("某所", AT, ""), three.pk: ("", None, "12000000001")}


def test_a_prepared_question_is_answered_as_the_query_set_would(django_assert_num_queries):
    one, two = account("甲"), account("乙")
    asked = Prepared(lambda key: Account.objects.filter(pk=key, disabled_at=None).select_related("person"))
    for wanted in (one, two, one):
        with django_assert_num_queries(1):
            (found,) = asked.rows(wanted.pk)
            assert (found.pk, found.person.name, found.phone) == (wanted.pk, wanted.person.name, "12000000001")
    rewrite(Account, [one.pk], disabled_at=AT)
    assert asked.rows(one.pk) == []
    assert asked.rows(1) == []


def test_two_keys_stand_in_their_own_places():
    one, two = account("甲"), account("乙")
    asked = Prepared(lambda key, person: Account.objects.filter(pk=key, person=person))
    assert asked.rows(one.pk, one.person_id) == [one]
    assert asked.rows(two.pk, two.person_id) == [two]
    assert asked.rows(one.pk, two.person_id) == []
