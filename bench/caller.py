"""Requests to a WSGI application in this process, with bodies made beforehand: only what the server does is measured."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from court.base.access.session_store import SessionStore
from court.base.courts import clock
from court.base.people.models import Account

CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    location: str


def product() -> WSGIHandler:
    """The platform as gunicorn has it: all middleware, both faces."""
    return WSGIHandler()


def floor() -> WSGIHandler:
    """Django with the floor's views and no middleware but the one that leads to them."""
    with override_settings(MIDDLEWARE=["bench.floor.leads_here"]):
        return WSGIHandler()


class Caller:
    """Somebody with a browser that is signed in."""

    def __init__(self, application: WSGIHandler, account: Account | None = None):
        self.application = application
        session = signed_in(account) if account else None
        self.cookies = f"{settings.CSRF_COOKIE_NAME}={CSRF}"
        if session:
            self.cookies += f"; {settings.SESSION_COOKIE_NAME}={session.session_key}"

    def get(self, path: str) -> Callable[[], Answer]:
        """A request ready to be sent."""
        return lambda: self._call("GET", path, b"", "")

    def post(self, path: str, fields: dict, files: dict | None = None) -> Callable[[], Answer]:
        given = {**fields, "csrfmiddlewaretoken": CSRF}
        if files:
            body, kind = encode_multipart(BOUNDARY, {**given, **files}), MULTIPART_CONTENT
        else:
            body, kind = urlencode(given).encode(), "application/x-www-form-urlencoded"
        return lambda: self._call("POST", path, body, kind)

    def _call(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        path, _, query = path.partition("?")
        said: dict = {}
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "HTTP_COOKIE": self.cookies,
            "HTTP_USER_AGENT": "bench", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        answer = self.application(environ, lambda status, headers: said.update(status=status, headers=dict(headers)))
        content = b"".join(answer)
        answer.close()
        return Answer(int(said["status"].split()[0]), content, said["headers"].get("Location", ""))


def signed_in(account: Account) -> SessionBase:
    """A session as signing in makes it, every factor just given."""
    now = int(clock.real_now().timestamp())
    offices = account.offices(clock.today()) if account.is_staff_member else []
    session = SessionStore()
    session.update({
        "account": str(account.pk), "epoch": account.session_epoch, "begun": now, "seen": now, "factor": now,
        "must_change": False, "address": "127.0.0.1", "browser": "bench",
        "offices": ",".join(sorted(str(one.pk) for one in offices)),
    })  # fmt: skip
    session.create()
    return session


def must(status: int, send: Callable[[], Answer]) -> Callable[[], Answer]:
    """The same request; RuntimeError when it is answered otherwise, so that a refusal is never taken for speed."""

    def sent() -> Answer:
        answer = send()
        if answer.status != status:
            raise RuntimeError(f"{answer.status} instead of {status}: {answer.content[:2000].decode('utf-8', 'replace')}")
        return answer

    return sent
