import io

import pytest

from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.models import Case, Handler, Party, Representative
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import DAY, Stage, build, moment
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import SaysClean, pdf

web = stagefixtures.web


@pytest.fixture
def stage(db) -> Stage:
    return build()


@pytest.fixture(autouse=True)
def _clean_scanner():
    with provided(Scanner, SaysClean()):
        yield


@pytest.fixture
def case(stage) -> Case:
    """A case with two parties and counsel, made without acts: its dossier holds what the test puts there."""
    made = Case.objects.create(
        court=stage.court, year=2026, type_code="民初", seq=1, number="（2026）晋0802民初1号", definition="civil_first",
        definition_version=1, track="simplified", stage="docketed", cause_code="103.01", cause="民间借贷纠纷",
        title="王建国诉张伟民间借贷纠纷", filed_on=DAY, docketed_on=DAY,
    )  # fmt: skip
    for who in ("plaintiff", "defendant"):
        person = stage.accounts[who].person
        party = Party.objects.create(case=made, person=person, role=who, name=person.name)
        if who == "plaintiff":
            Representative.objects.create(case=made, party=party, person=stage.accounts["lawyer"].person, kind="lawyer",
                                          authority="special", since=moment())  # fmt: skip
    return made


@pytest.fixture
def heard(stage, case) -> Case:
    """The case with judge and clerk, on trial."""
    for who in ("judge", "clerk"):
        Handler.objects.create(case=case, account=stage.accounts[who], role=who, since=moment())
    case.judge, case.division, case.stage = stage.accounts["judge"], stage.division, "trial"
    case.save()
    return case


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
