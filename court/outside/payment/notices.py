"""How the stand-in sends its notices: signed and encrypted, again until taken, and badly when told to.

The platform repeats a notice that is not answered 200 or 204 after 15 s, 15 s, 30 s, 3 min, 10 min … (支付通知).
"""

import http.client
import json
import logging
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa

from court.kit.days import SHANGHAI
from court.outside.payment import protocol
from court.outside.payment.keys import Platform

log = logging.getLogger("court.standin")
WAITS = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)


@dataclass
class Manner:
    """How the next notices are sent. repeats: how often each; delay: seconds before the first; shuffle: disorder.

    forge   signature (another key signs), body (a byte is changed after signing), merchant, old (ten minutes old)
    amount  fen to tell instead of the true amount, signed properly: an error of the platform itself
    silent  send nothing, so that only a query finds the payment
    """

    repeats: int = 1
    delay: float = 0
    shuffle: bool = False
    forge: str = ""
    amount: int = 0
    silent: bool = False


@dataclass
class Sent:
    """A notice on its way. `answers` are the statuses it got so far, 0 for none."""

    url: str
    event: str
    body: str
    due: float
    repeats: int
    forge: str = ""
    answers: list[int] = field(default_factory=list)


class Notices:
    def __init__(self, platform: Platform, *, waits: tuple[float, ...] = WAITS, clock: Callable[[], float] = time.time):
        self.manner = Manner()
        self._platform, self._waits, self._clock = platform, waits, clock
        self._queue: list[Sent] = []
        self._sent: list[Sent] = []
        self._wake = threading.Condition()
        self._stop = False
        self._thread = threading.Thread(target=self._run, name="payment-notices", daemon=True)
        self._thread.start()

    def tell(self, url: str, event: str, kind: str, opened: dict[str, Any], after: float = 0) -> None:
        """Queue a notice about an order or a refund in the present manner, `after` seconds at the earliest."""
        manner = self.manner
        if not url or manner.silent:
            return
        body = protocol.compact(self._notice(event, kind, _bent(opened, manner)))
        with self._wake:
            due = self._clock() + after + manner.delay
            self._queue.append(Sent(url, event, body, due, manner.repeats, manner.forge))
            if manner.shuffle:
                random.shuffle(self._queue)
            self._wake.notify()

    def told(self) -> list[dict[str, Any]]:
        """Every notice so far with the answers it got, for tests."""
        with self._wake:
            return [{"event": one.event, "answers": list(one.answers)} for one in self._sent + self._queue]

    def stop(self) -> None:
        with self._wake:
            self._stop = True
            self._wake.notify()
        self._thread.join(6)

    def _notice(self, event: str, kind: str, opened: dict[str, Any]) -> dict[str, Any]:
        resource = protocol.seal(self._platform.api_key, protocol.compact(opened), kind)
        return {
            "id": str(uuid.uuid4()), "create_time": datetime.now(SHANGHAI).isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource", "event_type": event, "summary": "支付成功",
            "resource": {"original_type": kind, **resource},
        }

    def _run(self) -> None:
        while True:
            with self._wake:
                if self._stop:
                    return
                now = self._clock()
                one = next((one for one in self._queue if one.due <= now), None)
                if one is None:
                    self._wake.wait(min([0.5, *(max(0.01, waiting.due - now) for waiting in self._queue)]))
                    continue
                self._queue.remove(one)
                self._sent.append(one)
            self._deliver(one)

    def _deliver(self, one: Sent) -> None:
        """Send it as often as the manner asks; queue it again when it was not taken."""
        for _ in range(max(1, one.repeats)):
            one.answers.append(self._post(one))
        one.repeats = 1
        tries = len(one.answers)
        if any(answer in (200, 204) for answer in one.answers) or one.forge or tries > len(self._waits):
            return
        with self._wake:
            one.due = self._clock() + self._waits[min(tries, len(self._waits)) - 1]
            self._sent.remove(one)
            self._queue.append(one)

    def _post(self, one: Sent) -> int:
        body, headers = self._dressed(one)
        parts = urlsplit(one.url)
        if parts.hostname not in ("127.0.0.1", "localhost") or parts.scheme != "http":
            return 0
        line = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=5)
        try:
            line.request("POST", parts.path, body.encode(), headers)
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()

    def _dressed(self, one: Sent) -> tuple[str, dict[str, str]]:
        """The body and its headers; forged where the manner says so."""
        key = self._platform.key
        if one.forge == "signature":
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        moment = int(self._clock()) - (600 if one.forge == "old" else 0)
        headers = protocol.signed_headers(key, self._platform.serial, one.body, moment)
        body = one.body
        if one.forge == "body":
            body = json.dumps(json.loads(body) | {"summary": "支付成功!"}, ensure_ascii=False)
        return body, {**headers, "Content-Type": "application/json", "User-Agent": "Mozilla/4.0"}


def _bent(opened: dict[str, Any], manner: Manner) -> dict[str, Any]:
    """The content with the errors the manner asks for."""
    bent = dict(opened)
    if manner.amount:
        bent["amount"] = {**bent["amount"], "total": manner.amount, "payer_total": manner.amount}
    if manner.forge == "merchant":
        bent["mchid"] = "1999999999"
    return bent
