"""Correcting an issued paper: its passages word for word, the ruling drafted, nothing of the decision reopened."""

import pytest

from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as dossier
from court.work.judgments import correcting
from court.work.judgments.correcting import Passage
from court.work.judgments.models import Paper

pytestmark = pytest.mark.django_db
TEXT = ["原告王建国诉被告张伟。", "一、被告归还借款50000元。", "案件受理费1050元，由被告负担。", "被告被告负担。"]


@pytest.fixture
def judged(stage, assigned):
    """A judgment that was issued, with its printed text."""
    document = dossier.expect(assigned, "court_paper", {"paragraphs": TEXT}, kind="judgment", title="民事判决书",
                              item="判决书、调解书、裁定书正本", by=stage.actor("judge"), at=moment())  # fmt: skip
    Paper.objects.create(case=assigned, kind="judgment", state=Paper.State.ISSUED, document=document,
                         author=stage.accounts["judge"], started_at=moment())  # fmt: skip
    Case.objects.filter(pk=assigned.pk).update(stage="judged")
    return Case.objects.get(pk=assigned.pk)


def draft(stage, case, *pairs, who="judge"):
    paper = correcting.correctable(case)[0]
    return correcting.draft(case, paper.pk, [Passage(*pair) for pair in pairs], by=stage.actor(who), at=moment())


def test_the_ruling_names_the_paper_and_each_passage(stage, judged):
    made = draft(stage, judged, ("归还借款50000元", "归还借款15000元"), ("受理费1050元", "受理费525元"))
    assert made.kind == "correction"
    text = made.sections["decision"]
    assert f"{judged.number}民事判决书中：" in text
    assert "1．“归还借款50000元”补正为“归还借款15000元”；" in text
    assert "2．“受理费1050元”补正为“受理费525元”。" in text
    assert "第一百五十七条第一款第七项" in made.sections["reason"]


def test_drafted_again_it_is_the_same_ruling_with_the_new_words(stage, judged):
    first = draft(stage, judged, ("受理费1050元", "受理费525元"))
    again = draft(stage, judged, ("归还借款50000元", "归还借款15000元"))
    assert first.pk == again.pk
    assert "受理费" not in again.sections["decision"]


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([], "missing_field"),
        ([("归还借款9元", "x")], "not_found"),
        ([("被告", "原告")], "ambiguous"),
        ([("受理费1050元", "受理费1050元")], "bad_field"),
        ([("受理费1050元", "")], "missing_field"),
        ([("受理费1050元", f"受理费{n}元") for n in range(21)], "too_many"),
    ],
)
def test_a_passage_that_cannot_be_mended_so_is_refused(stage, judged, pairs, code):
    with pytest.raises(Refused) as refused:
        draft(stage, judged, *pairs)
    assert refused.value.code == code
    assert not Paper.objects.filter(kind="correction").exists()


def test_only_papers_that_were_issued_are_corrected(stage, assigned):
    Paper.objects.create(case=assigned, kind="judgment", author=stage.accounts["judge"], started_at=moment())
    assert correcting.correctable(assigned) == []


@pytest.mark.parametrize(("who", "status"), [("judge2", 404), ("foreign_judge", 404), ("plaintiff", 403)])
def test_strangers_correct_nothing(stage, judged, web, who, status):
    assert web(who).get(f"/staff/case/{judged.pk}/correction/").status_code == status


def test_the_page_keeps_what_was_typed_and_leads_to_the_editor(stage, judged, web):
    judge, url = web("judge", fresh=True), f"/staff/case/{judged.pk}/correction/"
    assert "一、被告归还借款50000元。" in judge.get(url).content.decode()
    paper = correcting.correctable(judged)[0]
    sent = {"paper": str(paper.pk), "p-TOTAL_FORMS": "3", "p-INITIAL_FORMS": "0", "p-0-old": "归还借款9元", "p-0-new": "更正的文字"}
    answer = judge.post(url, sent)
    assert answer.status_code == 422
    assert "更正的文字" in answer.content.decode()
    assert "照抄原文" in answer.content.decode()
    answer = judge.post(url, sent | {"p-0-old": "归还借款50000元"})
    made = Paper.objects.get(kind="correction")
    assert answer["Location"] == f"/staff/papers/{made.pk}/"
    assert "填写补正内容" not in judge.get(f"/staff/case/{judged.pk}/act/correct_judgment/").content.decode()


def test_the_act_page_leads_to_the_passages_first(stage, judged, web):
    page = web("judge", fresh=True).get(f"/staff/case/{judged.pk}/act/correct_judgment/").content.decode()
    assert f"/staff/case/{judged.pk}/correction/" in page
