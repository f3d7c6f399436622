"""What any payment gateway must keep, asked over real HTTP."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from court.outside.payment import keys
from court.outside.payment.standin import PaymentStandIn
from court.outside.payment.tests.scene import Scene
from court.ports.payment import PaymentFailed, PayState, RefundState, Way


def refused(call, code):
    with pytest.raises(PaymentFailed) as caught:
        call()
    assert caught.value.code == code
    return caught.value


def test_an_order_gives_a_link_to_pay_on_the_phone(scene):
    link = scene.order()
    assert link.way is Way.PHONE
    assert link.url.startswith(f"{scene.gateway.base_url}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx")
    assert link.expires_at < datetime.now(UTC) + timedelta(minutes=5, seconds=1)


def test_an_order_can_be_shown_as_a_code_for_another_phone(scene):
    assert scene.order(way=Way.QR).url.startswith("weixin://wxpay/bizpayurl?pr=")


def test_an_order_is_unpaid_until_paid_and_then_paid_to_the_fen(scene):
    scene.order(fen=115_001)
    assert scene.client.query("C20260302001").state is PayState.UNPAID
    scene.pay()
    paid = scene.client.query("C20260302001")
    assert (paid.state, paid.amount_fen) == (PayState.PAID, 115_001)
    assert paid.paid_at == scene.now
    assert paid.transaction_no


def test_an_order_nobody_asked_for_is_unknown(scene):
    assert scene.client.query("C20260302009").state is PayState.UNKNOWN


def test_the_same_order_twice_is_one_order_with_a_fresh_link(scene):
    first, second = scene.order(), scene.order()
    assert first.url != second.url
    assert [order["total"] for order in scene.standin.gateway.shelf.all("order")] == [115_000]


def test_the_same_number_with_another_amount_is_refused_for_good(scene):
    scene.order()
    assert refused(lambda: scene.order(fen=1), "OUT_TRADE_NO_USED").for_good


def test_a_paid_order_cannot_be_paid_closed_or_asked_again(scene):
    scene.order()
    scene.pay()
    assert refused(scene.order, "ORDERPAID").for_good
    refused(lambda: scene.client.close("C20260302001"), "ORDERPAID")
    assert scene.pay() == "SUCCESS"
    assert len({order.get("transaction_id") for order in scene.standin.gateway.shelf.all("order")}) == 1


def test_a_closed_order_can_no_longer_be_paid_and_closing_twice_is_quiet(scene):
    scene.order()
    scene.client.close("C20260302001")
    scene.client.close("C20260302001")
    assert scene.pay() == "CLOSED"
    assert scene.client.query("C20260302001").state is PayState.CLOSED
    refused(scene.order, "ORDER_CLOSED")


def test_an_order_past_its_end_can_no_longer_be_paid(scene):
    scene.order()
    scene.now += timedelta(days=8)
    assert scene.pay() == "CLOSED"


@pytest.mark.parametrize("fen", [0, -1])
def test_an_absurd_amount_is_refused_for_good(scene, fen):
    assert refused(lambda: scene.order(fen=fen), "PARAM_ERROR").for_good


def test_a_refund_is_done_once_however_often_it_is_asked(scene):
    scene.order()
    scene.pay()
    first, again = scene.refund(), scene.refund()
    assert (first.state, first.amount_fen, first.total_fen) == (RefundState.PROCESSING, 57_500, 115_000)
    assert first.gateway_no == again.gateway_no
    done = scene.client.query_refund("R20260302001")
    assert (done.state, done.done_at) == (RefundState.DONE, scene.now)
    assert scene.client.query("C20260302001").state is PayState.REFUNDED


def test_no_more_is_given_back_than_was_paid(scene):
    scene.order()
    scene.pay()
    scene.refund()
    assert refused(lambda: scene.refund("R20260302002", fen=57_501), "INVALID_REQUEST").for_good
    scene.refund("R20260302003", fen=57_500)


def test_an_unpaid_order_is_not_refunded_and_an_unknown_refund_is_none(scene):
    scene.order()
    refused(scene.refund, "RESOURCE_NOT_EXISTS")
    assert scene.client.query_refund("R20260302001") is None


def test_a_refund_the_bank_does_not_take_is_told_as_such(key_folder):
    scene = Scene(key_folder, hold_refunds=True)
    try:
        scene.order()
        scene.pay()
        scene.refund()
        assert scene.client.query_refund("R20260302001").state is RefundState.PROCESSING
        scene.control("/standin/settle/R20260302001/ABNORMAL")
        assert scene.client.query_refund("R20260302001").state is RefundState.ABNORMAL
    finally:
        scene.stop()


def test_orders_outlive_a_restart_of_the_stand_in(key_folder, tmp_path):
    first = PaymentStandIn(key_folder, tmp_path / "orders.sqlite3")
    first.gateway.shelf.put("order", "C1", {"out_trade_no": "C1"})
    first.stopped()
    second = PaymentStandIn(key_folder, tmp_path / "orders.sqlite3")
    assert second.gateway.order("C1") == {"out_trade_no": "C1"}
    second.stopped()


def test_a_rare_character_is_shown_as_a_mark_the_gateway_can_take(scene):
    scene.client.create_order("C20260302002", 100, "诉讼费𠮷", scene.now + timedelta(days=1),
                              f"{scene.court.base_url}/notice")
    assert scene.standin.gateway.order("C20260302002")["description"] == "诉讼费〓"


def test_another_merchants_signature_is_not_believed_by_the_gateway(scene, tmp_path):
    keys.make(tmp_path / "other")
    stranger = scene.a_client(merchant=keys.merchant(tmp_path / "other"))
    refused(lambda: stranger.query("C20260302001"), "SIGN_ERROR")


def test_a_clock_that_is_ten_minutes_wrong_gets_no_answer_believed(scene):
    refused(lambda: scene.a_client(clock=lambda: time.time() - 600).query("C20260302001"), "SIGN_ERROR")


def test_an_answer_that_is_not_signed_by_the_platform_is_not_believed(scene, tmp_path):
    keys.make(tmp_path / "other")
    ours, others = keys.merchant(scene.folder), keys.merchant(tmp_path / "other")
    serial = next(iter(ours.platform_keys))
    wrong = keys.Merchant(ours.mchid, ours.appid, ours.serial, ours.key, ours.api_key,
                          {serial: next(iter(others.platform_keys.values()))})
    scene.order()
    failed = refused(lambda: scene.a_client(merchant=wrong).query("C20260302001"), "answer_not_genuine")
    assert not failed.for_good


def test_a_platform_certificate_we_do_not_hold_is_fetched_sealed_and_signed(key_folder):
    scene = Scene(key_folder, by_certificate=True)
    try:
        ours = keys.merchant(key_folder)
        client = scene.a_client(merchant=replace(ours, platform_keys={}))
        scene.order_by(client)
        scene.pay()
        assert client.query("C20260302001").state is PayState.PAID
        call = scene.listener.wait(1)[0]
        assert scene.a_client(merchant=ours).parse_notice(call.headers, call.body).paid.amount_fen == 115_000
        thief = scene.a_client(merchant=replace(ours, platform_keys={}, api_key=b"0" * 32))
        refused(lambda: thief.query("C20260302001"), "answer_not_genuine")
    finally:
        scene.stop()


@pytest.mark.parametrize(("fault", "code"), [
    ({"delay": 3}, "timeout"), ({"drop": True}, "connection"), ({"status": 502}, "http_502"),
    ({"status": 429}, "http_429"),
])
def test_a_gateway_that_is_down_or_slow_fails_in_a_second_and_can_be_asked_again(scene, fault, code):
    scene.order()
    scene.control("/standin/faults", times=1, **fault)
    assert not refused(lambda: scene.client.query("C20260302001"), code).for_good
    assert scene.client.query("C20260302001").state is PayState.UNPAID


def cashier(scene, deed, link):
    prepay = link.url.split("prepay_id=")[1].split("&")[0]
    form = {"prepay_id": prepay, "redirect_url": "http://localhost/back?a=1"}
    return httpx.post(f"{scene.gateway.base_url}/cashier/{deed}", data=form, trust_env=False).text


def test_a_person_pays_on_the_cashiers_page(scene):
    link = scene.order()
    shown = httpx.get(link.url, trust_env=False).text
    assert "示意收银台" in shown
    assert "¥1,150.00" in shown
    assert "支付失败。" not in shown
    shown = cashier(scene, "fail", link)
    assert "支付失败。" in shown
    assert scene.client.query("C20260302001").state is PayState.UNPAID
    shown = cashier(scene, "pay", link)
    assert "支付成功" in shown
    assert 'href="http://localhost/back?a=1"' in shown
    assert scene.client.query("C20260302001").state is PayState.PAID


def test_a_link_that_was_replaced_no_longer_works(scene):
    stale = scene.order()
    scene.order()
    assert httpx.get(stale.url, trust_env=False).status_code == 410


def test_the_cashiers_page_runs_no_script_of_others(scene):
    link = scene.client.create_order("C20260302003", 100, "<script>alert(1)</script>",
                                     scene.now + timedelta(days=1), f"{scene.court.base_url}/notice")
    shown = httpx.get(link.url + "&redirect_url=javascript:alert(1)", trust_env=False)
    assert "<script" not in shown.text
    assert 'href="javascript' not in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
