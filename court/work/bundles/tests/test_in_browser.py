"""A bundle at the desk and on the phone: chosen by keys, watched, taken; a label looked up; axe finds nothing serious."""

import io

import pytest

from court.kit.tests.looking import flawless
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.tests.papers import SaysClean, pdf
from court.work.bundles import actions
from court.work.bundles.models import Bundle

assigned, opened, stage, web = stagefixtures.assigned, stagefixtures.opened, stagefixtures.stage, stagefixtures.web
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


@pytest.fixture
def filled(assigned, stage):
    with provided(Scanner, SaysClean()):
        for title, pages in (("起诉状", 2), ("借条", 1), ("答辩状", 1)):
            made = dossier.receive(assigned.court, io.BytesIO(pdf(pages)), kind="paper", title=title, name="a.pdf", by=stage.actor("plaintiff"),
                                   at=moment(), case=assigned, item="原告举证材料")  # fmt: skip
            inspect_document(made, at=moment())
    return assigned


def test_papers_are_chosen_by_keys_bound_and_a_label_is_looked_up(filled, opened, desk_page):
    page = desk_page
    opened(page, "judge", f"/staff/cases/{filled.pk}/bundles/")
    flawless(page)
    page.get_by_label("借条", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.get_by_label("起诉状", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_selector("text=已选 2 件，共 3 页")
    page.focus("button:has-text('制作材料册')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=排队中")
    flawless(page)
    actions.make(Bundle.objects.get().pk, at=moment())
    page.wait_for_selector("text=下载PDF", timeout=8000)
    page.reload()
    flawless(page)
    page.fill("input[name=page]", "1")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=“第1册1页”是《")
    assert "借条" in page.locator("p[role=status]").inner_text()


def test_a_party_binds_papers_on_the_phone(filled, opened, phone_page):
    page = phone_page
    opened(page, "plaintiff", f"/cases/{filled.pk}/dossier/")
    flawless(page)
    page.click("text=编成材料册")
    flawless(page)
    page.get_by_label("起诉状", exact=True).check()
    page.click("button:has-text('制作材料册')")
    page.wait_for_selector("text=取消制作")
    flawless(page)
    page.click("text=取消制作")
    page.wait_for_selector("text=已取消")
    flawless(page)
