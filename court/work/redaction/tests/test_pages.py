"""The pages of redaction: drawn by hand or by search, compared and confirmed, closed to whom it is not."""

import pytest

from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document
from court.work.redaction import actions
from court.work.redaction.models import Redaction
from court.work.redaction.tests.conftest import ID_NUMBER, NAME, blind
from court.work.redaction.tests.test_redaction import burnt, drawn, in_force

ROW = {"x-0": "10", "y-0": "20", "w-0": "30", "h-0": "5", "reason-0": "privacy", "words-0": "", "term-0": "", "rows": "1"}


def test_a_redaction_is_begun_drawn_searched_burnt_and_confirmed_on_pages(stage, paper, web):
    clerk, judge = web("clerk"), web("judge")
    assert "制作遮蔽件" in clerk.get(f"/staff/documents/{paper.pk}/").content.decode()
    here = clerk.post(f"/staff/documents/{paper.pk}/redactions/").url
    assert clerk.post(here, ROW | {"version": "0"}).status_code == 302
    row = Redaction.objects.get()
    assert row.of_page(1)[0] | {"page": 1} == {"page": 1, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.05, "reason": "privacy", "words": "", "term": ""}
    page = clerk.get(here).content.decode()
    assert 'x="100.0"' in page
    found = clerk.get(f"{here}find/", {"q": NAME})
    values = [hit["value"] for hit in found.context["hits"]]
    assert len(values) == 2
    clerk.post(f"{here}find/", {"hit": values, "reason": "minor", "q": NAME})
    suggested = clerk.get(f"{here}find/").context["hits"]
    assert ID_NUMBER in {hit["text"] for hit in suggested}
    clerk.post(f"{here}burn/")
    assert "正在制作" in clerk.get(here, headers={"HX-Request": "true"}).content.decode()
    actions.carry_out(row.pk, at=moment(), read=blind)
    assert "制作人不能复核" in clerk.get(here).content.decode()
    assert "复核通过" in judge.get(here).content.decode()
    for side in ("before", "after"):
        assert judge.get(f"{here}pages/1/{side}/").status_code == 200
    judge.post(f"{here}decide/", {"grant": "1"})
    assert Document.objects.get(pk=paper.pk).redacted is not None


@pytest.mark.parametrize("who", ["plaintiff", "stranger", "judge2", "case_manager", "foreign_judge"])
def test_every_page_of_a_redaction_is_shut_to_who_does_not_handle_the_case(stage, paper, web, who):
    row = burnt(stage, paper, NAME)
    browser = web(who)
    for where in ("", "find/", "pages/1/before/", "pages/1/after/"):
        assert browser.get(f"/staff/redactions/{row.pk}/{where}").status_code in (302, 403, 404)
    for what in ("burn", "decide", "drop", "lift", "lift-decide"):
        assert browser.post(f"/staff/redactions/{row.pk}/{what}/", {"grant": "1"}).status_code in (302, 403, 404)
    row.refresh_from_db()
    assert row.state == "burnt"


def test_what_was_typed_wrongly_is_told_and_kept(stage, paper, web):
    row = drawn(stage, paper, NAME)
    answer = web("clerk").post(f"/staff/redactions/{row.pk}/", ROW | {"x-0": "95", "version": str(row.version)})
    assert answer.status_code == 422
    assert 'value="95' in answer.content.decode()
    stale = web("clerk").post(f"/staff/redactions/{row.pk}/", ROW | {"version": "0"})
    assert "他人修改" in stale.content.decode()


def test_lifting_on_pages_wants_the_factor_again(stage, paper, web):
    row = in_force(stage, paper, NAME)
    web("judge").post(f"/staff/redactions/{row.pk}/lift/", {"why": "当事人同意公开"})
    assert "批准撤销" in web("clerk").get(f"/staff/documents/{paper.pk}/redactions/").content.decode()
    web("clerk").post(f"/staff/redactions/{row.pk}/lift-decide/", {"grant": "1"})
    row.refresh_from_db()
    assert row.state in ("in_force", "lifted")
