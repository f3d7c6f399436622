"""The museum of bad definitions: each file is refused, and for its own reason."""
from pathlib import Path

import pytest

from court.spine.cases import checks, definitions

MUSEUM = Path(__file__).parent / "museum"
BAD = sorted(MUSEUM.glob("*.yaml"))


def reasons(path: Path) -> list[str]:
    try:
        definition = definitions.load(path, MUSEUM / "shared")
    except definitions.BadDefinition as refused:
        return [str(refused)]
    return [f"{place}: {words}" for place, words in checks.faults(definition)]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_definition_is_refused_for_its_own_reason(path):
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# refused: ")
    found = reasons(path)
    assert any(expected in reason for reason in found), found
    assert len(found) == 1, found


def test_the_museum_has_its_thirty_pieces_and_a_good_one_to_compare():
    assert len(BAD) >= 30
    assert reasons(MUSEUM / "good" / "tiny.yaml") == []


def test_every_shipped_definition_is_without_fault():
    assert [checks.faults(d) for d in definitions.shipped().values()] == [[] for _ in definitions.shipped()]
