"""Settings for tests: a fresh home, a fast password hasher, static files straight from their folders."""

import os
import tempfile

os.environ.setdefault("COURT_HOME", tempfile.mkdtemp(prefix="court-test-"))
os.environ.setdefault("COURT_DEMO", "1")
os.environ.setdefault("COURT_SECRET_KEY", "only-for-tests-" + "0" * 50)

from court.site.settings import *
from court.site.settings import COURT_HOME, DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
for _entry in DATABASES.values():
    _entry["OPTIONS"].pop("pool", None)
# WhiteNoise looks here before it asks the finders.
COURT_HOME.mkdir(parents=True, exist_ok=True)
STATIC_ROOT.mkdir(exist_ok=True)
# Reading takes a process of its own a paper: the tests of the room that reads turn it on.
COURT_READS_PAPERS = False
