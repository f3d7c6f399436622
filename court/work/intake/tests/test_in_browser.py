"""Counter and tray in a browser: files put in order by keys, the case taken by one key; axe finds nothing serious."""

import pytest

from court.kit.tests.looking import flawless
from court.spine.cases.tests import stagefixtures
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import photo
from court.work.intake.models import Intake

assigned, opened, stage, web = stagefixtures.assigned, stagefixtures.opened, stagefixtures.stage, stagefixtures.web
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


def pictures(*names: str) -> list[dict]:
    return [{"name": name, "mimeType": "image/png", "buffer": photo(name)} for name in names]


def test_scans_are_ordered_by_keys_received_and_given_to_their_case_by_one_key(assigned, opened, desk_page):
    page = desk_page
    opened(page, "filing_clerk", "/staff/intake/new/")
    flawless(page)
    page.fill("input[name=sender]", "王建国")
    page.set_input_files("input[name=papers]", pictures("页10.png", "页2.png", "页1.png"))
    page.wait_for_selector(".page-tile:nth-child(3)")
    assert [one.split(" ")[1] for one in page.locator(".page-name").all_inner_texts()] == ["页1.png", "页2.png", "页10.png"]
    page.focus("button[aria-label='“页10.png”前移']")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.click("button[aria-label='移除“页2.png”']")
    flawless(page)
    page.click("button:has-text('收件')")
    page.wait_for_selector("text=收件信息")
    flawless(page)
    assert list(Document.objects.get(intake_id=Intake.objects.get().pk).renditions.order_by("pk").values_list("name", flat=True)) == ["页10.png", "页1.png"]
    page.keyboard.press("y")
    page.wait_for_selector(f"text=已转入{assigned.number}")
    flawless(page)
    opened(page, "filing_clerk", "/staff/intake/")
    flawless(page)
    opened(page, "judge", f"/staff/intake/{Intake.objects.get().pk}/")
    page.focus("button:has-text('已阅，入卷')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已记录处理结果")
    flawless(page)


def test_a_party_sends_pictures_in_their_order_from_the_phone(assigned, opened, phone_page):
    page = phone_page
    opened(page, "plaintiff", f"/cases/{assigned.pk}/material/")
    flawless(page)
    page.fill("input[name=title]", "聊天记录")
    page.set_input_files("input[name=papers]", pictures("2.png", "1.png"))
    page.wait_for_selector(".page-tile:nth-child(2)")
    flawless(page)
    page.click("button:has-text('提交')")
    page.wait_for_selector("text=法院已收到")
    flawless(page)
    assert Intake.objects.get().case == assigned
    for path in ("/materials/", "/materials/new/", f"/materials/check/?code={Intake.objects.get().code}"):
        opened(page, "plaintiff", path)
        flawless(page)
