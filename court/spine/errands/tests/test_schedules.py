"""Turns of what is done again and again."""

from datetime import timedelta

import pytest

from court.base.courts import clock
from court.spine.errands import registry, schedules
from court.spine.errands.models import Schedule

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def turns(monkeypatch):
    """One schedule each ten minutes; gives the moments it was done, and `move` for the real clock."""
    start, done = clock.real_now(), []
    monkeypatch.setattr(registry, "SCHEDULES", {})
    monkeypatch.setattr(schedules, "SCHEDULES", registry.SCHEDULES)
    registry.scheduled("test.turn", every_seconds=600)(done.append)

    def at(seconds: float) -> list:
        monkeypatch.setattr(clock, "real_now", lambda: start + timedelta(seconds=seconds))
        schedules.take_turns(clock.real_now())
        return done

    schedules.enrol()
    return at


def test_the_first_turn_comes_at_once_and_the_next_when_its_time_has_come(turns):
    assert len(turns(1)) == 1
    assert len(turns(500)) == 1
    assert len(turns(602)) == 2


def test_a_turn_taken_by_another_worker_is_not_taken_again(turns):
    Schedule.objects.update(next_at=clock.real_now() + timedelta(seconds=600))
    assert turns(1) == []


def test_a_turn_taken_between_our_look_and_our_claim_is_not_ours(turns):
    row = Schedule.objects.get()
    Schedule.objects.update(next_at=row.next_at + timedelta(seconds=600))
    assert schedules._taken(row) is False


def test_a_turn_of_every_few_seconds_that_was_killed_comes_again_within_a_minute(turns):
    Schedule.objects.update(every_seconds=5)
    row = Schedule.objects.get()
    before = clock.real_now()
    assert schedules._taken(row)
    assert Schedule.objects.get().next_at <= max(before, clock.real_now()) + timedelta(seconds=60)


def test_a_failed_turn_comes_again_in_a_minute_and_says_why_without_its_message(turns, monkeypatch):
    def fail(now):
        raise ValueError("张三")

    registry.SCHEDULES["test.turn"] = registry.Scheduled("test.turn", fail, 600, "test")
    turns(1)
    row = Schedule.objects.get()
    assert "ValueError" in row.last_error
    assert "张三" not in row.last_error
    assert (row.next_at - clock.real_now()).total_seconds() == 60
    assert row.last_done_at is None


def test_a_schedule_that_is_no_more_is_forgotten_and_a_new_pace_is_kept(turns):
    Schedule.objects.create(name="test.old", every_seconds=5, next_at=clock.real_now())
    registry.SCHEDULES["test.turn"] = registry.Scheduled("test.turn", print, 30, "test")
    schedules.enrol()
    assert list(Schedule.objects.values_list("name", "every_seconds")) == [("test.turn", 30)]
