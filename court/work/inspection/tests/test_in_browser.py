"""A request from the phone to the desk and back to the page that is read: keyboard, axe, no wider than the phone."""
import pytest

from court.kit.tests.looking import flawless
from court.spine.cases.tests import stagefixtures
from court.work.inspection.models import Inspection

opened, stage = stagefixtures.opened, stagefixtures.stage
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


def test_a_lawyer_asks_the_clerk_grants_and_the_pages_are_turned_by_keys(filled, opened, phone_page):
    page = phone_page
    opened(page, "lawyer", "/inspections/")
    flawless(page)
    page.focus("text=申请阅卷")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=本人的案件")
    flawless(page)
    page.click("a[href^='/inspections/new/']:has-text('申请阅卷')")
    page.wait_for_selector("text=提交申请")
    flawless(page)
    page.select_option("select[name=purpose]", index=1)
    page.focus("button:has-text('提交申请')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=阅卷申请已提交")
    flawless(page)
    one = Inspection.objects.get()
    opened(page, "clerk", "/staff/inspections/")
    flawless(page)
    page.click(f"text={filled.number}")
    page.wait_for_selector("button:has-text('准许阅卷')")
    flawless(page)
    _only_the_fitting_list_shows(page)
    page.click("button:has-text('准许阅卷')")
    page.wait_for_selector("text=已准许阅卷")
    flawless(page)
    opened(page, "lawyer", f"/inspections/{one.pk}/papers/{filled.filed['complaint'].pk}/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('.page-image').naturalWidth") > 0
    flawless(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**?page=2")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('.page-image').naturalWidth") > 0
    opened(page, "clerk", f"/staff/inspections/{one.pk}/log/")
    assert page.locator("tbody tr").count() == 2
    flawless(page)
    opened(page, "lawyer", "/inspections/new/number/")
    flawless(page)


def _only_the_fitting_list_shows(page):
    for scope, shown in (("items", ["items"]), ("papers", ["papers"]), ("whole", [])):
        page.check(f"input[name=scope][value={scope}]")
        assert [name for name in ("items", "papers") if page.locator(f"#id_{name}").is_visible()] == shown
