import pytest
from django.test import override_settings

from court.spine.dossier.tests import conftest as dossier

stage, case, heard, put, web, _clean_scanner = (
    dossier.stage, dossier.case, dossier.heard, dossier.put, dossier.web, dossier._clean_scanner
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_cache(tmp_path):
    with override_settings(COURT_HOME=str(tmp_path)):
        yield
