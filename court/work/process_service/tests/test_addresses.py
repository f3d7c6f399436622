"""Addresses of a party, the paper for who serves it, statistics."""
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, build, moment
from court.spine.dossier import actions as dossier
from court.spine.dossier import rendering
from court.work.process_service import addresses, figures, printing
from court.work.process_service.figures import Line
from court.work.process_service.models import ServiceOrder
from court.work.process_service.tests.story import SENT, enter, order_of, with_papers_sent

pytestmark = pytest.mark.django_db
LATER = SENT + timedelta(days=4)
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
                    "18dd8db00000000049454e44ae426082")


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(LATER, 10))
    return build()


@pytest.fixture
def order(stage):
    return order_of(with_papers_sent(stage), "defendant", "response_notice")


def add(stage, order, source: str, address: str, *, day: date = SENT, proof=None, who="clerk"):
    arrived = dossier.take_in(SimpleUploadedFile("a.png", PNG), "确认书.png", len(PNG)) if proof else None
    return addresses.add(order.pk, source=source, address=address, day=day, proof=arrived, by=stage.actor(who, LATER), at=moment(LATER))


def test_the_confirmed_address_comes_first_and_labels_use_it(stage, order):
    order.party.person.address = "运城市盐湖区红旗街1号"
    order.party.person.save()
    add(stage, order, "opponent", "运城市盐湖区学苑路2号")
    add(stage, order, "confirmed", "运城市盐湖区人民路3号", proof=True)
    order.refresh_from_db()
    assert [one.address[-4:] for one in addresses.known(order)] == ["民路3号", "苑路2号", "旗街1号"]
    batch = printing.make([order.pk], "labels", by=stage.actor("clerk", LATER), at=moment(LATER))
    assert "人民路3号" in batch.lines
    assert order.case.documents.filter(kind="service_address").count() == 1


def test_a_confirmation_wants_its_paper_and_no_day_to_come(stage, order):
    with pytest.raises(Refused) as refused:
        add(stage, order, "confirmed", "人民路3号")
    assert refused.value.code == "missing_field"
    with pytest.raises(Refused):
        add(stage, order, "told", "人民路3号", day=LATER + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        add(stage, order, "told", "人民路3号", who="foreign_judge")
    assert refused.value.status in (403, 404)


def test_an_address_taken_back_is_offered_no_more(stage, order):
    row = add(stage, order, "told", "学苑路2号")
    addresses.withdraw(row.pk, by=stage.actor("clerk", LATER), at=moment(LATER))
    assert all(one.address != "学苑路2号" for one in addresses.known(order))
    row.refresh_from_db()
    assert row.withdrawn_by == stage.accounts["clerk"]


def test_what_became_of_service_at_an_address_is_told_in_the_next_case_too(stage, order):
    enter(stage, order, "direct", LATER, address="学苑路2号", failed=True, reason="无人")
    other = order_of(with_papers_sent(stage), "defendant", "response_notice")
    (found,) = addresses.known(other)
    assert found.source == "以往送达地址" and found.results == "未送达1次"


def test_a_service_officer_opens_the_one_paper_and_only_while_it_waits(stage, order, web):
    type(order.document).objects.filter(pk=order.document_id).update(state="expected")
    order.document.refresh_from_db()
    rendering.render_now(order.document, at=moment(LATER))
    officer = web("service_officer")
    page = officer.get(f"/staff/service/{order.pk}/paper/").content.decode()
    assert "应诉通知书" in page and f"/staff/service/{order.pk}/paper/1.png" in page
    assert officer.get(f"/staff/service/{order.pk}/paper/1.png")["Content-Type"] == "image/png"
    assert officer.get(f"/staff/service/{order.pk}/paper/download/").status_code == 200
    assert officer.get(f"/staff/documents/{order.document_id}/").status_code == 404
    enter(stage, order, "direct", LATER, receiver="张伟")
    assert officer.get(f"/staff/service/{order.pk}/paper/").status_code == 403
    assert web("clerk").get(f"/staff/service/{order.pk}/paper/").status_code == 200


@pytest.mark.parametrize("who", ["judge2", "foreign_judge", "plaintiff"])
def test_others_open_nothing(stage, order, web, who):
    assert web(who).get(f"/staff/service/{order.pk}/paper/").status_code in (403, 404)


def test_a_paper_held_back_is_not_shown_to_the_officer(stage, order, web):
    type(order.document).objects.filter(pk=order.document_id).update(held=True)
    assert web("service_officer").get(f"/staff/service/{order.pk}/paper/").status_code == 403


def test_figures_count_by_way_and_leave_sealed_cases_out(stage, order, web):
    enter(stage, order, "direct", LATER, receiver="张伟")
    other = order_of(with_papers_sent(stage), "defendant", "response_notice")
    enter(stage, other, "direct", LATER, failed=True, reason="无人")
    found = figures.figures({"晋0802"}, DAY, LATER)
    line = next(line for line in found.lines if line.label == "直接送达")
    assert (line.tries, line.served, line.failed, line.rate, line.typical) == (2, 1, 1, 50, 4)
    assert found.waiting["送达失败，待另行送达"] == 1
    Case.objects.filter(pk=other.case_id).update(secrecy="sealed")
    assert next(one for one in figures.figures({"晋0802"}, DAY, LATER).lines if one.label == "直接送达").tries == 1
    assert figures.figures({"晋0821"}, DAY, LATER).orders.tries == 0


def test_the_figures_page_and_its_table(stage, order, web):
    enter(stage, order, "direct", LATER, receiver="张伟")
    officer = web("service_officer")
    assert "直接送达" in officer.get("/staff/service/figures/", {"since": "2026-03-01", "until": "nonsense"}).content.decode()
    table = officer.get("/staff/service/figures.csv").content.decode()
    assert table.startswith("\ufeff送达方式") and "直接送达,少于5,少于5,0,0,不显示,不显示,不显示" in table
    assert "少于5" in table.splitlines()[-1] and "导出的表格会离开本院" in officer.get("/staff/service/figures/").content.decode()
    assert web("clerk").get("/staff/service/figures/").status_code == 403


@pytest.mark.parametrize(("line", "told"), [
    (Line("邮寄", 20, 12, 6, 2, [3] * 12), ["不显示", "12", "6", "少于5", "67", "3", "3"]),
    (Line("直接", 12, 9, 3, 0, [2] * 9), ["不显示", "9", "少于5", "0", "不显示", "2", "2"]),
    (Line("电子", 14, 9, 5, 0, [1] * 9), ["14", "9", "5", "0", "64", "1", "1"]),
    (Line("公告", 0), ["0", "0", "0", "0", "", "", ""]),
])
def test_few_are_not_told_outside_nor_what_they_can_be_computed_from(line, told):
    assert line.going_out() == [line.label, *told]


def test_addresses_are_entered_on_the_page(stage, order, web):
    clerk, where = web("clerk"), f"/staff/service/{order.pk}/address/"
    typed = {"source": "told", "address": "学苑路2号", "day": SENT.isoformat()}
    assert clerk.post(where, typed).status_code == 302
    page = clerk.get(f"/staff/service/{order.pk}/").content.decode()
    assert "学苑路2号" in page and 'value="学苑路2号"' in page
    assert clerk.post(where, {"source": "told"}).status_code == 422
    assert ServiceOrder.objects.get(pk=order.pk).party.service_addresses.count() == 1
