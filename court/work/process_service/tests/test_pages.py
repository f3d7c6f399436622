"""The desk, one paper's page, printing, and the litigant's page where papers are opened."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.base.courts import clock
from court.base.people.models import Person
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier.models import KeptFile, Rendition
from court.spine.dossier.tests.papers import pdf
from court.work.process_service import serving
from court.work.process_service.models import PrintBatch, ServiceOrder
from court.work.process_service.tests.story import SENT, enter, order_of, with_papers_sent

pytestmark = pytest.mark.django_db
NOW = SENT + timedelta(days=2)


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(NOW, 10))
    return build()


@pytest.fixture
def case(stage):
    return with_papers_sent(stage)


def test_the_desk_lists_what_waits_by_case_and_finds_by_name(stage, case, web, django_assert_max_num_queries):
    clerk = web("clerk")
    with django_assert_max_num_queries(30):
        page = clerk.get("/staff/service/").content.decode()
    assert case.number in page and "应诉通知书" in page and "未送达" in page and len(page) < 150_000
    assert "应诉通知书" in clerk.get("/staff/service/", {"q": "张伟"}).content.decode()
    assert "没有待送达的文书" in clerk.get("/staff/service/", {"q": "查无此人"}).content.decode()


def test_the_desk_of_others_does_not_show_the_case(stage, case, web):
    assert case.number not in web("judge2").get("/staff/service/").content.decode()
    order = order_of(case, "defendant", "response_notice")
    assert web("judge2").get(f"/staff/service/{order.pk}/").status_code == 404
    assert web("cashier").get("/staff/service/").status_code == 403
    assert web("service_officer").get(f"/staff/service/{order.pk}/").status_code == 200


def test_service_is_entered_on_the_papers_page_and_a_mistake_keeps_what_was_typed(stage, case, web):
    order, clerk = order_of(case, "defendant", "response_notice"), web("clerk")
    where = f"/staff/service/{order.pk}/enter/"
    wrong = clerk.post(
        where, {"way": "direct", "day": (NOW + timedelta(days=9)).isoformat(), "receiver": "张伟之妻", "key": "a"}
    )
    assert wrong.status_code == 422
    assert "送达日期不能晚于今天" in wrong.content.decode() and "张伟之妻" in wrong.content.decode()
    right = {"way": "direct", "day": SENT.isoformat(), "receiver": "张伟", "key": "a"}
    for _ in range(2):
        assert clerk.post(where, right).status_code == 302
    assert order.attempts.count() == 1
    page = clerk.get(f"/staff/service/{order.pk}/").content.decode()
    assert "送达生效：<b>2026-03-05</b>" in page and "签收日2026-03-05为送达日" in page


def test_a_wrong_entry_is_corrected_and_stays_struck_through(stage, case, web):
    order, clerk = order_of(case, "defendant", "response_notice"), web("clerk")
    wrong = enter(stage, order, "direct", SENT)
    where = f"/staff/service/attempts/{wrong.pk}/correct/"
    assert clerk.get(where).status_code == 200
    day = (SENT + timedelta(days=1)).isoformat()
    assert clerk.post(where, {"way": "direct", "day": day, "why": "看错日期"}).status_code == 302
    page = clerk.get(f"/staff/service/{order.pk}/").content.decode()
    assert "<s>直接送达</s>" in page and "看错日期" in page


def test_labels_are_kept_sealed_and_come_out_again(stage, case, web):
    Person.objects.filter(pk=stage.accounts["defendant"].person_id).update()
    defendant = stage.accounts["defendant"].person
    clerk = web("clerk")
    chosen = {
        "order": [str(o.pk) for o in ServiceOrder.objects.filter(case=case, party__role="defendant")],
        "kind": "labels",
    }
    refused = clerk.post("/staff/service/print/", chosen)
    assert refused.status_code == 422 and "没有送达地址" in refused.content.decode()
    defendant.address, defendant.phone = "山西省运城市盐湖区河东街7号", "13900000001"
    defendant.save()
    assert clerk.post("/staff/service/print/", chosen).status_code == 302
    batch = PrintBatch.objects.get()
    assert batch.lines.count('"to"') == 1  # one envelope, several papers
    first = clerk.get(f"/staff/service/batches/{batch.pk}.pdf").content
    again = clerk.get(f"/staff/service/batches/{batch.pk}.pdf?again").content
    assert first.startswith(b"%PDF") and first == again
    batch.refresh_from_db()
    assert batch.printed == 2
    assert web("judge2").get(f"/staff/service/batches/{batch.pk}.pdf").status_code == 404
    clerk.post("/staff/service/print/", {**chosen, "kind": "envelopes"})
    envelope = PrintBatch.objects.order_by("-id").first()
    assert clerk.get(f"/staff/service/batches/{envelope.pk}.pdf").content.startswith(b"%PDF")


def test_addresses_are_not_in_the_database_in_clear(stage, case, web):
    from django.db import connection

    defendant = stage.accounts["defendant"].person
    defendant.address = "山西省运城市盐湖区河东街7号"
    defendant.save()
    chosen = [str(o.pk) for o in ServiceOrder.objects.filter(case=case, party__role="defendant")]
    web("clerk").post("/staff/service/print/", {"order": chosen, "kind": "labels"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT lines FROM process_service_printbatch")
        assert "河东街" not in cursor.fetchone()[0]


def test_a_paper_is_read_only_when_it_is_opened(stage, case, web):
    order = order_of(case, "plaintiff", "evidence_notice")
    serving.send_electronically(order.pk, at=moment(SENT))
    party = web("plaintiff")
    assert "待签收" in party.get("/served/").content.decode()
    page = party.get(f"/served/{order.pk}/").content.decode()
    assert "签收并查看" in page and order.attempts.get().read_at is None
    answer = party.post(f"/served/{order.pk}/")
    assert answer.status_code == 302 and re.fullmatch(rf"/documents/{order.document_id}/", answer.url)
    assert order.attempts.get().read_at == moment(NOW, 10)
    assert "已阅看" in party.get("/served/").content.decode()


def test_papers_of_the_other_side_do_not_exist_for_anybody_else(stage, case, web):
    order = order_of(case, "plaintiff", "evidence_notice")
    serving.send_electronically(order.pk, at=moment(SENT))
    for who in ("defendant", "stranger"):
        browser = web(who)
        assert browser.get(f"/served/{order.pk}/").status_code == browser.get("/served/4711/").status_code == 404
        assert "举证通知书" not in browser.get("/served/").content.decode()


def test_the_case_shows_person_by_person_how_its_papers_stand(stage, case, web):
    serving.send_electronically(order_of(case, "plaintiff", "evidence_notice").pk, at=moment(SENT))
    page = web("judge").get(f"/staff/service/cases/{case.pk}/").content.decode()
    assert "已送达·未阅看" in page and "未送达" in page
    assert web("judge2").get(f"/staff/service/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize("day", ["", (NOW + timedelta(days=9)).isoformat()])
def test_the_proof_of_a_refused_entry_is_kept_and_filed_with_the_entry(stage, case, web, day):
    order, clerk = order_of(case, "defendant", "response_notice"), web("clerk")
    where, proof = f"/staff/service/{order.pk}/enter/", SimpleUploadedFile("送达回证.pdf", pdf(1))
    typed = {"way": "direct", "receiver": "张伟", "key": "kept"}
    wrong = clerk.post(where, typed | {"day": day, "proof": proof})
    assert wrong.status_code == 422 and "已选文件：送达回证.pdf（" in wrong.content.decode()
    filed = Rendition.objects.filter(document__case=case, name="送达回证.pdf")
    assert not filed.exists()
    right = typed | {"day": SENT.isoformat(), "proof-kept": str(KeptFile.objects.get().pk)}
    for _ in range(2):
        assert clerk.post(where, right).status_code == 302
    assert (order.attempts.count(), filed.count()) == (1, 1)
