"""How often is too often: counted over any span, by all processes together (S26)."""

from datetime import UTC, datetime, timedelta

import pytest

from court.base.access.limits import TooMany, limit, spoken
from court.base.access.models import RateCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def hit(seconds, key="k", per=3, span=60):
    limit(key, per, span, at=START + timedelta(seconds=seconds))


def test_so_many_within_any_span_and_no_more():
    for seconds in (0, 20, 40):
        hit(seconds)
    with pytest.raises(TooMany) as caught:
        hit(50)
    assert (caught.value.status, caught.value.retry_after) == (429, 10)
    hit(60.1)


def test_no_burst_slips_through_where_one_span_meets_the_next():
    for seconds in (58, 59, 59.9):
        hit(seconds)
    with pytest.raises(TooMany):
        hit(61)


def test_a_refused_hit_does_not_prolong_the_wait():
    for seconds in (0, 1, 2):
        hit(seconds)
    for seconds in (10, 30, 59):
        with pytest.raises(TooMany):
            hit(seconds)
    hit(60.5)


def test_one_key_does_not_slow_another():
    for _ in range(3):
        hit(0)
    hit(0, key="other")


def test_the_key_itself_is_not_kept():
    hit(0, key="sms:13800138000")
    assert "13800138000" not in str(RateCount.objects.get().__dict__)


def test_what_has_run_out_is_swept_away():
    for nth in range(20):
        hit(0, key=f"address-{nth}")
    hit(3600, key="new")
    assert RateCount.objects.count() == 1


@pytest.mark.parametrize(("seconds", "words"), [(1, "1秒"), (59, "59秒"), (61, "2分钟"), (86_400, "24小时")])
def test_the_wait_is_told_in_words(seconds, words):
    assert spoken(seconds) == words
