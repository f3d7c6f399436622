"""Tests that commit end with a flush, and the record of reads refuses to be emptied. Called once, in conftest.py."""

from typing import Any

from django.db import connections
from django.test import TransactionTestCase

from court.base.access import append_only


def let_flush_pass() -> None:
    """Take the triggers away for the flush after a committing test, and put them back at once."""
    plain = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    if getattr(plain, "lets_reads_flush_pass", False):
        return

    def teardown(self: Any) -> Any:
        if append_only.READS not in (self.databases or ()):
            return plain(self)
        connection = connections[append_only.READS]
        append_only.remove(connection)
        try:
            return plain(self)
        finally:
            append_only.install(connection)

    teardown.lets_reads_flush_pass = True  # type: ignore[attr-defined]
    teardown.lets_flush_pass = getattr(plain, "lets_flush_pass", False)  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
