"""What becomes of an errand: done once, tried again, parked, never in the way of others."""

from datetime import timedelta

import pytest
from django.db import transaction

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.errands import actions, queries, queue, worker
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, TwiceRegistered, handler
from court.spine.journal.actions import append
from court.spine.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_errand_is_done_once(scene):
    scene.ask("a")
    scene.work()
    scene.work()
    assert scene.done == ["a"]
    assert scene.state("a") == Errand.State.DONE


def test_an_errand_asked_for_later_is_not_done_before(scene):
    scene.ask("a", delay_s=30)
    scene.work(29)
    assert scene.done == []
    scene.work(1)
    assert scene.done == ["a"]


def test_errands_of_one_stream_are_done_in_the_order_they_were_asked(scene):
    for number in range(30):
        scene.ask(str(number), stream="case:1")
    scene.work()
    assert scene.done == [str(number) for number in range(30)]


def test_an_errand_that_waits_to_be_tried_again_holds_up_its_stream_and_no_other(scene):
    scene.failing["first"] = ErrandFails("运营商繁忙")
    scene.ask("first", stream="case:1")
    scene.ask("second", stream="case:1")
    scene.ask("other", stream="case:2")
    scene.ask("free")
    scene.work()
    assert scene.done == ["first", "other", "free"]
    scene.failing.clear()
    scene.work(10)
    assert scene.done[3:] == ["first", "second"]


def test_an_errand_not_yet_due_holds_up_nobody(scene):
    scene.ask("reminder", stream="case:1", delay_s=86_400)
    scene.ask("notice", stream="case:1")
    scene.work()
    assert scene.done == ["notice"]


def test_the_first_retry_comes_within_10_s_the_next_after_a_minute_then_later(scene):
    scene.failing["a"] = ErrandFails("运营商繁忙")
    scene.ask("a")
    waits = []
    for _ in range(7):
        scene.work()
        due = Errand.objects.get().due_at
        waits.append((due - scene.at).total_seconds())
        scene.at = due
    assert waits == [5, 60, 120, 240, 480, 900, 1800]


def test_after_8_tries_it_is_parked_and_its_stream_goes_on(scene):
    scene.failing["a"] = ErrandFails("运营商繁忙")
    scene.ask("a", stream="case:1")
    scene.ask("b", stream="case:1")
    for _ in range(9):
        scene.work(2000)
    assert scene.done == ["a"] * 8 + ["b"]
    parked = Errand.objects.get(key="a")
    assert (parked.state, parked.attempts, parked.last_error) == (Errand.State.PARKED, 8, "运营商繁忙")


def test_what_fails_for_good_is_parked_at_once(scene):
    scene.failing["a"] = ErrandFails("号码格式错误", for_good=True)
    scene.ask("a")
    scene.work()
    assert scene.state("a") == Errand.State.PARKED


def test_a_system_that_is_down_is_asked_every_45_s(scene):
    scene.failing["a"] = ErrandFails("短信平台无法连接", down=True)
    scene.ask("a")
    scene.work()
    for _ in range(4):
        scene.work(60)
    assert (Errand.objects.get().due_at - scene.at).total_seconds() == 45


def test_when_a_system_is_back_everything_that_waited_for_it_is_done_at_the_next_knock(scene):
    keys = [str(number) for number in range(12)]
    for key in keys:
        scene.failing[key] = ErrandFails("短信平台无法连接", down=True)
        scene.ask(key)
    for _ in range(9):
        scene.work(60)
    assert {scene.state(key) for key in keys} == {Errand.State.PARKED}
    queue.knock(scene.at)
    scene.work()
    assert {scene.state(key) for key in keys} == {Errand.State.PARKED}, "still down: nothing changes"
    scene.failing.clear()
    queue.knock(scene.at)
    scene.work()
    assert {scene.state(key) for key in keys} == {Errand.State.DONE}


def test_what_was_parked_for_its_own_fault_is_not_taken_up_when_its_kind_works(scene):
    scene.failing["bad"] = ErrandFails("号码格式错误", for_good=True)
    scene.ask("bad")
    scene.ask("good")
    scene.work()
    queue.knock(scene.at)
    scene.work(60)
    assert scene.state("bad") == Errand.State.PARKED


def test_an_unforeseen_error_keeps_its_kind_and_place_but_nothing_it_said(scene):
    scene.failing["a"] = KeyError("张三 140802199001011234")
    scene.ask("a")
    scene.work()
    said = Errand.objects.get().last_error
    assert "KeyError" in said
    assert "court/spine/errands/tests/conftest.py" in said
    assert "张三" not in said
    assert "1408" not in said


def test_long_numbers_in_a_named_failure_are_masked(scene):
    scene.failing["a"] = ErrandFails("号码13800138001无法送达")
    scene.failing["b"] = Refused("案件已结案。", code="closed")
    scene.ask("a")
    scene.ask("b")
    scene.work()
    assert Errand.objects.get(key="a").last_error == "号码＊＊＊无法送达"
    assert Errand.objects.get(key="b").last_error == "案件已结案。"


def test_an_errand_of_a_kind_unknown_to_this_version_waits_and_says_so(scene):
    scene.ask("a", kind="test.new")
    scene.work()
    assert scene.state("a") == Errand.State.READY
    assert "test.new" in Errand.objects.get().last_error


def test_a_failing_handler_leaves_no_trace_in_the_database(scene):
    @handler("test.half")
    def half(payload, now, errand):
        append("test:1", "test.half", by=None, at=now, facts={})
        raise ErrandFails("中途失败")

    scene.ask("a", kind="test.half")
    scene.work()
    assert not Entry.objects.exists()
    assert scene.state("a") == Errand.State.READY


def test_a_handler_whose_errand_was_taken_over_meanwhile_has_no_effect(scene):
    @handler("test.effect")
    def effect(payload, now, errand):
        append("test:1", "test.effect", by=None, at=now, facts={})

    scene.ask("a", kind="test.effect")
    (errand,) = queue.claim("one", scene.at, 5)
    Errand.objects.update(worker="two")
    with pytest.raises(queue.LostLease):
        worker._carry_out(errand, "one")
    assert not Entry.objects.exists()


def test_an_outside_handler_runs_in_no_transaction_of_ours(scene):
    depth = []

    def measure(payload, now, errand):
        depth.append(len(transaction.get_connection().savepoint_ids))

    handler("test.depth")(measure)
    handler("test.shallow", outside=True)(measure)
    scene.ask("a", kind="test.depth")
    scene.ask("b", kind="test.shallow")
    before = len(transaction.get_connection().savepoint_ids)
    scene.work()
    assert depth == [before + 1, before]


def test_two_handlers_of_one_kind_stop_the_start(scene):
    with pytest.raises(TwiceRegistered):
        handler("test.note")(lambda payload, now, errand: None)


def test_an_expired_lease_is_taken_back_and_counts_as_a_try(scene):
    scene.ask("a")
    queue.claim("gone:machine", scene.at, 5)
    assert queue.take_back("me", scene.at) == 0, "the lease still runs"
    Errand.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
    assert queue.take_back("me", scene.at) == 1
    scene.work()
    assert scene.done == ["a"]


def test_what_was_not_begun_is_given_back_without_counting_as_a_try(scene):
    scene.ask("a")
    queue.give_back("me", queue.claim("me", scene.at, 5))
    errand = Errand.objects.get()
    assert (errand.state, errand.attempts) == (Errand.State.READY, 0)


def test_claimed_errands_are_not_claimed_again(scene):
    for number in range(5):
        scene.ask(str(number))
    assert len(queue.claim("one", scene.at, 3)) == 3
    assert len(queue.claim("two", scene.at, 9)) == 2


def test_what_nobody_waits_for_is_done_last_and_holds_up_nobody(scene):
    for key in ("old", "older"):
        scene.ask(key, stream="case:1")
    assert actions.put_behind() == 2
    scene.at += timedelta(minutes=5)
    scene.ask("asked by somebody", stream="case:1")
    scene.work()
    assert scene.done == ["asked by somebody", "old", "older"]


def test_what_nobody_waits_for_makes_no_queue_look_old(scene):
    scene.ask("old")
    actions.put_behind()
    assert queries.backlog(scene.at + timedelta(hours=1)).oldest is None
