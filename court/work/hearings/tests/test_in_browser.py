"""The diary, the record and the phone in a real browser: roles and contrast by axe, the editor's script, 200 %."""
from datetime import timedelta

import pytest

from court.base.courts import clock
from court.spine.cases.tests.stage import build, moment
from court.work.hearings.tests.story import HELD, PLANNED, answering, plan, typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(HELD, 10))
    return build()


@pytest.fixture
def hearing(stage):
    return plan(stage, answering(stage))


def test_what_the_clerk_types_is_saved_by_itself(hearing, look, desk_page):
    look(desk_page, "clerk", f"/staff/hearings/{hearing.pk}/")
    desk_page.click("button[data-speaker=审判员]")
    desk_page.keyboard.type("现在开庭。")
    desk_page.wait_for_selector("text=已自动保存")
    hearing.record.refresh_from_db()
    assert hearing.record.rows == [{"who": "审判员", "text": "现在开庭。"}]


def test_the_desk_pages_have_no_serious_fault(stage, hearing, look, desk_page):
    other = answering(stage)
    for path in (f"/staff/hearings/?week={HELD}", f"/staff/hearings/cases/{other.pk}/plan/",
                 f"/staff/hearings/cases/{hearing.case_id}/", f"/staff/hearings/{hearing.pk}/adjourn/"):
        look(desk_page, "judge", path)
    typed(stage, hearing)
    look(desk_page, "clerk", f"/staff/hearings/{hearing.pk}/")
    look(desk_page, "clerk", f"/staff/hearings/sign/{hearing.attendances.first().pk}/")


def test_a_party_reads_and_confirms_on_the_phone(stage, hearing, look, phone_page):
    typed(stage, hearing)
    look(phone_page, "plaintiff", "/hearings/")
    phone_page.click("text=核对并确认庭审笔录")
    phone_page.check("#read")
    phone_page.click("button:has-text('确认庭审笔录')")
    phone_page.wait_for_selector("text=您已确认庭审笔录")
    assert hearing.attendances.get(person=stage.accounts["plaintiff"].person).state == "confirmed"
    look(phone_page, "plaintiff", f"/hearings/{hearing.pk}/")


def test_the_public_notice_is_readable(stage, look, phone_page):
    plan(stage, answering(stage), moment(HELD + timedelta(days=7), 9), on=PLANNED)
    look(phone_page, "stranger", "/notices/hearings/")
