import io

import pytest
from django.test import Client, RequestFactory

from court.base.courts import clock
from court.base.people import sessions
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import Stage, build, moment
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import SaysClean, pdf


@pytest.fixture
def stage(db) -> Stage:
    return build()


@pytest.fixture(autouse=True)
def _clean_scanner():
    with provided(Scanner, SaysClean()):
        yield


@pytest.fixture
def case(stage):
    found = stage.case()
    found.documents.filter(state=Document.State.EXPECTED).delete()
    return found


@pytest.fixture
def put(stage):
    """Take a paper in and let it pass the checks: put(case, "起诉状", pages=2, item=…, by="plaintiff", …)."""

    def do(case, title: str, *, pages: int = 1, content: bytes | None = None, name: str = "paper.pdf",
           by: str = "plaintiff", check: bool = True, **more) -> Document:  # fmt: skip
        document = actions.receive(
            case.court, io.BytesIO(content or pdf(pages)), kind="paper", title=title, name=name, by=stage.actor(by),
            at=moment(), case=case, **more,
        )  # fmt: skip
        return inspect_document(document, at=moment()) if check else document

    return do


@pytest.fixture
def web(stage, settings):
    """A browser in which one of the cast is signed in: web("plaintiff"); fresh=True: the factor was just given."""
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
