"""Redaction at the desk: boxes by mouse and by keys, search, both sides, confirmed by another; axe finds nothing serious."""

import io

import pytest

from court.kit.tests.looking import flawless
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import SaysClean
from court.work.redaction import actions
from court.work.redaction.models import Redaction
from court.work.redaction.tests.conftest import NAME, blind, statement

assigned, opened, stage, web = stagefixtures.assigned, stagefixtures.opened, stagefixtures.stage, stagefixtures.web
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


@pytest.fixture
def paper(assigned, stage) -> Document:
    with provided(Scanner, SaysClean()):
        made = dossier.receive(assigned.court, io.BytesIO(statement()), kind="paper", title="情况说明", name="a.pdf", at=moment(),
                               by=stage.actor("plaintiff"), case=assigned, item="原告举证材料")  # fmt: skip
        return inspect_document(made, at=moment())


def test_boxes_are_drawn_moved_by_keys_searched_burnt_and_confirmed(paper, opened, desk_page):
    page = desk_page
    opened(page, "clerk", f"/staff/documents/{paper.pk}/")
    page.click("summary:has-text('遮蔽')")
    page.click("button:has-text('制作遮蔽件')")
    page.wait_for_selector("[data-stage] img")
    flawless(page)
    stage_box = page.locator("[data-stage] svg").bounding_box()
    x, y = stage_box["x"] + 200, stage_box["y"] + 150
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 180, y + 40, steps=4)
    page.mouse.up()
    assert page.locator("[data-stage] rect").count() == 1
    before = float(page.input_value("input[name=x-0]"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert float(page.input_value("input[name=x-0]")) == pytest.approx(before + 0.5, abs=0.02)
    page.click("button:has-text('添加遮蔽框')")
    assert page.locator("[data-stage] rect").count() == 2
    page.keyboard.press("Delete")
    flawless(page)
    page.click("button:has-text('保存本页')")
    page.wait_for_selector("text=第1页已保存")
    assert len(Redaction.objects.get().marks) == 1
    page.click("text=搜索与建议")
    flawless(page)
    page.fill("main input[name=q]", NAME)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2 处")
    flawless(page)
    page.click("button:has-text('遮蔽勾选的位置')")
    page.wait_for_selector("text=已加入2处遮蔽")
    flawless(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("button:has-text('制作遮蔽件（3 处）')")
    _agree(page)
    page.wait_for_selector("text=已开始制作")
    flawless(page)
    made = actions.carry_out(Redaction.objects.get().pk, at=moment(), read=blind)
    assert made.state == "burnt", made.fault
    opened(page, "judge", f"/staff/redactions/{made.pk}/")
    page.wait_for_selector("img[alt='遮蔽件第1页']")
    flawless(page)
    page.focus("button:has-text('复核通过，生效')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已生效")
    flawless(page)
    assert Document.objects.get(pk=paper.pk).redacted_id == made.result_id


def _agree(page) -> None:
    """What asks before sending may be a dialog of the page itself."""
    button = page.locator("dialog[open] button.main, dialog[open] button.danger")
    if button.count():
        button.first.click()


def test_sealing_history_and_striking_are_reached_from_the_paper(paper, opened, desk_page):
    page = desk_page
    opened(page, "judge", f"/staff/documents/{paper.pk}/")
    flawless(page)
    page.click("a:has-text('历史')")
    page.wait_for_selector("text=办理记录")
    flawless(page)
    opened(page, "judge", f"/staff/cases/{paper.case_id}/dossier/sealings/?paper={paper.pk}")
    flawless(page)
    page.fill("input[name=asked_by]", "原告")
    page.click("button:has-text('封存')")
    page.wait_for_selector("text=已封存")
    flawless(page)
    opened(page, "clerk", f"/staff/cases/{paper.case_id}/dossier/")
    flawless(page)
