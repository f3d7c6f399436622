"""What all tests share. Rooms keep their casts and scenes in their own conftest.py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What a property says does not depend on how busy the machine is.
settings.register_profile("court", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("court")


@pytest.fixture(autouse=True)
def _fresh_folders(settings, tmp_path):
    """Blobs of one test are not seen by another; the keys stay, because sealed rows may outlive one test."""
    settings.COURT_BLOBS = tmp_path / "blobs"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """On SQLite the databases are copies of the prepared court's: files, for those in memory refuse where a file waits."""
    from django.db import connection, connections

    if connection.vendor != "sqlite":
        yield
        return
    from court.site.rehearsal import place
    from court.spine.journal.tests.own_court import whole

    folder = place.passing()
    for one in connections.all():
        one.settings_dict["TEST"]["NAME"] = shutil.copy(whole().home / Path(one.settings_dict["NAME"]).name, folder)
    yield
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb) -> bool:
    from django.db import connection

    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium, by Playwright. Tests that use it are marked `browser`."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the tests' own queries stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def plain_http(settings) -> None:
    """The stated demo setting, as over plain HTTP a browser keeps no __Host- cookie."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.COURT_PLAIN_HTTP = True


def _page(browser, **options) -> Iterator:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def desk_page(browser) -> Iterator:
    """A window at a desk. `page.complaints` holds what the browser complained of: scripts, CSP."""
    yield from _page(browser, viewport={"width": 1440, "height": 1060})


@pytest.fixture
def phone_page(browser) -> Iterator:
    """A phone held upright."""
    yield from _page(browser, viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True)
