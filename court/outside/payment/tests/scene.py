"""A gateway on this machine, a client that talks to it, and a listener that gets its notices."""

import time
from datetime import UTC, datetime, timedelta

import httpx

from court.outside.payment import keys
from court.outside.payment.client import WeChatPay
from court.outside.payment.standin import PaymentStandIn
from court.outside.wire.http import Wire
from court.outside.wire.serve import Call, Reply, Served, StandIn, json_reply
from court.ports.payment import PaymentFailed

DAY = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)


class Listener(StandIn):
    """Answers notices as told and keeps them in the order they came."""

    name = "listener"
    routes = [("POST", "/notice", "notice"), ("POST", "/refund-notice", "notice")]

    def __init__(self):
        super().__init__()
        self.got = []
        self.answers = []

    def notice(self, call: Call) -> Reply:
        self.got.append(call)
        status = self.answers.pop(0) if self.answers else 204
        return Reply(204) if status == 204 else json_reply({"code": "FAIL", "message": "稍后"}, status)

    def wait(self, count, seconds=5):
        until = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.got) >= count, f"{len(self.got)} notices, {count} awaited"
        return self.got


class Scene:
    def __init__(self, folder, *, waits=(0.05, 0.05, 0.05), **other):
        self.now = DAY
        self.folder = folder
        self.standin = PaymentStandIn(folder, now=lambda: self.now, waits=waits, **other)
        self.gateway = Served(self.standin)
        self.listener = Listener()
        self.court = Served(self.listener)
        self.merchant = keys.merchant(folder)
        self.client = self.a_client()

    def a_client(self, timeout=1.0, **other):
        wire = Wire(self.gateway.base_url, PaymentFailed, timeout=timeout)
        return WeChatPay(wire, other.pop("merchant", self.merchant), **other)

    def order(self, order_no="C20260302001", fen=115_000, **other):
        return self.order_by(self.client, order_no, fen, **other)

    def order_by(self, client, order_no="C20260302001", fen=115_000, **other):
        ends = self.now + timedelta(days=7)
        return client.create_order(order_no, fen, "诉讼费", ends, f"{self.court.base_url}/notice", **other)

    def refund(self, refund_no="R20260302001", order_no="C20260302001", fen=57_500, total=115_000):
        return self.client.refund(refund_no, order_no, fen, total_fen=total, reason="减半退费",
                                  notify_url=f"{self.court.base_url}/refund-notice")

    def control(self, path, **body):
        answer = httpx.post(f"{self.gateway.base_url}{path}", json=body, trust_env=False)
        return answer.raise_for_status().json()

    def pay(self, order_no="C20260302001"):
        return self.control(f"/standin/pay/{order_no}")["state"]

    def stop(self):
        self.gateway.stop()
        self.court.stop()
