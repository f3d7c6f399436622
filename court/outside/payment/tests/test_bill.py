from datetime import UTC, date, datetime, timedelta

import pytest

from court.outside.payment import bill
from court.ports.payment import BillKind, BillLine, PaymentFailed

AT = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
PAYMENT = BillLine(BillKind.PAYMENT, AT, "C20260302001", "4200", 115_001, 0)
REFUND = BillLine(BillKind.REFUND, AT, "C20260302001", "4200", 0, 0, "R20260302001", 57_500)


def written(*lines):
    return bill.write(lines, appid="wx1", mchid="1900")


def test_a_bill_reads_as_it_was_written():
    assert bill.read(written(PAYMENT, REFUND)) == [PAYMENT, REFUND]


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace("`1150.01", "`1150.02", 2),
    lambda text: "\r\n".join(text.split("\r\n")[:2] + text.split("\r\n")[3:]),
    lambda text: text.replace("`SUCCESS", "`ODD", 1),
    lambda text: text.replace("商户订单号", "订单"),
    lambda text: text.replace("`CNY,", "", 1),
    lambda text: text.replace("`2026-03-02 10:30:00", "`yesterday", 1),
    lambda text: "",
])
def test_a_bill_that_is_not_whole_is_refused(spoil):
    text = written(PAYMENT, REFUND)
    assert spoil(text) != text
    with pytest.raises(bill.BadBill):
        bill.read(spoil(text))


def test_the_gateways_charge_is_rounded_half_up_to_the_fen():
    text = written(PAYMENT).replace("`0.00000,`0.00%", "`0.00500,`0.60%", 1)
    assert bill.read(text)[0].fee_fen == 1


def test_the_bill_of_a_day_holds_what_was_paid_and_given_back_that_day(scene):
    scene.order()
    scene.pay()
    scene.refund()
    scene.now += timedelta(hours=14)  # past midnight in Shanghai
    scene.order("C20260303001", 100)
    scene.pay("C20260303001")
    scene.now += timedelta(days=1)
    first, second = scene.client.bill(date(2026, 3, 2)), scene.client.bill(date(2026, 3, 3))
    assert [(line.kind, line.order_no, line.amount_fen, line.refund_fen) for line in first] == [
        (BillKind.PAYMENT, "C20260302001", 115_000, 0), (BillKind.REFUND, "C20260302001", 0, 57_500)]
    assert [line.order_no for line in second] == ["C20260303001"]
    assert scene.client.bill(date(2026, 2, 1)) == []


def test_a_bill_of_a_day_that_is_not_over_is_not_there_yet(scene):
    with pytest.raises(PaymentFailed) as caught:
        scene.client.bill(date(2026, 3, 2))
    assert not caught.value.for_good


def test_a_bill_that_was_changed_on_the_way_is_refused(scene):
    scene.order()
    scene.pay()
    scene.now += timedelta(days=1)
    true = scene.standin.download
    scene.standin.download = lambda call: type(true(call))(200, true(call).body.replace(b"1150.00", b"0115.00"))
    with pytest.raises(PaymentFailed) as caught:
        scene.client.bill(date(2026, 3, 2))
    assert caught.value.code == "bill_digest"
