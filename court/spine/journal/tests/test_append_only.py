"""The database refuses what the program must never do, and the start-up check finds its guards missing."""

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction

from court.spine.journal import exports, triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FORBIDDEN = [
    "UPDATE journal_entry SET facts = '{}'",
    "DELETE FROM journal_entry",
    "UPDATE journal_headexport SET root = ''",
    "DELETE FROM journal_headexport",
    "DELETE FROM journal_streamhead",
    "UPDATE journal_streamhead SET place = place - 1",
    "UPDATE journal_streamhead SET stream = 'case:other', place = place + 1",
    "INSERT INTO journal_streamhead (stream, place, digest) VALUES ('case:1', 1, '')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_itself_refuses(statement, heads, write):
    write()
    exports.export()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_postgresql_refuses_to_empty_the_tables_at_once(heads, write):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    for table in (*triggers.GUARD.tables, *triggers.GUARD.growing):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


def found() -> list[str]:
    messages = run_checks(tags=["database"], databases=["default"])
    return [message.id for message in messages if message.id == "journal.E001"]


def test_a_guarded_journal_may_start():
    assert found() == []


@pytest.mark.parametrize("name", ["journal_entry_no_update", "journal_headexport_no_delete"])
def test_one_missing_trigger_stops_the_start_until_it_is_back(name):
    on = "" if connection.vendor == "sqlite" else f" ON {name.rpartition('_no_')[0]}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert found() == ["journal.E001"]
    triggers.install(connection)
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_may_be_flushed(write):
    with transaction.atomic():
        write()


@pytest.mark.django_db(transaction=True)
def test_after_the_flush_the_guards_are_back():
    assert triggers.missing(connection) == set()
