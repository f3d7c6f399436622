"""Settings, from the environment, with defaults that are safe. docs/duty/settings.md names every variable."""

from pathlib import Path

from court.site import environment as env
from court.site import logs, rooms

BASE_DIR = Path(__file__).resolve().parents[2]

# Where the court's data lives on this machine.
COURT_HOME = env.folder("COURT_HOME", BASE_DIR / "var")
# Papers are read by the machine once they passed their checks; this leaves them unread.
COURT_READS_PAPERS = not env.flag("COURT_LEAVE_PAPERS_UNREAD")
COURT_BLOBS = env.folder("COURT_BLOBS", COURT_HOME / "blobs")
COURT_KEYS = env.folder("COURT_KEYS", COURT_HOME / "keys")
# Exported heads of the journal: on another disk or machine, or they prove nothing when this one is lost.
COURT_HEADS = env.folder("COURT_HEADS", COURT_HOME / "journal-heads")
COURT_PAGE_CACHE_MB = env.number("COURT_PAGE_CACHE_MB", 2048)
COURT_CIPHER = env.text("COURT_CIPHER", "aes-256-gcm")
COURT_MACHINE = env.number("COURT_MACHINE", 0)
COURT_PROXIES = env.words("COURT_PROXIES")
COURT_FACE = env.text("COURT_FACE", "all")
# Who answers for the outside: see court/outside/assembly.py.
COURT_OUTSIDE = env.folder("COURT_OUTSIDE", COURT_HOME / "standins" / "outside.toml")
COURT_ADDRESS = env.text("COURT_ADDRESS", "http://localhost:8000")
COURT_NAME = env.text("COURT_NAME", "运城智慧法院")

# Plain HTTP is a stated setting for a demo on this machine alone; a start-up check holds it to loopback.
COURT_PLAIN_HTTP = env.flag("COURT_PLAIN_HTTP")

# The page to enter as anybody is mounted; it answers only in a database marked as a demo.
COURT_DEMO = env.flag("COURT_DEMO")

DEBUG = False
SECRET_KEY = env.secret("COURT_SECRET_KEY", COURT_KEYS / "secret")
ALLOWED_HOSTS = env.words("COURT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("COURT_ORIGINS")
ROOT_URLCONF = f"court.site.urls_{COURT_FACE}"
WSGI_APPLICATION = "court.site.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    *rooms.apps(),
    "court.site",
]

MIDDLEWARE = [
    "court.kit.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "court.kit.refusing.Refusals",
    "court.base.people.sessions.SessionGuard",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "court.kit.pages.layout",
                "court.counter.portal.menu.tabs",
                "court.base.people.pages.me",
                "court.spine.messages.pages.bell",
                "court.counter.desk.pages.frame",
            ],
        },
    },
]
FORM_RENDERER = "court.kit.forms.Renderer"

_main = env.database(env.text("COURT_DATABASE_URL"), COURT_HOME / "court.sqlite3")
_reads = env.reads_of(_main, env.text("COURT_READS_DATABASE_URL"), COURT_HOME / "reads.sqlite3")
DATABASES = {"default": _main, "reads": _reads}
DATABASE_ROUTERS = ["court.site.routers.ReadsRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "/sign-in/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

_prefix = "" if COURT_PLAIN_HTTP else "__Host-"
SESSION_ENGINE = "court.base.access.session_store"
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = not COURT_PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = not COURT_PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "court.kit.errors.csrf_failure"

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = COURT_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files go to blobs, never here
    "staticfiles": {"BACKEND": "court.site.storage.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = logs.configuration(human=COURT_PLAIN_HTTP)
# The headers that these two ask for are set, on every answer, by court.kit.headers.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
