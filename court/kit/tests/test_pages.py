"""Numbers that come back from pages."""
import pytest

from court.kit.pages import whole_number


@pytest.mark.parametrize("text", ["", "²", "①", "一", "-1", "1.0", " 1", "9" * 20, "9" * 5000, "٣"])
def test_what_only_looks_like_a_number_is_none(text):
    assert whole_number(text) is None


def test_an_id_is_read_whole():
    assert whole_number("383273715728646144") == 383273715728646144
