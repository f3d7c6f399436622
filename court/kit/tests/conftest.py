import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application

GALLERY = "court.kit.tests.gallery"
# The kit knows no court: its pages stand without accounts, clocks and journals.
MIDDLEWARE = [
    "court.kit.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "court.kit.refusing.Refusals",
]
CONTEXT = ["django.template.context_processors.request", "court.kit.pages.layout"]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def gallery(settings):
    """The pages of the gallery as the whole application."""
    settings.ROOT_URLCONF = GALLERY
    settings.MIDDLEWARE = MIDDLEWARE
    folders = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": folders, "OPTIONS": {"context_processors": CONTEXT}}]


@pytest.fixture
def gallery_server(gallery, settings):
    """The gallery over real HTTP; no database is asked."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.COURT_PLAIN_HTTP = True
    with make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
