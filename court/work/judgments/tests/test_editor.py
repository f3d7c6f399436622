"""Papers on the desk: drafting, conflicts, revisions, review, DOCX, signature and who may."""

import io

import pytest
from docx import Document as Docx

from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.judgments import layout
from court.work.judgments.models import Paper

pytestmark = pytest.mark.django_db

WHOLE = {
    "course": "原告王建国与被告张伟民间借贷纠纷一案，本院立案后依法审理。",
    "claims": "请求偿还借款。",
    "defence": "认可。",
    "evidence": "",
    "found": "经审理查明：借款属实。",
    "opinion": "本院认为，应当偿还。",
    "articles": "《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》第二十五条\n《中华人民共和国民法典》第六百七十五条",
    "decision": "一、张伟于本判决生效后十日内偿还王建国50000元。",
    "costs": "",
}


@pytest.fixture
def paper(assigned, web):
    web("judge").post(f"/staff/case/{assigned.pk}/papers/", {"kind": "judgment"})
    return Paper.objects.get(case=assigned)


def url(paper, part=""):
    return f"/staff/papers/{paper.pk}/{part}"


def test_a_draft_begins_filled_from_the_case_and_once(assigned, web, paper):
    assert "王建国" in paper.sections["course"]
    web("judge").post(f"/staff/case/{assigned.pk}/papers/", {"kind": "judgment"})
    assert Paper.objects.filter(case=assigned).count() == 1
    assert "正文" in web("judge").get(url(paper)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("judge2", 404),
        ("foreign_judge", 404),
        ("case_manager", 404),
        ("plaintiff", 403),
        ("division_head", 200),
        ("clerk", 200),
    ],
)
def test_a_draft_is_seen_by_its_handlers_and_their_leaders_only(paper, web, who, status):
    for part in ("", "preview.pdf", "paper.docx", "revisions/"):
        assert web(who).get(url(paper, part)).status_code == status, part


def test_a_text_saved_by_another_meanwhile_is_shown_beside_what_was_typed(paper, web):
    web("clerk").post(url(paper), {**WHOLE, "found": "书记员的文字。", "revision": "1"})
    late = web("judge").post(url(paper), {**WHOLE, "found": "法官的文字。", "revision": "1"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "赵小敏已在您之前保存了修改" in page
    assert "书记员的文字。" in page
    assert "法官的文字。" in page
    assert Paper.objects.get(pk=paper.pk).sections["found"] == "书记员的文字。"
    web("judge").post(url(paper), {**WHOLE, "found": "法官的文字。", "revision": "2"})
    assert Paper.objects.get(pk=paper.pk).sections["found"] == "法官的文字。"


def test_the_autosave_answers_the_new_number_and_stops_at_a_conflict(paper, web):
    judge = web("judge")
    assert judge.post(url(paper, "autosave/"), {**WHOLE, "revision": "1"}).json()["revision"] == 2
    stale = judge.post(url(paper, "autosave/"), {**WHOLE, "found": "别的", "revision": "1"})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


def test_an_earlier_text_can_be_brought_back_and_nothing_is_lost(paper, web):
    judge, first = web("judge"), paper.sections["found"]
    judge.post(url(paper), {**WHOLE, "revision": "1"})
    assert "第 1 稿" in judge.get(url(paper, "revisions/?number=1")).content.decode()
    judge.post(url(paper, "bring-back/"), {"number": "1"})
    paper.refresh_from_db()
    assert paper.sections["found"] == first
    assert paper.revisions.count() == 3


def test_the_docx_has_the_same_text_as_the_print(paper, web):
    web("judge").post(url(paper), {**WHOLE, "revision": "1"})
    content = web("judge").get(url(paper, "paper.docx")).content
    text = "\n".join(one.text for one in Docx(io.BytesIO(content)).paragraphs)
    paper.refresh_from_db()
    for line in layout.facts(paper, paper.case.docketed_on)["paragraphs"]:
        assert line in text


def test_signing_asks_for_the_factor_and_seals_a_held_paper(paper, web, stage):
    web("judge").post(url(paper), {**WHOLE, "revision": "1"})
    assert "/confirm/" in web("judge").get(url(paper, "sign/"))["Location"]
    fresh = web("judge", fresh=True)
    assert fresh.get(url(paper, "sign/")).status_code == 200
    assert fresh.post(url(paper, "sign/")).status_code == 302
    paper.refresh_from_db()
    assert paper.state == Paper.State.SIGNED
    assert paper.document.held
    first = paper.document_id
    assert fresh.post(url(paper, "sign/")).status_code == 302, "a double click signs once"
    paper.refresh_from_db()
    assert paper.document_id == first
    fresh.post(url(paper), {**WHOLE, "found": "改了。", "revision": str(paper.revision)})
    paper.refresh_from_db()
    assert (paper.state, paper.document) == (Paper.State.DRAFT, None)
    assert Document.objects.filter(case=paper.case, state="struck").exists()


def test_an_incomplete_paper_is_not_signed(paper, web):
    answer = web("judge", fresh=True).post(url(paper, "sign/"))
    assert answer.status_code == 409
    assert "判决主文" in answer.content.decode()


def test_a_clerk_does_not_sign(paper, web):
    assert web("clerk", fresh=True).post(url(paper, "sign/")).status_code == 403


def test_a_paper_sent_for_review_is_the_division_heads_task_and_passes_or_returns(paper, web):
    judge, head = web("judge"), web("division_head")
    judge.post(url(paper), {**WHOLE, "revision": "1"})
    judge.post(url(paper, "send/"))
    task = Task.objects.get(kind="review_paper", state="open")
    assert task.office == "division_head"
    assert "审核结论" in head.get(url(paper)).content.decode()
    assert judge.post(url(paper, "review/"), {"granted": "yes"}).status_code == 403
    assert head.post(url(paper, "review/"), {"granted": "no", "opinion": ""}).status_code == 422
    head.post(url(paper, "review/"), {"granted": "no", "opinion": "补充理由"})
    paper.refresh_from_db()
    assert (paper.state, paper.opinion) == ("draft", "补充理由")
    judge.post(url(paper, "send/"))
    head.post(url(paper, "review/"), {"granted": "yes"})
    paper.refresh_from_db()
    assert paper.state == "reviewed"
    assert not Task.objects.filter(kind__in=["review_paper", "redo_paper"], state="open").exists()


def test_a_dropped_paper_is_put_aside(paper, web):
    web("judge").post(url(paper, "drop/"))
    paper.refresh_from_db()
    assert paper.state == Paper.State.DROPPED
    assert web("judge").post(url(paper), {**WHOLE, "revision": "1"}).status_code == 409
