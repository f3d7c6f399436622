"""How a stand-in serves its protocol: routes, and faults on demand so that a test can rehearse a bad day.

A stand-in listens on this machine only. POST /standin/faults tells it how to misbehave for the next calls:
{"times": 3, "delay": 6, "status": 503, "drop": true, "drip": 0.5, "redirect": "http://…"}; DELETE makes it well.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

log = logging.getLogger("court.standin")
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Call:
    """A request as it came; `target` is the raw path with its query, `headers` have lower-case names."""

    method: str
    target: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body or b"{}")

    def form(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_reply(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": "application/json"})


def page(html: str, status: int = 200) -> Reply:
    policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
    return Reply(status, html.encode(), {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy})


def see_other(path: str) -> Reply:
    return Reply(303, b"", {"Location": path})


Handle = Callable[..., Reply]


@dataclass
class Faults:
    """How to misbehave for the next `times` calls of the protocol; control and people's pages stay well."""

    times: int = 0
    delay: float = 0
    status: int = 0
    drop: bool = False
    drip: float = 0
    redirect: str = ""

    def take(self) -> "Faults":
        if self.times <= 0:
            return Faults()
        self.times -= 1
        return self


class StandIn:
    """One outside system. A subclass names its routes: (method, path pattern, handler's name).

    A group of the pattern becomes an argument of the handler after the call. Paths under /standin/ are ours, not the
    protocol's: they control the stand-in.
    """

    name = "standin"
    title = ""
    routes: ClassVar[list[tuple[str, str, str]]] = []
    for_people: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self.faults = Faults()
        self.base_url = ""

    def started(self, base_url: str) -> None:
        """Called once the port is known."""
        self.base_url = base_url

    def stopped(self) -> None:
        """Called after the last request."""

    def answer(self, call: Call) -> Reply:
        if call.path == "/standin/faults":
            self.faults = Faults(**call.json()) if call.method == "POST" else Faults()
            return json_reply({})
        for method, pattern, handler in self.routes:
            match = re.fullmatch(pattern, call.path)
            if match and method == call.method:
                return getattr(self, handler)(call, *match.groups())
        return self.unknown(call)

    def unknown(self, call: Call) -> Reply:
        return json_reply({"code": "NOT_FOUND", "message": "没有这个接口"}, 404)

    def is_protocol(self, path: str) -> bool:
        return not path.startswith("/standin/") and not path.startswith(self.for_people or ("\n",))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "standin"
    timeout = 30
    standin: StandIn

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BYTES:
            self.close_connection = True
            return self._send(Reply(413))
        body = self.rfile.read(length)
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, self.path, parts.path, query, headers, body)
        faults = self.standin.faults.take() if self.standin.is_protocol(call.path) else Faults()
        time.sleep(faults.delay)
        if faults.drop:
            self.close_connection = True
            return None
        if faults.redirect:
            return self._send(Reply(302, b"", {"Location": faults.redirect}))
        reply = Reply(faults.status, b"{}") if faults.status else self._answer(call)
        return self._send(reply, drip=faults.drip)

    def _answer(self, call: Call) -> Reply:
        try:
            return self.standin.answer(call)
        except Exception:
            log.exception("the stand-in %s broke down", self.standin.name)
            return json_reply({"code": "SYSTEM_ERROR", "message": "示意系统出错"}, 500)

    def _send(self, reply: Reply, drip: float = 0) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if not drip:
            self.wfile.write(reply.body)
            return
        for at in range(len(reply.body)):
            self.wfile.write(reply.body[at:at + 1])
            time.sleep(drip)

    def log_message(self, *_: Any) -> None:
        """Nothing: a line a call would fill the demo's terminal."""


class Served:
    """A stand-in with its server in a thread."""

    def __init__(self, standin: StandIn, port: int = 0):
        verbs = {f"do_{verb}": _Handler.handle_any for verb in ("GET", "POST", "DELETE")}
        handler = type("Handler", (_Handler,), {"standin": standin, **verbs})
        self.standin = standin
        self._server = _listen(handler, port)
        self.port = self._server.server_address[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        standin.started(self.base_url)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name=standin.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
        self.standin.stopped()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """A caller that hangs up early is no error of ours."""


def _listen(handler: type[BaseHTTPRequestHandler], port: int) -> ThreadingHTTPServer:
    """The wanted port, or any free one when another program holds it: the clients read the port from a file."""
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError:
        return _Server(("127.0.0.1", 0), handler)


@contextmanager
def serving(standin: StandIn, port: int = 0) -> Iterator[Served]:
    """A stand-in served for as long as the block runs."""
    served = Served(standin, port)
    try:
        yield served
    finally:
        served.stop()
