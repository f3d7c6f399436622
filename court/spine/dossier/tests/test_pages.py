"""Papers on pages: recorded before shown, closed to whom they are closed, harmless whatever they are."""

import io

import pikepdf
import pytest
from django.db import DatabaseError
from PIL import Image

from court.base.access import reads
from court.base.access.models import ReadRecord
from court.kit.press import sheets
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import actions
from court.spine.dossier.models import Document, Placement
from court.spine.dossier.tests.papers import pdf, photo
from court.spine.dossier.verification import verify

PROOF = "判决书、调解书、裁定书送达回证"


def test_the_dossier_page_shows_titles_pages_and_what_is_missing(heard, put, web):
    put(heard, "起诉状", pages=2, item="起诉状（或口头起诉笔录）及附件")
    answer = web("judge").get(f"/staff/cases/{heard.pk}/dossier/")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "起诉状" in words
    assert "1-2" in words
    assert "本阶段材料齐全情况" in words
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_the_inner_volume_leaves_no_trace_in_what_a_party_gets(heard, put, web):
    put(heard, "起诉状")
    put(heard, "SECRETTITLE", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    page = web("plaintiff").get(f"/cases/{heard.pk}/dossier/").content.decode()
    assert "起诉状" in page
    assert "SECRETTITLE" not in page
    assert "副卷" not in page


@pytest.mark.parametrize("where", ["/documents/{pk}/", "/documents/{pk}/download/", "/documents/{pk}/pages/1/full.png",
                                   "/documents/{pk}/pages/1/thumb.png"])  # fmt: skip
def test_every_door_to_an_inner_paper_is_shut_and_looks_like_none(heard, put, web, where):
    inner = put(heard, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    for who in ("plaintiff", "defendant", "stranger"):
        shut, missing = (web(who).get(where.format(pk=pk)) for pk in (inner.pk, 4711))
        assert shut.status_code == missing.status_code == 404
    assert web("judge").get("/staff" + where.format(pk=inner.pk)).status_code == 200


def test_a_look_is_recorded_before_anything_is_shown(heard, put, web):
    document = put(heard, "起诉状")
    ReadRecord.objects.all().delete()
    web("defendant").get(f"/documents/{document.pk}/download/")
    record = ReadRecord.objects.get()
    assert (record.stream, record.thing, record.verb) == (heard.stream, f"document:{document.pk}", "download")


def test_what_can_not_be_recorded_is_not_shown(heard, put, web, monkeypatch):
    document = put(heard, "起诉状", content=photo("VISIBLE"), name="a.png")
    browser = web("defendant")

    def full(*_, **__):
        raise DatabaseError("disk full")

    monkeypatch.setattr(reads, "insert", full)
    answer = browser.get(f"/documents/{document.pk}/download/")
    assert answer.status_code == 503
    assert b"PNG" not in answer.content


def test_a_download_can_not_run_anything_here(heard, put, web):
    document = put(heard, "起诉状", name="诉状.pdf")
    answer = web("judge").get(f"/staff/documents/{document.pk}/download/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == pdf(1)


def test_the_other_side_gets_a_photo_without_where_and_with_what_it_was_taken(heard, put, web):
    image = Image.open(io.BytesIO(photo()))
    exif = image.getexif()
    exif[0x010F] = "SECRET-CAMERA"
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif)
    document = put(heard, "借条", content=content.getvalue(), name="借条.jpg")
    theirs = web("defendant").get(f"/documents/{document.pk}/download/")
    assert b"SECRET-CAMERA" not in theirs.content
    assert Image.open(io.BytesIO(theirs.content)).size == image.size
    own = web("plaintiff").get(f"/documents/{document.pk}/download/")
    assert b"".join(own.streaming_content) == content.getvalue()


def test_a_page_is_shown_as_a_picture_and_a_page_beyond_the_end_is_not_there(heard, put, web):
    document = put(heard, "起诉状", pages=2)
    browser = web("plaintiff")
    picture = browser.get(f"/documents/{document.pk}/pages/2/full.png")
    assert Image.open(io.BytesIO(picture.content)).width == 1100
    assert browser.get(f"/documents/{document.pk}/pages/3/full.png").status_code == 404


def test_a_party_takes_the_main_volume_marked_with_name_and_time(heard, put, web):
    put(heard, "起诉状", pages=2)
    answer = web("plaintiff").get(f"/cases/{heard.pk}/dossier/main.pdf")
    assert answer.status_code == 200
    assert "王建国" in sheets.text(answer.content)[2]
    assert len(pikepdf.open(io.BytesIO(answer.content)).pages) == 5


def test_taking_a_whole_volume_wants_the_courts_people_to_prove_themselves_again(heard, put, web):
    put(heard, "起诉状")
    assert web("judge").get(f"/staff/cases/{heard.pk}/dossier/main.pdf").status_code in (302, 401)
    assert web("judge", fresh=True).get(f"/staff/cases/{heard.pk}/dossier/main.pdf").status_code == 200


def test_the_clerk_puts_a_scanned_paper_in_its_place(heard, web):
    file = io.BytesIO(pdf(1))
    file.name = "回证.pdf"
    answer = web("clerk").post(f"/staff/cases/{heard.pk}/dossier/add/", {
        "file": file, "title": "送达回证", "place": f"main:{PROOF}", "secrecy": "parties"})  # fmt: skip
    assert answer.status_code == 302
    document = Document.objects.get(title="送达回证")
    assert (document.volume, document.item) == ("main", PROOF)


def test_a_wrong_file_is_refused_in_the_form_with_its_name_and_cure(heard, web):
    file = io.BytesIO(b"MZ" + b"\0" * 200)
    file.name = "回证.pdf"
    answer = web("clerk").post(f"/staff/cases/{heard.pk}/dossier/add/", {
        "file": file, "title": "送达回证", "place": "main:其他", "secrecy": "parties"})  # fmt: skip
    assert answer.status_code == 422
    file.seek(0)
    answer = web("clerk").post(f"/staff/cases/{heard.pk}/dossier/add/", {
        "file": file, "title": "送达回证", "place": "main:备考表", "secrecy": "parties"})  # fmt: skip
    assert "回证.pdf" in answer.content.decode()
    assert "可执行程序" in answer.content.decode()
    assert not Document.objects.filter(title="送达回证").exists()


@pytest.mark.parametrize("who", ["plaintiff", "judge2", "court_president"])
def test_only_those_who_handle_the_case_keep_its_dossier(heard, put, web, who):
    document = put(heard, "起诉状")
    answer = web(who).post(f"/staff/documents/{document.pk}/strike/", {"why": "误入"})
    assert answer.status_code in (302, 403, 404)
    assert Document.objects.get(pk=document.pk).state == "available"


def test_the_clerk_strikes_and_numbers(heard, put, web):
    document = put(heard, "起诉状")
    web("clerk").post(f"/staff/cases/{heard.pk}/dossier/main/number/")
    document.placement.refresh_from_db()
    assert document.placement.page_from == 1
    web("clerk").post(f"/staff/documents/{document.pk}/strike/", {"why": "重复"})
    assert Document.objects.get(pk=document.pk).state == "struck"


def test_nothing_changes_by_get(heard, put, web):
    document = put(heard, "起诉状")
    for where in (f"documents/{document.pk}/strike/", f"documents/{document.pk}/move/",
                  f"cases/{heard.pk}/dossier/main/number/"):  # fmt: skip
        assert web("clerk").get(f"/staff/{where}").status_code == 405


def test_a_held_paper_is_not_on_the_partys_page(stage, heard, put, web):
    document = put(heard, "民事判决书", by="judge")
    actions.hold(document, by=stage.actor("judge"), at=moment())
    assert "民事判决书" not in web("plaintiff").get(f"/cases/{heard.pk}/dossier/").content.decode()


@pytest.mark.parametrize("where", ["/documents/{big}/", "/documents/1/pages/99999999999999999999/full.png",
                                   "/documents/1/pages/1/huge.png", "/cases/{case}/dossier/inner.pdf",
                                   "/cases/{case}/dossier/other.pdf", "/cases/{big}/dossier/"])  # fmt: skip
def test_absurd_addresses_are_not_there(heard, put, web, where):
    put(heard, "起诉状")
    assert web("plaintiff").get(where.format(big=10**30, case=heard.pk)).status_code == 404


def test_the_dossier_page_asks_the_database_no_more_for_more_papers(heard, put, web, django_assert_max_num_queries):
    for number in range(12):
        put(heard, f"证据{number}", item="原告举证材料")
    browser = web("judge")
    with django_assert_max_num_queries(30):
        browser.get(f"/staff/cases/{heard.pk}/dossier/")


@pytest.mark.parametrize(("who", "face"), [("judge", "/staff"), ("clerk", "/staff"), ("plaintiff", "")])
def test_nobody_gets_a_file_before_the_scanners_verdict_nor_after_a_bad_one(heard, put, web, who, face):
    """S21: waiting is never clean, not even for the court, nor for who brought the file."""
    waiting = put(heard, "证据", check=False)
    refused = put(heard, "证据二", content=b"%PDF-1.4 broken")
    client = web(who)
    for document in (waiting, refused):
        download = client.get(f"{face}/documents/{document.pk}/download/")
        picture = client.get(f"{face}/documents/{document.pk}/pages/1/full.png")
        assert download.status_code >= 400
        assert b"%PDF" not in download.getvalue()
        assert picture.status_code >= 400
    assert "安全检查" in client.get(f"{face}/documents/{waiting.pk}/download/").content.decode()
    assert client.get(f"{face}/documents/{waiting.pk}/").status_code == 200


def test_the_clerk_renames_a_paper_and_nobody_else_does(heard, put, web):
    document = put(heard, "王建国身份证")
    web("case_manager").post(f"/staff/documents/{document.pk}/rename/", {"title": "别的"})
    web("defendant").post(f"/staff/documents/{document.pk}/rename/", {"title": "别的"})
    assert Document.objects.get(pk=document.pk).title == "王建国身份证"
    assert web("clerk").post(f"/staff/documents/{document.pk}/rename/", {"title": " "}).status_code == 422
    assert web("clerk").get(f"/staff/documents/{document.pk}/rename/").status_code == 405
    web("clerk").post(f"/staff/documents/{document.pk}/rename/", {"title": "原告身份证"})
    assert Document.objects.get(pk=document.pk).title == "原告身份证"
    assert list(verify(document.case)) == []
    Placement.objects.filter(document=document).update(page_from=1, page_to=1)
    Case.objects.filter(pk=heard.pk).update(archived_on=DAY)
    assert web("clerk").post(f"/staff/documents/{document.pk}/rename/", {"title": "身份证"}).status_code == 409
