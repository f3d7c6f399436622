"""Is this file clean? Down means waiting, never clean (S21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from court.ports.failure import OutsideFailed


class ScanFailed(OutsideFailed):
    """No verdict could be had: the file stays waiting."""

    service = "病毒扫描服务"


@dataclass(frozen=True)
class ScanResult:
    """`threat` is the scanner's name of what it found, empty when the file is clean."""

    clean: bool
    threat: str = ""


class Scanner(Protocol):
    def scan(self, chunks: Iterable[bytes]) -> ScanResult:
        """The verdict on a file given in pieces. ScanFailed when the scanner is down, slow or refuses the size."""

    def ready(self) -> bool:
        """Whether the scanner answers just now; for the duty page."""
