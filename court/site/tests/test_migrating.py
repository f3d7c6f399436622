"""The database of reads is brought up by its own rooms' migrations alone; nothing is owed afterwards."""

import pytest
from django.core.management import call_command
from django.db import connections

from court.site import migrating


@pytest.mark.django_db(databases=["default", "reads"])
def test_a_migrated_database_waits_for_nothing_and_the_reads_hold_only_their_tables():
    assert [migrating.waiting(alias) for alias in ("default", "reads")] == [[], []]
    tables = set(connections["reads"].introspection.table_names())
    assert {name for name in tables if name.startswith("reads_")} == {"reads_record", "reads_session", "reads_rate"}
    assert not {name for name in tables if name.startswith(("cases_", "journal_", "filing_"))}


@pytest.mark.django_db(databases=["default", "reads"])
def test_bringing_it_up_again_changes_nothing(capsys):
    call_command("migrate", database="reads", interactive=False, verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out
