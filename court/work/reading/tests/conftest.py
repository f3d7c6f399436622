"""The cast of the dossier's tests, with papers in a case, and the words of their pages."""

import pytest

from court.spine.cases.tests.stage import moment
from court.spine.dossier import places, texts
from court.spine.dossier.tests import conftest as dossier
from court.spine.dossier.texts import Line, PageLayout
from court.work.reading import opening

stage, case, heard, put, web = dossier.stage, dossier.case, dossier.heard, dossier.put, dossier.web
_clean_scanner = dossier._clean_scanner


@pytest.fixture(autouse=True)
def _no_sitting_outlives_a_test(settings, tmp_path):
    settings.COURT_HOME = tmp_path
    opening.forget()


def line(text: str, top: float, row: int) -> Line:
    return Line(text, ((0.1, top), (0.9, top), (0.9, top + 0.05), (0.1, top + 0.05)), row)


@pytest.fixture
def spoken():
    """Give a paper the words of its pages: spoken(document, [["first line", …], …])."""

    def do(document, pages: list[list[str]]) -> None:
        document.refresh_from_db()
        layouts = [PageLayout(595, 842, [line(text, 0.1 * (row + 1), row) for row, text in enumerate(page)], born=True)
                   for page in pages]  # fmt: skip
        texts.store(places.shown(document), layouts, at=moment())

    return do
