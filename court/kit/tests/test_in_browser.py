"""The kit in a real browser: contrast and roles by axe, keyboard, large type, what the scripts promise."""

import pytest

from court.kit.tests.looking import faults

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_serious_at_the_desk(gallery_server, desk_page):
    desk_page.goto(f"{gallery_server}/desk")
    assert faults(desk_page) == []
    desk_page.click("[data-dialog=ask]")
    assert faults(desk_page) == []
    desk_page.keyboard.press("Escape")
    desk_page.click(".me summary")
    assert faults(desk_page) == []
    assert desk_page.complaints == []


def test_axe_finds_nothing_serious_on_the_phone_in_both_modes(gallery_server, phone_page):
    phone_page.goto(gallery_server)
    assert faults(phone_page) == []
    phone_page.click(".elders-switch")
    phone_page.wait_for_selector("html.elders")
    assert faults(phone_page) == []
    assert phone_page.complaints == []


def test_axe_finds_nothing_serious_on_refusals_and_wrong_forms(gallery_server, phone_page):
    for address in ("/refuse", "/nowhere", "/fall"):
        phone_page.goto(gallery_server + address)
        assert faults(phone_page) == []
    phone_page.goto(gallery_server)
    phone_page.evaluate("document.querySelector('main form').noValidate = true")
    phone_page.click("text=下一步")
    phone_page.wait_for_selector(".field-error")
    assert faults(phone_page) == []
    assert phone_page.evaluate("document.activeElement.name") == "reason"


@pytest.mark.parametrize("address", ["/desk", "/"])
def test_nothing_is_cut_off_at_twice_the_size(gallery_server, desk_page, address):
    desk_page.set_viewport_size({"width": 640, "height": 512})  # 1280 × 1024 at 200 %
    desk_page.goto(gallery_server + address)
    assert desk_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_keyboard_alone_reaches_the_text_and_the_menu(gallery_server, desk_page):
    desk_page.goto(f"{gallery_server}/desk")
    desk_page.keyboard.press("Tab")
    assert desk_page.evaluate("document.activeElement.className") == "skip"
    desk_page.keyboard.press("Enter")
    assert desk_page.evaluate("document.activeElement.id") == "main"
    desk_page.focus(".me summary")
    desk_page.keyboard.press("Enter")
    assert desk_page.is_visible("text=退出登录")
    desk_page.keyboard.press("Escape")
    assert not desk_page.is_visible("text=退出登录")


def test_a_second_click_sends_nothing(gallery_server, desk_page):
    desk_page.goto(f"{gallery_server}/desk")
    sent = []
    desk_page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    desk_page.evaluate(
        """() => { const form = document.getElementById('extend'); form.noValidate = true;
        const button = form.querySelector('[type=submit]'); button.click(); button.click(); button.click(); }"""
    )
    desk_page.wait_for_selector(".field-error")
    assert len(sent) == 1


def test_a_file_is_refused_when_chosen_with_its_name_and_the_cure(gallery_server, phone_page):
    phone_page.goto(gallery_server)
    choose = phone_page.locator("input[type=file]")
    for name, content, words in [
        ("病毒.exe", b"MZ", "请转换为 PDF、JPG"),
        ("空.pdf", b"", "空文件"),
        ("大.pdf", b"x" * 1_000_001, "超过 1 MB"),
    ]:
        choose.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
        said = phone_page.locator(".chosen .field-error").inner_text()
        assert f"“{name}”" in said
        assert words in said
        assert choose.evaluate("input => input.files.length") == 0
    choose.set_input_files({"name": "起诉状.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    assert "起诉状.pdf" in phone_page.locator(".chosen").inner_text()


def test_what_was_typed_is_saved_by_itself(gallery_server, desk_page):
    desk_page.goto(f"{gallery_server}/desk")
    with desk_page.expect_response("**/draft") as answer:
        desk_page.fill("[name=reason]", "案情复杂")
    assert answer.value.json() == {"saved": "案情复杂"}
    desk_page.wait_for_selector("text=已自动保存")


def test_what_was_typed_survives_a_lost_connection(gallery_server, desk_page):
    desk_page.goto(f"{gallery_server}/desk")
    desk_page.route("**/draft", lambda route: route.abort())
    desk_page.fill("[name=reason]", "需要鉴定")
    desk_page.wait_for_selector("text=内容已留在本页")
    desk_page.reload()
    assert desk_page.input_value("[name=reason]") == "需要鉴定"
    assert desk_page.is_visible("text=已恢复您上次没有提交的内容")
