"""What separator sheets say is used: the kind of what follows, and papers of another case that go to the tray, never further."""

import io

import pytest

from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, parts, separators, verification
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.scanning import papers, queries, sorting, undoing
from court.work.scanning.models import Deed, Step, Way
from court.work.scanning.tests import sheets

pytestmark = pytest.mark.django_db
SHEET = ["分隔页"]
OTHER = "（2026）晋0802民初9号"


@pytest.fixture
def batch(bring, work, heard, stage):
    """batch([page or code, …]): read with its sheets' codes on their pages, then sorted and filed. A str is a sheet."""

    def do(pages: list, **more) -> Document:
        words = [SHEET if isinstance(one, str) else one for one in pages]
        if more.get("tray"):
            made = actions.receive(heard.court, io.BytesIO(sheets.pdf(words)), kind="scanned", title="批次", name="scan.pdf",
                                   by=stage.actor("filing_clerk"), at=moment(), intake_id=more["tray"])  # fmt: skip
            document = inspect_document(made, at=moment())
        else:
            document = bring(heard, words)
        from court.work.scanning import reading

        reading.read(document.pk, at=moment())
        marks = {str(place): [one] for place, one in enumerate(pages, 1) if isinstance(one, str)}
        Way.objects.filter(pk=document.pk).update(marks=marks)
        work()
        document.refresh_from_db()
        return document

    return do


def cut(batch) -> list[Document]:
    return list(batch.parts.order_by("part_from"))


def read(*codes: str | None) -> list:
    return [separators.read(code) if code else None for code in codes]


def test_what_follows_a_sheet_with_a_kind_is_of_that_kind_for_sure(heard, batch):
    apart = batch([separators.of_paper("证据清单"), sheets.UNCLEAR, separators.of_paper(), sheets.SUMMONS])
    first, second = cut(apart)
    assert (first.way.kind, first.way.confidence, first.way.state) == ("evidence_list", 1.0, "done")
    assert first.way.why == ["分隔页注明“证据清单”"] and not first.way.by_hand
    first.refresh_from_db()
    assert first.placement.item == first.way.item != "" and first.title == "证据清单"
    assert second.way.kind == "summons" and "分隔页" not in "".join(second.way.why)
    assert list(verification.verify(heard)) == []


def test_a_word_that_names_no_kind_leaves_the_paper_to_its_own_words(batch):
    [paper] = cut(batch([separators.of_paper("随便写的"), sheets.SUMMONS]))
    assert paper.way.kind == "summons"


def test_the_kinds_that_intake_offers_to_print_are_known():
    for words in ("民事起诉状", "身份证", "授权委托书", "证据清单", "答辩状", "送达回证", " 送 达回证"):
        assert papers.named(words), words
    assert papers.named("随便写的") is None


def test_a_sheet_with_the_own_number_keeps_the_papers_in_their_case(heard, batch):
    apart = batch([separators.of_case("(2026)晋0802民初1号"), sheets.SUMMONS, separators.of_paper(), sheets.complaint()])
    assert [one.case_id for one in cut(apart)] == [heard.pk, heard.pk]
    assert not Task.objects.filter(kind="sort_intake").exists()


def test_papers_behind_another_number_lie_in_the_tray_with_a_task_and_in_no_case(heard, batch):
    apart = batch([sheets.SUMMONS, separators.of_case(OTHER), separators.of_paper("证据清单"), sheets.UNCLEAR,
                   separators.of_paper(), sheets.complaint()])  # fmt: skip
    mine, first, second = cut(apart)
    assert mine.case_id == heard.pk
    assert (first.case_id, second.case_id, first.on_record) == (None, None, False)
    assert first.intake_id == second.intake_id is not None and first.way.kind == "evidence_list"
    task = Task.objects.get(kind="sort_intake", state="open")
    assert task.subject == f"intake:{first.intake_id}" and heard.number in task.label
    assert "其中2份按分隔页所写案号放入收件箱" in Step.objects.get(way=apart.pk, name="split").reason
    assert list(verification.verify(heard)) == []


def test_undoing_the_split_brings_them_back_and_ends_the_task(stage, heard, batch, work):
    apart = batch([sheets.SUMMONS, separators.of_case(OTHER), sheets.complaint()])
    undoing.undo(Deed.objects.get(way=apart.pk, what="split").pk, by=stage.actor("clerk"), at=moment())
    work()
    apart.refresh_from_db()
    assert apart.state == "available" and apart.case_id == heard.pk
    assert not Task.objects.filter(kind="sort_intake", state="open").exists()
    assert list(verification.verify(heard)) == []


def test_what_went_on_to_its_own_case_is_not_pulled_back_by_an_undo(stage, heard, batch):
    apart = batch([sheets.SUMMONS, separators.of_case(OTHER), sheets.complaint()])
    _, away = cut(apart)
    second = Case.objects.get(pk=heard.pk)
    second.pk, second.seq, second.number = None, 9, OTHER
    second.save(force_insert=True)
    actions.give(Document.objects.get(pk=away.pk), second, by=stage.actor("filing_clerk"), at=moment())
    with pytest.raises(Refused, match="已有转入其他案件"):
        undoing.undo(Deed.objects.get(way=apart.pk, what="split").pk, by=stage.actor("clerk"), at=moment())
    assert Document.objects.get(pk=away.pk).case_id == second.pk


def test_the_sheet_of_a_case_holds_until_it_is_ended_and_a_kind_only_for_the_next_paper():
    of_case, of_kind, end = separators.of_case(OTHER), separators.of_paper("传票"), separators.of_end()
    said = read(of_case, of_kind, None, separators.of_paper(), None, end, None, of_kind, None)
    assert sorting.told(said, 2) == sorting.Told("传票", OTHER)
    assert sorting.told(said, 4) == sorting.Told("", OTHER)
    assert sorting.told(said, 8) == sorting.Told("传票", "")
    assert sorting.told(read(None), 0) == sorting.Told()


def test_a_batch_of_which_nothing_belongs_to_a_paper_stays_whole(batch):
    apart = batch([separators.of_end(), sheets.SUMMONS])
    assert apart.state == "available" and Step.objects.get(way=apart.pk, name="split").state == "skipped"


def test_a_batch_that_came_apart_counts_as_its_papers(batch):
    apart = batch([sheets.SUMMONS, separators.of_paper(), sheets.complaint()])
    assert apart.state == "split"
    [month] = queries.months()
    assert (month.papers, month.alone) == (2, 2)


def test_parts_of_nothing_but_sheets_are_no_papers():
    assert parts.Cut(1, 1).intake_id is None and papers.split([]) == []
