"""When was this there? A time stamping authority signs a digest with the moment (RFC 3161), and anybody can check it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from court.ports.failure import OutsideFailed


class StampFailed(OutsideFailed):
    """No stamp could be had, or what came back fits neither the digest nor the authority."""

    service = "可信时间戳服务"


@dataclass(frozen=True)
class Stamped:
    """What a token says, once it was held to its content: the moment and who stamped it."""

    at: datetime
    by: str


class TimeStamp(Protocol):
    def stamp(self, content: bytes) -> bytes:
        """A token (DER) over the content's digest. StampFailed when the authority is down, slow or odd."""

    def verify(self, content: bytes, token: bytes) -> Stamped:
        """ValueError when the token doesn't fit the content or isn't by an authority that is trusted."""
