"""The scenarios of every definition that ships are played; bad ones fail by name, in words."""
from pathlib import Path

import pytest
import yaml

from court.base.courts import clock
from court.site.scenarios.playing import play
from court.site.scenarios.troupe import gather
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.schema import Scenario
from court.spine.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MUSEUM = Path(__file__).parent / "museum"
SHIPPED = [(d, s) for d in definitions.shipped().values() for s in d.scenarios]
BAD = sorted(MUSEUM.glob("*.yaml"))


@pytest.fixture
def troupe():
    clock.mark_demo()
    return gather()


@pytest.mark.parametrize(("definition", "scenario"), SHIPPED, ids=[f"{d.code}-{n:02d}" for n, (d, _) in enumerate(SHIPPED)])
def test_the_procedure_runs_as_the_scenario_says(troupe, definition, scenario):
    told = [f"{definition.label}，场景“{scenario.name}”，{fault}" for fault in play(definition, scenario, troupe)]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_wrong_scenario_fails_by_the_step_and_in_plain_words(troupe, path):
    text = path.read_text("utf-8")
    found = play(definitions.shipped()["civil_first", 1], Scenario.model_validate(yaml.safe_load(text)), troupe)
    expected = text.splitlines()[0].removeprefix("# fails: ")
    assert len(found) == 1 and expected in found[0], found


def test_playing_leaves_nothing_behind(troupe):
    definition = definitions.shipped()["civil_first", 1]
    before = Entry.objects.count()
    play(definition, definition.scenarios[0], troupe)
    assert not Case.objects.exists()
    assert Entry.objects.count() == before


def test_a_definition_that_does_not_ship_is_played_by_its_own_text(troupe):
    shipped = definitions.shipped()["civil_first", 1]
    acts = {**shipped.acts, "send_papers": shipped.acts["send_papers"].model_copy(update={"next": "trial"})}
    changed = shipped.model_copy(update={"version": 2, "acts": acts})
    sent = next(s for s in shipped.scenarios if s.name == "反诉受理")
    found = play(changed, sent.model_copy(update={"steps": sent.steps[:1]}), troupe)
    assert "案件应当处于“送达答辩”阶段，实际处于“审理”阶段" in "".join(found)
    assert definitions.shipped() is not None and ("civil_first", 2) not in definitions.shipped()
