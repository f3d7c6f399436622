"""The way of a paper: read, sorted, filed, split, compared; each step visible, each once."""

from types import SimpleNamespace

import pytest

from court.kit import blobs
from court.spine import wiring
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, texts, verification
from court.spine.dossier.models import Document, Placement
from court.spine.journal.models import Entry
from court.spine.tasks.models import Task
from court.work.scanning import filing, sorting, taking
from court.work.scanning.models import Deed, Step, Way
from court.work.scanning.tests import sheets

pytestmark = pytest.mark.django_db


def states(document) -> dict[str, str]:
    return dict(Step.objects.filter(way=document.pk).values_list("name", "state"))


def test_a_paper_is_listed_and_opens_before_anything_is_read(heard, bring):
    paper = bring(heard, [sheets.NOTE])
    assert paper.state == "available" and Placement.objects.filter(document=paper).exists()
    assert not Way.objects.filter(pk=paper.pk).exists()


def test_a_sure_paper_is_filed_at_once_under_its_item_with_a_title_by_rule(heard, bring, work):
    paper = bring(heard, [sheets.SUMMONS])
    work()
    way = Way.objects.get(pk=paper.pk)
    paper.refresh_from_db()
    assert way.kind == "summons" and way.state == "done" and not way.by_hand, (way.kind, way.confidence, way.state)
    assert paper.placement.item == way.item != "" and paper.title == "传票"
    assert {"waiting", "running", "failed"}.isdisjoint(states(paper).values())
    assert "传票" in texts.of_document(paper)
    assert list(verification.verify(heard)) == []
    assert not Task.objects.filter(kind="settle_paper").exists()


def test_an_unclear_paper_stays_where_it_is_and_becomes_a_task_of_the_clerk(stage, heard, bring, work):
    paper = bring(heard, [sheets.UNCLEAR])
    before = Placement.objects.get(document=paper).item_order
    work()
    assert states(paper)["filed"] == "unsure" and states(paper)["fields"] == "waiting"
    task = Task.objects.get(kind="settle_paper", state="open")
    assert task.assignee == stage.accounts["clerk"] and task.subject == f"document:{paper.pk}"
    assert Placement.objects.get(document=paper).item_order == before


def test_a_paper_that_somebody_filed_is_never_moved_only_questioned(heard, bring, work):
    paper = bring(heard, [sheets.SUMMONS], title="庭审笔录", item="开庭审理笔录（含庭审录音录像目录）")
    where = Placement.objects.get(document=paper)
    work()
    paper.refresh_from_db()
    assert (paper.placement.volume, paper.placement.item) == (where.volume, where.item) and paper.title == "庭审笔录"
    assert states(paper)["filed"] == "unsure"
    assert Deed.objects.filter(way=paper.pk, what="filed").count() == 0


def test_the_machine_moves_nothing_out_of_the_inner_volume(heard, bring, work):
    paper = bring(heard, [sheets.SUMMONS], volume="inner", secrecy="court")
    work()
    paper.refresh_from_db()
    assert paper.volume == "inner" and paper.secrecy == "court" and states(paper)["filed"] == "unsure"


def test_numbered_pages_stay_where_they_are(stage, heard, bring, work):
    from court.spine.dossier import places

    paper = bring(heard, [sheets.SUMMONS])
    places.freeze(heard, "main", by=stage.accounts["clerk"], at=moment())
    label = places.in_order(heard, "main")[0].labels
    work()
    assert places.in_order(heard, "main")[0].labels == label
    assert states(paper)["filed"] == "done" and not Deed.objects.filter(what="filed").exists()


def test_everything_done_again_changes_nothing(heard, bring, work):
    paper = bring(heard, [sheets.SUMMONS])
    work()
    before = (Entry.objects.count(), paper.renditions.count(), Deed.objects.count(), Task.objects.count())
    from court.work.scanning import reading

    for piece in (reading.read, sorting.sort, taking.take, filing.file):
        piece(paper.pk, at=moment())
    work()
    assert before == (Entry.objects.count(), paper.renditions.count(), Deed.objects.count(), Task.objects.count())


def test_a_recording_is_left_out_with_its_reason(stage, heard, work):
    import io

    head = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom\x00\x00\x00\x00" + b"\x00" * 4000
    paper = actions.receive(heard.court, io.BytesIO(head), kind="added", title="录音", name="a.m4a", by=stage.actor("clerk"),
                            at=moment(), case=heard)  # fmt: skip
    Document.objects.filter(pk=paper.pk).update(state="available", on_record=True)
    from court.work.scanning import reading

    reading.read(paper.pk, at=moment())
    step = Step.objects.get(way=paper.pk, name="read")
    assert step.state == "skipped" and "录音录像" in step.reason


def test_a_page_put_in_while_the_old_one_was_read_is_the_page_that_is_read(stage, heard, bring, work, monkeypatch):
    from court.spine.dossier import places
    from court.work.scanning import reading

    paper = bring(heard, [sheets.SUMMONS])
    real, put = reading._carried_out, []

    def meanwhile(way, form, folder, at):
        outcome = real(way, form, folder, at)
        if not put:
            put.append(actions.produce(paper, blobs.read(places.shown(paper).sha256), "pdf", by=None, at=at, name="重扫.pdf", pages=1))
        return outcome

    monkeypatch.setattr(reading, "_carried_out", meanwhile)
    work()
    way = Way.objects.get(pk=paper.pk)
    assert put
    assert way.rendition_id >= put[0].pk
    assert Step.objects.get(way=way, name="read").state == "done"
    described = [int(one.name.removesuffix(".layout")) for one in paper.renditions.filter(purpose="layout")]
    assert described and all(pk >= put[0].pk for pk in described)
    assert "传票" in texts.of_document(Document.objects.get(pk=paper.pk))


def test_a_batch_comes_apart_and_is_one_paper_again_by_one_undo(stage, heard, bring, work):
    from court.work.scanning import undoing

    batch = bring(heard, [sheets.SUMMONS, sheets.complaint()])
    work()
    batch.refresh_from_db()
    assert batch.state == "split", states(batch)
    parts = list(batch.parts.order_by("part_from"))
    assert [(one.part_from, one.part_to, one.way.kind) for one in parts] == [(1, 1, "summons"), (2, 2, "complaint")]
    assert all(one.renditions.get(purpose="pdf").pages == 1 and one.placement for one in parts)
    assert not Placement.objects.filter(document=batch).exists()
    assert list(verification.verify(heard)) == []
    deed = Deed.objects.get(way=batch.pk, what="split")
    undoing.undo(deed.pk, by=stage.actor("clerk"), at=moment())
    work()
    batch.refresh_from_db()
    assert batch.state == "available" and Placement.objects.filter(document=batch).count() == 1
    assert {one.state for one in batch.parts.all()} == {"struck"}
    assert list(verification.verify(heard)) == []


def test_what_a_paper_says_otherwise_is_offered_and_never_written(heard, bring, work):
    person = heard.parties.get(role="plaintiff").person
    paper = bring(heard, [sheets.complaint(phone="13800138000", address="山西省运城市盐湖区解放路1号")])
    work()
    found = {one.name: one for one in Way.objects.get(pk=paper.pk).differences.all()}
    assert "phone" in found, states(paper)
    person.refresh_from_db()
    assert person.phone == "" and found["phone"].says == "13800138000"
    assert Task.objects.filter(kind="compare_paper", state="open").count() == 1


def test_what_the_court_typeset_itself_is_not_held_against_the_case_it_was_made_from(heard, bring, work):
    paper = bring(heard, [sheets.complaint(phone="13800138000", address="山西省运城市盐湖区解放路1号")])
    Document.objects.filter(pk=paper.pk).update(template="submission")
    work()
    assert states(paper)["compared"] == "skipped" and states(paper)["filed"] == "done"
    assert not Task.objects.filter(kind="compare_paper").exists()


def test_the_archive_asks_no_more_what_nobody_compared(heard, bring, work):
    bring(heard, [sheets.complaint(phone="13800138000", address="山西省运城市盐湖区解放路1号")])
    work()
    scene = SimpleNamespace(case=heard, actor=None, at=moment())
    for listener in wiring.LISTENERS["archive_case"]:
        if listener.__module__ == "court.work.scanning.reactions":
            listener(scene, None)
    assert Task.objects.get(kind="compare_paper").state == "cancelled"


def test_a_paper_of_a_filing_is_filed_when_it_becomes_a_case(stage, heard, work):
    import io

    paper = actions.receive(heard.court, io.BytesIO(sheets.pdf([sheets.SUMMONS])), kind="other", title="扫描件", name="a.pdf",
                            by=stage.actor("plaintiff"), at=moment(), filing_id=77)  # fmt: skip
    work()
    assert states(paper)["filed"] == "waiting" and states(paper)["read"] == "done"
    actions.adopt(77, heard, by=stage.actor("filing_clerk"), at=moment())
    work()
    assert states(paper)["filed"] == "done"
    paper.refresh_from_db()
    assert paper.placement.item == paper.way.item


def test_a_reading_done_again_after_the_batch_came_apart_leaves_its_steps_alone(heard, bring, work):
    from court.work.scanning import reading

    batch = bring(heard, [sheets.SUMMONS, sheets.complaint()])
    work()
    before = states(batch)
    reading.read(batch.pk, at=moment())
    assert states(batch) == before and Way.objects.get(pk=batch.pk).state == "done"


def test_an_undone_filing_is_not_taken_for_a_confirmed_kind(stage, heard, bring, work):
    from court.work.scanning import undoing

    paper = bring(heard, [sheets.SUMMONS])
    work()
    undoing.undo(Deed.objects.get(way=paper.pk, what="filed").pk, by=stage.actor("clerk"), at=moment())
    way = Way.objects.get(pk=paper.pk)
    assert way.by_hand and not way.confirmed
    filing.settle(paper.pk, "main", "原告举证材料", "情况说明", by=stage.actor("clerk"), at=moment())
    assert Way.objects.get(pk=paper.pk).confirmed
    deed = Deed.objects.filter(way=paper.pk, what="filed", undone_at=None).latest("pk")
    undoing.undo(deed.pk, by=stage.actor("clerk"), at=moment())
    assert not Way.objects.get(pk=paper.pk).confirmed


def test_taking_back_what_was_read_in_a_paper_leaves_it_filed_without_a_hand(stage, heard, bring, work):
    from court.work.scanning import queries, undoing

    paper = bring(heard, [sheets.SUMMONS])
    work()
    undoing.undo(Deed.objects.get(way=paper.pk, what="fields").pk, by=stage.actor("clerk"), at=moment())
    [month] = queries.months()
    assert (month.papers, month.alone) == (1, 1)
