from datetime import date

import pytest
from django.db import connection, models

from court.kit.paging import by_key
from court.kit.refusal import Refused

ORDER = ("-due_on", "id")


class Row(models.Model):
    due_on = models.DateField()

    class Meta:
        app_label = "kit"
        managed = False


@pytest.fixture
def rows(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    # Many rows of one day, so that a page ends in the middle of a day.
    Row.objects.bulk_create(Row(due_on=date(2026, 1, 1 + at // 7)) for at in range(53))
    yield Row.objects.all()
    with connection.schema_editor() as editor:
        editor.delete_model(Row)


@pytest.mark.both_databases
def test_going_on_shows_every_row_once_in_order_and_back_again(rows):
    expected = list(rows.order_by(*ORDER).values_list("pk", flat=True))
    page, seen, marks = by_key(rows, ORDER, size=10), [], []
    while True:
        seen += [row.pk for row in page]
        marks.append([row.pk for row in page])
        if not page.next:
            break
        page = by_key(rows, ORDER, page.next, size=10)
    assert seen == expected
    for wanted in reversed(marks[:-1]):
        page = by_key(rows, ORDER, page.previous, size=10)
        assert [row.pk for row in page] == wanted
    assert page.previous == ""


@pytest.mark.both_databases
def test_a_page_costs_one_query_and_counts_nothing(rows, django_assert_num_queries):
    first = by_key(rows, ORDER, size=10)
    with django_assert_num_queries(1):
        by_key(rows, ORDER, first.next, size=10)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["1", "../..", "eyJhIjoxfQ:forged:signature"])
def test_a_mark_that_we_did_not_make_is_refused(rows, mark):
    with pytest.raises(Refused, match="页码无效"):
        by_key(rows, ORDER, mark)


def test_a_mark_made_for_another_order_is_refused(rows):
    mark = by_key(rows, ORDER, size=10).next
    with pytest.raises(Refused, match="页码无效"):
        by_key(rows, ("id",), mark)


def test_an_empty_list_has_no_pages(rows):
    page = by_key(rows.none(), ORDER)
    assert (len(page), page.next, page.previous) == (0, "", "")
