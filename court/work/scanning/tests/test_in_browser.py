"""归目 by keyboard alone: one key a paper, the next one is there at once; axe finds nothing serious."""

import pytest

from court.spine.cases.tests import stagefixtures
from court.spine.dossier.models import Document
from court.work.scanning.tests import sheets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]
look, opened = stagefixtures.look, stagefixtures.opened


def test_each_paper_takes_one_key(heard, bring, work, look, desk_page):
    papers = [bring(heard, [[*sheets.UNCLEAR, f"第{number}份"]]) for number in (1, 2, 3)]
    work()
    look(desk_page, "clerk", "/staff/filing-tasks/")
    shown = desk_page.locator("[data-paper]")
    assert shown.get_attribute("data-paper") == str(papers[0].pk)
    desk_page.keyboard.press("s")
    desk_page.wait_for_selector(f"[data-paper='{papers[1].pk}']")
    desk_page.keyboard.press("1")
    desk_page.wait_for_selector(f"[data-paper='{papers[2].pk}']")
    desk_page.keyboard.press("u")
    desk_page.wait_for_selector(f"[data-paper='{papers[1].pk}']")
    desk_page.keyboard.press("/")
    desk_page.keyboard.type("举证")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_selector(f"[data-paper='{papers[2].pk}']")
    assert "举证" in Document.objects.get(pk=papers[1].pk).placement.item
    assert desk_page.complaints == []
