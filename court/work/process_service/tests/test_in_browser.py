"""The service desk and the litigant's phone in a real browser: roles and contrast by axe, nothing cut off."""
from datetime import timedelta

import pytest

from court.base.courts import clock
from court.spine.cases.tests.stage import build, moment
from court.work.process_service import serving
from court.work.process_service.tests.story import SENT, enter, order_of, with_papers_sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(SENT + timedelta(days=2), 10))
    return build()


def test_the_desk_pages_have_no_serious_fault(stage, look, desk_page):
    case = with_papers_sent(stage)
    order = order_of(case, "defendant", "response_notice")
    enter(stage, order, "direct", SENT, failed=True, reason="家中无人")
    wrong = enter(stage, order, "post", SENT, tracking="1234567890123")
    for path in ("/staff/service/", f"/staff/service/{order.pk}/", f"/staff/service/attempts/{wrong.pk}/correct/",
                 f"/staff/service/cases/{case.pk}/", "/staff/service/batches/"):
        look(desk_page, "clerk", path)


def test_a_party_opens_a_paper_on_the_phone(stage, look, phone_page):
    order = order_of(with_papers_sent(stage), "plaintiff", "evidence_notice")
    serving.send_electronically(order.pk, at=moment(SENT))
    look(phone_page, "plaintiff", "/served/")
    phone_page.click("text=举证通知书")
    phone_page.click("button:has-text('签收并查看')")
    phone_page.wait_for_selector("text=案件材料")
    assert order.attempts.get().read_at is not None
    look(phone_page, "plaintiff", f"/served/{order.pk}/")
