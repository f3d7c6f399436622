"""The register of paper originals: where each lies, who has it, given back only against a signature."""

from datetime import date

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import moment
from court.work.intake import originals
from court.work.intake.models import PaperOriginal
from court.work.intake.originals import Asked

pytestmark = pytest.mark.both_databases


@pytest.fixture
def kept(stage, heard, put) -> PaperOriginal:
    return originals.keep(put(heard, "借条"), place="3号柜2层", by=stage.actor("clerk"), at=moment())


def step(stage, kept, asked, version=None):
    return originals.move_on(kept.pk, asked, version=version or PaperOriginal.objects.get(pk=kept.pk).version,
                             by=stage.actor("clerk"), at=moment())  # fmt: skip


def test_an_original_is_registered_once(stage, kept):
    with pytest.raises(Refused, match="已登记，存放于3号柜2层"):
        originals.keep(kept.document, place="别处", by=stage.actor("clerk"), at=moment())


def test_lent_and_returned_with_who_has_it_and_until_when(stage, kept):
    with pytest.raises(Refused, match="应还日期"):
        step(stage, kept, Asked("lent", holder="李文静"))
    step(stage, kept, Asked("lent", holder="李文静", due_on=date(2026, 3, 10)))
    actor = stage.actor("archivist")
    assert originals.register(actor, late=date(2026, 3, 11)).count() == 1 and not originals.register(actor, late=date(2026, 3, 10))
    with pytest.raises(Refused, match="现为“借出”"):
        step(stage, kept, Asked("given_back", holder="王建国", signed=True))
    back = step(stage, kept, Asked("returned", place="4号柜"))
    assert (back.state, back.place, back.holder, back.due_on) == ("kept", "4号柜", "", None)


def test_given_back_to_the_party_only_against_a_signature(stage, kept):
    with pytest.raises(Refused, match="签收"):
        step(stage, kept, Asked("given_back", holder="王建国"))
    assert step(stage, kept, Asked("given_back", holder="王建国", signed=True)).state == "given_back"
    assert [one.step for one in kept.steps.all()] == ["kept", "given_back"]


def test_a_step_on_an_older_row_is_refused(stage, kept):
    step(stage, kept, Asked("moved", place="5号柜"))
    with pytest.raises(Refused, match="已由他人更新"):
        step(stage, kept, Asked("moved", place="6号柜"), version=1)


def test_another_court_does_not_see_the_register(stage, kept):
    assert originals.register(stage.actor("archivist")).count() == 1
    assert not originals.register(stage.actor("foreign_judge")) and not originals.register(stage.actor("judge2"))
