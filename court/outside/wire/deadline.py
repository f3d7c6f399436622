"""A transport whose time-out is for the whole call, so that a server that drips bytes cannot hold a worker."""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

import httpcore
import httpx

_here = threading.local()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """All waiting of this thread on the wire inside the block ends `seconds` from now."""
    _here.ends = time.monotonic() + seconds
    try:
        yield
    finally:
        _here.ends = None


def _left(timeout: float | None) -> float | None:
    ends = getattr(_here, "ends", None)
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the whole call took too long")
    return left if timeout is None else min(left, timeout)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The authorities we trust; reading their certificates takes a while, so once a process."""
    return httpx.create_ssl_context(trust_env=False)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream):
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        return _Stream(self._inner.connect_tcp(host, port, _left(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Iterable[bytes]):
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        if hasattr(self._inner, "close"):
            self._inner.close()


class DeadlineTransport(httpx.BaseTransport):
    """HTTP/1.1 over httpcore, certificates checked; errors are httpcore's own (TimeoutException, NetworkError …)."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(), max_connections=20,
            max_keepalive_connections=5, keepalive_expiry=10, network_backend=_Backend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions,
        ))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(cast(Iterable[bytes], answer.stream)),
                              extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()
