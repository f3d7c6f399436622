"""Notices as they come: often, late, out of order, forged, wrong (S34)."""

import json
import time

import pytest

from court.outside.payment import keys, protocol
from court.ports.payment import ForgedNotice, PaymentFailed, PayState, RefundState


def parse(scene, call):
    return scene.client.parse_notice(call.headers, call.body)


def test_a_payment_is_told_by_a_notice_that_can_be_verified(scene):
    scene.order()
    scene.pay()
    notice = parse(scene, scene.listener.wait(1)[0])
    assert notice.refunded is None
    assert (notice.paid.order_no, notice.paid.state, notice.paid.amount_fen) == (
        "C20260302001", PayState.PAID, 115_000)
    assert notice.paid.paid_at == scene.now


def test_twenty_repeats_carry_one_id(scene):
    scene.control("/standin/manner", repeats=20)
    scene.order()
    scene.pay()
    notices = [parse(scene, call) for call in scene.listener.wait(20)]
    assert len({notice.notice_id for notice in notices}) == 1


def test_a_notice_that_is_not_taken_comes_again_until_it_is(scene):
    scene.listener.answers = [500, 401]
    scene.order()
    scene.pay()
    calls = scene.listener.wait(3)
    assert len({parse(scene, call).notice_id for call in calls}) == 1
    assert told_in_the_end(scene, answers=3) == [500, 401, 204]


def told_in_the_end(scene, answers, seconds=5):
    """The answers the gateway noted; it notes the last one a moment after it was given."""
    until = time.monotonic() + seconds
    while len(scene.standin.notices.told()[-1]["answers"]) < answers and time.monotonic() < until:
        time.sleep(0.01)
    return scene.standin.notices.told()[-1]["answers"]


def test_notices_may_come_in_any_order(scene):
    scene.control("/standin/manner", delay=0.4, shuffle=True)
    numbers = [f"C2026030200{n}" for n in range(8)]
    for number in numbers:
        scene.order(number)
        scene.pay(number)
    came = [parse(scene, call).paid.order_no for call in scene.listener.wait(8)]
    assert sorted(came) == numbers


@pytest.mark.parametrize("forge", ["signature", "body", "merchant", "old"])
def test_a_forged_notice_is_refused_and_the_true_one_after_it_is_taken(scene, forge):
    scene.control("/standin/manner", forge=forge)
    scene.order()
    scene.pay()
    forged = scene.listener.wait(1)[0]
    with pytest.raises(ForgedNotice) as caught:
        parse(scene, forged)
    assert scene.client.answer(False, caught.value.why)[0] == 401
    scene.control("/standin/manner")
    scene.control("/standin/tell/C20260302001")
    assert parse(scene, scene.listener.wait(2)[1]).paid.amount_fen == 115_000


def test_a_wrong_amount_is_genuine_and_left_to_the_rooms_own_check(scene):
    scene.control("/standin/manner", amount=1)
    scene.order()
    scene.pay()
    assert parse(scene, scene.listener.wait(1)[0]).paid.amount_fen == 1
    assert scene.client.query("C20260302001").amount_fen == 115_000


def test_a_lost_notice_is_made_good_by_a_query(scene):
    scene.control("/standin/manner", silent=True)
    scene.order()
    scene.pay()
    assert scene.listener.got == []
    assert scene.client.query("C20260302001").state is PayState.PAID


def test_a_refund_is_told_by_a_notice_of_its_own(scene):
    scene.order()
    scene.pay()
    scene.refund()
    notice = parse(scene, scene.listener.wait(2)[1])
    assert notice.paid is None
    assert (notice.refunded.refund_no, notice.refunded.state) == ("R20260302001", RefundState.DONE)
    assert (notice.refunded.amount_fen, notice.refunded.total_fen) == (57_500, 115_000)


def test_a_notice_is_answered_as_the_platform_asks(scene):
    assert scene.client.answer(True) == (204, b"")
    status, body = scene.client.answer(False, "金额不符")
    assert status == 401
    assert json.loads(body) == {"code": "FAIL", "message": "金额不符"}


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"resource": 3}'])
def test_rubbish_signed_or_not_is_a_forgery_and_no_crash(scene, body):
    with pytest.raises(ForgedNotice):
        scene.client.parse_notice({}, body)
    platform = keys.platform(scene.folder)
    if body != b"\xff\xfe":
        headers = protocol.signed_headers(platform.key, platform.serial, body.decode(), int(time.time()))
        with pytest.raises(ForgedNotice):
            scene.client.parse_notice(headers, body)


def test_a_payment_notice_dressed_as_a_refund_is_refused(scene):
    scene.order()
    scene.pay()
    call = scene.listener.wait(1)[0]
    notice = json.loads(call.body) | {"event_type": "REFUND.SUCCESS"}
    platform = keys.platform(scene.folder)
    body = protocol.compact(notice)
    moment = int(call.headers["wechatpay-timestamp"])
    with pytest.raises(ForgedNotice):
        scene.client.parse_notice(protocol.signed_headers(platform.key, platform.serial, body, moment), body.encode())


def test_an_unknown_key_is_a_forgery_when_the_gateway_has_no_certificates(scene):
    scene.order()
    scene.pay()
    call = scene.listener.wait(1)[0]
    strange = dict(call.headers) | {"wechatpay-serial": "5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC"}
    with pytest.raises(PaymentFailed):
        scene.client.parse_notice(strange, call.body)
    with pytest.raises(ForgedNotice):
        scene.client.parse_notice(strange, call.body)
