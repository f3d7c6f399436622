"""封存、历史 and 恢复 on pages: two people, a fresh factor, and nothing of it outside the court."""

import pytest

from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, sealing
from court.spine.dossier.models import Document, Sealing
from court.spine.dossier.sealing import Asked
from court.spine.dossier.verification import verify

FORM = {"scope": "outside", "reason": "privacy", "asked_by": "原告王建国", "words": "", "until": ""}


def test_a_paper_is_sealed_on_its_page_and_told_in_the_dossier(heard, put, web):
    document = put(heard, "病历")
    clerk = web("clerk")
    assert "封存" in clerk.get(f"/staff/documents/{document.pk}/").content.decode()
    answer = clerk.post(f"/staff/cases/{heard.pk}/dossier/sealings/?paper={document.pk}", FORM)
    assert answer.status_code == 302
    assert Sealing.objects.get().document == document
    assert "“病历”已封存" in clerk.get(f"/staff/cases/{heard.pk}/dossier/").content.decode()
    outside = web("plaintiff").get(f"/cases/{heard.pk}/dossier/").content.decode()
    assert "病历" not in outside
    assert web("plaintiff").get(f"/documents/{document.pk}/").status_code == 404


def test_a_party_is_told_that_the_whole_dossier_is_sealed_and_nothing_more(stage, heard, put, web):
    put(heard, "病历")
    sealing.seal_off(heard, None, Asked("panel", "minor", "检察机关"), by=stage.actor("judge"), at=moment())
    page = web("defendant").get(f"/cases/{heard.pk}/dossier/").content.decode()
    assert "本案卷宗已封存" in page
    assert "病历" not in page
    assert "检察机关" not in page


def test_a_form_that_lacks_something_says_what(heard, put, web):
    document = put(heard, "病历")
    for wrong in ({"asked_by": ""}, {"scope": "all"}, {"reason": "other"}, {"until": "2020-01-01"}):
        assert web("clerk").post(f"/staff/cases/{heard.pk}/dossier/sealings/?paper={document.pk}", FORM | wrong).status_code == 422
    assert not Sealing.objects.exists()


def test_unsealing_on_pages_leads_to_the_factor_first(stage, heard, put, web):
    made = sealing.seal_off(heard, put(heard, "病历"), Asked("outside", "privacy", "原告"), by=stage.actor("judge"), at=moment())
    answer = web("clerk").post(f"/staff/sealings/{made.pk}/ask/", {"why": "事由已经消失"})
    assert answer.status_code in (302, 401, 403)
    assert Sealing.objects.get().lifted_at is None


@pytest.mark.parametrize("who", ["plaintiff", "stranger", "judge2", "foreign_judge", "case_manager"])
def test_who_does_not_handle_the_case_can_change_nothing(stage, heard, put, web, who):
    document = put(heard, "病历")
    made = sealing.seal_off(heard, document, Asked("panel", "privacy", "原告"), by=stage.actor("judge"), at=moment())
    browser = web(who)
    assert browser.post(f"/staff/cases/{heard.pk}/dossier/sealings/", FORM).status_code in (302, 403, 404)
    for what in ("ask", "decide", "withdraw"):
        assert browser.post(f"/staff/sealings/{made.pk}/{what}/", {"why": "事由已经消失", "grant": "1"}).status_code in (302, 403, 404, 409)
    assert browser.get(f"/staff/documents/{document.pk}/history/").status_code in (302, 403, 404)
    assert browser.post(f"/staff/documents/{document.pk}/restore/", {"why": "确属误剔除"}).status_code in (302, 403, 404)
    page = browser.get(f"/staff/cases/{heard.pk}/dossier/sealings/").content.decode()
    assert "病历" not in page
    assert Sealing.objects.get().lifted_at is None


def test_a_struck_paper_comes_back_with_a_reason_and_its_history_tells_all(stage, heard, put, web):
    document = put(heard, "答辩状", by="defendant")
    clerk = web("clerk")
    clerk.post(f"/staff/documents/{document.pk}/strike/", {"reason": "duplicate", "why": ""})
    document.refresh_from_db()
    assert (document.state, document.note) == ("struck", "重复材料")
    assert clerk.post(f"/staff/documents/{document.pk}/restore/", {"why": ""}).status_code == 422
    clerk.post(f"/staff/documents/{document.pk}/restore/", {"why": "确属误剔除"})
    assert Document.objects.get(pk=document.pk).state == "available"
    page = clerk.get(f"/staff/documents/{document.pk}/history/").content.decode()
    for words in ("收到", "剔除", "重复材料", "恢复", "赵小敏", "SHA-256"):
        assert words in page
    assert list(verify(heard)) == []


def test_a_redaction_taken_out_of_force_behind_the_courts_back_is_found(stage, heard, put):
    from court.kit import blobs
    from court.spine.dossier.tests.papers import pdf

    document = put(heard, "身份证")
    burnt = actions.keep(document, blobs.put(pdf(1, "burnt")), "redacted", "application/pdf", "r.pdf", moment(), 1)
    Document.objects.filter(pk=document.pk).update(redacted=burnt)
    document = Document.objects.get(pk=document.pk)
    actions.note(document, "redacted", by=stage.actor("judge"), at=moment(), rendition=burnt)
    assert list(verify(heard)) == []
    Document.objects.filter(pk=document.pk).update(redacted=None)
    assert "state" in {fault.what for fault in verify(heard)}


def test_the_task_of_a_sealing_leads_to_its_case(stage, heard, put, web):
    from court.counter.desk import taskpages
    from court.spine.tasks.models import Task

    made = sealing.seal_off(heard, put(heard, "病历"), Asked("outside", "privacy", "原告"), by=stage.actor("judge"), at=moment())
    sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor("clerk"), at=moment())
    task = Task.objects.get(kind="sealing.decide")
    assert task.assignee == stage.accounts["judge"]
    answer = web("judge").get(taskpages.of(task))
    assert answer.url == f"/staff/cases/{heard.pk}/dossier/sealings/"
    assert "批准解封" in web("judge").get(answer.url).content.decode()
    assert web("judge2").get(f"/staff/sealings/{made.pk}/").status_code == 404


def test_the_history_of_a_paper_tells_no_title_of_a_version_that_is_closed_to_its_reader(stage, heard, put, web):
    old, new = put(heard, "甲方案"), put(heard, "乙方案")
    actions.supersede(old, new, by=stage.actor("clerk"), at=moment(), why="更正")
    assert "甲方案" in web("division_head").get(f"/staff/documents/{new.pk}/history/").content.decode()
    assert "乙方案" in web("division_head").get(f"/staff/documents/{old.pk}/history/").content.decode()
    sealing.seal_off(heard, old, Asked("panel", "minor", "检察机关"), by=stage.actor("judge"), at=moment())
    assert "甲方案" not in web("division_head").get(f"/staff/documents/{new.pk}/history/").content.decode()
    assert "甲方案" in web("judge").get(f"/staff/documents/{new.pk}/history/").content.decode()
