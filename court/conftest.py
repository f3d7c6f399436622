"""What the tests of all rooms need of the base and the journal."""

import pytest

from court.base.access.testing import let_flush_pass as let_reads_flush_pass
from court.spine.journal.testing import let_flush_pass

let_flush_pass()
let_reads_flush_pass()


@pytest.fixture(autouse=True)
def _forgotten():
    """What a process believes for a second about clock and calendar must not outlive a test."""
    from court.base.courts import calendars, clock

    clock.forget()
    calendars.forget()


def pytest_collection_modifyitems(items):
    """A test that may use the database may use both: pages record who looked in the second one."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            both = pytest.mark.django_db(*marker.args, **{**marker.kwargs, "databases": ["default", "reads"]})
            item.add_marker(both, append=False)
        elif marker is None and {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            transaction = "transactional_db" in item.fixturenames
            item.add_marker(pytest.mark.django_db(transaction=transaction, databases=["default", "reads"]))
