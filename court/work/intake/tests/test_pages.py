"""The pages of intake: the way of a paper over the counter and from the phone, and who is kept out."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf, photo
from court.work.intake import actions, originals
from court.work.intake.models import Intake, PaperOriginal, Rescan
from court.work.intake.tests.pieces import by_post, checked

RECEIVE = {"door": "post", "sender": "王建国", "phone": "", "asked": "", "from_court": "", "mail_number": "EMS1", "sheets": "3",
           "remarks": "", "title": "", "together": "on", "sorting": "name", "key": "k1"}  # fmt: skip


def file(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or photo(name))


def test_scans_are_one_paper_in_natural_order_and_the_receipt_names_every_file(stage, web):
    client = web("filing_clerk")
    files = [file("页10.png"), file("页2.png"), file("页1.png")]
    answer = client.post(reverse("intake_receive"), {**RECEIVE, "papers": files})
    intake = Intake.objects.get()
    assert answer.status_code == 302 and intake.sheets == 3
    document = intake.documents.get()
    assert list(document.renditions.order_by("pk").values_list("name", flat=True)) == ["页1.png", "页2.png", "页10.png"]
    receipt = client.get(reverse("intake_receipt", args=[intake.pk]))
    assert receipt["Content-Type"] == "application/pdf" and receipt.content.startswith(b"%PDF")


def test_the_order_made_on_the_page_is_kept_and_single_papers_stay_single(stage, web):
    client = web("filing_clerk")
    client.post(reverse("intake_receive"), {**RECEIVE, "sorting": "given", "papers": [file("2.png"), file("1.png")]})
    assert list(Document.objects.get().renditions.order_by("pk").values_list("name", flat=True)) == ["2.png", "1.png"]
    apart = {key: value for key, value in RECEIVE.items() if key != "together"} | {"key": "k2", "papers": [file("a.png"), file("b.png")]}
    client.post(reverse("intake_receive"), apart)
    assert set(Document.objects.order_by("-id").values_list("title", flat=True)[:2]) == {"a", "b"}


def test_a_clerk_scans_for_the_own_case_and_for_no_other(stage, web, heard):
    address = reverse("intake_receive")
    answer = web("clerk").post(address, {**RECEIVE, "door": "scan", "case": heard.pk, "papers": [file("a.pdf", pdf(2))]})
    assert answer.status_code == 302 and Document.objects.get().case == heard
    assert web("judge2").get(f"{address}?case={heard.pk}").status_code == 404
    assert web("foreign_judge").get(address).status_code == 403
    assert web("clerk").get(address).status_code == 403


def test_from_another_court_wants_its_name(stage, web):
    answer = web("filing_clerk").post(reverse("intake_receive"), {**RECEIVE, "door": "court", "papers": [file("a.png")]})
    assert answer.status_code == 422 and "请选择移送法院" in answer.content.decode()
    web("filing_clerk").post(reverse("intake_receive"), {**RECEIVE, "door": "court", "from_court": stage.other_court.pk, "papers": [file("a.png")]})
    assert Intake.objects.get().from_court == stage.other_court


def test_the_tray_proposes_the_case_and_one_button_gives_it(stage, web, heard):
    intake, client = by_post(stage), web("filing_clerk")
    listed = client.get(reverse("intake_tray")).content.decode()
    assert "王建国" in listed and "待分转" in listed
    page = client.get(reverse("intake_page", args=[intake.pk])).content.decode()
    assert heard.number in page and 'data-key="y"' in page
    client.post(reverse("intake_give", args=[intake.pk]), {"case": heard.pk})
    assert Intake.objects.get().party.name == "王建国"
    for who, status in (("judge", 200), ("clerk", 200), ("foreign_judge", 404), ("judge2", 404)):
        assert web(who).get(reverse("intake_page", args=[intake.pk])).status_code == status
    assert "已阅，入卷" in web("judge").get(reverse("intake_page", args=[intake.pk])).content.decode()
    web("judge").post(reverse("intake_settle", args=[intake.pk]), {"outcome": "filed"})
    assert Intake.objects.get().settled == "filed"


def test_a_refusal_stands_on_the_page_with_its_cure(stage, web):
    intake = by_post(stage)
    answer = web("filing_clerk").post(reverse("intake_return", args=[intake.pk]), {"why": ""})
    assert answer.status_code == 422 and "请写明退回理由" in answer.content.decode()
    answer = web("filing_clerk").post(reverse("intake_give", args=[intake.pk]), {"case": "x"})
    assert answer.status_code == 422 and "请选择案件" in answer.content.decode()


def test_a_party_sends_material_from_the_phone_and_judge_and_clerk_get_it(stage, web, heard):
    client, address = web("plaintiff"), reverse("send_material", args=[heard.pk])
    data = {"title": "情况说明", "remarks": "", "together": "on", "sorting": "given", "key": "m1"}
    answer = client.post(address, {**data, "papers": [file("2.png"), file("1.png")]})
    intake = Intake.objects.get()
    assert answer["Location"] == reverse("my_material", args=[intake.pk])
    assert (intake.case, intake.party.name, intake.documents.get().title) == (heard, "王建国", "情况说明")
    assert intake.case.tasks.filter(kind__startswith="new_material", state="open").count() == 2
    client.post(address, {**data, "papers": [file("2.png")]})
    assert Intake.objects.count() == 1
    assert intake.code in client.get(answer["Location"]).content.decode()
    assert client.get(reverse("my_material_receipt", args=[intake.pk])).content.startswith(b"%PDF")
    assert web("defendant").get(answer["Location"]).status_code == 404
    assert web("stranger").get(address).status_code == 404


def test_the_lawyer_who_left_the_case_sends_nothing_more(stage, web, heard):
    address = reverse("send_material", args=[heard.pk])
    assert web("lawyer").get(address).status_code == 200
    heard.representatives.update(until=moment())
    assert web("lawyer").post(address, {"title": "说明", "key": "x", "papers": [file("1.png")]}).status_code == 404
    assert not Intake.objects.exists()


def test_after_the_archive_the_page_says_what_to_do(stage, web, heard):
    heard.stage, heard.archived_on = "archived", moment().date()
    heard.save()
    answer = web("plaintiff").post(reverse("send_material", args=[heard.pk]), {"title": "说明", "papers": [file("1.png")], "key": "x"})
    assert "已归档" in answer.content.decode() and "另行立案" in answer.content.decode()
    assert not Intake.objects.exists()


def test_who_does_not_know_the_number_sends_to_the_tray_and_asks_by_the_code(stage, web, client):
    sender = web("stranger")
    sender.post(reverse("send_loose"), {"court": stage.court.pk, "asked": "", "title": "证据", "remarks": "", "papers": [file("1.png")], "key": "z"})
    intake = Intake.objects.get()
    assert (intake.state, intake.door, intake.account) == ("open", "phone", stage.accounts["stranger"])
    told = client.get(reverse("intake_check"), {"code": intake.code}).content.decode()
    assert "待分转" in told and "刘路人" not in told
    assert "没有找到" in client.get(reverse("intake_check"), {"code": "AAAAAAAAAA"}).content.decode()
    assert intake.code in web("filing_clerk").get(reverse("intake_page", args=[intake.pk])).content.decode()


def test_a_file_that_is_none_of_those_taken_is_named_and_the_others_stay_chosen(stage, web, heard):
    data = {"title": "说明", "remarks": "", "together": "on", "sorting": "given", "key": "m2"}
    answer = web("plaintiff").post(reverse("send_material", args=[heard.pk]),
                                   {**data, "papers": [file("好.png"), file("坏.exe", b"MZ" + bytes(200))]})  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code >= 400 and "坏.exe" in text and "好.png" in text
    assert not Intake.objects.exists()


def test_sheets_are_printed_by_kind_and_by_case(stage, web):
    answer = web("clerk").get(reverse("intake_sheets"), {"kinds": "民事起诉状，答辩状", "numbers": "（2026）晋0802民初1号", "plain": "1", "print": "1"})
    assert answer.content.startswith(b"%PDF")
    assert web("clerk").get(reverse("intake_sheets"), {"print": "1"}).status_code >= 400


def test_a_page_is_scanned_anew_and_undone_from_its_page(stage, web, heard, put):
    document = put(heard, "证据", pages=2)
    address, clerk = reverse("rescan", args=[document.pk]), web("clerk")
    shown = clerk.get(address).content.decode()
    assert "页码和位置不变" in shown
    clerk.post(address, {"page": "2", "why": "模糊", "scan": file("新.pdf", pdf(1))})
    from court.work.intake import rescanning

    rescanning.put_in(Rescan.objects.get().pk, at=moment())
    assert "恢复原页" in clerk.get(address).content.decode()
    clerk.post(reverse("rescan_undo", args=[Rescan.objects.get().pk]))
    assert Rescan.objects.get().state == "undone"
    for who, status in (("judge2", 404), ("foreign_judge", 404), ("division_head", 403)):
        assert web(who).get(address).status_code == status


def test_any_reader_of_the_court_marks_a_bad_page_and_nobody_else(stage, web, heard, put):
    document = put(heard, "证据", pages=2)
    address = reverse("bad_page", args=[document.pk])
    assert web("foreign_judge").post(address, {"page": "1", "why": "缺角"}).status_code == 404
    assert web("judge").post(address, {"page": "1", "why": "缺角"}).status_code == 302
    assert heard.tasks.get(kind="bad_page").assignee == stage.accounts["clerk"]


def test_the_papers_page_says_where_it_came_from_and_where_its_original_lies(stage, web, heard, put):
    document = put(heard, "借条")
    originals.keep(document, place="3号柜2层", by=stage.actor("clerk"), at=moment())
    page = web("judge").get(reverse("document_page", args=[document.pk])).content.decode()
    assert "来源" in page and "3号柜2层" in page


def test_the_register_is_searched_and_exported_without_formulas(stage, web, heard, put):
    document = put(heard, "=危险()")
    web("clerk").post(reverse("paper_original", args=[document.pk]), {"place": "3号柜", "volume": "", "sheets": "2"})
    kept = PaperOriginal.objects.get()
    web("clerk").post(reverse("paper_original", args=[document.pk]), {"step": "lent", "holder": "李文静", "due_on": "2099-03-10", "version": kept.version})
    assert PaperOriginal.objects.get().state == "lent"
    archivist = web("archivist")
    assert "3号柜" in archivist.get(reverse("originals"), {"q": "3号柜"}).content.decode()
    table = archivist.get(reverse("originals"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "'=危险()" in table and "李文静" in table
    assert "没有符合条件的原件" in web("judge2").get(reverse("originals")).content.decode()


def test_given_material_links_from_the_task_list(stage, web, heard):
    intake = by_post(stage)
    checked(intake)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    assert reverse("intake_page", args=[intake.pk]) in web("judge").get(reverse("task_list")).content.decode()
