"""Every look leaves a line in a database of its own, or does not happen (S15, S28, trap 6)."""

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse

from court.base.access import append_only
from court.base.access.models import ReadRecord, SessionRow
from court.base.access.reads import read_by, record_read, record_reads, who_read
from court.base.courts import clock
from court.base.people.tests.cast import enter
from court.kit.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_look_says_who_when_where_what_and_in_which_office(cast):
    record_read(cast.actor("judge"), "case:7", "print", "document:9")
    row = who_read("case:7").get()
    assert (row.account, row.person, row.court) == (cast.judge.pk, cast.judge.person_id, "晋08")
    assert (row.capacity, row.verb, row.thing, row.address, row.page) == \
        ("judge", "print", "document:9", "127.0.0.1", "/test")


def test_looks_are_found_by_thing_and_by_person_newest_first(cast):
    record_reads(cast.actor("judge"), [("case:1", ""), ("case:2", "")])
    record_read(cast.actor("clerk"), "case:1")
    assert [row.account for row in who_read("case:1")] == [cast.clerk.pk, cast.judge.pk]
    assert [row.stream for row in read_by(cast.judge.pk)] == ["case:2", "case:1"]


def test_they_live_beside_the_courts_own_database(cast):
    tables = {alias: connections[alias].introspection.table_names() for alias in ("default", "reads")}
    for model in (ReadRecord, SessionRow):
        assert model._meta.db_table in tables["reads"]
        assert model._meta.db_table not in tables["default"]
    assert "people_person" not in tables["reads"]


def test_a_look_that_cannot_be_written_down_is_refused(cast):
    with connections["reads"].cursor() as cursor:
        cursor.execute("ALTER TABLE reads_record RENAME TO reads_elsewhere")
    try:
        with pytest.raises(Refused) as caught:
            record_read(cast.actor("judge"), "case:7")
        assert caught.value.status == 503
    finally:
        with connections["reads"].cursor() as cursor:
            cursor.execute("ALTER TABLE reads_elsewhere RENAME TO reads_record")


def test_the_audit_administrator_reads_exports_and_is_recorded_doing_so(client, cast):
    record_read(cast.actor("judge"), "case:7")
    enter(client, cast.audit_admin)
    assert "钱承办" in client.get(reverse("audit_log"), {"stream": "case:7"}).content.decode()
    table = b"".join(client.get(reverse("audit_export"), {"stream": "case:7"}).streaming_content).decode()
    assert f"{cast.judge.pk}" in table
    assert ReadRecord.objects.filter(account=cast.audit_admin.pk, verb="export").exists()


def test_an_exported_cell_is_no_formula(client, cast):
    record_read(cast.actor("judge"), "case:7", thing="=HYPERLINK(1)")
    enter(client, cast.audit_admin)
    table = b"".join(client.get(reverse("audit_export"), {"stream": "case:7"}).streaming_content).decode()
    assert "'=HYPERLINK(1)" in table


@pytest.mark.parametrize("statement", ["UPDATE reads_record SET verb = 'x'", "DELETE FROM reads_record"])
def test_the_database_itself_refuses_to_change_or_delete_a_line(cast, statement):
    record_read(cast.actor("judge"), "case:7")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using="reads"), \
            connections["reads"].cursor() as cursor:
        cursor.execute(statement)
    assert ReadRecord.objects.get().verb == "read"
    assert append_only.missing(connections["reads"]) == set()


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_may_still_be_cleaned_up_after():
    ReadRecord.objects.create(at=clock.real_now(), stream="case:1", verb="read")
