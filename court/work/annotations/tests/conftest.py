import io

import pytest

from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.models import Handler
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.tests.papers import SaysClean, pdf

stage, assigned, web, opened, look = (
    stagefixtures.stage, stagefixtures.assigned, stagefixtures.web, stagefixtures.opened, stagefixtures.look,
)  # fmt: skip
BOX = [[0.1, 0.2, 0.5, 0.25]]


@pytest.fixture
def put(stage, assigned):
    """A paper of three pages in the dossier: put("借条"), volume="inner" for 副卷."""

    def do(title: str = "借条", *, pages: int = 3, by: str = "plaintiff", **more):
        with provided(Scanner, SaysClean()):
            made = actions.receive(
                assigned.court, io.BytesIO(pdf(pages)), kind="paper", title=title, name="paper.pdf", by=stage.actor(by),
                at=moment(), case=assigned, **more,
            )  # fmt: skip
            return inspect_document(made, at=moment())

    return do


@pytest.fixture
def panel_member(stage, assigned):
    """A second judge of the case."""
    Handler.objects.create(case=assigned, account=stage.accounts["judge2"], role="member", since=moment())
    return "judge2"
