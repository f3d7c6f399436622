"""Papers for the pipeline: sheets of Chinese words typeset as PDF, taken in and worked off by the errands."""

import io

import pytest

from court.base.courts import clock
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.conftest import case, heard, stage, web
from court.spine.dossier.tests.papers import SaysClean
from court.spine.errands import worker
from court.work.scanning.tests import sheets

__all__ = ["case", "heard", "stage", "web"]


@pytest.fixture(autouse=True)
def _reading(settings, tmp_path):
    settings.COURT_READS_PAPERS = True
    with provided(Scanner, SaysClean()):
        yield


@pytest.fixture
def bring(stage):
    """bring(case, [page, …], title=…, item=…, by=…): a paper whose pages carry these words, checked but not yet read."""

    def do(case, pages: list[list[str]], *, title: str = "扫描件1", by: str = "clerk", **more) -> Document:
        document = actions.receive(case.court, io.BytesIO(sheets.pdf(pages)), kind="added", title=title, name="scan.pdf",
                                   by=stage.actor(by), at=moment(), case=case, **more)  # fmt: skip
        return inspect_document(document, at=clock.now())

    return do


@pytest.fixture
def work():
    """Do all errands that are due."""
    return worker.drain
