"""What has run out is taken away, what is evidence stays."""

from datetime import timedelta

import pytest

from court.base.access.limits import limit
from court.base.access.models import RateCount, ReadRecord, SessionRow
from court.base.access.reads import record_read
from court.base.courts import clock
from court.base.people import codes
from court.base.people.models import HeldForm, OneTimeCode, SignInAttempt, SignInLock
from court.base.people.sweeping import sweep
from court.base.people.tests.cast import enter

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows():
    tables = (SessionRow, RateCount, OneTimeCode, HeldForm, SignInLock, SignInAttempt, ReadRecord)
    return {model.__name__: model.objects.count() for model in tables}


def test_sessions_counts_codes_and_held_forms_go_and_records_stay(client, cast, carrier, wall):
    enter(client, cast.judge)
    limit("k", 1, 60)
    codes.send_code("12000000001", OneTimeCode.Purpose.SIGN_IN)
    HeldForm.objects.create(account=cast.judge, path="/", body="[]", at=clock.real_now())
    client.post("/staff/sign-in/", {"username": "judge", "password": "x"})
    SignInLock.objects.update(locked_until=clock.real_now())
    record_read(cast.actor("judge"), "case:1")
    assert all(rows().values())
    wall.on(seconds=1)
    sweep()
    assert rows()["SessionRow"] == rows()["OneTimeCode"] == rows()["HeldForm"] == 1
    wall.on(days=2)
    sweep()
    assert {name for name, count in rows().items() if count} == {"SignInAttempt", "ReadRecord"}


def test_a_demo_that_lives_through_months_sweeps_nothing_early(client, cast):
    enter(client, cast.judge)
    clock.set_court_time(clock.now() + timedelta(days=90))
    sweep(clock.now())
    assert SessionRow.objects.count() == 1
