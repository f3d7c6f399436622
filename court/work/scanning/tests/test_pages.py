"""归目 and its neighbours on pages: who may, one key a paper, undo, split by hand, differences."""

import pytest
from django.urls import reverse

from court.base.people import identity
from court.spine.cases.tests.stage import moment
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.scanning import queries
from court.work.scanning.models import Deed, Difference, Step, Way
from court.work.scanning.tests import sheets

pytestmark = pytest.mark.django_db
EVIDENCE = "原告举证材料"


@pytest.fixture
def unsure(heard, bring, work) -> Document:
    paper = bring(heard, [sheets.UNCLEAR])
    work()
    return paper


def settle(web, stage, who: str, paper, **data):
    return web(who).post(reverse("filing_task_settle", args=(paper.pk,)), {"title": "情况说明", **data})


def test_one_choice_files_the_paper_ends_the_task_and_shows_the_next(stage, heard, web, bring, work, unsure):
    second = bring(heard, [[*sheets.UNCLEAR, "另一份"]])
    work()
    page = web("clerk").get(reverse("filing_tasks"))
    assert "还有 2 份" in page.content.decode() and "其他材料" in page.content.decode()
    answer = web("clerk").post(reverse("filing_task_settle", args=(unsure.pk,)),
                               {"place": f"main:{EVIDENCE}", "title": "情况说明"}, headers={"HX-Request": "true"})  # fmt: skip
    assert answer.status_code == 200 and f'data-paper="{second.pk}"' in answer.content.decode()
    unsure.refresh_from_db()
    assert unsure.placement.item == EVIDENCE and unsure.title == "情况说明"
    assert Task.objects.get(subject=f"document:{unsure.pk}").state == "done"
    way = Way.objects.get(pk=unsure.pk)
    assert way.by_hand and way.state == "done"


def test_without_a_script_the_queue_goes_on_behind_the_paper_just_settled(stage, heard, web, bring, work, unsure):
    second, third = (bring(heard, [[*sheets.UNCLEAR, words]]) for words in ("另一份", "再一份"))
    work()
    answer = web("clerk").post(reverse("filing_task_settle", args=(second.pk,)),
                               {"place": f"main:{EVIDENCE}", "title": "情况说明"}, follow=True)  # fmt: skip
    assert f'data-paper="{third.pk}"' in answer.content.decode(), "not the first one, which was skipped"


def test_the_undo_key_takes_back_the_place_and_the_title_and_asks_again(stage, web, unsure):
    settle(web, stage, "clerk", unsure, place=f"main:{EVIDENCE}")
    answer = web("clerk").post(reverse("filing_task_undo"), headers={"HX-Request": "true"})
    assert f'data-paper="{unsure.pk}"' in answer.content.decode()
    unsure.refresh_from_db()
    assert unsure.title == "扫描件1" and unsure.placement.item != EVIDENCE
    assert Task.objects.filter(subject=f"document:{unsure.pk}", state="open").count() == 1


def test_leaving_a_paper_where_it_stands_is_taken_back_by_the_same_key(stage, web, unsure):
    settle(web, stage, "clerk", unsure, place="main:", title=unsure.title)
    assert Way.objects.get(pk=unsure.pk).state == "done"
    web("clerk").post(reverse("filing_task_undo"), headers={"HX-Request": "true"})
    assert Way.objects.get(pk=unsure.pk).state == "unsure"


@pytest.mark.parametrize("who", ["foreign_judge", "judge2", "archivist", "division_head", "cashier"])
def test_nobody_but_the_keepers_settles(stage, web, unsure, who):
    answer = settle(web, stage, who, unsure, place=f"main:{EVIDENCE}")
    assert answer.status_code in (302, 403, 404) or "书记员" in answer.content.decode()
    assert Step.objects.get(way=unsure.pk, name="filed").state == "unsure"
    assert queries.queue(stage.actor(who)).count() == 0


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "stranger"])
def test_outsiders_reach_no_page_of_it(stage, web, unsure, who):
    for name, args in (("filing_tasks", ()), ("filing_task", (unsure.pk,)), ("document_steps", (unsure.pk,)),
                       ("document_split", (unsure.pk,)), ("case_differences", (unsure.case_id,))):  # fmt: skip
        assert web(who).get(reverse(name, args=args)).status_code in (302, 403, 404)


@pytest.mark.parametrize("place", ["", "main:没有这一项", "elsewhere:x", "inner"])
def test_an_unknown_place_is_refused_and_nothing_changes(stage, web, unsure, place):
    answer = settle(web, stage, "clerk", unsure, place=place)
    assert answer.status_code in (409, 422)
    assert Step.objects.get(way=unsure.pk, name="filed").state == "unsure"


def test_a_second_answer_to_the_same_paper_changes_nothing(stage, web, unsure):
    settle(web, stage, "clerk", unsure, place=f"main:{EVIDENCE}")
    settle(web, stage, "judge", unsure, place="main:答辩状及附件")
    unsure.refresh_from_db()
    assert unsure.placement.item == EVIDENCE


def test_a_paper_of_the_inner_volume_is_not_settled_into_the_main_one(stage, heard, web, bring, work):
    paper = bring(heard, [sheets.UNCLEAR], volume="inner", secrecy="court")
    work()
    assert settle(web, stage, "clerk", paper, place=f"main:{EVIDENCE}").status_code == 422
    assert Document.objects.get(pk=paper.pk).volume == "inner"


def test_after_page_labels_nothing_is_undone(stage, heard, web, bring, work):
    paper = bring(heard, [sheets.SUMMONS])
    work()
    places.freeze(heard, "main", by=stage.accounts["clerk"], at=moment())
    for deed in Deed.objects.filter(way=paper.pk, what__in=["filed", "renamed"]):
        answer = web("clerk").post(reverse("deed_undo", args=(deed.pk,)))
        assert "已编定页码" in answer.content.decode() and "剔除" in answer.content.decode()
    assert not Deed.objects.exclude(undone_at=None).exists()


def test_the_steps_stand_on_the_papers_page_with_their_undo(stage, heard, web, bring, work):
    paper = bring(heard, [sheets.SUMMONS])
    work()
    page = web("clerk").get(reverse("document_page", args=(paper.pk,))).content.decode()
    assert "处理进度" in page and "识别种类" in page and "撤销" in page
    part = web("clerk").get(reverse("document_steps", args=(paper.pk,)), headers={"HX-Request": "true"})
    assert part.status_code == 200


def test_a_keeper_splits_and_joins_by_hand(stage, heard, web, bring, work):
    batch = bring(heard, [sheets.UNCLEAR] * 3)
    work()
    where = reverse("document_split", args=(batch.pk,))
    assert web("clerk").get(where).status_code == 200
    web("clerk").post(where, {"first": ["3"]})
    batch.refresh_from_db()
    assert [(one.part_from, one.part_to) for one in batch.parts.filter(state="available")] == [(1, 2), (3, 3)]
    work()
    web("clerk").post(where, {"first": ["2", "3"]})
    live = batch.parts.exclude(state="struck").order_by("part_from")
    assert [(one.part_from, one.part_to) for one in live] == [(1, 1), (2, 2), (3, 3)]
    web("clerk").post(where, {"first": []})
    batch.refresh_from_db()
    assert batch.state == "available"


def test_differences_are_shown_with_their_line_and_decided_once(stage, heard, web, bring, work):
    paper = bring(heard, [sheets.complaint(phone="13800138000")])
    work()
    one = Difference.objects.get(way=paper.pk, name="phone")
    page = web("clerk").get(reverse("case_differences", args=(heard.pk,))).content.decode()
    assert "138****8000" in page and "13800138000" not in page
    picture = web("clerk").get(reverse("difference_line", args=(one.pk,)))
    assert picture["Content-Type"] == "image/png"
    assert web("judge2").post(reverse("difference_decide", args=(one.pk,)), {"choice": "keep"}).status_code in (403, 404)
    web("clerk").post(reverse("difference_decide", args=(one.pk,)), {"choice": "keep"})
    one.refresh_from_db()
    assert one.state == "kept" and not Task.objects.filter(kind="compare_paper", state="open").exists()


def test_a_blank_is_filled_by_the_register_and_what_stands_never(stage, heard, web, bring, work):
    person = heard.parties.get(role="plaintiff").person
    person.id_kind, person.id_number, person.id_index = "passport", "E20260001", identity.id_index("E20260001")
    person.save()
    paper = bring(heard, [sheets.complaint(phone="13800138000")])
    work()
    one = Difference.objects.get(way=paper.pk, name="phone")
    web("clerk").post(reverse("difference_decide", args=(one.pk,)), {"choice": "accept"})
    person.refresh_from_db()
    assert person.phone == "13800138000" and Difference.objects.get(pk=one.pk).state == "accepted"


def test_the_months_count_what_no_hand_touched_and_how_long_reading_took(stage, heard, web, bring, work, unsure):
    bring(heard, [sheets.SUMMONS])
    work()
    settle(web, stage, "clerk", unsure, place=f"main:{EVIDENCE}")
    (month,) = queries.months([heard.court_id])
    assert (month.papers, month.alone, month.share) == (2, 1, 0.5) and month.delay.total_seconds() >= 0
