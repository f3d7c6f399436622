"""The query of archives on a phone and at a public screen; a print checked; the desk's pages without faults."""
import pytest

from court.kit.tests.looking import flawless
from court.spine.cases.tests import stagefixtures
from court.work.archives import prints
from court.work.archives.models import Print

opened, stage = stagefixtures.opened, stagefixtures.stage
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


def test_a_party_looks_up_the_own_archive_prints_and_anybody_checks_the_print(archived, asked, opened, phone_page):
    page = phone_page
    opened(page, "plaintiff", "/archive-query/?kiosk=1")
    flawless(page)
    page.focus(f"text={archived.case.number}")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=可以查阅的材料")
    flawless(page)
    page.click("text=起诉状")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('.archive-image').naturalWidth") > 0
    flawless(page)
    with page.expect_download():
        page.click("button:has-text('打印本材料')")
    made = Print.objects.get()
    page.goto(page.url.split("/archive-query/")[0] + f"/archive-prints/?code={made.code}")
    flawless(page)
    page.fill("input[name=ending]", prints.ending_of(archived))
    page.click("button:has-text('核验')")
    page.wait_for_selector("text=该打印件由本系统制作")
    flawless(page)
    opened(page, "plaintiff", "/archive-query/ask/")
    flawless(page)
    one = asked()
    for address in ("", "inquiries/", f"inquiries/{one.pk}/", "loans/", "disposals/", f"{archived.pk}/"):
        opened(page, "archivist", f"/staff/archives/{address}")
        flawless(page)
