from datetime import UTC, datetime

import pytest

from court.base.people.models import Account, Person
from court.kit.prepared import Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_each_asking_has_its_own_key():
    asked = Prepared(lambda person: Person.objects.filter(pk=person))
    one, two = Person.objects.create(name="王建国"), Person.objects.create(name="李秀英", phone="13000000001")
    assert [asked.rows(one.pk), asked.rows(two.pk), asked.rows(1)] == [[one], [two], []]
    assert asked.rows(two.pk)[0].phone == "13000000001"


def test_keys_may_be_words_and_the_shape_keeps_values_of_its_own():
    asked = Prepared(lambda name, kind: Person.objects.filter(name=name, kind=kind, sex="女").order_by("-id")[:1])
    Person.objects.create(name="李秀英", kind="natural", sex="男")
    older, newer = (Person.objects.create(name="李秀英", kind="natural", sex="女") for _ in range(2))
    assert older.pk < newer.pk
    assert asked.first("李秀英", "natural") == newer
    assert asked.first("李秀英", "company") is None
    assert asked.first("李秀英' OR '1'='1", "natural") is None


def test_rows_of_other_tables_come_with_it(django_assert_num_queries):
    asked = Prepared(lambda account: Account.objects.select_related("person", "court").filter(pk=account))
    for name in ("王建国", "李秀英"):
        person = Person.objects.create(name=name)
        made = Account.objects.create(username=name, kind="litigant", person=person, created_at=datetime.now(UTC))
        with django_assert_num_queries(1):
            found = asked.first(made.pk)
            assert (found.person.name, found.court, found.created_at) == (name, None, made.created_at)
