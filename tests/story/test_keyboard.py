"""The main path of the story without a mouse: filing on the phone, review and docketing, the judge's draft and signature."""

import re
import time

import pytest

from tests.story.cast import COURT
from tests.story.deciding import SECTIONS
from tests.story.keys import Keys
from tests.story.papers import evidence
from tests.story.visitor import Visitor

pytestmark = pytest.mark.browser
NEXT = "保存，下一步"
HEARD = (
    "from court.spine.cases.models import Case; case = Case.objects.filter(stage__in=['trial', 'deliberation'])"
    ".exclude(track='ordinary').exclude(judge=None).order_by('pk')[0]; print('CASE', case.court_id, case.judge.person.name, case.pk)"
)


def test_filing_on_the_phone_and_docketing_at_the_desk_need_no_mouse(open_house, phone_page, desk_page):
    phone = Visitor(phone_page, open_house.url)
    phone_page.goto(f"{open_house.url}/enter/")
    names = phone_page.locator("section[aria-labelledby=outside] .button.small").all_inner_texts()
    phone.enter(next(name.strip() for name in names if "律师" not in name))
    _file(Keys(phone_page))
    number = phone_page.locator("dt:has-text('收件编号') + dd").first.inner_text().strip()
    desk_page.set_viewport_size({"width": 1280, "height": 900})
    desk = Visitor(desk_page, open_house.url)
    desk.enter("立案法官", COURT)
    _docket(Keys(desk_page), number)
    assert "已立案" in desk.text()


def _file(keys: Keys) -> None:
    page = keys.page
    keys.skip()
    keys.escapes()
    keys.press("网上立案")
    keys.press("我要起诉")
    keys.choose(page.get_by_label("盐湖区人民法院"))
    keys.press(NEXT)
    if "tribunal" in page.url:
        keys.press(NEXT)
    keys.choose(page.get_by_label(re.compile("民间借贷纠纷")))
    keys.press(NEXT)
    keys.press(NEXT)
    keys.press("添加个人")
    keys.write(page.get_by_label("姓名"), "张键盘")
    keys.write(page.get_by_label("住址"), "山西省运城市盐湖区解放南路8号")
    keys.press("保存")
    keys.press("下一步")
    keys.write(page.get_by_label("请求法院判决什么"), "判令被告返还借款50000元")
    keys.write(page.get_by_label("请求的金额合计"), "50000")
    keys.press(NEXT)
    _tell_the_loan(keys)
    keys.files(page.locator("input[type=file]"), {"name": "借条.pdf", "mimeType": "application/pdf", "buffer": evidence()})
    keys.press("上传", "Space")
    keys.press("下一步")
    keys.choose(page.get_by_label("不愿意，直接立案"))
    keys.press(NEXT)
    keys.choose(page.get_by_label(re.compile("同意：通知书")))
    for box in page.get_by_role("checkbox").all():
        keys.check(box)
    keys.press(NEXT)
    keys.escapes()
    keys.press("提交立案申请", "Space")
    assert page.get_by_text("起诉材料已收到").count()


def _tell_the_loan(keys: Keys) -> None:
    page = keys.page
    keys.date(page.get_by_label("哪天出借的"), "2025", "03", "01")
    keys.choose(page.get_by_label("银行转账"))
    keys.write(page.get_by_label("借款本金"), "50000")
    keys.choose(page.get_by_label("有借条、欠条"))
    keys.write(page.get_by_label("约定的利息"), "无")
    keys.write(page.get_by_label("已经还了多少"), "0")
    keys.press(NEXT)
    keys.write(page.get_by_label("事情的经过和理由"), "2025年3月1日，被告向原告借款50000元，约定一年内归还，到期没有归还。")
    keys.press(NEXT)


def _docket(keys: Keys, number: str) -> None:
    page = keys.page
    keys.skip()
    keys.press("立案审查")
    keys.follow(page.get_by_role("link", name=number))
    until = time.monotonic() + 90
    while not page.get_by_text("民事起诉状").count() or page.get_by_text("待安全检查").count():
        assert time.monotonic() < until, "the papers were not made or not checked"
        time.sleep(0.7)
        page.reload()
    keys.escapes()
    keys.press("立案", "Space")


def test_a_judge_drafts_and_signs_without_a_mouse(open_house, desk_page):
    desk_page.set_viewport_size({"width": 1280, "height": 900})
    court, judge, case = re.search(r"CASE (\S+) (\S+) (\d+)", open_house.court("manage", "shell", "-c", HEARD)).groups()
    desk, keys, page = Visitor(desk_page, open_house.url), Keys(desk_page), desk_page
    desk.enter(f"员额法官 · {judge}", court)
    keys.skip()
    desk.go(f"/staff/case/{case}/")
    keys.press("文书制作")
    desk.go(f"/staff/case/{case}/papers/")
    keys.pick(page.get_by_label("文书种类"), "judgment")
    keys.press("起草")
    for name, words in SECTIONS.items():
        keys.write(page.locator(f"textarea[name={name}]"), words)
    keys.escapes()
    keys.follow(page.get_by_role("button", name="保存", exact=True))
    keys.press("核对签署")
    keys.escapes()
    keys.press("签署并用印", "Space")
    assert "已签署" in desk.text()
