"""A browser whose user waits until the court answers again and then sends the same form once more."""

import time
from collections.abc import Callable

import httpx

from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import Visitor

LONGEST = 60.0
BROKEN_OFF = (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


class NotBack(Exception):
    """The court did not answer again by itself in time."""


class Again(httpx.BaseTransport):
    """What broke off is sent again, byte for byte; `broke` is told each time, once the court is back."""

    def __init__(self, address: str, broke: Callable[[], None]):
        self._under, self._address, self._broke = httpx.HTTPTransport(), address, broke

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        while True:
            try:
                got = self._under.handle_request(request)
                got.read()
                return got
            except BROKEN_OFF:
                wait_until_back(self._address)
                self._broke()

    def close(self) -> None:
        self._under.close()


def wait_until_back(address: str) -> None:
    """Until the court says that it is ready. NotBack after a minute; what took longer than 10 s is counted elsewhere."""
    wait_for(lambda: _is_ready(address))


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not true():
        if time.monotonic() > until:
            raise NotBack(f"not within {LONGEST:.0f} s")
        time.sleep(0.05)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


class Patient(Journey):
    """One case under way whose people all have such a browser."""

    broke: Callable[[], None]

    def be(self, account) -> Visitor:
        if account.pk not in self.visitors:
            made = Visitor(self.town.address, account.pk)
            made.client.close()
            made.client = httpx.Client(base_url=self.town.address, follow_redirects=True, timeout=120,
                                       transport=Again(self.town.address, self.broke))  # fmt: skip
            self.visitors[account.pk] = made
        return self.visitors[account.pk]
