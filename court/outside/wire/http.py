"""One way out of the house: an allow-list, no redirects, five seconds, a breaker (S24, S36)."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
import httpx

from court.outside.wire.deadline import DeadlineTransport, deadline
from court.ports.breaker import Breaker
from court.ports.failure import OutsideFailed

TIMEOUT_SECONDS = 5.0
MOST_BYTES = 64 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadAddress(ValueError):
    """An address in the configuration that the court may not call: plain HTTP beyond this machine, or no host."""


@dataclass(frozen=True)
class Answer:
    """What came back: `headers` with lower-case names, `body` as sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """The way to one outside service. Thread-safe; a fork gets connections of its own.

    base_url  scheme, host and port of the service; its host is allowed, and those in `also_allowed`
    failure   what to raise, a subclass of OutsideFailed: never for good from here, since another try may help
    """

    def __init__(
        self, base_url: str, failure: type[OutsideFailed], *, also_allowed: Iterable[str] = (),
        timeout: float = TIMEOUT_SECONDS, breaker: Breaker | None = None,
    ):
        self.base_url = base_url.rstrip("/")
        self._failure, self._timeout = failure, timeout
        self._allowed = {origin_of(self.base_url), *map(origin_of, also_allowed)}
        self.breaker = breaker or Breaker(failure)
        self._client: httpx.Client | None = None
        self._pid = 0

    @property
    def host(self) -> str:
        """The host and port as the Host header names them."""
        return urlsplit(self.base_url).netloc

    def ask(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"",
    ) -> Answer:
        """Call the service. `target` is a path with its query, or a whole address the service itself gave us.

        A status from 400 to 499 comes back as an answer, to be read by who knows the protocol. Anything else that
        is not 200 to 299, a host not allowed, a time-out or a broken line raises the failure.
        """
        return self.breaker.call(lambda: self._ask(method, self._checked(target), headers or {}, content))

    def _checked(self, target: str) -> str:
        address = target if "://" in target else f"{self.base_url}{target}"
        try:
            origin = origin_of(address)
        except BadAddress as error:
            raise self._failed("给出的地址不可信", code="host_not_allowed") from error
        if origin not in self._allowed:
            raise self._failed("给出的地址不可信", code="host_not_allowed")
        return address

    def _ask(self, method: str, address: str, headers: Mapping[str, str], content: bytes) -> Answer:
        try:
            with (
                deadline(self._timeout),
                self._http().stream(method, address, headers={"Accept-Encoding": "identity", **headers},
                                    content=content) as response,
            ):
                answer = Answer(response.status_code, dict(response.headers), self._read(response))
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise self._failed("没有按时答复", code="timeout") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            raise self._failed("连接失败", code="connection") from error
        if 200 <= answer.status < 300 or 400 <= answer.status < 500:
            return answer
        raise self._failed("答复异常", code=f"http_{answer.status}")

    def _read(self, response: httpx.Response) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > MOST_BYTES:
                raise self._failed("答复过大", code="too_large")
            pieces.append(piece)
        return b"".join(pieces)

    def _http(self) -> httpx.Client:
        if self._client is None or self._pid != os.getpid():
            self._client = httpx.Client(
                transport=DeadlineTransport(), follow_redirects=False, trust_env=False, timeout=self._timeout,
                headers={"User-Agent": "smart-court"},
            )
            self._pid = os.getpid()
        return self._client

    def _failed(self, what: str, *, code: str) -> OutsideFailed:
        return self._failure(f"{self._failure.service}{what}，请稍后再试。", code=code)


def origin_of(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address. BadAddress unless it is HTTPS, or HTTP on this machine."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    try:
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError as error:
        raise BadAddress(address) from error
    if not host or parts.username or parts.scheme not in ("https", "http"):
        raise BadAddress(address)
    if parts.scheme == "http" and host not in LOOPBACK:
        raise BadAddress(f"{address}: plain HTTP leaves this machine")
    return parts.scheme, host, port
