"""Places and page labels: catalogue order; a label once given never moves, whatever comes later."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.dossier.models import Document, Edition, Placement, Rendition
from court.spine.dossier.places import freeze, in_order, place

pytestmark = pytest.mark.both_databases

MAIN = "main"
COMPLAINT = "起诉状（或口头起诉笔录）及附件"
ANSWER = "答辩状及附件"
EVIDENCE = "原告举证材料"
JUDGMENT = "判决书、调解书、裁定书正本"


def labels(case) -> dict[str, list[str]]:
    return {one.document.title: one.labels for one in in_order(case, MAIN)}


def test_papers_stand_in_catalogue_order_whatever_order_they_came_in(case, put):
    for title, item in (("判决书", JUDGMENT), ("借条", EVIDENCE), ("答辩状", ANSWER), ("起诉状", COMPLAINT)):
        put(case, title, item=item)
    assert list(labels(case)) == ["起诉状", "答辩状", "借条", "判决书"]


def test_a_paper_without_an_item_is_filed_by_its_title_else_behind_the_listed(case, put):
    put(case, "一张没有名目的纸")
    put(case, "起诉状")
    found = in_order(case, MAIN)
    assert [one.document.title for one in found] == ["起诉状", "一张没有名目的纸"]
    assert found[0].placement.item == COMPLAINT


def test_labels_are_provisional_until_the_pages_are_numbered(stage, case, put):
    put(case, "起诉状", pages=2, item=COMPLAINT)
    put(case, "借条", pages=3, item=EVIDENCE)
    assert labels(case) == {"起诉状": ["1", "2"], "借条": ["3", "4", "5"]}
    assert all(one.provisional for one in in_order(case, MAIN))
    edition = freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
    assert (edition.number, edition.pages) == (1, 5)
    assert not any(one.provisional for one in in_order(case, MAIN))


def test_a_late_paper_in_between_gets_labels_of_its_own_and_moves_none(stage, case, put):
    put(case, "起诉状", pages=2, item=COMPLAINT)
    put(case, "判决书", pages=2, item=JUDGMENT)
    freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
    put(case, "答辩状", pages=2, item=ANSWER)
    put(case, "上诉状", pages=1, item="上诉状")
    assert labels(case) == {"起诉状": ["1", "2"], "答辩状": ["2-1", "2-2"], "判决书": ["3", "4"], "上诉状": ["5"]}
    freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
    put(case, "补充答辩状", pages=1, item=ANSWER)
    assert labels(case)["补充答辩状"] == ["2-3"]
    assert Edition.objects.filter(case=case).count() == 2


def test_pages_are_not_numbered_while_a_paper_is_still_being_checked(stage, case, put):
    put(case, "借条", check=False)
    with pytest.raises(Refused) as refused:
        freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
    assert "借条" in refused.value.message


def test_a_numbered_paper_can_not_be_moved(stage, case, put):
    document = put(case, "借条", item=EVIDENCE)
    actions.move(document, MAIN, ANSWER, by=stage.actor("clerk"), at=moment())
    assert Placement.objects.get(document=document).item == ANSWER
    freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused) as refused:
        actions.move(document, MAIN, EVIDENCE, by=stage.actor("clerk"), at=moment())
    assert refused.value.code == "numbered"


def test_what_moves_into_the_inner_volume_is_closed_to_parties(stage, case, put):
    document = put(case, "阅卷笔录", item="")
    actions.move(document, "inner", "阅卷笔录", by=stage.actor("judge"), at=moment())
    document.refresh_from_db()
    assert (document.volume, document.secrecy) == ("inner", "court")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(st.tuples(st.sampled_from([COMPLAINT, ANSWER, EVIDENCE, JUDGMENT]), st.integers(0, 4)),
                                max_size=4), min_size=1, max_size=4))  # fmt: skip
def test_labels_stay_and_are_never_given_twice(stage, case, rounds):
    Placement.objects.filter(case=case).delete()
    Edition.objects.filter(case=case).delete()
    kept: dict[int, list[str]] = {}
    for papers in rounds:
        for item, pages in papers:
            _paper(case, item, pages)
        freeze(case, MAIN, by=stage.actor("clerk"), at=moment())
        now = {one.document.pk: one.labels for one in in_order(case, MAIN)}
        assert kept.items() <= now.items()
        given_out = [label for labels in now.values() for label in labels]
        assert len(given_out) == len(set(given_out))
        kept = now


def _paper(case, item: str, pages: int) -> None:
    document = Document.objects.create(court=case.court, case=case, kind="paper", title=f"{item}{new_id()}", item=item,
                                       state="available", on_record=True, created_at=moment())  # fmt: skip
    Rendition.objects.create(document=document, purpose="original", sha256="0" * 64, sm3="0" * 64, size=1, name="x.pdf",
                             media_type="application/pdf", pages=pages, made_at=moment())  # fmt: skip
    place(document)
