"""Fixtures of rooms that test pages of the staff on the stage: `from …stagefixtures import *` in a room's conftest."""

from threading import enumerate as enumerate_threads
from time import monotonic, sleep

import pytest
from django.test import Client, RequestFactory

from court.base.courts import clock
from court.base.people import sessions
from court.kit.days import moment_at
from court.kit.tests.looking import flawless
from court.spine.cases.tests.stage import DAY, Stage, build, settle

__all__ = ["assigned", "look", "opened", "stage", "web"]


@pytest.fixture
def stage(db) -> Stage:
    """The cast in a demo whose court clock stands on the story's first morning."""
    clock.mark_demo()
    made = build()
    clock.set_court_time(moment_at(DAY, 10))
    return made


@pytest.fixture
def assigned(stage):
    """A case of judge 李文静 with clerk 赵小敏, its fee paid."""
    case = stage.case(counsel=True)
    settle(stage, case)
    judge, clerk = (str(stage.accounts[who].pk) for who in ("judge", "clerk"))
    stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)
    return case


@pytest.fixture
def web(stage, settings):
    """A browser in which one of the cast is signed in: web("judge"); fresh=True: the factor was just given."""
    settings.SESSION_COOKIE_SECURE = False

    def sign_in(who: str, *, fresh: bool = False) -> Client:
        client = Client()
        request = RequestFactory().get("/")
        request.session = client.session
        account = stage.accounts[who]
        account.password_changed_at = clock.real_now()
        account.save(update_fields=["password_changed_at"])
        sessions.begin(request, account)
        if fresh:
            sessions.freshen(request)
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return sign_in


@pytest.fixture
def opened(live_server, web, plain_http, settings):
    """opened(page, "clerk", "/staff/…"): a real browser's page opened as one of the cast; the answer.

    Pages that ask by themselves are left before the tables are emptied, and the server has answered what was asked.
    """
    used = []

    def do(page, who: str, path: str):
        used.append(page)
        cookie = web(who).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return page.goto(live_server.url + path)

    yield do
    for page in used:
        if not page.is_closed():
            page.goto("about:blank")
    until = monotonic() + 20
    while monotonic() < until and any("process_request" in thread.name for thread in enumerate_threads()):
        sleep(0.05)


@pytest.fixture
def look(opened):
    """look(page, "clerk", "/staff/…"): opened, and without a fault."""

    def do(page, who: str, path: str) -> None:
        opened(page, who, path)
        flawless(page)

    return do
