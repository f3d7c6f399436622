import threading

import pytest

from court.ports.breaker import Breaker
from court.ports.failure import OutsideFailed


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(OutsideFailed, clock=clock)


def down():
    raise OutsideFailed("连接失败。")


def refuses():
    raise OutsideFailed("号码格式错误。", for_good=True)


def fail(breaker, times, how=down):
    for _ in range(times):
        with pytest.raises(OutsideFailed):
            breaker.call(how)


def code_of_next(breaker):
    with pytest.raises(OutsideFailed) as caught:
        breaker.call(lambda: "answered")
    return caught.value.code


def test_four_failures_leave_it_closed(breaker):
    fail(breaker, 4)
    assert breaker.call(lambda: "answered") == "answered"


def test_the_fifth_failure_in_a_row_opens_it_and_nobody_waits(breaker):
    fail(breaker, 5)
    assert breaker.is_open
    assert code_of_next(breaker) == "breaker_open"


def test_a_success_in_between_starts_the_count_anew(breaker):
    fail(breaker, 4)
    breaker.call(lambda: None)
    fail(breaker, 4)
    assert not breaker.is_open


def test_a_refusal_for_good_is_an_answer_not_a_failure(breaker):
    fail(breaker, 20, refuses)
    assert not breaker.is_open


def test_after_the_rest_one_success_closes_it(breaker, clock):
    fail(breaker, 5)
    clock.now = 29.9
    assert breaker.is_open
    clock.now = 30
    assert breaker.call(lambda: "answered") == "answered"
    fail(breaker, 4)
    assert not breaker.is_open


def test_after_the_rest_one_failure_opens_it_for_another_rest(breaker, clock):
    fail(breaker, 5)
    clock.now = 30
    fail(breaker, 1)
    clock.now = 59
    assert code_of_next(breaker) == "breaker_open"
    clock.now = 60
    assert breaker.call(lambda: "answered") == "answered"


def test_only_one_call_tries_while_it_is_half_open(breaker, clock):
    fail(breaker, 5)
    clock.now = 30
    inside, go_on = threading.Event(), threading.Event()

    def slow():
        inside.set()
        go_on.wait(5)
        return "answered"

    first = threading.Thread(target=breaker.call, args=(slow,))
    first.start()
    inside.wait(5)
    assert code_of_next(breaker) == "breaker_open"
    go_on.set()
    first.join(5)
    assert not breaker.is_open


def test_an_error_of_our_own_counts_too_and_does_not_jam_it(breaker, clock):
    fail(breaker, 5)
    clock.now = 30
    with pytest.raises(ZeroDivisionError):
        breaker.call(lambda: 1 / 0)
    clock.now = 60
    assert breaker.call(lambda: "answered") == "answered"
