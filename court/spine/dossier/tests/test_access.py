"""Who sees which paper: 副卷 never leaves, what is not on the record is not there, access ends at once."""

import pytest
from django.db import IntegrityError, transaction

from court.base.access.decide import may, visible
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Representative
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, queries
from court.spine.dossier.models import Document

pytestmark = pytest.mark.both_databases


def sees(stage, who: str, document: Document) -> bool:
    """Whether somebody sees a paper; page, list and query must agree on it."""
    actor = stage.actor(who)
    fresh = Document.objects.get(pk=document.pk)
    opens = bool(may(actor, "read", fresh))
    case = Case.objects.get(pk=document.case_id)
    listed = document.pk in {one.pk for one in queries.visible_in(case, actor)}
    found = visible(actor, Document.objects.filter(pk=document.pk)).exists()
    assert opens == listed == found
    return opens


def test_both_sides_and_counsel_read_the_main_volume_and_strangers_nothing(stage, heard, put):
    document = put(heard, "起诉状")
    readers = {who: sees(stage, who, document) for who in ("plaintiff", "defendant", "lawyer", "judge", "clerk")}
    assert all(readers.values())
    assert not any(sees(stage, who, document) for who in ("stranger", "foreign_judge", "judge2", "service_officer"))


@pytest.mark.parametrize("secrecy", ["court", "panel"])
def test_the_inner_volume_is_for_handlers_and_leaders_only(stage, heard, put, secrecy):
    document = put(heard, "合议庭评议笔录", by="clerk", volume="inner", item="合议庭评议笔录", secrecy=secrecy)
    assert sees(stage, "judge", document)
    assert sees(stage, "clerk", document)
    assert sees(stage, "court_president", document)
    outside = ("plaintiff", "defendant", "lawyer", "stranger", "case_manager", "filing_clerk", "foreign_judge")
    assert not any(sees(stage, who, document) for who in outside)
    for who in ("plaintiff", "lawyer"):
        assert [view.code for view in queries.volumes(heard, stage.actor(who))] == ["main"]


def test_the_database_itself_refuses_an_inner_paper_open_to_parties(stage, heard, put):
    document = put(heard, "合议庭评议笔录", by="clerk", volume="inner", item="合议庭评议笔录", secrecy="court")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(secrecy="parties")


def test_a_restricted_paper_is_for_the_court_and_who_handed_it_in(stage, heard, put):
    document = put(heard, "身份证", party=heard.parties.get(role="plaintiff"), secrecy="own")
    assert sees(stage, "plaintiff", document)
    assert sees(stage, "lawyer", document)
    assert sees(stage, "judge", document)
    assert not sees(stage, "defendant", document)


def test_a_held_paper_is_not_there_for_outsiders_until_it_is_issued(stage, heard, put):
    document = put(heard, "民事判决书", by="judge")
    actions.hold(document, by=stage.actor("judge"), at=moment())
    assert sees(stage, "clerk", document)
    assert not sees(stage, "plaintiff", document)
    actions.issue(document, by=stage.actor("judge"), at=moment())
    assert sees(stage, "plaintiff", document)


def test_a_struck_paper_keeps_its_title_and_loses_its_content_for_outsiders(stage, heard, put):
    document = put(heard, "答辩状", by="defendant", party=heard.parties.get(role="defendant"))
    actions.strike(document, by=stage.actor("judge"), at=moment(), why="与本案无关")
    listed = [one.document.pk for view in queries.volumes(heard, stage.actor("plaintiff")) for one in view.placed]
    assert listed == [document.pk]
    for who in ("plaintiff", "defendant"):
        assert not sees(stage, who, document)
    assert may(stage.actor("judge"), "read", document)


def test_who_handed_a_paper_in_sees_it_wait_and_learns_why_it_was_refused(stage, heard, put):
    waiting = put(heard, "证据", check=False)
    refused = put(heard, "证据二", content=b"%PDF-1.4 broken")
    mine = {one.pk for one in queries.in_work(heard, stage.actor("plaintiff"))}
    assert mine == {waiting.pk, refused.pk}
    assert queries.in_work(heard, stage.actor("defendant")) == []
    assert not may(stage.actor("defendant"), "read", waiting)


def test_a_representative_loses_sight_of_the_papers_the_moment_the_authority_ends(stage, heard, put):
    document = put(heard, "起诉状")
    assert sees(stage, "lawyer", document)
    Representative.objects.filter(case=heard).update(until=moment(hour=10))
    assert not sees(stage, "lawyer", document)


def test_a_hidden_paper_and_a_missing_one_get_the_same_answer(stage, heard, put):
    inner = put(heard, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    answers = []
    for number in (inner.pk, 12345):
        with pytest.raises(Refused) as refused:
            queries.to_open(number, stage.actor("plaintiff"))
        answers.append((refused.value.message, refused.value.do, refused.value.code, refused.value.status))
    assert answers[0] == answers[1]
    assert answers[0][3] == 404
