"""An errand is asked with the act, once a key."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from court.spine.errands.actions import ask
from court.spine.errands.models import Errand

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 23, 2, 3, 4, tzinfo=UTC)


def test_an_errand_asked_is_ready_at_once():
    assert ask("sms.send", key="a", payload={"template": "已立案", "to": "77"}, at=AT, stream="case:1", court="0802")
    errand = Errand.objects.get()
    assert (errand.state, errand.due_at, errand.attempts) == (Errand.State.READY, AT, 0)
    assert errand.payload == {"template": "已立案", "to": "77"}


def test_the_same_key_twice_is_one_errand():
    ask("sms.send", key="a", payload={"n": 1}, at=AT)
    assert ask("sms.send", key="a", payload={"n": 2}, at=AT) is False
    assert Errand.objects.get().payload == {"n": 1}


def test_an_errand_may_be_asked_for_later():
    ask("sms.send", key="a", payload={}, at=AT, delay_s=90)
    assert Errand.objects.get().due_at == AT + timedelta(seconds=90)


def fail_after_asking():
    with transaction.atomic():
        ask("sms.send", key="a", payload={}, at=AT)
        raise ZeroDivisionError


def test_an_act_rolled_back_takes_its_errand_along():
    with pytest.raises(ZeroDivisionError):
        fail_after_asking()
    assert not Errand.objects.exists()


def test_a_key_too_long_is_refused():
    with pytest.raises(ValueError, match="too long"):
        ask("sms.send", key="k" * 121, payload={}, at=AT)


@pytest.mark.django_db(transaction=True)
def test_an_errand_without_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        ask("sms.send", key="a", payload={}, at=AT)
