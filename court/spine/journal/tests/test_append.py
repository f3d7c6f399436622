"""One door into the journal: what it keeps, and what it refuses."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from court.spine.journal import canon
from court.spine.journal.actions import append
from court.spine.journal.models import Entry, StreamHead

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 23, 2, 3, 4, tzinfo=UTC)


def write(stream="case:1", kind="case.noted", **special):
    plain = {"by": None, "at": AT, "facts": {"day": date(2026, 11, 23), "hearing": 9_007_199_254_740_993}}
    return append(stream, kind, **{**plain, **special})


def test_the_first_entry_of_a_stream_stands_at_place_one_and_names_nothing_before_it():
    entry = write()
    assert (entry.place, entry.previous) == (1, "")
    assert StreamHead.objects.get(pk="case:1").digest == entry.digest


def test_places_have_no_gaps_and_each_entry_names_the_one_before():
    entries = [write() for _ in range(5)]
    assert [entry.place for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]


def test_streams_count_for_themselves():
    write("case:1")
    assert write("case:2").place == 1


def fail_after_writing():
    with transaction.atomic():
        write()
        raise ZeroDivisionError


def test_a_rolled_back_act_leaves_no_gap():
    write()
    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert write().place == 2


def test_the_digest_covers_every_column_as_it_comes_back_from_the_database():
    stored = Entry.objects.get(pk=write(capacity="员额法官", basis="民事诉讼法第一百五十二条").pk)
    assert canon.digest_of(tuple(getattr(stored, name) for name in canon.COLUMNS)) == stored.digest


def test_the_columns_hashed_are_all_columns_but_the_digest():
    assert {field.column for field in Entry._meta.concrete_fields} - {"digest"} == set(canon.COLUMNS)


def test_the_same_facts_twice_give_two_digests_so_that_a_guess_proves_nothing():
    one, two = write("case:1"), write("case:2")
    assert one.facts == two.facts
    assert one.salt != two.salt


def test_facts_are_kept_as_canonical_text():
    entry = write(facts={"b": [1, None, True], "a": {"day": date(2026, 2, 28), "at": AT}, "词": "依法"})
    assert entry.facts == '{"a":{"at":"2026-11-23T02:03:04.000000Z","day":"2026-02-28"},"b":[1,null,true],"词":"依法"}'


def test_a_moment_is_kept_in_utc_with_six_digits():
    shanghai = timezone(timedelta(hours=8))
    entry = write(at=datetime(2026, 11, 23, 10, 3, 4, tzinfo=shanghai))
    assert entry.at == "2026-11-23T02:03:04.000000Z"
    assert canon.read_moment(entry.at) == AT


def test_who_acted_is_kept_as_account_or_system():
    assert write(by=SimpleNamespace(pk=77)).actor == "account:77"
    assert write().actor == "system"


@pytest.mark.parametrize(
    "facts",
    [{"amount": 1.5}, {"deep": [{"amount": 0.1}]}, {"when": datetime.fromisoformat("2026-01-01")}, {"set": {1}},
     {1: "one"}, {"text": "某" * 401}],
)  # fmt: skip
def test_a_float_an_unaware_moment_an_unknown_type_and_a_long_text_are_refused(facts):
    with pytest.raises(canon.BadEntry):
        write(facts=facts)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("too_long", [{"stream": "s" * 61}, {"kind": "k" * 61}, {"basis": "条" * 201}, {"stream": ""}])
def test_what_one_database_would_cut_and_the_other_keep_is_refused_on_both(too_long):
    with pytest.raises(canon.BadEntry):
        write(**too_long)


def test_an_entry_costs_one_question_and_two_writes_in_one_trip_where_the_server_is_away(django_assert_num_queries):
    write()
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 2):
        write()


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_a_transaction_is_refused():
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        write()
