"""What a dossier should hold at its stage: data with articles, told as present, missing or late, with the cure."""

from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, catalogue, completeness


def states(case) -> dict[str, str]:
    return {need.row.title: need.state for need in completeness.checklist(Case.objects.get(pk=case.pk))}


def test_every_row_names_a_stage_an_article_and_an_item_of_the_catalogue(case):
    items = {one.key for one in catalogue.of(case)}
    known = completeness.stages("民初")
    for row in completeness.rows("民初", known[-1], heard=True):
        assert row.since in known
        assert row.law and row.why and (row.item or row.kinds)
        assert row.item in items | {""}
        assert row.cure in completeness.CURES


def test_what_is_missing_is_late_once_the_next_stage_has_begun(stage, heard, put):
    Case.objects.filter(pk=heard.pk).update(stage="docketed")
    assert states(heard)["起诉状"] == "missing"
    Case.objects.filter(pk=heard.pk).update(stage="trial")
    assert states(heard)["起诉状"] == "late"
    document = put(heard, "起诉状", item="起诉状（或口头起诉笔录）及附件")
    assert states(heard)["起诉状"] == "present"
    actions.strike(document, by=stage.actor("judge"), at=moment(), why="误归材料")
    assert states(heard)["起诉状"] == "late"


def test_a_record_of_a_hearing_is_asked_for_only_where_there_was_one(heard):
    Case.objects.filter(pk=heard.pk).update(stage="closed")
    assert "庭审笔录" not in states(heard)
    assert {"庭审笔录", "庭审笔录签名"} <= {row.title for row in completeness.rows("民初", "closed", heard=True)}


def test_the_page_leads_to_where_it_is_put_right(heard, web):
    page = web("clerk").get(f"/staff/cases/{heard.pk}/dossier/").content.decode()
    assert f"/staff/cases/{heard.pk}/dossier/add/" in page
    assert "民事诉讼法第一百二十三条" in page
    assert "不影响开庭" in page
    assert "民事诉讼法第一百二十三条" not in web("plaintiff").get(f"/cases/{heard.pk}/dossier/").content.decode()
