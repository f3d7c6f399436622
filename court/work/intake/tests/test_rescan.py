"""A bad page scanned anew: labels stay, the old form stays kept, other page counts are refused, undone in one step."""

import pytest

from court.kit import blobs
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import actions as dossier
from court.spine.dossier import places
from court.spine.dossier.models import Document, Rendition
from court.spine.dossier.tests.papers import SaysInfected, pdf, photo
from court.spine.tasks.models import Task
from court.work.intake import rescanning
from court.work.intake.models import Rescan
from court.work.intake.tests.pieces import arrived

pytestmark = pytest.mark.both_databases


@pytest.fixture
def placed(stage, heard, put) -> Document:
    """A numbered paper of three pages."""
    document = put(heard, "证据", pages=3, content=pdf(3, "old"))
    places.freeze(heard, "main", by=stage.actor("clerk"), at=moment())
    return Document.objects.get(pk=document.pk)


def again(stage, document, content: bytes, name: str = "新.pdf", page: int | None = 2) -> Rescan:
    made = rescanning.ask_rescan(document.pk, arrived(content, name), page=page, why="模糊", by=stage.actor("clerk"), at=moment())
    return rescanning.put_in(made.pk, at=moment())


def words(document: Document) -> list[str]:
    shown = places.shown(Document.objects.get(pk=document.pk))
    return sheets.text(blobs.read(shown.sha256))


def test_one_page_is_replaced_in_its_place_and_the_labels_stay(stage, heard, placed):
    before = places.in_order(heard, "main")[0].labels
    old = places.shown(placed)
    done = again(stage, placed, pdf(1, "new"))
    assert done.state == Rescan.State.DONE
    assert ["new" in one for one in words(placed)] == [False, True, False]
    assert places.in_order(heard, "main")[0].labels == before
    assert Rendition.objects.filter(pk=old.pk, sha256=old.sha256).exists()


def test_the_whole_paper_may_be_scanned_anew_and_a_picture_may_stand_for_a_page(stage, placed):
    assert again(stage, placed, pdf(3, "new"), page=None).state == Rescan.State.DONE
    assert all("new" in one for one in words(placed))
    assert again(stage, placed, photo(), "页.png", page=1).state == Rescan.State.DONE
    assert places.shown(Document.objects.get(pk=placed.pk)).pages == 3


@pytest.mark.parametrize(("pages", "page"), [(2, 2), (4, None), (2, None)])
def test_another_number_of_pages_is_refused_with_the_cure(stage, placed, pages, page):
    done = again(stage, placed, pdf(pages, "new"), page=page)
    assert done.state == Rescan.State.REFUSED and "页码不能改变" in done.note
    assert all("old" in one for one in words(placed))


def test_an_infected_scan_never_stands_in_the_paper(stage, placed):
    with provided(Scanner, SaysInfected()):
        assert again(stage, placed, pdf(1, "new")).state == Rescan.State.REFUSED
    assert all("old" in one for one in words(placed))


def test_undone_in_one_step_only_the_newest_and_once(stage, placed):
    first, second = again(stage, placed, pdf(1, "one")), again(stage, placed, pdf(1, "two"), page=3)
    with pytest.raises(Refused, match="只能恢复最近"):
        rescanning.undo(first.pk, by=stage.actor("clerk"), at=moment())
    rescanning.undo(second.pk, by=stage.actor("clerk"), at=moment())
    rescanning.undo(second.pk, by=stage.actor("clerk"), at=moment())
    assert [("one" in one, "two" in one) for one in words(placed)] == [(False, False), (True, False), (False, False)]


def test_the_errand_done_twice_is_one_new_form(stage, placed):
    done = again(stage, placed, pdf(1, "new"))
    many = placed.renditions.count()
    rescanning.put_in(done.pk, at=moment())
    assert placed.renditions.count() == many


def test_a_second_scan_waits_for_the_first_and_a_reason_is_wanted(stage, placed):
    rescanning.ask_rescan(placed.pk, arrived(pdf(1), "a.pdf"), page=1, why="模糊", by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="正在检查"):
        rescanning.ask_rescan(placed.pk, arrived(pdf(1), "b.pdf"), page=1, why="模糊", by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="写明原因"):
        rescanning.ask_rescan(placed.pk, arrived(pdf(1), "b.pdf"), page=1, why=" ", by=stage.actor("clerk"), at=moment())


def test_a_bad_page_marked_by_a_reader_is_the_clerks_task_until_it_is_scanned_anew(stage, placed):
    rescanning.mark_bad(placed, 2, "缺角", by=stage.actor("judge"), at=moment())
    rescanning.mark_bad(placed, 3, "模糊", by=stage.actor("judge"), at=moment())
    task = Task.objects.get(kind="bad_page")
    assert task.assignee == stage.accounts["clerk"]
    with pytest.raises(Refused, match="没有这一页"):
        rescanning.mark_bad(placed, 4, "缺角", by=stage.actor("judge"), at=moment())
    again(stage, placed, pdf(1, "new"))
    assert Task.objects.get(kind="bad_page").state == "done"


@pytest.mark.parametrize("became", ["archived", "struck", "split", "superseded"])
def test_a_scan_that_passed_too_late_does_not_change_a_paper_that_is_closed_by_then(stage, placed, became):
    made = rescanning.ask_rescan(placed.pk, arrived(pdf(1, "new"), "新.pdf"), page=2, why="模糊", by=stage.actor("clerk"), at=moment())
    if became == "archived":
        Case.objects.filter(pk=placed.case_id).update(archived_on=DAY)
    else:
        Document.objects.filter(pk=placed.pk).update(state=became)
    done = rescanning.put_in(made.pk, at=moment())
    assert done.state == Rescan.State.REFUSED
    assert done.note
    assert all("old" in one for one in words(placed))


def test_a_rescan_of_an_archived_paper_is_not_taken_back_either(stage, placed):
    done = again(stage, placed, pdf(1, "new"))
    Case.objects.filter(pk=placed.case_id).update(archived_on=DAY)
    with pytest.raises(Refused, match="已归档"):
        rescanning.undo(done.pk, by=stage.actor("clerk"), at=moment())
    assert "new" in words(placed)[1]


def test_a_page_put_in_while_the_paper_was_made_searchable_is_not_lost(stage, placed, monkeypatch):
    made = rescanning.ask_rescan(placed.pk, arrived(pdf(1, "new"), "新.pdf"), page=2, why="模糊", by=stage.actor("clerk"), at=moment())
    real = rescanning._made_new

    def meanwhile(*given):
        result = real(*given)
        if not meanwhile.done:
            meanwhile.done = True
            dossier.produce(placed, pdf(3, "straight"), "pdf", by=None, at=moment(), pages=3)
        return result

    meanwhile.done = False
    monkeypatch.setattr(rescanning, "_made_new", meanwhile)
    rescanning.put_in(made.pk, at=moment())
    assert [("new" in one, "straight" in one) for one in words(placed)] == [(False, True), (True, False), (False, True)]
