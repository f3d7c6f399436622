"""Two clocks: the court's moves in a demo only, the real one never (trap 1)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from court.base.courts import clock
from court.base.courts.models import DemoMark
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_in_a_real_court_both_clocks_are_one_and_none_moves():
    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=1)
    with pytest.raises(Refused) as caught:
        clock.set_court_time(THEN)
    assert caught.value.code == "not_demo"


def test_in_a_demo_the_courts_clock_is_set_and_runs_on(wall):
    clock.mark_demo()
    clock.set_court_time(THEN)
    assert abs(clock.now() - THEN) < timedelta(seconds=1)
    wall.on(hours=3)
    assert abs(clock.now() - THEN - timedelta(hours=3)) < timedelta(seconds=1)


def test_the_real_clock_stays_where_it_is():
    clock.mark_demo()
    before = clock.real_now()
    clock.set_court_time(THEN)
    assert timedelta() <= clock.real_now() - before < timedelta(seconds=5)


def test_the_courts_day_ends_at_midnight_in_shanghai():
    clock.mark_demo()
    clock.set_court_time(datetime(2026, 3, 2, 15, 59, 50, tzinfo=UTC))
    assert clock.today() == date(2026, 3, 2)
    clock.set_court_time(datetime(2026, 3, 2, 16, 0, 1, tzinfo=UTC))
    assert clock.today() == date(2026, 3, 3)


def test_a_court_with_accounts_can_never_become_a_demo(cast):
    DemoMark.objects.all().delete()
    clock.forget()
    with pytest.raises(Refused) as caught:
        clock.mark_demo()
    assert caught.value.code == "not_empty"
    assert not clock.is_demo()


def test_marking_twice_is_harmless_and_keeps_the_time():
    clock.mark_demo()
    clock.set_court_time(THEN)
    clock.mark_demo()
    assert abs(clock.now() - THEN) < timedelta(seconds=1)


def test_a_moment_without_a_zone_is_a_mistake():
    clock.mark_demo()
    with pytest.raises(ValueError, match="time zone"):
        clock.set_court_time(THEN.replace(tzinfo=None))


def test_asking_the_time_often_asks_the_database_once(django_assert_num_queries):
    clock.forget()
    with django_assert_num_queries(1):
        for _ in range(100):
            clock.now()


def test_another_process_learns_of_a_move_within_a_second(monkeypatch):
    clock.mark_demo()
    clock.now()
    offset = int(timedelta(days=10) / timedelta(microseconds=1))
    DemoMark.objects.update(offset_us=offset)  # as another process would, without telling this one
    later = clock.time.monotonic() + 0.9
    monkeypatch.setattr(clock.time, "monotonic", lambda: later)
    assert clock.now() - clock.real_now() > timedelta(days=9)


def test_the_mark_is_one_row():
    from django.db import IntegrityError, transaction

    clock.mark_demo()
    with pytest.raises(IntegrityError), transaction.atomic():
        DemoMark.objects.create(pk=2, marked_at=clock.real_now())
