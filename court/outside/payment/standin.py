"""A server that speaks WeChat Pay API v3 on this machine: the published paths, signatures, notices and refusals."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from court.outside.payment import bill, cashier, keys, protocol
from court.outside.payment.gateway import Gateway, Refusal
from court.outside.payment.notices import WAITS, Manner, Notices
from court.outside.wire.serve import Call, Reply, StandIn, json_reply, page, see_other
from court.outside.wire.shelf import Shelf

CHECKOUT = "/cgi-bin/mmpayweb-bin/checkmweb"


class PaymentStandIn(StandIn):
    """folder  where the keys are (made when there are none); shelf  where orders are kept, None for memory
    now     the court's clock: payments, expiry, bills; signatures always use the real one
    """

    name = "payment"
    title = "微信支付（示意）"
    for_people: ClassVar[tuple[str, ...]] = ("/cgi-bin/", "/cashier")
    routes: ClassVar[list[tuple[str, str, str]]] = [
        ("POST", "/v3/pay/transactions/h5", "place_h5"),
        ("POST", "/v3/pay/transactions/native", "place_native"),
        ("GET", "/v3/pay/transactions/out-trade-no/([^/]+)", "show_order"),
        ("POST", "/v3/pay/transactions/out-trade-no/([^/]+)/close", "close"),
        ("POST", "/v3/refund/domestic/refunds", "refund"),
        ("GET", "/v3/refund/domestic/refunds/([^/]+)", "show_refund"),
        ("GET", "/v3/bill/tradebill", "bill"),
        ("GET", "/v3/billdownload/file", "download"),
        ("GET", "/v3/certificates", "certificates"),
        ("GET", "/cgi-bin/mmpayweb-bin/checkmweb", "checkout"),
        ("POST", "/cashier/(pay|fail)", "cashier"),
        ("GET", "/cashier/?", "recent"),
        ("POST", "/standin/manner", "set_manner"),
        ("POST", "/standin/pay/([^/]+)", "pay_now"),
        ("POST", "/standin/tell/([^/]+)", "tell_again"),
        ("POST", "/standin/settle/([^/]+)/(SUCCESS|ABNORMAL|CLOSED)", "settle_as"),
        ("GET", "/standin/notices", "show_notices"),
    ]

    def __init__(
        self, folder: Path, shelf: Path | None = None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC),
        waits: tuple[float, ...] = WAITS, hold_refunds: bool = False,
        by_certificate: bool = False,
    ):
        super().__init__()
        keys.make(folder)
        self._platform = keys.platform(folder, by_certificate=by_certificate)
        self._shelf = Shelf(shelf)
        self._hold_refunds = hold_refunds
        self.gateway = Gateway(self._shelf, self._platform.appid, self._platform.mchid, now)
        self.notices = Notices(self._platform, waits=waits)

    def stopped(self) -> None:
        self.notices.stop()
        self._shelf.close()

    def answer(self, call: Call) -> Reply:
        if not call.path.startswith("/v3/"):
            return super().answer(call)
        try:
            self._check_caller(call)
            reply = super().answer(call)
        except Refusal as refusal:
            reply = json_reply({"code": refusal.code, "message": refusal.message}, refusal.status)
        except (KeyError, ValueError, TypeError, AttributeError):
            reply = json_reply({"code": "PARAM_ERROR", "message": "参数错误"}, 400)
        if call.path == "/v3/billdownload/file":
            return reply
        signed = protocol.signed_headers(self._platform.key, self._platform.serial, reply.body.decode(),
                                         int(time.time()))
        return Reply(reply.status, reply.body, {**reply.headers, **signed})

    def place_h5(self, call: Call) -> Reply:
        asked = call.json()
        if not asked["scene_info"]["payer_client_ip"] or not asked["scene_info"]["h5_info"]["type"]:
            raise Refusal(400, "PARAM_ERROR", "场景信息不完整")
        prepay = self.gateway.place(asked, "MWEB")
        return json_reply({"h5_url": f"{self.base_url}{CHECKOUT}?prepay_id={prepay}&package={prepay[-10:]}"})

    def place_native(self, call: Call) -> Reply:
        prepay = self.gateway.place(call.json(), "NATIVE")
        return json_reply({"code_url": f"weixin://wxpay/bizpayurl?pr={prepay}"})

    def show_order(self, call: Call, order_no: str) -> Reply:
        if call.query.get("mchid") != self._platform.mchid:
            raise Refusal(400, "PARAM_ERROR", "商户号不一致")
        return json_reply(self.gateway.show_order(self.gateway.order(order_no)))

    def close(self, call: Call, order_no: str) -> Reply:
        self.gateway.close(order_no)
        return Reply(204)

    def refund(self, call: Call) -> Reply:
        asked = call.json()
        refund = self.gateway.refund(asked)
        reply = json_reply(self.gateway.show_refund(refund))
        if refund["state"] == "PROCESSING" and not self._hold_refunds:
            self._settle(refund["out_refund_no"], "SUCCESS")
        return reply

    def show_refund(self, call: Call, refund_no: str) -> Reply:
        return json_reply(self.gateway.show_refund(self.gateway.refund_of(refund_no)))

    def bill(self, call: Call) -> Reply:
        text = self._bill_of(date.fromisoformat(call.query["bill_date"]))
        return json_reply({
            "hash_type": "SHA1", "hash_value": hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(),
            "download_url": f"{self.base_url}/v3/billdownload/file?token={call.query['bill_date']}",
        })

    def download(self, call: Call) -> Reply:
        return Reply(200, self._bill_of(date.fromisoformat(call.query["token"])).encode())

    def certificates(self, call: Call) -> Reply:
        if not self._platform.certificate:
            raise Refusal(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥")
        sealed = protocol.seal(self._platform.api_key, self._platform.certificate, "certificate")
        return json_reply({"data": [{"serial_no": self._platform.serial, "encrypt_certificate": sealed}]})

    def checkout(self, call: Call) -> Reply:
        prepay = call.query.get("prepay_id", "")
        order = self.gateway.of_link(prepay)
        return page(cashier.order_page(order, prepay, call.query.get("redirect_url", ""))) if order else _gone()

    def cashier(self, call: Call, deed: str) -> Reply:
        form = call.form()
        order = self.gateway.of_link(form.get("prepay_id", ""))
        if order is None:
            return _gone()
        if deed == "pay":
            self._pay(order["out_trade_no"])
        else:
            self.gateway.fail(order["out_trade_no"])
        order = self.gateway.order(order["out_trade_no"])
        return page(cashier.order_page(order, form["prepay_id"], form.get("redirect_url", "")))

    def recent(self, call: Call) -> Reply:
        return page(cashier.list_page(self._shelf.last("order", 30)))

    def set_manner(self, call: Call) -> Reply:
        self.notices.manner = Manner(**call.json())
        return json_reply(asdict(self.notices.manner))

    def pay_now(self, call: Call, order_no: str) -> Reply:
        """Pay without the page: for tests and for the making of a demo."""
        return json_reply({"state": self._pay(order_no)["state"]})

    def tell_again(self, call: Call, order_no: str) -> Reply:
        self._tell(self.gateway.order(order_no))
        return json_reply({})

    def settle_as(self, call: Call, refund_no: str, state: str) -> Reply:
        self._settle(refund_no, state)
        return json_reply({})

    def show_notices(self, call: Call) -> Reply:
        return json_reply(self.notices.told())

    def unknown(self, call: Call) -> Reply:
        return see_other("/cashier") if call.path == "/" else super().unknown(call)

    def _pay(self, order_no: str) -> dict[str, Any]:
        before = self.gateway.order(order_no)["state"]
        order = self.gateway.pay(order_no)
        if before == "NOTPAY" and order["state"] == "SUCCESS":
            self._tell(order)
        return order

    def _tell(self, order: dict[str, Any]) -> None:
        self.notices.tell(order["notify_url"], "TRANSACTION.SUCCESS", "transaction", self.gateway.show_order(order))

    def _settle(self, refund_no: str, state: str) -> None:
        refund = self.gateway.settle(refund_no, state)
        shown = self.gateway.show_refund(refund, "refund_status")
        self.notices.tell(refund["notify_url"], f"REFUND.{state}", "refund", shown, after=0.3)

    def _bill_of(self, day: date) -> str:
        return bill.write(self.gateway.bill(day), appid=self._platform.appid, mchid=self._platform.mchid)

    def _check_caller(self, call: Call) -> None:
        """The platform believes no request whose signature, merchant, serial or age is wrong."""
        try:
            said = protocol.read_authorization(call.headers.get("authorization", ""))
            text = protocol.request_text(call.method, call.target, said["timestamp"], said["nonce_str"],
                                         call.body.decode())
            ours = (said["mchid"], said["serial_no"]) == (self._platform.mchid, self._platform.merchant_serial)
            fresh = abs(time.time() - int(said["timestamp"])) < protocol.FRESH_SECONDS
            protocol.check(self._platform.merchant_key, text, said["signature"])
        except (protocol.NotGenuine, ValueError) as error:
            raise Refusal(401, "SIGN_ERROR", "签名错误，请检查后再试") from error
        if not ours or not fresh:
            raise Refusal(401, "SIGN_ERROR", "签名错误，请检查后再试")
        if call.body:
            json.loads(call.body)


def _gone() -> Reply:
    return page(cashier.gone_page(), 410)
