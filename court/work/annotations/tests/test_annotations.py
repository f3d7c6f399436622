import pytest

from court.base.access.decide import may
from court.kit.refusal import Refused
from court.spine.cases.models import Handler
from court.spine.cases.tests.stage import moment
from court.spine.journal.models import Entry
from court.work.annotations import actions, queries
from court.work.annotations.models import Annotation
from court.work.annotations.tests.conftest import BOX


@pytest.fixture
def make(stage, assigned):
    def do(document, who="judge", page=1, **more):
        return actions.make(assigned, document, page, boxes=more.pop("boxes", BOX), by=stage.actor(who), at=moment(), **more)

    return do


def read_by(stage, assigned, who):
    return {one.annotation.pk for one in queries.of_case(assigned, stage.actor(who))}


def test_a_note_of_ones_own_is_read_by_nobody_else(stage, assigned, put, make, panel_member):
    note = make(put(), comment="借条无利息约定")
    assert read_by(stage, assigned, "judge") == {note.pk}
    assert read_by(stage, assigned, panel_member) == set()
    assert read_by(stage, assigned, "clerk") == set()


def test_a_shared_note_is_read_by_who_decides_the_case_and_not_by_the_clerk(stage, assigned, put, make, panel_member):
    note = make(put(), comment="是否已经归还？", scope="panel")
    assert read_by(stage, assigned, panel_member) == {note.pk}
    assert read_by(stage, assigned, "clerk") == set()


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "defendant", "case_manager", "stranger"])
def test_nobody_outside_the_bench_writes_or_reads_notes(stage, assigned, put, make, who):
    note = make(put(), scope="panel", comment="秘密")
    assert not may(stage.actor(who), "read", note)
    with pytest.raises(Refused):
        queries.of_case(assigned, stage.actor(who))
    with pytest.raises(Refused):
        make(note.document, who=who, comment="x")


def test_the_clerk_cannot_share_with_the_panel(put, make):
    with pytest.raises(Refused, match="合议庭成员"):
        make(put(), who="clerk", scope="panel")


def test_a_judge_who_left_the_case_reads_nothing_any_more(stage, assigned, put, make):
    note = make(put(), comment="x")
    Handler.objects.filter(case=assigned, account=stage.accounts["judge"]).update(until=moment())
    note.case = type(assigned).objects.get(pk=assigned.pk)
    assert not may(stage.actor("judge"), "read", note)


def test_only_the_author_changes_a_note_and_a_second_window_is_told(stage, put, make, panel_member):
    note = make(put(), comment="一", scope="panel")
    with pytest.raises(Refused, match="自己的批注"):
        actions.change(note, comment="二", tags=[], scope="panel", revision=0, by=stage.actor(panel_member), at=moment())
    actions.change(note, comment="二", tags=["利息"], scope="own", revision=0, by=stage.actor("judge"), at=moment())
    with pytest.raises(Refused, match="另一个窗口"):
        actions.change(note, comment="三", tags=[], scope="own", revision=0, by=stage.actor("judge"), at=moment())
    note.refresh_from_db()
    assert (note.comment, note.tags, note.scope) == ("二", ["利息"], "own")


def test_a_note_taken_away_can_be_brought_back(stage, assigned, put, make, panel_member):
    note = make(put(), comment="x", scope="panel")
    actions.take_away(note, by=stage.actor("judge"), at=moment())
    actions.take_away(note, by=stage.actor("judge"), at=moment())
    assert read_by(stage, assigned, "judge") == set() == read_by(stage, assigned, panel_member)
    actions.bring_back(Annotation.objects.select_related("case", "document").get(pk=note.pk), by=stage.actor("judge"), at=moment())
    assert read_by(stage, assigned, panel_member) == {note.pk}
    kinds = list(Entry.objects.filter(stream=assigned.stream, kind__startswith="annotation.").values_list("kind", flat=True))
    assert kinds == ["annotation.made", "annotation.taken_away", "annotation.brought_back"]


def test_no_word_of_a_note_stands_in_the_journal_or_open_in_the_database(assigned, put, make):
    from django.db import connection

    make(put(), comment="机密评议", quote="今借到", scope="panel")
    assert "机密" not in str(list(Entry.objects.filter(stream=assigned.stream).values_list("facts", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT comment, quote FROM annotations_annotation")
        assert "机密" not in str(cursor.fetchall())


@pytest.mark.parametrize("boxes", [[], "x", [[0, 0, 1]], [[0, 0, 2, 1]], [[0.5, 0, 0.5, 1]], [[True, 0, 1, 1]], [[0, 0, 1, 1]] * 61])
def test_a_place_that_is_none_is_refused(put, make, boxes):
    with pytest.raises(Refused, match="位置"):
        make(put(), boxes=boxes)


@pytest.mark.parametrize("page", [0, 4, 99])
def test_a_page_that_is_not_there_is_refused(put, make, page):
    with pytest.raises(Refused):
        make(put(), page=page)


@pytest.mark.parametrize("more", [{"comment": "字" * 4001}, {"tags": ["标"] * 3 + list("一二三四五六七八九")}, {"tags": ["长" * 21]},
                                  {"scope": "all"}, {"comment": 5}, {"tags": "x"}])  # fmt: skip
def test_what_is_too_long_or_odd_is_refused(put, make, more):
    with pytest.raises(Refused):
        make(put(), **more)


def test_the_summary_filters_by_author_tag_paper_scope_and_words_in_the_order_of_the_dossier(stage, assigned, put, make, panel_member):
    first, second = put("借条"), put("转账凭证")
    late = make(second, comment="与借条日期不符", tags=["日期"])
    early = make(first, page=2, comment="指印", scope="panel", tags=["形式"])
    theirs = make(first, who=panel_member, scope="panel", comment="我看可以认定")
    judge = stage.actor("judge")

    def found(**wanted):
        return [one.annotation.pk for one in queries.of_case(assigned, judge, queries.Wanted(**wanted))]

    assert found() == [theirs.pk, early.pk, late.pk]
    assert found(author=stage.accounts[panel_member].pk) == [theirs.pk]
    assert found(tag="形式") == [early.pk]
    assert found(scope="own") == [late.pk]
    assert found(document=second.pk) == [late.pk]
    assert found(words="日期") == [late.pk]
    assert found(words="没有") == []


def test_a_quotation_names_the_page_it_stands_on_and_is_its_copiers_alone(stage, assigned, put):
    paper = put("借条")
    judge, clerk = stage.actor("judge"), stage.actor("clerk")
    once = actions.quote(assigned, paper, 2, "今借到人民币叁万元整", by=judge, at=moment())
    assert actions.quote(assigned, paper, 2, "今借到人民币叁万元整", by=judge, at=moment()).pk == once.pk
    ((found, cited),) = queries.quotations(assigned, judge)
    label = queries.page_labels(assigned)[paper.pk, 2]
    assert (found.pk, cited) == (once.pk, f"正卷第{label}页《借条》")
    assert queries.quotations(assigned, clerk) == []
    with pytest.raises(Refused):
        actions.drop_quotation(once, by=clerk)
    actions.drop_quotation(once, by=judge)
    assert queries.quotations(assigned, judge) == []


def test_an_empty_quotation_is_refused(stage, assigned, put):
    with pytest.raises(Refused, match="没有选中"):
        actions.quote(assigned, put(), 1, "  ", by=stage.actor("judge"), at=moment())
