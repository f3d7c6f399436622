"""The trade bill (交易账单, type ALL): one CSV a day, each field behind a back-tick, amounts in yuan."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from court.kit.days import SHANGHAI
from court.ports.payment import BillKind, BillLine

HEADER = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
    "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
    "手续费,费率,订单金额,申请退款金额,费率备注"
)
TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


class BadBill(ValueError):
    """A bill that cannot be read whole: a column, a state or a total that is not as published."""


def read(text: str) -> list[BillLine]:
    """The lines of a bill. BadBill when a line cannot be read or the lines do not add up to the totals."""
    rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if row]
    if len(rows) < 3 or rows[-2] != TOTALS.split(","):
        raise BadBill("no totals at the end")
    names, totals = rows[0], [_plain(cell) for cell in rows[-1]]
    missing = {"交易时间", "商户订单号", "微信订单号", "交易状态", "订单金额", "申请退款金额", "手续费"} - set(names)
    if missing:
        raise BadBill(f"columns missing: {sorted(missing)}")
    if any(len(row) != len(names) for row in rows[1:-2]):
        raise BadBill("a line with too many or too few fields")
    lines = [_line(dict(zip(names, map(_plain, row), strict=True))) for row in rows[1:-2]]
    _add_up(lines, int(totals[0]), _fen(totals[5]), _fen(totals[6]))
    return lines


def _add_up(lines: list[BillLine], count: int, paid: int, back: int) -> None:
    """The published rules leave open whether a refund's order amount counts as an order: both sums are right."""
    payments = sum(line.amount_fen for line in lines if line.kind is BillKind.PAYMENT)
    everything = sum(line.amount_fen for line in lines)
    refunds = sum(line.refund_fen for line in lines)
    if count != len(lines) or paid not in (payments, everything) or back != refunds:
        raise BadBill("the lines do not add up to the totals")


def write(lines: Iterable[BillLine], *, appid: str, mchid: str) -> str:
    """A bill as the gateway writes it."""
    out = io.StringIO()
    out.write("\ufeff" + HEADER + "\r\n")
    count = paid = back = 0
    for line in lines:
        refund = line.kind is BillKind.REFUND
        count, paid, back = count + 1, paid + (0 if refund else line.amount_fen), back + line.refund_fen
        out.write(",".join(f"`{cell}" for cell in _cells(line, appid, mchid)) + "\r\n")
    totals = [str(count), _yuan(paid), _yuan(back), "0.00", "0.00000", _yuan(paid), _yuan(back)]
    out.write(TOTALS + "\r\n" + ",".join(f"`{cell}" for cell in totals) + "\r\n")
    return out.getvalue()


def _line(row: dict[str, str]) -> BillLine:
    kinds = {"SUCCESS": BillKind.PAYMENT, "REFUND": BillKind.REFUND}
    if row["交易状态"] not in kinds:
        raise BadBill(f"unknown state {row['交易状态']}")
    kind = kinds[row["交易状态"]]
    refund = kind is BillKind.REFUND
    try:
        at = datetime.strptime(row["交易时间"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise BadBill("a moment that cannot be read") from error
    return BillLine(
        kind, at, row["商户订单号"], row["微信订单号"], _fen(row["订单金额"]), _fen(row["手续费"]),
        row["商户退款单号"] if refund else "", _fen(row["申请退款金额"]) if refund else 0,
    )


def _cells(line: BillLine, appid: str, mchid: str) -> list[str]:
    refund = line.kind is BillKind.REFUND
    back = _yuan(line.refund_fen)
    return [
        line.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"), appid, mchid, "0", "", line.transaction_no,
        line.order_no, "示意用户", "MWEB", "REFUND" if refund else "SUCCESS", "OTHERS", "CNY",
        "0.00" if refund else _yuan(line.amount_fen), "0.00", f"50{line.refund_no}"[:32] if refund else "0",
        line.refund_no if refund else "0", back, "0.00", "ORIGINAL" if refund else "", "SUCCESS" if refund else "",
        "诉讼费", "", "0.00000", "0.00%", _yuan(line.amount_fen), back, "",
    ]


def _plain(cell: str) -> str:
    return cell.removeprefix("`").strip()


def _fen(yuan: str) -> int:
    try:
        return int((Decimal(yuan) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation as error:
        raise BadBill(f"no amount: {yuan}") from error


def _yuan(fen: int) -> str:
    return str(Decimal(fen).scaleb(-2))
