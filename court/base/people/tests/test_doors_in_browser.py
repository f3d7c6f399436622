"""The doors in a real browser: both factors by hand, registration on a phone, and axe on every page of the room."""

import pytest

from court.base.people.tests import cast as casting
from court.base.people.tests.cast import PASSWORD, factor_of
from court.kit.tests.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(live_server, plain_http):
    """The site on loopback, where cookies go over plain HTTP."""
    return live_server


def pages_are_fine(page, base, paths):
    for path in paths:
        answer = page.goto(base + path)
        assert answer.status == 200, path
        assert faults(page) == [], path
        assert page.complaints == [], path


def test_a_judge_signs_in_by_keyboard_with_both_factors(house, desk_page):
    cast = casting.build()
    desk_page.goto(house.url + "/staff/account/")
    assert faults(desk_page) == []
    desk_page.keyboard.press("Tab")
    desk_page.get_by_label("登录名").fill("judge")
    desk_page.get_by_label("密码").fill(PASSWORD)
    desk_page.keyboard.press("Enter")
    desk_page.get_by_label("动态口令").fill(factor_of(cast.judge))
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_url("**/staff/account/")
    assert desk_page.get_by_role("heading", name="钱承办").count() == 1


def test_a_woman_registers_on_her_phone(house, phone_page, carrier, register):
    from datetime import date

    from court.base.people import identity

    casting.build()
    number = identity.demo_resident_number(date(1991, 5, 4), 3, male=False)
    register.known.add(("王䶮", number))
    phone_page.goto(house.url + "/sign-in/")
    phone_page.get_by_label("手机号码").fill("120 0000 9999")
    phone_page.get_by_role("button", name="获取验证码").click()
    phone_page.get_by_label("短信验证码").fill(carrier.last_code())
    phone_page.get_by_role("button", name="确认").click()
    assert faults(phone_page) == []
    phone_page.get_by_label("姓名").fill("王䶮")
    phone_page.get_by_label("居民身份证号码").fill(number)
    phone_page.get_by_label("我同意").check()
    phone_page.get_by_role("button", name="提交核验").click()
    phone_page.wait_for_url(house.url + "/")
    phone_page.goto(house.url + "/account/")
    assert phone_page.get_by_text("已实名").count() == 1


def test_axe_finds_nothing_serious_on_the_administrators_pages(house, desk_page):
    cast = casting.build()
    house_pages = {
        "system_admin": ["/staff/accounts/", "/staff/accounts/new/", f"/staff/accounts/{cast.clerk.pk}/",
                         "/staff/account/", "/staff/account/password/", "/staff/confirm/"],
        "security_admin": [f"/staff/accounts/{cast.clerk.pk}/"],
        "audit_admin": ["/staff/audit/"],
        "case_manager": ["/staff/holidays/?year=2026", "/staff/holidays/?year=2027", "/staff/account/factor/"],
    }
    for who, paths in house_pages.items():
        enter(desk_page, house, cast.people[who])
        pages_are_fine(desk_page, house.url, paths)


def test_axe_finds_nothing_serious_on_the_publics_pages(house, phone_page):
    cast = casting.build()
    pages_are_fine(phone_page, house.url, ["/sign-in/", "/sign-in/password/", "/enter/", "/staff/sign-in/",
                                           "/staff/activate/"])
    enter(phone_page, house, cast.plaintiff)
    pages_are_fine(phone_page, house.url, ["/account/", "/account/password/", "/account/phone/"])


def enter(page, house, account):
    from django.test import Client

    client = casting.enter(Client(), account, fresh=True)
    page.context.add_cookies([{"name": "session", "value": client.session.session_key, "url": house.url}])
