"""The inbox of the court above: its list, one file with its dossier to read, and nobody else at the door."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.spine.dossier import actions as dossier
from court.spine.dossier import rendering
from court.spine.dossier.models import Document
from court.work.appeals.models import Handover
from court.work.appeals.tests.conftest import SENT

pytestmark = pytest.mark.django_db


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def test_the_filing_division_above_finds_receives_and_sends_back(stage, handed_up, web):
    client, number = web("above_filing"), handed_up.case.number
    for document in handed_up.case.documents.filter(state="expected"):
        rendering.render_now(document, at=handed_up.sent_at)
    assert number in page(client, "/staff/appeals/")
    url = f"/staff/appeals/{handed_up.pk}/"
    shown = page(client, url)
    for words in ("签收案卷", "上诉人", "上诉状副本送达通知书", "正卷"):
        assert words in shown
    assert "副卷" not in shown and "退回原审法院" not in shown
    received = client.post(f"{url}receive/", follow=True)
    assert "已签收" in received.content.decode() and "退回原审法院" in received.content.decode()
    assert number not in page(client, "/staff/appeals/")
    assert number in page(client, "/staff/appeals/?state=received")
    assert client.post(f"{url}receive/").status_code == 409
    blank = client.post(url, {"result": "upheld"})
    assert blank.status_code == 409 and "请填写“生效日期”" in blank.content.decode()
    paper = SimpleUploadedFile("二审判决书.txt", "驳回上诉，维持原判。".encode(), "text/plain")
    sent = client.post(url, {"result": "upheld", "above_number": "（2026）晋08民终1号", "effective_on": SENT.isoformat(), "paper": paper})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    handed_up.refresh_from_db()
    assert handed_up.state == Handover.State.DECIDED
    assert handed_up.paper.case_id == handed_up.case_id
    assert "（2026）晋08民终1号" in page(client, url)


def test_papers_of_the_file_open_there_and_the_inner_volume_does_not(stage, handed_up, web):
    case = handed_up.case
    at = handed_up.sent_at
    main = rendering.render_now(case.documents.filter(template="appeal_notice").first(), at=at)
    inner = dossier.expect(case, "court_paper", {}, kind="original", title="判决书原本", item="判决书、裁定书、调解书原本（签发稿）",
                           volume=Document.Volume.INNER, secrecy="court", by=None, at=at)
    client = web("above_filing")
    page(client, f"/staff/documents/{main.pk}/")
    page(client, f"/staff/documents/{inner.pk}/", 404)
    for who in ("above_judge", "beside_filing"):
        page(web(who), f"/staff/documents/{main.pk}/", 404)


def test_before_it_is_passed_up_the_court_above_knows_nothing(stage, appealed, web):
    client = web("above_filing")
    assert appealed.number not in page(client, "/staff/appeals/")
    assert client.get(f"/staff/cases/{appealed.pk}/dossier/").status_code == 404
    assert client.get(f"/staff/case/{appealed.pk}/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("beside_filing", 404), ("filing_clerk", 404), ("above_judge", 403), ("judge", 403),
                                             ("above_archivist", 403)])
def test_others_find_no_file(stage, handed_up, web, who, status):
    url = f"/staff/appeals/{handed_up.pk}/"
    assert web(who).get(url).status_code == status
    assert web(who).post(f"{url}receive/").status_code == status
    handed_up.refresh_from_db()
    assert handed_up.state == "sent"


def test_the_desk_of_the_court_above_leads_to_the_inbox(stage, handed_up, web):
    shown = page(web("above_filing"), "/staff/tasks/")
    assert "签收上诉案卷" in shown and "/staff/appeals/" in shown


def test_an_empty_inbox_says_so(stage, above, web):
    assert "没有这种状态的上诉案卷" in page(web("above_filing"), "/staff/appeals/")


def test_the_page_stays_within_its_budget(stage, handed_up, web, django_assert_max_num_queries):
    client = web("above_filing")
    page(client, "/staff/appeals/")
    with django_assert_max_num_queries(30):
        shown = page(client, f"/staff/appeals/{handed_up.pk}/")
    assert len(shown.encode()) < 150_000


def test_the_court_above_reads_the_file_and_not_the_lower_courts_own_pages(stage, handed_up, web):
    """副卷 and what belongs to it (internal approvals, who looked, whole numbers) stay below (S10, S12, S17)."""
    case, client = handed_up.case, web("above_filing")
    page(client, f"/staff/cases/{case.pk}/dossier/")
    party = case.parties.first()
    for rest in ("", "timeline/", "money/", "readers/", "papers/", "representatives/", "fees/burden/", "act/appeal_returned/"):
        page(client, f"/staff/case/{case.pk}/{rest}", 404)
    for rest in (f"hearings/cases/{case.pk}/", f"service/cases/{case.pk}/"):
        assert client.get(f"/staff/{rest}").status_code in (403, 404), rest
    assert client.post(f"/staff/case/{case.pk}/unmask/{party.pk}/phone/").status_code == 404


def test_once_sent_back_the_file_is_closed_to_the_court_above(stage, handed_up, web):
    """S10, S14: a case that was sent back goes on below, perhaps for a new trial; the inbox keeps only its own line."""
    document = rendering.render_now(handed_up.case.documents.filter(template="appeal_notice").first(), at=handed_up.sent_at)
    client = web("above_filing")
    client.post(f"/staff/appeals/{handed_up.pk}/receive/")
    page(client, f"/staff/documents/{document.pk}/")
    assert client.post(f"/staff/appeals/{handed_up.pk}/", {"result": "remanded"}).status_code == 302
    page(client, f"/staff/documents/{document.pk}/", 404)
    page(client, f"/staff/cases/{handed_up.case_id}/dossier/", 404)
    assert "发回重审" in page(client, f"/staff/appeals/{handed_up.pk}/")


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "9" * 19])
def test_a_number_that_is_none_breaks_no_page(stage, handed_up, web, typed):
    """S27: no input gives a 5xx."""
    case = handed_up.case
    assert web("above_filing").get("/staff/appeals/", {"before": typed}).status_code == 200
    assert web("defendant").get("/cases/", {"before": typed}).status_code == 200
    token = {"token": typed, "key": "k1", "manner": "judgment", "step": "rewrite", "orders": typed, "revision": typed}
    judge = web("judge", fresh=True)
    for where in ("act/record_effect/", "notes/", "fees/burden/"):
        assert judge.post(f"/staff/case/{case.pk}/{where}", token).status_code < 500, where


def test_a_refused_outcome_is_told_on_the_page_and_not_by_a_page_within_it(stage, handed_up, web):
    client = web("above_filing")
    client.post(f"/staff/appeals/{handed_up.pk}/receive/")
    answer = client.post(f"/staff/appeals/{handed_up.pk}/", {"result": "upheld"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert (told.count("<!DOCTYPE"), told.count("<body")) == (1, 1)
    assert "请填写“生效日期”" in told


def test_the_page_asks_who_withdrew_only_where_several_appealed(stage, appealed, handed_up, web):
    client, url = web("above_filing"), f"/staff/appeals/{handed_up.pk}/"
    client.post(f"{url}receive/")
    assert "准许撤回上诉的上诉人" not in client.get(url).content.decode()
    case = handed_up.case
    plaintiff = case.parties.get(role="plaintiff")
    from court.spine.journal.actions import append
    append(case.stream, "case.enter_appeal", by=None, at=handed_up.sent_at, court=case.court_id, facts={"party": str(plaintiff.pk)})
    assert "准许撤回上诉的上诉人" in client.get(url).content.decode()
    sent = client.post(url, {"result": "upheld", "effective_on": SENT.isoformat(), "withdrew": [str(plaintiff.pk)]})
    assert sent.status_code == 302
