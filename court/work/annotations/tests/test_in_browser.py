"""The margins in a real browser: marking words, framing a place by keys, quoting, and leading others through a paper."""

import pytest

from court.kit.tests.looking import flawless
from court.spine.cases.tests.stage import moment
from court.spine.dossier import places, texts
from court.work.annotations.models import Annotation, Quotation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]
TURN = """(page) => {
  const viewer = document.getElementById('viewer').viewer;
  viewer.goTo(viewer.current().document, page);
}"""
WORDS = "今借到张伟人民币叁万元整"
SELECT = """() => {
  const span = [...document.querySelectorAll('.leaf .words span')].find((one) => one.textContent.includes('今借到'));
  const range = document.createRange();
  range.selectNodeContents(span);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.fixture
def read_paper(put):
    """A paper of three pages whose words were read."""
    paper = put("借条")
    line = texts.Line(WORDS, ((0.1, 0.2), (0.6, 0.2), (0.6, 0.24), (0.1, 0.24)), 0, 0.98)
    texts.store(places.shown(paper), [texts.PageLayout(595, 842, [line])] * 3, at=moment())
    return paper


@pytest.fixture
def viewer(opened, assigned, desk_page, read_paper):
    opened(desk_page, "judge", f"/staff/cases/{assigned.pk}/read/?at={read_paper.pk}:1")
    desk_page.wait_for_selector(".words span:has-text('今借到')", state="attached")
    desk_page.wait_for_selector(".notes-tab", state="attached")
    return desk_page


def test_words_are_marked_noted_and_still_marked_after_opening_again(viewer):
    viewer.evaluate(SELECT)
    viewer.keyboard.press("a")
    viewer.fill("#note-comment", "大小写一致")
    viewer.fill("#note-tags", "金额 形式")
    viewer.click("text=保存批注")
    viewer.wait_for_selector(".overlay .mark")
    note = Annotation.objects.get()
    assert (note.quote, note.comment, note.tags, note.page) == (WORDS, "大小写一致", ["金额", "形式"], 1)
    left, top, right, bottom = note.boxes[0]
    assert abs(left - 0.1) < 0.03 and abs(right - 0.6) < 0.05 and abs(top - 0.2) < 0.03 and abs(bottom - 0.24) < 0.03
    viewer.wait_for_selector("article.note:has-text('大小写一致')")
    flawless(viewer)
    viewer.reload()
    viewer.wait_for_selector(".overlay .mark")
    viewer.click(".overlay .mark")
    viewer.click("article.note button:has-text('删除')")
    viewer.wait_for_selector(".overlay .mark", state="detached")


def test_a_place_is_framed_and_noted_by_keys_alone(viewer):
    viewer.locator("#main").focus()
    viewer.keyboard.press("a")
    viewer.wait_for_selector(".overlay .frame:focus")
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowRight", "Enter"):
        viewer.keyboard.press(key)
    viewer.wait_for_selector("#note-comment:focus")
    viewer.keyboard.type("此处有涂改")
    viewer.keyboard.press("Tab")
    viewer.keyboard.press("Tab")
    viewer.keyboard.press("Tab")
    viewer.keyboard.press("Tab")
    viewer.keyboard.press("Enter")
    viewer.wait_for_selector("article.note:has-text('此处有涂改')")
    assert Annotation.objects.get().boxes == [[0.3, 0.42, 0.71, 0.52]]


def test_a_quotation_carries_its_page(viewer, assigned, opened):
    viewer.evaluate(SELECT)
    viewer.keyboard.press("q")
    viewer.wait_for_selector("[data-notes-said]:has-text('已摘录')", state="attached")
    assert Quotation.objects.get().text == WORDS
    opened(viewer, "judge", f"/staff/cases/{assigned.pk}/quotations/")
    assert WORDS in viewer.content()
    flawless(viewer)


def test_others_follow_who_leads_and_may_leave_and_come_back(viewer, assigned, opened, phone_page):
    opened(phone_page, "plaintiff", f"/cases/{assigned.pk}/follow/")
    flawless(phone_page)
    viewer.evaluate("document.getElementById('viewer').viewer.openTab('annotations')")
    viewer.click("[data-lead]")
    phone_page.wait_for_selector("[data-follow-picture][src*='/pages/1/']")
    viewer.evaluate(TURN, 2)
    phone_page.wait_for_selector("[data-follow-picture][src*='/pages/2/']")
    phone_page.click("[data-follow-switch]")
    viewer.keyboard.press("Escape")
    viewer.evaluate(TURN, 3)
    phone_page.wait_for_timeout(1500)
    assert "/pages/2/" in phone_page.get_attribute("[data-follow-picture]", "src")
    phone_page.click("[data-follow-switch]")
    phone_page.wait_for_selector("[data-follow-picture][src*='/pages/3/']")
    assert viewer.complaints == [] == phone_page.complaints
