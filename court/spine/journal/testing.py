"""Tests that commit end with a flush, and the journal refuses to be emptied. Called once, in conftest.py."""

from typing import Any

from django.db import connections
from django.test import TransactionTestCase

from court.spine.journal import triggers


def let_flush_pass() -> None:
    """Take the journal's triggers away for the flush after a committing test, and put them back at once."""
    tests: Any = TransactionTestCase
    plain = tests._fixture_teardown
    if getattr(plain, "lets_flush_pass", False):
        return

    def teardown(self: Any) -> Any:
        if "default" not in (self.databases or ()):
            return plain(self)
        connection = connections["default"]
        triggers.remove(connection)
        try:
            return plain(self)
        finally:
            triggers.install(connection)

    vars(teardown)["lets_flush_pass"] = True
    tests._fixture_teardown = teardown
