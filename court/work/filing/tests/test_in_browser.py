"""A loan claim filed on a phone with nothing but taps and typing, reviewed at a desk; axe on every screen."""

import re

import pytest
from django.test import Client

from court.base.people.tests import cast as casting
from court.kit.tests.looking import faults
from court.spine.cases.models import Case
from court.spine.dossier.tests.papers import pdf, photo
from court.work.filing.models import Filing
from court.work.filing.tests.conftest import finish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(live_server, plain_http):
    return live_server


def enter(page, house, account) -> None:
    """The browser of somebody signed in, as if both factors had just been given."""
    client = casting.enter(Client(), account, fresh=True)
    page.context.add_cookies([{"name": "session", "value": client.session.session_key, "url": house.url}])


def fine(page) -> None:
    assert faults(page) == []
    assert page.complaints == []


def on(page, words: str = "保存，下一步") -> None:
    fine(page)
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def tell(page) -> None:
    """Which court, against whom, for what and why."""
    on(page, "我要起诉")
    page.get_by_label("运城市中级人民法院").check()
    on(page)
    page.get_by_label(re.compile("民间借贷纠纷")).check()
    on(page)
    on(page)
    page.get_by_role("link", name="添加个人").click()
    page.get_by_label("姓名").fill("刘𠮷国😀")
    page.get_by_label("住址").fill("临猗县猗氏镇2号")
    on(page, "保存")
    on(page, "下一步")
    page.get_by_label("请求法院判决什么").fill("判令被告返还借款50000元")
    page.get_by_label("请求的金额合计").fill("50000")
    on(page)
    page.get_by_label("哪天出借的").fill("2025-03-01")
    page.get_by_label("银行转账").check()
    page.get_by_label("借款本金").fill("50000")
    page.get_by_label("有借条、欠条").check()
    page.get_by_label("约定的利息").fill("无")
    page.get_by_label("已经还了多少").fill("0")
    on(page)
    page.get_by_label("事情的经过和理由").fill("2025年3月1日被告借款五万元，到期没有归还。")
    on(page)


def hand_in(page) -> None:
    """The papers, the answers about mediation and service, and the promise."""
    page.get_by_label("选择文件或者拍照").set_input_files(
        {"name": "坏.gif", "mimeType": "image/gif", "buffer": b"GIF89a"})
    assert page.get_by_text("“坏.gif”的格式不能接收").count() == 1
    page.get_by_label("选择文件或者拍照").set_input_files(
        {"name": "借条.pdf", "mimeType": "application/pdf", "buffer": pdf(1)})
    on(page, "上传")
    on(page, "下一步")
    page.get_by_label("不愿意，直接立案").check()
    on(page)
    page.get_by_label(re.compile("同意：通知书")).check()
    for box in page.get_by_role("checkbox").all():
        box.check()
    on(page)
    on(page, "提交立案申请")
    fine(page)


def docket(page, house, filing) -> None:
    # The tests' database in memory bears one request at a time; the pictures have their own tests.
    page.route("**/pages/**", lambda route: route.fulfill(body=photo(), content_type="image/png"))
    page.goto(house.url + "/staff/filings/")
    fine(page)
    page.get_by_role("link", name=filing.number).click()
    fine(page)
    page.get_by_role("button", name="立案", exact=True).click()
    page.wait_for_load_state()
    assert page.get_by_text(Case.objects.get().number).count() >= 1


def test_a_loan_claim_from_a_phone_to_a_case_number(house, phone_page, desk_page):
    cast = casting.build()
    page = phone_page
    enter(page, house, cast.plaintiff)
    page.goto(house.url + "/filings/")
    tell(page)
    hand_in(page)
    filing = Filing.objects.get()
    assert page.get_by_text(filing.number).count() >= 1
    finish(filing)
    enter(desk_page, house, cast.filing_clerk)
    docket(desk_page, house, filing)
    page.goto(f"{house.url}/filings/{filing.pk}/")
    fine(page)
    assert page.get_by_text(Case.objects.get().number).count() >= 1
