"""What the stand-in's gateway knows: orders, payments, refunds, a day's bill. The clock is the court's.

Each refusal is a code and a sentence as the platform publishes them (错误码).
"""

import secrets
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from court.kit.days import SHANGHAI, date_of
from court.outside.wire.shelf import Shelf
from court.ports.payment import BillKind, BillLine

LINK_SECONDS = 300


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str):
        self.status, self.code, self.message = status, code, message
        super().__init__(code)


class Gateway:
    def __init__(self, shelf: Shelf, appid: str, mchid: str, now: Callable[[], datetime]):
        self.shelf, self.appid, self.mchid, self._now = shelf, appid, mchid, now

    def place(self, asked: dict[str, Any], trade_type: str) -> str:
        """Open an order, or open the same one again; the prepay id its links carry."""
        self._check_order(asked)
        with self.shelf:
            order = self.shelf.get("order", asked["out_trade_no"])
            if order is None:
                order = {
                    "out_trade_no": asked["out_trade_no"], "total": asked["amount"]["total"], "state": "NOTPAY",
                    "description": asked["description"], "notify_url": asked["notify_url"],
                    "expires": asked.get("time_expire", ""), "refunded": 0,
                }
            elif order["state"] in ("SUCCESS", "REFUND"):
                raise Refusal(403, "ORDERPAID", "该订单已支付")
            elif order["state"] == "CLOSED":
                raise Refusal(400, "ORDER_CLOSED", "订单已关闭")
            elif order["total"] != asked["amount"]["total"]:
                raise Refusal(403, "OUT_TRADE_NO_USED", "商户订单号重复")
            order |= {"trade_type": trade_type, "prepay": f"wx{secrets.token_hex(17)}", "placed": time.time()}
            self.shelf.put("order", order["out_trade_no"], order)
            self.shelf.put("prepay", order["prepay"], {"out_trade_no": order["out_trade_no"]})
        return order["prepay"]

    def order(self, order_no: str) -> dict[str, Any]:
        order = self.shelf.get("order", order_no)
        if order is None:
            raise Refusal(404, "ORDER_NOT_EXIST", "订单不存在")
        return order

    def of_link(self, prepay: str) -> dict[str, Any] | None:
        """The order a link was made for, while the link works."""
        link = self.shelf.get("prepay", prepay)
        order = self.order(link["out_trade_no"]) if link else None
        stale = order is None or order["prepay"] != prepay or (
            order["state"] == "NOTPAY" and time.time() - order["placed"] > LINK_SECONDS)
        return None if stale else order

    def pay(self, order_no: str) -> dict[str, Any]:
        """The payer pays. A second time changes nothing; a closed or expired order refuses."""
        with self.shelf:
            order = self.order(order_no)
            if order["state"] != "NOTPAY":
                return order
            if order["expires"] and datetime.fromisoformat(order["expires"]) <= self._now():
                order["state"] = "CLOSED"
            else:
                order |= {"state": "SUCCESS", "success_time": self._stamp(), "transaction_id": self._number("42")}
            self.shelf.put("order", order_no, order)
        return order

    def fail(self, order_no: str) -> None:
        """The payer's bank says no: the order stays payable, and the failure is remembered for the page."""
        with self.shelf:
            self.shelf.put("order", order_no, self.order(order_no) | {"failed": True})

    def close(self, order_no: str) -> None:
        with self.shelf:
            order = self.order(order_no)
            if order["state"] in ("SUCCESS", "REFUND"):
                raise Refusal(400, "ORDERPAID", "订单已支付")
            self.shelf.put("order", order_no, order | {"state": "CLOSED"})

    def refund(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Take a refund; the same number and amount twice is one refund."""
        amount = asked["amount"]
        with self.shelf:
            known = self.shelf.get("refund", asked["out_refund_no"])
            if known is not None:
                if (known["refund"], known["out_trade_no"]) != (amount["refund"], asked["out_trade_no"]):
                    raise Refusal(400, "INVALID_REQUEST", "订单金额或退款金额与之前请求不一致，请核实后再试")
                return known
            order = self.shelf.get("order", asked["out_trade_no"])
            if order is None or order["state"] not in ("SUCCESS", "REFUND"):
                raise Refusal(404, "RESOURCE_NOT_EXISTS", "订单不存在")
            if amount["total"] != order["total"]:
                raise Refusal(400, "INVALID_REQUEST", "订单金额或退款金额与之前请求不一致，请核实后再试")
            if amount["refund"] <= 0 or order["refunded"] + amount["refund"] > order["total"]:
                raise Refusal(400, "INVALID_REQUEST", "申请退款金额大于订单可退金额")
            refund = {
                "out_refund_no": asked["out_refund_no"], "out_trade_no": asked["out_trade_no"], "state": "PROCESSING",
                "refund": amount["refund"], "total": order["total"], "refund_id": self._number("50"),
                "transaction_id": order["transaction_id"], "create_time": self._stamp(),
                "notify_url": asked.get("notify_url", ""),
            }
            self.shelf.put("refund", refund["out_refund_no"], refund)
            order |= {"state": "REFUND", "refunded": order["refunded"] + amount["refund"]}
            self.shelf.put("order", order["out_trade_no"], order)
        return refund

    def settle(self, refund_no: str, state: str = "SUCCESS") -> dict[str, Any]:
        """The bank takes or refuses the money that goes back."""
        with self.shelf:
            refund = self.refund_of(refund_no) | {"state": state}
            if state == "SUCCESS":
                refund["success_time"] = self._stamp()
            self.shelf.put("refund", refund_no, refund)
        return refund

    def refund_of(self, refund_no: str) -> dict[str, Any]:
        refund = self.shelf.get("refund", refund_no)
        if refund is None:
            raise Refusal(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
        return refund

    def bill(self, day: date) -> list[BillLine]:
        """The trades booked on a day. Refused while the day is not over, or when there were none."""
        if day >= date_of(self._now()):
            raise Refusal(400, "STATEMENT_CREATING", "账单生成中，请稍后再试")
        orders = self.shelf.all("order")
        lines = [
            BillLine(BillKind.PAYMENT, datetime.fromisoformat(order["success_time"]), order["out_trade_no"],
                     order["transaction_id"], order["total"], 0)
            for order in orders if "success_time" in order
        ]
        lines += [
            BillLine(BillKind.REFUND, datetime.fromisoformat(refund["create_time"]), refund["out_trade_no"],
                     refund["transaction_id"], 0, 0, refund["out_refund_no"], refund["refund"])
            for refund in self.shelf.all("refund")
        ]
        of_day = sorted((line for line in lines if date_of(line.at) == day), key=lambda line: line.at)
        if not of_day:
            raise Refusal(400, "NO_STATEMENT_EXIST", "账单文件不存在")
        return of_day

    def show_order(self, order: dict[str, Any]) -> dict[str, Any]:
        """An order as a query or a notice tells it."""
        words = {"SUCCESS": "支付成功", "REFUND": "转入退款", "NOTPAY": "订单未支付", "CLOSED": "订单已关闭"}
        shown = {
            "appid": self.appid, "mchid": self.mchid, "out_trade_no": order["out_trade_no"],
            "trade_state": order["state"], "trade_state_desc": words[order["state"]],
        }
        if "success_time" not in order:
            return shown
        return shown | {
            "transaction_id": order["transaction_id"], "trade_type": order["trade_type"], "bank_type": "OTHERS",
            "attach": "", "success_time": order["success_time"], "payer": {"openid": "oStandInPayer"},
            "amount": {"total": order["total"], "payer_total": order["total"], "currency": "CNY",
                       "payer_currency": "CNY"},
        }

    def show_refund(self, refund: dict[str, Any], state_name: str = "status") -> dict[str, Any]:
        """A refund as an answer (status) or a notice (refund_status) tells it."""
        same = ("out_refund_no", "out_trade_no", "refund_id", "transaction_id", "create_time", "success_time")
        return {name: refund[name] for name in same if name in refund} | {
            state_name: refund["state"], "channel": "ORIGINAL", "user_received_account": "支付用户零钱",
            "funds_account": "AVAILABLE", "mchid": self.mchid,
            "amount": {"total": refund["total"], "refund": refund["refund"], "payer_total": refund["total"],
                       "payer_refund": refund["refund"], "currency": "CNY"},
        }

    def _check_order(self, asked: dict[str, Any]) -> None:
        amount = asked.get("amount", {}).get("total")
        order_no = str(asked.get("out_trade_no", ""))
        if asked.get("mchid") != self.mchid or asked.get("appid") != self.appid:
            raise Refusal(400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配")
        if not isinstance(amount, int) or amount <= 0:
            raise Refusal(400, "PARAM_ERROR", "订单金额须为大于0的整数，单位为分")
        if not 6 <= len(order_no) <= 32 or not set(order_no) <= set(_ORDER_LETTERS):
            raise Refusal(400, "PARAM_ERROR", "商户订单号格式错误")
        if not asked.get("description") or len(asked["description"].encode()) > 127:
            raise Refusal(400, "PARAM_ERROR", "商品描述长度错误")
        if not str(asked.get("notify_url", "")).startswith(("http://127.0.0.1", "http://localhost", "https://")):
            raise Refusal(400, "PARAM_ERROR", "通知地址格式错误")

    def _stamp(self) -> str:
        return self._now().astimezone(SHANGHAI).isoformat(timespec="seconds")

    def _number(self, head: str) -> str:
        return f"{head}{self._now().astimezone(SHANGHAI):%Y%m%d}{secrets.randbelow(10**18):018d}"


_ORDER_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-|*"
