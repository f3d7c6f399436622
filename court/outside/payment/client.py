"""The court's side of WeChat Pay API v3: native and H5 orders, queries, refunds, notices, the daily bill."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from court.kit.days import SHANGHAI
from court.outside.payment import bill, protocol
from court.outside.payment.keys import Merchant, public_key
from court.outside.payment.reading import paid_of, refunded_of
from court.outside.wire.http import Answer, Wire
from court.ports.payment import (
    BillLine,
    ForgedNotice,
    Notice,
    Paid,
    PayLink,
    PaymentFailed,
    PayState,
    Refunded,
    Way,
)

# 下单: a payment link works this long, whatever the order's own end.
LINK_MINUTES = 5
CERTIFICATE_SECONDS = 300
WORDS = {
    "ORDERPAID": "该订单已支付，请勿重复支付。", "ORDER_CLOSED": "该订单已关闭，请重新下单。",
    "OUT_TRADE_NO_USED": "商户订单号重复。", "NOT_ENOUGH": "商户账户余额不足，暂不能退款。",
    "NO_STATEMENT_EXIST": "当日没有账单。", "STATEMENT_CREATING": "账单尚未生成，请于次日十时后再取。",
}
PASSING = {"SYSTEM_ERROR", "FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED", "STATEMENT_CREATING", "BANK_ERROR"}


class WeChatPay:
    """Answers the port Payment. Thread-safe.

    merchant  our keys; platform certificates are fetched when a notice names one we do not hold yet
    clock     real seconds since 1970, for signatures
    """

    def __init__(self, wire: Wire, merchant: Merchant, *, clock: Callable[[], float] = time.time):
        self._wire, self._merchant, self._clock = wire, merchant, clock
        self._keys = dict(merchant.platform_keys)
        self._fetched_at = float("-inf")
        self._lock = threading.Lock()

    def create_order(
        self, order_no: str, amount_fen: int, description: str, expires_at: datetime, notify_url: str,
        *, way: Way = Way.PHONE, payer_ip: str = "127.0.0.1",
    ) -> PayLink:
        order = {
            "appid": self._merchant.appid, "mchid": self._merchant.mchid, "description": _three_bytes(description)[:42],
            "out_trade_no": order_no, "time_expire": _moment(expires_at), "notify_url": notify_url,
            "amount": {"total": amount_fen, "currency": "CNY"},
        }
        if way is Way.QR:
            url = self._call("POST", "/v3/pay/transactions/native", order)["code_url"]
            return PayLink(order_no, way, url, expires_at)
        order["scene_info"] = {"payer_client_ip": payer_ip, "h5_info": {"type": "Wap"}}
        url = self._call("POST", "/v3/pay/transactions/h5", order)["h5_url"]
        link_ends = datetime.now(UTC) + timedelta(minutes=LINK_MINUTES)
        return PayLink(order_no, way, url, link_ends)

    def query(self, order_no: str) -> Paid:
        try:
            return self._paid(self._call("GET", self._order(order_no) + f"?mchid={self._merchant.mchid}"))
        except PaymentFailed as failed:
            if failed.code in ("ORDER_NOT_EXIST", "ORDERNOTEXIST"):
                return Paid(order_no, PayState.UNKNOWN)
            raise

    def close(self, order_no: str) -> None:
        try:
            self._call("POST", self._order(order_no) + "/close", {"mchid": self._merchant.mchid})
        except PaymentFailed as failed:
            if failed.code not in ("ORDER_CLOSED", "ORDERCLOSED"):
                raise

    def refund(
        self, refund_no: str, order_no: str, amount_fen: int, *, total_fen: int, reason: str, notify_url: str,
    ) -> Refunded:
        return refunded_of(self._call("POST", "/v3/refund/domestic/refunds", {
            "out_trade_no": order_no, "out_refund_no": refund_no, "reason": _three_bytes(reason)[:26],
            "notify_url": notify_url, "amount": {"refund": amount_fen, "total": total_fen, "currency": "CNY"},
        }))

    def query_refund(self, refund_no: str) -> Refunded | None:
        try:
            return refunded_of(self._call("GET", f"/v3/refund/domestic/refunds/{quote(refund_no, safe='')}"))
        except PaymentFailed as failed:
            if failed.code == "RESOURCE_NOT_EXISTS":
                return None
            raise

    def parse_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        low = {name.lower(): value for name, value in headers.items()}
        self._learn(low.get("wechatpay-serial", ""))
        try:
            protocol.check_headers(low, body, self._keys, self._clock())
            notice = json.loads(body)
            resource = notice["resource"]
            opened = json.loads(protocol.unseal(self._merchant.api_key, resource))
            return self._notice(str(notice["id"]), str(notice["event_type"]), resource.get("original_type"), opened)
        except (protocol.NotGenuine, PaymentFailed, KeyError, TypeError, ValueError, AttributeError) as error:
            raise ForgedNotice("支付通知验签或解密不通过，未予处理。", for_good=True, code="forged") from error

    def answer(self, taken: bool, why: str = "") -> tuple[int, bytes]:
        if taken:
            return 204, b""
        return 401, protocol.compact({"code": "FAIL", "message": why or "失败"}).encode()

    def bill(self, day: date) -> list[BillLine]:
        try:
            file = self._call("GET", f"/v3/bill/tradebill?bill_date={day.isoformat()}&bill_type=ALL")
        except PaymentFailed as failed:
            if failed.code == "NO_STATEMENT_EXIST":
                return []
            raise
        address = str(file["download_url"]).strip()
        parts = urlsplit(address)
        # 下载账单: the answer is not signed; the digest in the signed answer before it vouches for it.
        content = self._send("GET", f"{parts.path}?{parts.query}", "", address=address).body
        if file.get("hash_type") != "SHA1" or hashlib.sha1(content, usedforsecurity=False).hexdigest() != file.get(
                "hash_value", "").lower():
            raise PaymentFailed("下载的账单与摘要不符，请重新下载。", code="bill_digest")
        try:
            return bill.read(content.decode())
        except ValueError as error:
            why = "账单格式与公布的不一致，请联系系统值班员。"
            raise PaymentFailed(why, for_good=True, code="bill_format") from error

    def _notice(self, notice_id: str, event: str, kind: str, opened: dict[str, Any]) -> Notice:
        if opened["mchid"] != self._merchant.mchid:
            raise protocol.NotGenuine("another merchant's notice")
        if event.startswith("TRANSACTION.") and kind == "transaction":
            return Notice(notice_id, paid=self._paid(opened))
        if event.startswith("REFUND.") and kind == "refund":
            return Notice(notice_id, refunded=refunded_of(opened))
        raise protocol.NotGenuine("an event of another kind")

    def _paid(self, order: dict[str, Any]) -> Paid:
        if order.get("mchid") != self._merchant.mchid or order.get("appid") != self._merchant.appid:
            raise PaymentFailed("支付平台的答复不属于本院账户。", for_good=True, code="other_merchant")
        return paid_of(order)

    def _order(self, order_no: str) -> str:
        return f"/v3/pay/transactions/out-trade-no/{quote(order_no, safe='')}"

    def _call(self, method: str, target: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """A call whose answer is signed. PaymentFailed with the gateway's code, or when the signature fails."""
        answer = self._send(method, target, protocol.compact(body) if body is not None else "")
        if answer.status >= 400:
            raise _refusal(answer)
        try:
            self._learn(answer.headers.get("wechatpay-serial", ""))
            protocol.check_headers(answer.headers, answer.body, self._keys, self._clock())
            return json.loads(answer.body or b"{}")
        except (protocol.NotGenuine, ValueError) as error:
            raise PaymentFailed("支付平台的答复未通过验签，未予采信。", code="answer_not_genuine") from error

    def _send(self, method: str, target: str, body: str, *, address: str = "") -> Answer:
        merchant = self._merchant
        header = protocol.authorization(
            merchant.mchid, merchant.serial, merchant.key, method=method, target=target, body=body,
            timestamp=str(int(self._clock())), nonce=protocol.new_nonce(),
        )
        headers = {"Authorization": header, "Accept": "application/json", "Content-Type": "application/json"}
        if self._keys:
            headers["Wechatpay-Serial"] = next(iter(self._keys))
        return self._wire.ask(method, address or target, headers=headers, content=body.encode())

    def _learn(self, serial: str) -> None:
        """Fetch the platform's certificates when it signs with one we do not hold; at most once in five minutes."""
        if not serial or serial in self._keys or serial.startswith("PUB_KEY_ID_"):
            return
        with self._lock:
            if serial in self._keys or self._clock() - self._fetched_at < CERTIFICATE_SECONDS:
                return
            self._fetched_at = self._clock()
            answer = self._send("GET", "/v3/certificates", "")
        if answer.status != 200:
            raise _refusal(answer)
        found = {}
        for row in json.loads(answer.body)["data"]:
            pem = protocol.unseal(self._merchant.api_key, row["encrypt_certificate"])
            found[row["serial_no"]] = public_key(pem.encode())
        # Only who knows our APIv3 key could seal these; the list must be signed by one of them as well.
        protocol.check_headers(answer.headers, answer.body, found, self._clock())
        self._keys.update(found)


def _refusal(answer: Answer) -> PaymentFailed:
    try:
        code = str(json.loads(answer.body).get("code", ""))
    except (ValueError, AttributeError):
        code = ""
    words = WORDS.get(code, "支付平台未受理该请求，请稍后再试或联系系统值班员。")
    passing = code in PASSING or answer.status == 429 or not code
    return PaymentFailed(words, for_good=not passing, code=code or f"http_{answer.status}")


def _moment(moment: datetime) -> str:
    """RFC 3339 to the second, as the gateway wants it."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _three_bytes(text: str) -> str:
    """The gateway takes characters of at most three bytes; a rarer one is shown as 〓."""
    return "".join(letter if ord(letter) <= 0xFFFF else "〓" for letter in text)
