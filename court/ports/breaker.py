"""A breaker: after repeated failures of an outside service nobody waits for it until it had a rest (S36)."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from court.ports.failure import OutsideFailed

T = TypeVar("T")
LIMIT, REST_SECONDS = 5, 30.0


class Breaker:
    """One a service and process, shared by its threads.

    Closed: calls go through. `limit` failures in a row open it: calls fail at once. After `rest` seconds one call is
    let through to try (half-open); its success closes the breaker, its failure opens it again. A failure for good
    counts as an answer: a service that refuses one bad number is well.
    """

    def __init__(
        self, failure: type[OutsideFailed], *, limit: int = LIMIT, rest: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._failure, self._limit, self._rest, self._clock = failure, limit, rest, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened_at: float | None = None
        self._trying = False

    @property
    def is_open(self) -> bool:
        """Whether the next call would fail at once."""
        with self._lock:
            return self._blocked()

    def call(self, ask: Callable[[], T]) -> T:
        """Ask through the breaker. Anything but an OutsideFailed for good counts as a failure of the service."""
        self._enter()
        try:
            answer = ask()
        except OutsideFailed as failed:
            self._leave(well=failed.for_good)
            raise
        except BaseException:
            self._leave(well=False)
            raise
        self._leave(well=True)
        return answer

    def _blocked(self) -> bool:
        if self._opened_at is None:
            return False
        return self._trying or self._clock() - self._opened_at < self._rest

    def _enter(self) -> None:
        with self._lock:
            if self._blocked():
                raise self._failure(f"{self._failure.service}暂时不可用，请稍后再试。", code="breaker_open")
            self._trying = self._opened_at is not None

    def _leave(self, *, well: bool) -> None:
        with self._lock:
            self._trying = False
            if well:
                self._failures, self._opened_at = 0, None
                return
            self._failures += 1
            if self._opened_at is not None or self._failures >= self._limit:
                self._opened_at = self._clock()
