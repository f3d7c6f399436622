"""What all tests share. Rooms keep their casts and scenes in their own conftest.py."""

import pytest

from court.spine.journal.testing import let_flush_pass

let_flush_pass()


@pytest.fixture(autouse=True)
def _fresh_folders(settings, tmp_path):
    """Blobs of one test are not seen by another; the keys stay, because sealed rows may come from a class fixture."""
    settings.COURT_BLOBS = tmp_path / "blobs"
