"""The message pages in a real browser: readable, reachable by keyboard, marked as read by being opened."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from court.base.people.tests.cast import enter
from court.kit.tests.looking import faults
from court.spine.messages import actions
from court.spine.messages.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


def open_as(page, scene, live_server, who, path):
    client = enter(Client(), scene.stage.accounts[who])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}{path}")


@pytest.mark.usefixtures("plain_http")
def test_a_message_opened_on_the_phone_is_read(scene, live_server, phone_page):
    case = scene.stage.case()
    with transaction.atomic():
        actions.tell(scene.person("plaintiff"), kind="hearing_scheduled", key="k", at=scene.at, case=case,
                     fields={"held_on": "2026年4月8日"})
    open_as(phone_page, scene, live_server, "plaintiff", reverse("messages"))
    assert faults(phone_page) == []
    with phone_page.expect_response(lambda answer: answer.url.endswith("/read/")):
        phone_page.get_by_role("link", name="开庭通知").click()
    assert "定于2026年4月8日开庭" in phone_page.inner_text("main")
    assert faults(phone_page) == []
    assert Message.objects.get(key="k").read_at
    phone_page.goto(f"{live_server.url}{reverse('message_settings')}")
    phone_page.get_by_label("对方提交的材料").uncheck()
    phone_page.get_by_role("button", name="保存").click()
    assert "已保存" in phone_page.inner_text("main")
    assert faults(phone_page) == []
    assert phone_page.complaints == []


@pytest.mark.usefixtures("plain_http")
def test_a_failed_contact_is_settled_at_the_desk(scene, live_server, desk_page):
    scene.dial("plaintiff", "2345")
    case = scene.stage.case()
    scene.work()
    path = reverse("contact_failed", args=[case.pk, scene.stage.accounts["plaintiff"].person_id])
    open_as(desk_page, scene, live_server, "service_officer", path)
    assert faults(desk_page) == []
    desk_page.get_by_label("已电话告知").check()
    desk_page.get_by_role("button", name="登记").click()
    assert "已登记告知方式" in desk_page.inner_text("main")
    assert desk_page.complaints == []
