"""The gateway's words for orders and refunds, in the port's words."""

from datetime import datetime
from typing import Any

from court.ports.payment import Paid, PaymentFailed, PayState, Refunded, RefundState

PAY_STATES = {
    "SUCCESS": PayState.PAID, "REFUND": PayState.REFUNDED, "NOTPAY": PayState.UNPAID, "CLOSED": PayState.CLOSED,
    "REVOKED": PayState.CLOSED, "USERPAYING": PayState.UNPAID, "PAYERROR": PayState.UNPAID,
    "ACCEPT": PayState.UNPAID,
}
REFUND_STATES = {
    "SUCCESS": RefundState.DONE, "CLOSED": RefundState.CLOSED, "PROCESSING": RefundState.PROCESSING,
    "ABNORMAL": RefundState.ABNORMAL,
}


def paid_of(order: dict[str, Any]) -> Paid:
    """An order of a query or a notice. PaymentFailed when it is not as published or not in yuan."""
    try:
        state = PAY_STATES[order["trade_state"]]
        if state not in (PayState.PAID, PayState.REFUNDED):
            return Paid(str(order["out_trade_no"]), state)
        return Paid(
            str(order["out_trade_no"]), state, _fen(order["amount"], "total"), str(order["transaction_id"]),
            _moment(order["success_time"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable() from error


def refunded_of(refund: dict[str, Any]) -> Refunded:
    """A refund of an answer (status) or a notice (refund_status). PaymentFailed when it is not as published."""
    try:
        state = REFUND_STATES[refund.get("status") or refund["refund_status"]]
        done = refund.get("success_time")
        return Refunded(
            str(refund["out_refund_no"]), str(refund["out_trade_no"]), state, _fen(refund["amount"], "refund"),
            _fen(refund["amount"], "total"), str(refund["refund_id"]), _moment(done) if done else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable() from error


def _fen(amount: dict[str, Any], name: str) -> int:
    fen = amount[name]
    if amount.get("currency", "CNY") != "CNY" or not isinstance(fen, int) or isinstance(fen, bool) or fen < 0:
        raise ValueError("not an amount in fen")
    return fen


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _unreadable() -> PaymentFailed:
    return PaymentFailed("支付平台的答复无法识别，请联系系统值班员。", code="unreadable")
