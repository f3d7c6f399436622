"""No page of the story asks the databases more than 30 times or weighs more than 150 kB, whoever opens it."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from bench import pages, scene

pytestmark = pytest.mark.django_db(databases=["default", "reads"])
WHO = {"plaintiff", "defendant", "filer", "judge", "clerk", "filing_clerk", "court_president", "nobody"}


@pytest.fixture(autouse=True)
def _kept_open(db):
    """The whole application closes its connection after a page; here it is the test's, with nothing committed."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_page_that_links_lead_to_passes_its_budget():
    everybody = {who: place for who, place in pages.people(scene.build()).items() if who in WHO}
    found = list(pages.crawl(everybody, most=1))
    assert len({one.route for one in found}) >= 50, "the walk met fewer pages than the house has"
    assert [one for one in found if one.queries > pages.MOST_QUERIES] == []
    assert [one for one in found if one.size > pages.MOST_BYTES] == []


def test_what_is_asked_of_both_databases_is_counted():
    from court.base.access.models import ReadRecord
    from court.base.courts.models import Court

    with pages.counting() as asked:
        list(ReadRecord.objects.all())
        list(Court.objects.all())
    assert len(asked) == 2
