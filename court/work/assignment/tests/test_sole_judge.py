"""One judge in the ordinary procedure: decided with reasons, told to the parties, objected to on the phone, shown in the papers."""

from datetime import timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases import replay
from court.spine.cases.tests import stage as stages
from court.spine.cases.tests.stage import DAY
from court.work.judgments import texts

pytestmark = pytest.mark.django_db(databases=["default", "reads"])
NEXT = DAY + timedelta(days=2)


@pytest.fixture
def ordinary(stage):
    """A case of the ordinary procedure with its judge, its defendant joined, its papers sent."""
    case = stage.case(track="ordinary")
    stages.paid(case)
    stage.act(case, "assign_judge", "case_manager", judge=str(stage.accounts["judge"].pk), clerk=str(stage.accounts["clerk"].pk))
    stage.act(case, "send_papers", "clerk", days=15)
    return case


def alone(stage, case, bar="none"):
    return stage.act(case, "sit_alone", "judge", NEXT, sole_bar=bar, reason="基本事实清楚，权利义务关系明确。")


@pytest.mark.parametrize("bar", ["public_interest", "mass_dispute", "wide_attention", "new_or_difficult", "panel_by_law", "other"])
def test_each_bar_of_article_42_keeps_the_case_with_a_panel(stage, ordinary, bar):
    with pytest.raises(Refused) as refused:
        alone(stage, ordinary, bar)
    assert refused.value.code == "panel_needed"
    assert "不得独任审理" in refused.value.message
    assert not ordinary.facts.get("sole_judge")


def test_a_case_of_the_intermediate_court_needs_a_panel(stage, ordinary):
    type(ordinary.court).objects.filter(pk=ordinary.court_id).update(level="intermediate")
    ordinary.refresh_from_db()
    with pytest.raises(Refused) as refused:
        alone(stage, ordinary)
    assert refused.value.code == "panel_needed"


def test_the_parties_are_told_and_the_judgment_says_who_heard_the_case(stage, ordinary):
    alone(stage, ordinary)
    paper = ordinary.documents.filter(title="独任审理告知书").first()
    assert paper is not None
    words = str(paper.data)
    assert "适用普通程序独任审理" in words
    assert "可以向本院提出异议" in words
    assert f"依法适用普通程序，由审判员{ordinary.judge.person.name}独任审判" in texts.course(ordinary, [])
    assert not list(replay.compare(ordinary))


def test_a_party_objects_on_the_phone_and_the_judge_is_asked(stage, ordinary, web):
    alone(stage, ordinary)
    phone = web("plaintiff")
    page = f"/cases/{ordinary.pk}/submit/sole_objection/"
    assert phone.get(page).status_code == 200
    stage.act(ordinary, "object_sole_judge", "plaintiff", NEXT)
    assert ordinary.tasks.filter(kind="sole_objection", state="open").exists()
    desk = web("judge", fresh=True).get(f"/staff/case/{ordinary.pk}/act/reject_sole_objection/").content.decode()
    assert "异议成立的，裁定转由合议庭审理" in desk


@pytest.mark.parametrize("who", ["plaintiff", "clerk", "foreign_judge"])
def test_only_the_judge_of_the_case_decides_to_sit_alone(stage, ordinary, who):
    with pytest.raises(Refused) as refused:
        stage.act(ordinary, "sit_alone", who, NEXT, sole_bar="none", reason="理由")
    assert refused.value.status in (403, 404)
