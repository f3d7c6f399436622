"""The court's side of clamd: zINSTREAM and zPING over TCP. Down, slow or odd is never clean (S21)."""

import socket
import struct
import time
from collections.abc import Iterable, Iterator

from court.ports.breaker import Breaker
from court.ports.scanner import ScanFailed, ScanResult

TIMEOUT_SECONDS, WHOLE_SECONDS = 5.0, 120.0
PIECE = 256 * 1024
MOST_REPLY = 4096


class Clamd:
    """Answers the port Scanner. Thread-safe: every scan has a connection of its own.

    timeout  seconds for each step (connecting, a piece, the verdict); whole: for all of a large file
    """

    def __init__(self, host: str, port: int, *, timeout: float = TIMEOUT_SECONDS, whole: float = WHOLE_SECONDS,
                 breaker: Breaker | None = None):
        self._address, self._timeout, self._whole = (host, port), timeout, whole
        self.breaker = breaker or Breaker(ScanFailed)

    def scan(self, chunks: Iterable[bytes]) -> ScanResult:
        return self.breaker.call(lambda: self._scan(chunks))

    def ready(self) -> bool:
        try:
            return self._ask(b"zPING\0", ()) == "PONG"
        except ScanFailed:
            return False

    def _scan(self, chunks: Iterable[bytes]) -> ScanResult:
        reply = self._ask(b"zINSTREAM\0", _framed(chunks))
        if reply == "stream: OK":
            return ScanResult(clean=True)
        if reply.startswith("stream: ") and reply.endswith(" FOUND"):
            return ScanResult(clean=False, threat=reply.removeprefix("stream: ").removesuffix(" FOUND")[:120])
        if "size limit exceeded" in reply:
            raise ScanFailed("文件超过病毒扫描服务的大小上限，请联系系统值班员。", for_good=True, code="too_large")
        raise ScanFailed("病毒扫描服务答复异常，文件等待重新扫描。", code="unreadable")

    def _ask(self, command: bytes, frames: Iterable[bytes]) -> str:
        ends = time.monotonic() + self._whole
        try:
            with socket.create_connection(self._address, timeout=self._timeout) as line:
                line.sendall(command)
                for frame in frames:
                    if time.monotonic() > ends:
                        raise TimeoutError
                    if not _send(line, frame):
                        break
                return _reply(line, min(ends, time.monotonic() + self._timeout))
        except TimeoutError as error:
            raise ScanFailed("病毒扫描服务没有按时答复，文件等待扫描。", code="timeout") from error
        except OSError as error:
            raise ScanFailed("病毒扫描服务连接失败，文件等待扫描。", code="connection") from error


def _framed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Each piece behind its length in four bytes, then a length of nought."""
    for chunk in chunks:
        for at in range(0, len(chunk), PIECE):
            piece = chunk[at:at + PIECE]
            yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


def _send(line: socket.socket, frame: bytes) -> bool:
    """False when the scanner hung up: it says why in what can still be read (size limit)."""
    try:
        line.sendall(frame)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _reply(line: socket.socket, ends: float) -> str:
    """What comes before the closing nought. OSError or TimeoutError when it does not come whole."""
    said = b""
    while not said.endswith(b"\0"):
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        piece = line.recv(MOST_REPLY)
        if not piece or len(said) > MOST_REPLY:
            raise ConnectionError("the scanner hung up")
        said += piece
    return said[:-1].decode("utf-8", "replace").strip()
