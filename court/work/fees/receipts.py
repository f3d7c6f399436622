"""The receipt of a paid fee (诉讼费电子收据): its facts, its code, a sealed PDF, and the answer to who checks one.

The code is a keyed digest over number, payer, sum and moment: whoever has the receipt can check it, nobody can make one.
It speaks of payer and case by their ids: a name or number put right later leaves receipts that were given out genuine.
"""
import hmac
from dataclasses import dataclass
from datetime import datetime

import segno
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from court.base.courts import clock
from court.kit import crypto, money
from court.kit.days import date_of, formal, stamp
from court.kit.press import signing
from court.kit.press.typesetting import typeset
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.fees.models import LedgerLine, Order
from court.work.fees.notices import ITEM

wiring.files_under("诉讼费收据", ITEM)

PURPOSE = "fees.receipt"
LENGTH = 16


@dataclass(frozen=True)
class Receipt:
    """One received payment. `code` is 16 letters in four groups."""

    number: str
    order: Order
    line: LedgerLine
    code: str

    @property
    def refunded_fen(self) -> int:
        return sum(one.amount_fen for one in self.order.refunds.all() if one.state == "done")


def of_order(order: Order) -> Receipt:
    """The receipt of a paid order. Refused where nothing was received."""
    line = order.lines.filter(kind=LedgerLine.Kind.PAYMENT).order_by("pk").first()
    if line is None:
        raise Refused("该笔费用尚未收到款项，没有收据。", do="请交费后再打印。", code="not_paid", status=404)
    number = f"SF{line.pk}"
    return Receipt(number, order, line, _grouped(crypto.blind_index(_text(number, order, line), PURPOSE)))


def _text(number: str, order: Order, line: LedgerLine) -> str:
    return "|".join([number, order.court_id, str(order.case_id), str(order.payer_id), str(line.amount_fen),
                     line.transaction_no, line.at.isoformat(timespec="seconds")])


def _grouped(digest: str) -> str:
    plain = digest.rpartition(":")[2].upper()[:LENGTH]
    return "-".join(plain[at : at + 4] for at in range(0, LENGTH, 4))


def check(number: str, code: str) -> Receipt | None:
    """The receipt, where number and code belong together; None in every other case."""
    wanted = "".join(sign for sign in code.upper() if sign.isalnum())
    digits = number.strip().upper().removeprefix("SF")
    if not digits.isdecimal() or len(digits) > 19:
        return None
    lines = LedgerLine.objects.filter(kind=LedgerLine.Kind.PAYMENT, pk=int(digits))
    line = lines.select_related("order__case", "order__payer", "order__court").first()
    if line is None:
        return None
    codes = [_grouped(one) for one in crypto.blind_indexes(_text(f"SF{line.pk}", line.order, line), PURPOSE)]
    if not any(hmac.compare_digest(one.replace("-", "").encode(), wanted.encode()) for one in codes):
        return None
    return Receipt(f"SF{line.pk}", line.order, line, codes[0])


def address(receipt: Receipt) -> str:
    try:
        path = reverse("receipt_check")
    except NoReverseMatch:
        path = "/receipts/"
    return f"{settings.COURT_ADDRESS}{path}?number={receipt.number}&code={receipt.code}"


def facts(receipt: Receipt) -> dict:
    """What the sheet prints; the QR code leads to the page that checks it."""
    order, line = receipt.order, receipt.line
    rows = [("收据号码", receipt.number), ("交款人", order.payer.name), ("案号", order.case.number), ("案由", order.case.cause),
            ("收费项目", order.get_purpose_display()), ("金额", f"¥{money.plain(line.amount_fen)}"),
            ("金额（大写）", money.in_words(line.amount_fen)), ("收款时间", stamp(line.at)), ("支付交易号", line.transaction_no)]
    if receipt.refunded_fen:
        rows.append(("已退还", f"¥{money.plain(receipt.refunded_fen)}"))
    day = date_of(line.at)
    return {"court": order.court.name, "name": "诉讼费电子收据", "number": "", "on": day.isoformat(), "day": formal(day),
            "rows": [{"label": label, "value": value} for label, value in rows], "code": receipt.code,
            "qr": segno.make(address(receipt), error="m").svg_inline(scale=3, border=1),
            "notes": _notes(receipt)}


def _notes(receipt: Receipt) -> list[str]:
    notes = [f"校验码：{receipt.code}", "扫描二维码，或者在“移动微诉讼—收据查验”中输入收据号码和校验码，可以核对真伪。"]
    steps = [step.rstrip("。；") for step in receipt.order.explanation[-3:]]
    return [*notes, f"费用的计算：{'；'.join(steps)}。"] if steps else notes


def pdf(receipt: Receipt) -> bytes:
    """The receipt under the court's seal. The same payment gives the same sheet; the signature is made anew."""
    told, order = facts(receipt), receipt.order
    made = typeset("fee_receipt", told, on=date_of(receipt.line.at), author=order.court.name)
    return signing.sign_pdf(made, court=order.court.name, code=order.court_id, reason="诉讼费电子收据", at=clock.now(),
                            over=told["day"], illustrative=clock.is_demo())


def file(order: Order, at: datetime) -> Document:
    """The receipt as a paper of the case, in the transaction that booked the money. A second time it is the same paper."""
    found = of_order(order)
    party = order.case.parties.filter(person_id=order.payer_id).order_by("pk").first()
    return dossier.expect(
        order.case, "fee_receipt", facts(found), kind="fee_receipt", title=f"诉讼费电子收据（{order.payer.name}）", item=ITEM,
        party=party, by=None, at=at, key=f"fee_receipt:{found.line.pk}", sealed=True)
