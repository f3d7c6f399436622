"""The pages: a whole filing on a phone and at the window, bad files, doors that look like none."""

import io
from datetime import date

import pikepdf
import pytest

from court.base.access.models import ReadRecord
from court.base.people import identity
from court.spine.cases.models import Case
from court.spine.dossier import rendering
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf, photo
from court.work.filing import papers, reviewing
from court.work.filing.models import Filing
from court.work.filing.tests.conftest import FULL, finish, put, upload


def fill(client, before: str, filing: Filing, screens: list[str]) -> None:
    """Post every screen as a browser does, following where it leads."""
    for key in screens:
        answer = client.post(f"{before}{filing.pk}/{key}/", FULL[key])
        assert answer.status_code == 302, (key, answer.content.decode()[-3000:])


def encrypted() -> bytes:
    made = io.BytesIO()
    document = pikepdf.open(io.BytesIO(pdf(1)))
    document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def test_a_person_files_on_a_phone_from_the_first_screen_to_the_receipt(stage, web):
    me = web("plaintiff")
    first = me.post("/filings/new/")
    filing = Filing.objects.get()
    assert first.headers["Location"] == f"/filings/{filing.pk}/court/"
    assert "盐湖区人民法院" in me.get(first.headers["Location"]).content.decode()
    fill(me, "/filings/", filing, ["court", "cause", "me"])
    side = me.post(f"/filings/{filing.pk}/sides/new/", {**FULL["sides"][0], "kind": "natural"})
    assert side.status_code == 302
    fill(me, "/filings/", filing, ["claims", "loan", "facts"])
    sent = me.post(
        f"/filings/{filing.pk}/files/", {"files": upload("借条.pdf", pdf(1)), "category": "evidence", "title": ""}
    )
    assert sent.status_code == 302
    assert (
        "1,050.00" in me.get(f"/filings/{filing.pk}/fee/").content.decode()
        or "1050.00" in me.get(f"/filings/{filing.pk}/fee/").content.decode()
    )
    fill(me, "/filings/", filing, ["fee", "consent"])
    page = me.get(f"/filings/{filing.pk}/check/").content.decode()
    assert "提交前还需要补充" not in page
    done = me.post(f"/filings/{filing.pk}/submit/", {"once": "abc", "token": "0"})
    receipt = me.get(done.headers["Location"]).content.decode()
    filing.refresh_from_db()
    assert filing.number in receipt
    assert filing.digest in receipt
    assert me.post(f"/filings/{filing.pk}/submit/", {"once": "abc", "token": "0"}).status_code == 302
    assert filing.number in me.get("/filings/").content.decode()


def test_what_was_typed_wrong_is_still_there_with_the_reason(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/claims/", {"claims": "还我血汗钱", "amount": "五万"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "请只填数字" in words
    assert "还我血汗钱" in me.get(f"/filings/{filing.pk}/claims/").content.decode()


def test_typing_is_saved_by_the_page_itself(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/facts/", {"grounds": "写了一"}, headers={"Accept": "application/json"})
    assert answer.json() == {"saved": True}
    assert "写了一" in me.get(f"/filings/{filing.pk}/facts/").content.decode()


def test_every_screen_opens_and_unknown_ones_do_not(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    for key in ("court", "cause", "me", "sides", "claims", "loan", "facts", "files", "fee", "consent", "check"):
        answer = me.get(f"/filings/{filing.pk}/{key}/")
        assert answer.status_code == 200
        assert len(answer.content) < 150_000
    assert me.get(f"/filings/{filing.pk}/nothing/").status_code == 404
    assert me.get(f"/filings/{filing.pk}/sides/9/").status_code == 404


@pytest.mark.parametrize("key", ["check", "files", "fee", "sides", "court"])
def test_a_screen_asks_the_database_little(stage, web, draft, django_assert_max_num_queries, key):
    filing, me = draft(), web("plaintiff")
    put(stage, filing, "转账.png", photo())
    with django_assert_max_num_queries(30):
        assert me.get(f"/filings/{filing.pk}/{key}/").status_code == 200


def test_a_cause_is_found_by_its_former_name(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    assert "民间借贷纠纷" in me.get(f"/filings/{filing.pk}/cause/?q=企业借贷").content.decode()


@pytest.mark.parametrize(("name", "content", "said"), [
    ("借条.pdf", b"", "空"),
    ("借条.exe", b"MZ" + b"\0" * 99, "格式"),
    ("照片.jpg", b"MZ" + b"\0" * 99, "可执行程序"),
    ("借条.pdf", pdf(1)[:-300], "借条.pdf"),
    ("合同.pdf", encrypted(), "合同.pdf"),
    ("截图.png", pdf(1), "截图.png"),
])  # fmt: skip
def test_a_bad_file_is_refused_at_once_by_name_and_the_good_one_beside_it_stays(stage, web, draft, name, content, said):
    filing, me = draft(evidence=False), web("plaintiff")
    answer = me.post(
        f"/filings/{filing.pk}/files/",
        {"files": [upload(name, content), upload("好的.png", photo())], "category": "evidence", "title": ""},
    )
    words = answer.content.decode()
    assert answer.status_code == 422
    assert said in words
    assert [one.document.title for one in filing.files.select_related("document")] == ["好的"]


def test_a_file_refused_by_the_later_check_holds_up_only_itself(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    bad = put(stage, filing, "坏图.png", photo()[:400])
    assert Document.objects.get(pk=bad.document_id).state == "refused"
    assert "坏图.png" in me.get(f"/filings/{filing.pk}/check/").content.decode()
    me.post(f"/filings/{filing.pk}/files/{bad.pk}/drop/")
    assert "提交前还需要补充" not in me.get(f"/filings/{filing.pk}/check/").content.decode()


def test_the_same_file_sent_again_is_the_paper_that_is_there(stage, web, draft):
    filing, me, content = draft(evidence=False), web("plaintiff"), photo()
    for _ in range(2):
        me.post(f"/filings/{filing.pk}/files/", {"files": upload("转账.png", content), "category": "evidence", "title": ""})
    assert filing.files.count() == 1
    (paper,) = filing.files.all()
    me.post(f"/filings/{filing.pk}/files/{paper.pk}/drop/")
    me.post(f"/filings/{filing.pk}/files/", {"files": upload("转账.png", content), "category": "evidence", "title": ""})
    assert filing.files.count() == 1, "taken out and brought again, it is a paper again"


def test_papers_change_their_order(stage, web, draft):
    filing, me = draft(), web("plaintiff")
    second = put(stage, filing, "转账.png", photo())
    me.post(f"/filings/{filing.pk}/files/{second.pk}/up/")
    assert [one.document.title for one in filing.files.select_related("document")] == ["转账", "借条"]


@pytest.mark.parametrize("who", ["stranger", "defendant", "lawyer"])
def test_nobody_else_finds_a_filing(stage, web, draft, who):
    filing = draft()
    for where in ("", "facts/", "check/", "files/list/", "receipt/"):
        assert web(who).get(f"/filings/{filing.pk}/{where}").status_code == 404
    assert filing.number not in web(who).get("/filings/").content.decode()


def test_a_draft_is_not_in_the_courts_queue_and_a_filing_only_in_its_own(stage, web, draft, handed_in):
    waiting, filed = draft(), handed_in()
    queue = web("filing_clerk").get("/staff/filings/").content.decode()
    assert filed.number in queue
    assert waiting.number not in queue
    assert filed.number not in web("foreign_clerk").get("/staff/filings/").content.decode()
    assert web("foreign_clerk").get(f"/staff/filings/{filed.pk}/").status_code == 404
    assert web("judge").get("/staff/filings/").status_code == 403


def test_a_clerk_reviews_and_dockets_on_the_split_screen(stage, web, handed_in, django_assert_max_num_queries):
    filing, clerk = handed_in(), web("filing_clerk")
    with django_assert_max_num_queries(30):
        page = clerk.get(f"/staff/filings/{filing.pk}/")
    words = page.content.decode()
    assert "民事起诉状" in words
    assert "被告于2025年3月1日" in words
    assert ReadRecord.objects.filter(stream=filing.stream, account=stage.accounts["filing_clerk"].pk).exists()
    answer = clerk.post(
        f"/staff/filings/{filing.pk}/accept/", {"track": "simplified", "once": "x", "token": filing.version}
    )
    assert answer.status_code == 302
    assert Case.objects.get().number in clerk.get(f"/staff/filings/{filing.pk}/").content.decode()
    assert Case.objects.get().number in web("plaintiff").get(f"/filings/{filing.pk}/").content.decode()


def test_a_late_clerk_keeps_what_was_typed(stage, web, handed_in):
    filing, late = handed_in(), web("filing_clerk2")
    token = filing.version
    web("filing_clerk").post(
        f"/staff/filings/{filing.pk}/accept/", {"track": "simplified", "once": "x", "token": token}
    )
    answer = late.post(
        f"/staff/filings/{filing.pk}/return/",
        {"codes": ["C01"], "days": "7", "words": "请补", "once": "y", "token": token},
    )
    assert answer.status_code == 409
    assert "周立" in answer.content.decode()


def test_the_correction_page_shows_the_defects_and_leads_to_their_screens(stage, web, handed_in):
    filing, me = handed_in(), web("plaintiff")
    web("filing_clerk").post(
        f"/staff/filings/{filing.pk}/return/",
        {"codes": ["C02", "D03"], "days": "7", "words": "请写明计算方法", "once": "y", "token": filing.version},
    )
    page = me.get(f"/filings/{filing.pk}/").content.decode()
    assert "请求的金额不明确" in page
    assert f"/filings/{filing.pk}/sides/?back=check" in page
    assert "请写明计算方法" in page
    changed = me.post(f"/filings/{filing.pk}/claims/?back=check", {"claims": "返还借款40000元", "amount": "40000"})
    assert changed.headers["Location"].endswith("/check/")
    me.post(f"/filings/{filing.pk}/submit/", {"once": "z", "token": "2"})
    filing.refresh_from_db()
    assert (filing.state, filing.amount_fen) == ("resubmitted", 4_000_000)


def test_a_clerk_files_at_the_window_for_somebody_who_has_no_account(stage, web):
    clerk = web("filing_clerk", fresh=True)
    number = identity.demo_resident_number(date(1950, 2, 2), 30, male=True)
    first = clerk.post(
        "/staff/filings/new/",
        {"name": "老李", "id_number": number, "phone": "12000000055", "address": "盐湖区", "seen": "on"},
    )
    filing = Filing.objects.get()
    assert first.headers["Location"] == f"/staff/filings/{filing.pk}/cause/"
    fill(clerk, "/staff/filings/", filing, ["cause", "me", "claims", "loan", "facts", "fee", "consent"])
    clerk.post(f"/staff/filings/{filing.pk}/sides/new/", {**FULL["sides"][0], "kind": "natural"})
    clerk.post(
        f"/staff/filings/{filing.pk}/files/", {"files": upload("借条.pdf", pdf(1)), "category": "evidence", "title": ""}
    )
    done = clerk.post(f"/staff/filings/{filing.pk}/submit/", {"once": "w", "token": "0"})
    assert done.status_code == 302, done.content.decode()[-2000:]
    filing.refresh_from_db()
    finish(filing)
    assert (filing.channel, filing.account, filing.court_id) == ("window", None, "晋0802")
    case = reviewing.accept(
        filing, track="simplified", by=stage.actor("filing_clerk"), at=filing.submitted_at, token=filing.version
    )
    assert case.parties.get(role="plaintiff").name == "老李"


def test_a_wrong_number_at_the_window_is_refused_in_the_form(stage, web):
    answer = web("filing_clerk").post(
        "/staff/filings/new/",
        {"name": "老李", "id_number": "140802195002020000", "phone": "12000000055", "address": "盐湖区", "seen": "on"},
    )
    assert answer.status_code == 422
    assert "校验位" in answer.content.decode()
    assert not Filing.objects.exists()


def test_nothing_changes_by_get(stage, web, handed_in, draft):
    filing, mine = handed_in(), draft()
    for where in ("accept", "return", "refuse", "send-back"):
        assert web("filing_clerk").get(f"/staff/filings/{filing.pk}/{where}/").status_code == 405
    for where in ("submit", "discard", "sides/0/drop"):
        assert web("plaintiff").get(f"/filings/{mine.pk}/{where}/").status_code == 405


def test_what_was_filed_at_the_window_is_taken_back_there(stage, web, handed_in):
    filing, clerk = handed_in(), web("filing_clerk")
    assert clerk.post(f"/staff/filings/{filing.pk}/withdraw/").status_code == 404
    Filing.objects.filter(pk=filing.pk).update(channel="window", entered_by=stage.accounts["filing_clerk"])
    assert clerk.post(f"/staff/filings/{filing.pk}/withdraw/").status_code == 302
    assert Filing.objects.get(pk=filing.pk).state == "withdrawn"


def test_the_clerk_reads_the_papers_no_more_once_the_case_is_with_its_judge(stage, web, handed_in):
    filing = handed_in()
    case = reviewing.accept(
        filing, track="simplified", by=stage.actor("filing_clerk"), at=filing.submitted_at, token=filing.version
    )
    assert "民事起诉状" in web("filing_clerk").get(f"/staff/filings/{filing.pk}/").content.decode()
    Case.objects.filter(pk=case.pk).update(stage="assigned", judge=stage.accounts["judge"])
    assert "民事起诉状" not in web("filing_clerk").get(f"/staff/filings/{filing.pk}/").content.decode()


def test_a_ruling_without_the_second_factor_keeps_what_was_written(stage, web, handed_in):
    filing = handed_in()
    answer = web("filing_clerk").post(f"/staff/filings/{filing.pk}/refuse/", {
        "refusal": "outside_remit", "opinion": "所诉事项不属于人民法院主管的范围。", "once": "x", "token": filing.version})
    assert answer.status_code == 401
    assert "所诉事项不属于人民法院主管的范围。" in answer.content.decode()
    assert "/staff/confirm/" in answer.content.decode()


def test_the_filer_downloads_the_signed_ruling_and_nobody_else(stage, web, handed_in):
    filing = handed_in()
    web("filing_clerk", fresh=True).post(f"/staff/filings/{filing.pk}/refuse/", {
        "refusal": "outside_remit", "opinion": "所诉事项不属于人民法院主管的范围。", "once": "x", "token": filing.version})
    assert web("plaintiff").get(f"/filings/{filing.pk}/ruling.pdf").status_code == 409
    rendering.render_now(papers.ruling_of(filing), at=filing.submitted_at)
    answer = web("plaintiff").get(f"/filings/{filing.pk}/ruling.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert web("defendant").get(f"/filings/{filing.pk}/ruling.pdf").status_code == 404
    assert "不予受理" in web("plaintiff").get(f"/filings/{filing.pk}/").content.decode()
