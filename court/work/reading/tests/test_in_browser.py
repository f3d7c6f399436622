"""The viewer in a real browser: by keyboard, by finger, with axe; search marks what stands there; nothing is lost."""

import pytest

from court.base.courts import clock
from court.spine.cases.models import Handler
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier.models import Document
from court.work.reading.models import Bookmark, LastPlace, Turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]
BEYOND = """() => [...document.querySelectorAll('.viewer-bar *')].filter(each => each.offsetWidth
  && each.getBoundingClientRect().right > window.innerWidth + 1).map(each => each.outerHTML.slice(0, 80))"""
CLAIM = "起诉状（或口头起诉笔录）及附件"
look, opened, web = stagefixtures.look, stagefixtures.opened, stagefixtures.web


@pytest.fixture
def stage(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(hour=10))
    return build()


@pytest.fixture
def read(heard, put, spoken, look):
    """The dossier of the case, 4 pages and a late one, opened: read(page, "judge")."""
    claim, proof = put(heard, "起诉状", pages=3, item=CLAIM), put(heard, "借条", pages=1, item=CLAIM)
    spoken(claim, [["原告王建国"], ["被告张伟借款50,000元", "请求返还借款"], []])
    spoken(proof, [["今借到王建国人民币"]])

    def do(page, who: str, more: str = "") -> Document:
        face = "/staff" if who in ("judge", "clerk") else ""
        look(page, who, f"{face}/cases/{heard.pk}/read/{more}")
        page.wait_for_selector("figure.leaf.here")
        return claim

    return do


def _page_box(page, label: str) -> None:
    page.wait_for_function("label => document.getElementById('page-box').value === label", arg=label)


def test_all_by_keyboard(read, desk_page):
    claim = read(desk_page, "judge")
    keys = desk_page.keyboard
    keys.press("ArrowRight")
    _page_box(desk_page, "2")
    keys.press("End")
    _page_box(desk_page, "4")
    keys.press("[")
    _page_box(desk_page, "1")
    keys.press("g")
    keys.type("第3页")
    keys.press("Enter")
    _page_box(desk_page, "3")
    keys.press("r")
    desk_page.wait_for_function("() => document.querySelector('figure[data-page=\"3\"] .sheet').style.transform.includes('90deg')")
    keys.press("b")
    desk_page.wait_for_selector("text=已加书签")
    keys.press("m")
    desk_page.wait_for_selector("#bookmark-list >> text=起诉状 第3页")
    keys.press("Escape")
    assert desk_page.locator("#viewer-panel").is_hidden()
    keys.press("2")
    desk_page.wait_for_function("() => document.querySelectorAll('figure.leaf.here').length === 2")
    keys.press("?")
    assert desk_page.locator("#viewer-help").is_visible()
    keys.press("Escape")
    assert Bookmark.objects.get(document=claim).page == 3
    desk_page.wait_for_timeout(300)
    assert Turn.objects.get(document=claim).quarters == {"3": 1}
    assert desk_page.complaints == []


def test_search_marks_the_hits_on_the_page_and_goes_from_one_to_the_next(read, desk_page):
    read(desk_page, "judge")
    desk_page.keyboard.press("/")
    desk_page.keyboard.type("借款")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_selector("text=第1处，共2处")
    desk_page.wait_for_selector("figure[data-page='2'] .marks g.now polygon", state="attached")
    first = desk_page.locator("g.now").bounding_box()
    desk_page.keyboard.press("F3")
    desk_page.wait_for_selector("text=第2处，共2处")
    assert desk_page.locator("g.now").bounding_box()["y"] > first["y"]
    desk_page.fill("#search-words", "今借到")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_selector("text=在1件材料的1页中找到")
    _page_box(desk_page, "4")
    desk_page.fill("#search-words", "仲裁")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_selector("text=没有找到")
    assert desk_page.complaints == []


def test_the_words_of_a_page_can_be_selected_and_the_outline_found_by_typing(read, desk_page):
    read(desk_page, "judge")
    desk_page.wait_for_selector("figure[data-page='1'] .words span:has-text('原告王建国')", state="attached")
    desk_page.fill("#outline-words", "借条")
    assert desk_page.locator(".outline-paper:visible").all_inner_texts() == ["借条\n4"]
    desk_page.keyboard.press("Enter")
    _page_box(desk_page, "4")


def test_a_removed_bookmark_is_brought_back_at_once(read, desk_page):
    read(desk_page, "clerk")
    desk_page.keyboard.press("b")
    desk_page.wait_for_selector("text=已加书签")
    desk_page.keyboard.press("b")
    desk_page.click("text=撤销")
    desk_page.wait_for_selector("text=已恢复")
    assert Bookmark.objects.get().removed_at is None


def test_the_viewer_tells_where_one_left_off_and_offers_its_hooks(read, desk_page, heard):
    claim = read(desk_page, "judge")
    desk_page.evaluate("pk => document.getElementById('viewer').viewer.goTo(pk, 2)", str(claim.pk))
    now = desk_page.evaluate("() => document.getElementById('viewer').viewer.current()")
    assert (now["page"], now["cite"]) == (2, "正卷第2页")
    desk_page.wait_for_timeout(2200)
    assert LastPlace.objects.get().page == 2
    read(desk_page, "judge")
    desk_page.wait_for_selector("text=已回到上次阅看的位置：正卷第2页")


@pytest.mark.parametrize("who", ["plaintiff", "lawyer"])
def test_a_party_reads_on_the_phone(read, phone_page, who):
    read(phone_page, who)
    assert phone_page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    phone_page.tap("[data-do=next]")
    _page_box(phone_page, "2")
    phone_page.tap("[data-do=panel]")
    phone_page.tap(".outline-paper:has-text('借条')")
    _page_box(phone_page, "4")
    assert phone_page.locator("#viewer-panel").is_hidden()
    assert phone_page.locator("[data-do=half]").count() == 0
    assert phone_page.complaints == []


def test_a_refusal_of_a_page_is_told_on_the_page_and_can_be_tried_again(read, desk_page, heard):
    read(desk_page, "judge")
    desk_page.evaluate("() => { window.localStorage.clear(); }")
    Handler.objects.filter(case=heard).update(until=moment())
    heard.judge = None
    heard.save()
    desk_page.keyboard.press("1")
    desk_page.keyboard.press("End")
    desk_page.wait_for_selector(".leaf-fault >> text=重新打开本页")


@pytest.mark.parametrize("who", ["judge", "plaintiff"])
def test_every_tool_is_in_reach_at_any_width_and_with_letters_of_twice_the_size(read, desk_page, who):
    read(desk_page, who)
    for letters in ("100%", "200%"):
        desk_page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        for width in (320, 390, 640, 820, 1024, 1280):
            desk_page.set_viewport_size({"width": width, "height": 800})
            assert desk_page.evaluate(BEYOND) == [], (who, letters, width)
            assert desk_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (who, letters, width)
