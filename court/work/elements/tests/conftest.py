import io

import pytest

from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.models import Case, Handler, Party
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import DAY, Stage, build, moment
from court.spine.dossier import actions, places, texts
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import SaysClean, pdf

web = stagefixtures.web
QUAD = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.15), (0.1, 0.15))


@pytest.fixture
def stage(db) -> Stage:
    with provided(Scanner, SaysClean()):
        yield build()


@pytest.fixture
def case(stage) -> Case:
    made = Case.objects.create(
        court=stage.court, year=2026, type_code="民初", seq=1, number="（2026）晋0802民初1号", definition="civil_first",
        definition_version=1, track="simplified", stage="trial", cause_code="014", cause="离婚纠纷", title="王某与李某离婚纠纷",
        filed_on=DAY, docketed_on=DAY, judge=stage.accounts["judge"], division=stage.division,
    )  # fmt: skip
    for who in ("plaintiff", "defendant"):
        person = stage.accounts[who].person
        Party.objects.create(case=made, person=person, role=who, name=person.name)
    for who in ("judge", "clerk"):
        Handler.objects.create(case=made, account=stage.accounts[who], role=who, since=moment())
    return made


@pytest.fixture
def read(stage, case):
    """A paper whose pages say these words: read("起诉状", ["…", "…"], by="plaintiff")."""

    def do(title: str, pages: list[str], by: str = "plaintiff", **more) -> Document:
        document = actions.receive(case.court, io.BytesIO(pdf(len(pages))), kind="paper", title=title, name="a.pdf",
                                   by=stage.actor(by), at=moment(), case=case, **more)  # fmt: skip
        return again(inspect_document(document, at=moment()), pages)

    return do


def again(document: Document, pages: list[str]) -> Document:
    """The pages of a paper read, or read anew."""
    document = Document.objects.select_related("case").prefetch_related("renditions").get(pk=document.pk)
    laid = texts.store(places.shown(document), [
        texts.PageLayout(595, 842, [texts.Line(line, QUAD, row) for row, line in enumerate(words.split("\n"))]) for words in pages
    ], at=moment())  # fmt: skip
    actions.note(document, "read", by=None, at=moment(), rendition=laid)
    return document
