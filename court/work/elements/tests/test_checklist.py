"""The judge's checklist: found when papers are read, proposed, settled by the judge, shown to the court's people only."""

import pytest
from django.urls import reverse

from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.errands.models import Errand
from court.spine.errands.worker import drain
from court.work.elements import checklist, finding, installed
from court.work.elements.learned import model, training
from court.work.elements.models import Finding, Standing
from court.work.elements.tests.conftest import again
from court.work.elements.tests.test_learned import figures, labelled

COMPLAINT = "请求判令：\n1、准予原、被告离婚；\n2、婚生子由原告抚养，被告每月支付抚养费1500元。"
ANSWER = "答辩人同意婚生子由原告抚养，每月支付抚养费过高。\n被告不同意分割房屋等夫妻共同财产。"


def word_of(case, stage, code: str) -> str:
    return {row.element.code: row.word for row in checklist.rows(case, stage.actor("judge"))}[code]


def test_elements_are_looked_for_when_the_words_of_a_paper_are_there(read, case):
    paper = read("民事起诉状", [COMPLAINT, "原、被告于2015年生育一子。"])
    assert Errand.objects.filter(kind="elements.look").count() == 1
    drain()
    found = set(Finding.objects.filter(document=paper).values_list("code", "page", "side"))
    assert {("DV2", 1, "plaintiff"), ("DV8", 1, "plaintiff"), ("DV1", 2, "plaintiff")} <= found


def test_looking_twice_finds_once_and_reading_anew_replaces(read, case):
    paper = read("民事起诉状", [COMPLAINT])
    drain()
    many = Finding.objects.count()
    assert finding.look(paper, at=moment()) == many == Finding.objects.count()
    again(paper, ["原告的身份证复印件。"])
    drain()
    assert Finding.objects.count() == 0


def test_a_struck_paper_says_nothing_any_more(read, stage):
    paper = read("民事起诉状", [COMPLAINT])
    drain()
    paper.refresh_from_db()
    actions.strike(paper, by=stage.actor("judge"), at=moment(), why="重复")
    drain()
    assert Finding.objects.count() == 0


def test_a_case_of_another_cause_asks_for_nothing(read, case):
    Case.objects.filter(pk=case.pk).update(cause="机动车交通事故责任纠纷")
    case.refresh_from_db()
    read("民事起诉状", [COMPLAINT])
    assert not Errand.objects.filter(kind="elements.look").exists()


def test_both_sides_agree_one_denies_one_alone_and_nobody(read, case, stage):
    read("民事起诉状", [COMPLAINT + "\n3、依法分割夫妻共同财产。\n4、被告支付精神损害赔偿。"])
    read("民事答辩状", [ANSWER], by="defendant")
    drain()
    assert word_of(case, stage, "DV2") == Standing.Word.AGREED
    assert word_of(case, stage, "DV3") == Standing.Word.DISPUTED
    assert word_of(case, stage, "DV17") == checklist.ONE_SIDE
    assert word_of(case, stage, "DV16") == Standing.Word.MISSING


@pytest.mark.parametrize(("answer", "word"), [
    ("原告称婚生子由原告抚养。", checklist.ONE_SIDE),
    ("原告主张婚生子由原告抚养，不能成立。", Standing.Word.DISPUTED),
    ("答辩人同意婚生子由原告抚养。", Standing.Word.AGREED),
])  # fmt: skip
def test_the_other_sides_words_repeated_are_no_agreement(read, case, stage, answer, word):
    read("民事起诉状", [COMPLAINT])
    read("民事答辩状", [answer], by="defendant")
    drain()
    assert word_of(case, stage, "DV2") == word


def test_in_a_record_each_sentence_belongs_to_who_speaks(read, case):
    read("庭审笔录", ["审判长：请原告陈述。\n原告：婚生子由我抚养。\n被告：我不同意，婚生子应由我抚养。"], by="judge")
    drain()
    sides = dict(Finding.objects.filter(code="DV2").values_list("sentence", "side"))
    assert sorted(sides.values()) == ["defendant", "plaintiff"]


def test_the_judge_settles_takes_back_and_the_same_again_is_once(read, case, stage):
    judge = stage.actor("judge")
    checklist.settle(case, "DV3", "agreed", by=judge, at=moment(), note="当庭确认")
    checklist.settle(case, "DV3", "agreed", by=judge, at=moment(), note="当庭确认")
    assert Standing.objects.count() == 1 and word_of(case, stage, "DV3") == "agreed"
    checklist.settle(case, "DV3", "", by=judge, at=moment())
    assert word_of(case, stage, "DV3") == "missing"


@pytest.mark.parametrize("who", ["clerk", "plaintiff", "lawyer"])
def test_nobody_else_settles(case, stage, who):
    with pytest.raises(Refused):
        checklist.settle(case, "DV3", "agreed", by=stage.actor(who), at=moment())
    assert not Standing.objects.exists()


@pytest.mark.parametrize(("code", "word"), [("LN1", "agreed"), ("DV99", "agreed"), ("DV1", "perhaps")])
def test_an_element_or_a_word_that_is_none_is_refused(case, stage, code, word):
    with pytest.raises(Refused, match="没有该要素"):
        checklist.settle(case, code, word, by=stage.actor("judge"), at=moment())


def test_the_page_shows_sentence_paper_and_page_and_one_key_settles(read, case, stage, web):
    paper = read("民事起诉状", [COMPLAINT])
    drain()
    client = web("judge")
    page = client.get(reverse("case_elements", args=[case.pk]))
    text = page.content.decode()
    assert page.status_code == 200 and "婚生子由原告抚养" in text and f"/documents/{paper.pk}/?page=1" in text
    assert client.post(reverse("elements_settle", args=[case.pk]), {"code": "DV2", "word": "disputed"}).status_code == 302
    assert word_of(case, stage, "DV2") == "disputed"


def test_the_sheet_is_a_pdf_for_the_hearing(read, case, web):
    read("民事起诉状", [COMPLAINT])
    drain()
    answer = web("judge").get(reverse("elements_sheet", args=[case.pk]))
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("who", ["plaintiff", "defendant", "lawyer"])
def test_parties_see_nothing_of_it(read, case, web, who):
    read("民事起诉状", [COMPLAINT])
    assert web(who).get(reverse("case_elements", args=[case.pk])).status_code in (302, 403, 404)


def test_a_paper_that_one_may_not_read_lends_no_sentence(read, case, stage):
    read("合议庭评议材料", ["婚生子由原告抚养。"], by="judge", volume="inner", secrecy="panel")
    drain()
    assert Finding.objects.exists()
    found = {row.element.code: len(row.findings) for row in checklist.rows(case, stage.actor("plaintiff"))}
    assert found["DV2"] == 0


def test_a_model_put_to_use_is_named_with_what_it_finds_and_can_be_taken_back(read, case):
    parts = training.learn([figures._case(one, 1) for one in labelled()])
    chosen = installed.use(model.dump(parts, {}), at=moment())
    read("民事起诉状", [COMPLAINT])
    drain()
    assert set(Finding.objects.values_list("finder", flat=True)) == {chosen.digest}
    installed.use_rules(at=moment())
    assert installed.finder() == (checklist.engine, "")


def test_words_for_a_draft_name_papers_and_pages(read, case, stage):
    read("民事起诉状", [COMPLAINT])
    drain()
    text = checklist.as_text(checklist.rows(case, stage.actor("judge")))
    assert "仅一方提出的要素" in text and "《民事起诉状》" in text
    assert Party.objects.count() == 2
