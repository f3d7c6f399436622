"""Paying the court: orders, their fate, refunds, notices and the daily bill. All amounts are integer fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from court.ports.failure import OutsideFailed


class PaymentFailed(OutsideFailed):
    service = "支付平台"


class ForgedNotice(PaymentFailed):
    """A notice whose signature, age, key or content does not hold. Answer 401 and change nothing."""


class Way(StrEnum):
    PHONE = "phone"  # the payer's own phone browser opens PayLink.url
    QR = "qr"  # PayLink.url is shown as a QR code for another phone to scan


class PayState(StrEnum):
    UNPAID = "unpaid"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"  # paid, and some or all of it was given back
    UNKNOWN = "unknown"  # the gateway does not know the order


class RefundState(StrEnum):
    PROCESSING = "processing"
    DONE = "done"
    CLOSED = "closed"  # will not happen; ask again under a new refund number
    ABNORMAL = "abnormal"  # the payer's account cannot take it: a person must act


@dataclass(frozen=True)
class PayLink:
    """Where to pay one order. `url` is for Way.PHONE an address to open, for Way.QR the text of the code."""

    order_no: str
    way: Way
    url: str
    expires_at: datetime


@dataclass(frozen=True)
class Paid:
    """The fate of an order as the gateway tells it. Amounts and moments are empty until it is paid."""

    order_no: str
    state: PayState
    amount_fen: int | None = None
    transaction_no: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Refunded:
    """The fate of a refund. `amount_fen` is what goes back, `total_fen` what was paid."""

    refund_no: str
    order_no: str
    state: RefundState
    amount_fen: int
    total_fen: int
    gateway_no: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """A notice that was verified and opened. Exactly one of `paid` and `refunded` is there.

    notice_id  the gateway's id of the notice; a repeat has the same one
    The amount is what the gateway says: the room still compares it with its own order to the fen (S34).
    """

    notice_id: str
    paid: Paid | None = None
    refunded: Refunded | None = None


class BillKind(StrEnum):
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True)
class BillLine:
    """One line of the gateway's trade bill. `at` is the moment of trade as the gateway booked it."""

    kind: BillKind
    at: datetime
    order_no: str
    transaction_no: str
    amount_fen: int
    fee_fen: int  # the gateway's charge, in fen rounded half up; reduces what is settled, not what was paid
    refund_no: str = ""
    refund_fen: int = 0


class Payment(Protocol):
    """The payment gateway. Every call takes 5 seconds at most and raises PaymentFailed when there is no answer.

    Order and refund numbers are ours: 6 to 32 letters, digits, - _ | *; the same number asked twice is one order.
    """

    def create_order(
        self, order_no: str, amount_fen: int, description: str, expires_at: datetime, notify_url: str,
        *, way: Way = Way.PHONE, payer_ip: str = "127.0.0.1",
    ) -> PayLink:
        """Open an order. `description` (at most 40 characters) is shown to the payer: no personal data in it.

        PaymentFailed for_good with code ORDERPAID when it is paid already: ask `query` and book it.
        """

    def query(self, order_no: str) -> Paid:
        """The fate of an order; PayState.UNKNOWN when the gateway never had it."""

    def close(self, order_no: str) -> None:
        """Let nobody pay this order any more. Quiet when it is closed already; ORDERPAID when it is paid."""

    def refund(
        self, refund_no: str, order_no: str, amount_fen: int, *, total_fen: int, reason: str, notify_url: str,
    ) -> Refunded:
        """Give back `amount_fen` of an order of `total_fen`; the same refund_no asked twice is one refund."""

    def query_refund(self, refund_no: str) -> Refunded | None:
        """The fate of a refund; None when the gateway never had it."""

    def parse_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verify and open a notice. ForgedNotice when anything about it does not hold."""

    def answer(self, taken: bool, why: str = "") -> tuple[int, bytes]:
        """Status and body to answer a notice with; anything but `taken` makes the gateway send it again."""

    def bill(self, day: date) -> list[BillLine]:
        """All trades of a day in Asia/Shanghai, empty when there were none. Ready from 10:00 of the next day."""
