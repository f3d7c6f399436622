"""What was closed stays closed when papers are split, put together again, replaced, restored or moved."""

import pytest

from court.base.access.decide import may
from court.kit import blobs
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, parts, sealing
from court.spine.dossier.models import Document, Sealing
from court.spine.dossier.parts import Cut
from court.spine.dossier.tests.papers import pdf
from court.spine.dossier.verification import verify

PRIVATE = sealing.Asked("outside", "privacy", "法院")


def fresh(document) -> Document:
    return Document.objects.select_related("case").get(pk=document.pk)


def seal(stage, document) -> Sealing:
    return sealing.seal_off(document.case, document, PRIVATE, by=stage.actor("judge"), at=moment())


def reads(stage, document, who="defendant") -> bool:
    return may(stage.actor(who), "read", fresh(document)).allowed


def split(stage, batch):
    return parts.split(fresh(batch), [Cut(1, 1), Cut(2, 3)], by=stage.actor("clerk"), at=moment())


@pytest.fixture
def batch(heard, put):
    return put(heard, "病历一批", pages=3, item="原告举证材料")


def test_a_sealed_paper_is_not_taken_apart_into_papers_that_are_open(stage, batch):
    seal(stage, batch)
    with pytest.raises(Refused, match="封存"):
        split(stage, batch)
    assert not Document.objects.filter(part_of=batch).exists()


def test_papers_of_a_sealed_dossier_can_still_be_sorted(stage, batch):
    sealing.seal_off(batch.case, None, PRIVATE, by=stage.actor("judge"), at=moment())
    assert not any(reads(stage, part) for part in split(stage, batch))


def test_parts_of_which_one_is_sealed_are_not_put_together_into_an_open_paper(stage, batch):
    made = split(stage, batch)
    seal(stage, fresh(made[0]))
    with pytest.raises(Refused, match="封存"):
        parts.rejoin(fresh(batch), by=stage.actor("clerk"), at=moment())
    assert not reads(stage, batch)


def test_parts_of_which_one_is_redacted_are_not_put_together_into_a_paper_that_shows_it(stage, batch):
    made = split(stage, batch)
    burnt = actions.keep(made[0], blobs.put(pdf(1, "burnt")), "redacted", "application/pdf", "r.pdf", moment(), 1)
    Document.objects.filter(pk=made[0].pk).update(redacted=burnt)
    with pytest.raises(Refused, match="遮蔽"):
        parts.rejoin(fresh(batch), by=stage.actor("clerk"), at=moment())


def test_what_takes_the_place_of_a_sealed_paper_is_sealed_too(stage, heard, put):
    old, new = put(heard, "送达回证"), put(heard, "送达回证（更正）")
    first = seal(stage, old)
    actions.supersede(old, new, by=stage.actor("clerk"), at=moment(), why="更正")
    assert not reads(stage, new)
    copied = Sealing.objects.get(document=new, lifted_at=None)
    assert (copied.scope, copied.reason, copied.asked_by) == (first.scope, first.reason, first.asked_by)


def test_a_part_that_went_back_into_its_batch_is_not_restored_beside_it(stage, batch):
    made = split(stage, batch)
    parts.rejoin(fresh(batch), by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="原批次"):
        actions.restore(fresh(made[0]), by=stage.actor("judge"), at=moment(), why="误剔除了这份")
    assert fresh(made[0]).state == "struck"


@pytest.mark.parametrize("state", ["waiting", "refused", "split"])
def test_only_a_paper_that_has_a_place_is_moved_to_another(stage, heard, put, batch, state):
    if state == "split":
        split(stage, batch)
        paper = fresh(batch)
    else:
        paper = put(heard, "待查材料", check=False)
        Document.objects.filter(pk=paper.pk).update(state=state)
        paper = fresh(paper)
    with pytest.raises(Refused, match="尚未入卷"):
        actions.move(paper, "main", "原告举证材料", by=stage.actor("clerk"), at=moment())
    assert not hasattr(fresh(paper), "placement")


def test_a_paper_struck_by_another_meanwhile_is_not_struck_again(stage, batch):
    one, other = fresh(batch), fresh(batch)
    actions.strike(one, by=stage.actor("clerk"), at=moment(), why="", reason="duplicate")
    with pytest.raises(Refused, match="已经剔除"):
        actions.strike(other, by=stage.actor("judge"), at=moment(), why="与本案无关")
    assert fresh(batch).note == "重复材料"


@pytest.mark.parametrize("what", ["strike", "restore"])
def test_no_paper_of_an_archived_dossier_is_struck_or_restored(stage, heard, put, what):
    paper = put(heard, "情况说明", item="原告举证材料")
    if what == "restore":
        actions.strike(paper, by=stage.actor("clerk"), at=moment(), why="", reason="duplicate")
    Case.objects.filter(pk=heard.pk).update(archived_on=moment().date())
    before = fresh(paper)
    with pytest.raises(Refused, match="已归档"):
        getattr(actions, what)(fresh(paper), why="误归误剔除了这份", by=stage.actor("clerk"), at=moment())
    assert (fresh(paper).state, fresh(paper).note) == (before.state, before.note)
    assert list(verify(before.case)) == []
