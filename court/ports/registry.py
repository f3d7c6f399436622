"""Who answers which port in this process.

Site provides a maker for each port at start-up; a room asks with `get(Payment)` at the moment of use. The maker runs
once, on the first `get`, so that a process which never sends an SMS never loads its client.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from court.ports.failure import NotProvided

T = TypeVar("T")
# A port is a Protocol class; it is typed as a callable because mypy lets no abstract class pass as type[T].
_makers: dict[object, Callable[[], Any]] = {}
_made: dict[object, Any] = {}
_lock = threading.Lock()


def provide(port: Callable[..., T], maker: Callable[[], T]) -> None:
    """Say who answers a port. A later call takes the place of an earlier one."""
    with _lock:
        _makers[port] = maker
        _made.pop(port, None)


def get(port: Callable[..., T]) -> T:
    """The adapter of a port, one a process and shared by its threads. NotProvided when none was provided."""
    with _lock:
        if port not in _made:
            maker = _makers.get(port)
            if maker is None:
                name = getattr(port, "__name__", port)
                raise NotProvided(f"尚未配置外部服务（{name}），请联系系统值班员。", code="not_provided")
            _made[port] = maker()
        return _made[port]


@contextmanager
def provided(port: Callable[..., T], adapter: T) -> Iterator[T]:
    """For a test: this adapter answers the port inside the block, and whoever did before answers after it."""
    with _lock:
        maker, made = _makers.get(port), _made.pop(port, None)
        _makers[port] = lambda: adapter
    try:
        yield adapter
    finally:
        with _lock:
            _made.pop(port, None)
            _makers.pop(port)
            if maker is not None:
                _makers[port] = maker
            if made is not None:
                _made[port] = made
