"""A server that speaks clamd's zINSTREAM and zPING on this machine and knows one threat: the EICAR test file.

It is no scanner: a demo has nothing to protect. A court runs clamd and names its address.
"""

import socketserver
import struct
import threading
import time
from typing import Any

# Two halves, so that no scanner of source code takes this file for the test file itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
STREAM_MAX = 100 * 1024 * 1024


class _Scan(socketserver.StreamRequestHandler):
    timeout = 30
    server: "_Server"

    def handle(self) -> None:
        time.sleep(self.server.delay)
        command = self._command()
        if self.server.mute:
            return
        if command == b"zPING":
            self._say("PONG")
        elif command == b"zINSTREAM":
            self._say(self._verdict())
        else:
            self._say("UNKNOWN COMMAND")

    def _command(self) -> bytes:
        said = b""
        while not said.endswith(b"\0") and len(said) < 64:
            letter = self.rfile.read(1)
            if not letter:
                break
            said += letter
        return said.rstrip(b"\0")

    def _verdict(self) -> str:
        size, tail, found = 0, b"", False
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return "ERROR"
            length = struct.unpack("!L", head)[0]
            if not length:
                return "stream: Eicar-Signature FOUND" if found else "stream: OK"
            size += length
            if size > self.server.most:
                return "INSTREAM size limit exceeded. ERROR"
            seen = tail + self.rfile.read(length)
            found = found or EICAR in seen
            tail = seen[-len(EICAR):]

    def _say(self, word: str) -> None:
        self.wfile.write(word.encode() + b"\0")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    delay, mute, most = 0.0, False, STREAM_MAX

    def handle_error(self, *_: Any) -> None:
        """A caller that hangs up early is no error of ours."""


class ScannerStandIn:
    """Served from the moment it is made. delay: seconds before it listens; mute: it hangs up without a word."""

    name = "scanner"
    title = "病毒扫描（示意）"

    def __init__(self, port: int = 0, *, delay: float = 0, mute: bool = False, most: int = STREAM_MAX):
        try:
            self._server = _Server(("127.0.0.1", port), _Scan)
        except OSError:
            self._server = _Server(("127.0.0.1", 0), _Scan)
        self._server.delay, self._server.mute, self._server.most = delay, mute, most
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
