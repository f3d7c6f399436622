"""封存: a sealed paper is closed at every door at once, and opened again only by two people."""

from datetime import UTC, timedelta

import pytest

from court.base.access.decide import may, visible
from court.kit import blobs
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import actions, places, queries, sealing
from court.spine.dossier.models import Document, Sealing
from court.spine.dossier.sealing import Asked
from court.spine.dossier.tests.papers import pdf
from court.spine.dossier.tests.test_access import sees
from court.spine.dossier.verification import verify
from court.spine.tasks.models import Task

pytestmark = pytest.mark.both_databases
OUTSIDE = Asked("outside", "privacy", "原告王建国")
PANEL = Asked("panel", "minor", "承办法官", until=DAY + timedelta(days=90))


def seal(stage, case, document, asked=OUTSIDE, who="judge"):
    return sealing.seal_off(case, document, asked, by=stage.actor(who), at=moment())


def unseal(stage, made, asks="clerk", decides="judge", granted=True, opinion=""):
    asked = sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor(asks), at=moment())
    return sealing.decide(asked, granted=granted, opinion=opinion, by=stage.actor(decides), at=moment())


def test_a_paper_sealed_to_the_outside_is_closed_to_everybody_outside_and_even_to_who_handed_it_in(stage, heard, put):
    document, other = put(heard, "诊断证明", party=heard.parties.get(role="plaintiff")), put(heard, "起诉状")
    seal(stage, heard, document)
    assert not any(sees(stage, who, document) for who in ("plaintiff", "lawyer", "defendant", "stranger"))
    assert all(sees(stage, who, document) for who in ("judge", "clerk", "court_president", "case_manager"))
    assert sees(stage, "defendant", other)
    titles = [one.document.title for view in queries.volumes(Case.objects.get(pk=heard.pk), stage.actor("plaintiff")) for one in view.placed]
    assert titles == ["起诉状"]


def test_a_paper_sealed_to_the_panel_is_closed_inside_the_court_too(stage, heard, put):
    document = put(heard, "社会调查报告")
    seal(stage, heard, document, PANEL)
    assert not any(sees(stage, who, document) for who in ("plaintiff", "defendant", "case_manager", "division_head", "judge2"))
    assert all(sees(stage, who, document) for who in ("judge", "clerk", "court_president"))


def test_a_sealed_dossier_closes_what_comes_later_as_well(stage, heard, put):
    seal(stage, heard, None)
    later = put(Case.objects.get(pk=heard.pk), "答辩状", by="defendant")
    assert not sees(stage, "defendant", later)
    assert sees(stage, "judge", later)


def test_a_struck_title_does_not_show_through_a_seal(stage, heard, put):
    document = put(heard, "病历")
    actions.strike(document, by=stage.actor("judge"), at=moment(), why="与本案无关")
    seal(stage, heard, document)
    assert not may(stage.actor("defendant"), "list", Document.objects.get(pk=document.pk))


def test_unsealing_takes_two_people_with_fresh_factors(stage, heard, put):
    document = put(heard, "病历")
    made = seal(stage, heard, document)
    with pytest.raises(Refused, match="再次验证身份"):
        sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor("judge", fresh=False), at=moment())
    asked = sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor("judge"), at=moment())
    assert not sees(stage, "plaintiff", document)
    for who, fresh, words in (("judge", True, "不能批准自己"), ("court_president", False, "再次验证身份"), ("clerk", True, "没有批准解封的权限")):
        with pytest.raises(Refused, match=words):
            sealing.decide(asked, granted=True, opinion="", by=stage.actor(who, fresh=fresh), at=moment())
    assert not sees(stage, "plaintiff", document)
    sealing.decide(asked, granted=True, opinion="", by=stage.actor("court_president"), at=moment())
    assert sees(stage, "plaintiff", document)
    with pytest.raises(Refused):
        sealing.decide(asked, granted=True, opinion="", by=stage.actor("court_president"), at=moment())
    assert not Task.objects.filter(subject=f"sealing:{made.pk}", state="open").exists()


def test_a_refused_unsealing_leaves_the_paper_sealed_and_needs_a_reason(stage, heard, put):
    document = put(heard, "病历")
    made = seal(stage, heard, document)
    with pytest.raises(Refused):
        unseal(stage, made, granted=False)
    waiting = made.unsealings.get()
    sealing.decide(waiting, granted=False, opinion="事由仍在", by=stage.actor("judge"), at=moment())
    assert not sees(stage, "plaintiff", document)
    unseal(stage, made)
    assert sees(stage, "plaintiff", document)


def test_an_asked_unsealing_can_be_taken_back(stage, heard, put):
    made = seal(stage, heard, put(heard, "病历"))
    asked = sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor("clerk"), at=moment())
    sealing.withdraw(asked, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused):
        sealing.decide(asked, granted=True, opinion="", by=stage.actor("judge"), at=moment())


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "stranger", "judge2", "case_manager", "foreign_judge"])
def test_who_does_not_handle_the_case_neither_seals_nor_unseals(stage, heard, put, who):
    document = put(heard, "病历")
    with pytest.raises(Refused):
        seal(stage, heard, document, who=who)
    made = seal(stage, heard, document)
    with pytest.raises(Refused):
        sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor(who), at=moment())
    asked = sealing.ask_to_unseal(made, "事由已经消失", by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused):
        sealing.decide(asked, granted=True, opinion="", by=stage.actor(who), at=moment())
    assert Sealing.objects.get().lifted_at is None


@pytest.mark.parametrize("asked", [
    Asked("all", "privacy", "某人"), Asked("outside", "because", "某人"), Asked("outside", "privacy", " "),
    Asked("outside", "other", "某人", "无"), Asked("outside", "privacy", "某人", until=DAY),
])
def test_a_sealing_names_its_scope_its_reason_and_who_asked(stage, heard, put, asked):
    with pytest.raises(Refused):
        seal(stage, heard, put(heard, "病历"), asked)
    assert not Sealing.objects.exists()


def test_the_day_to_look_again_is_a_day_of_the_court_also_before_eight_in_the_morning(stage, heard, put):
    early = moment(DAY, 7).astimezone(UTC)
    with pytest.raises(Refused, match="复核日期"):
        sealing.seal_off(heard, put(heard, "病历"), Asked("outside", "privacy", "某人", until=DAY), by=stage.actor("judge"),
                         at=early)  # fmt: skip
    assert not Sealing.objects.exists()


def test_a_paper_is_sealed_once_and_the_court_is_told_when_to_look_again(stage, heard, put):
    document = put(heard, "病历")
    made = seal(stage, heard, document, PANEL)
    with pytest.raises(Refused, match="已经封存"):
        seal(stage, heard, document)
    task = Task.objects.get(subject=f"sealing:{made.pk}")
    assert (task.due_on, task.assignee) == (PANEL.until, stage.accounts["judge"])
    assert list(verify(heard)) == []


def test_the_reader_outside_gets_the_redacted_form_and_the_court_the_original(stage, heard, put):
    document = put(heard, "身份证复印件", pages=2)
    burnt = actions.keep(document, blobs.put(pdf(2, "burnt")), "redacted", "application/pdf", "r.pdf", moment(), 2)
    assert places.form_for(stage.actor("defendant"), document).purpose == "original"
    Document.objects.filter(pk=document.pk).update(redacted=burnt)
    document = Document.objects.get(pk=document.pk)
    for who in ("plaintiff", "lawyer", "defendant"):
        assert places.form_for(stage.actor(who), document) == burnt
    assert places.form_for(stage.actor("judge"), document).purpose == "original"
    assert places.form_for(None, document).purpose == "original"
    assert visible(stage.actor("defendant"), Document.objects.filter(pk=document.pk)).exists()


def test_a_copy_for_a_borrower_leaves_out_what_is_sealed_off(stage, heard, put):
    from court.kit.press import sheets
    from court.spine.dossier.bundle import bundle

    document = put(heard, "病历")
    put(heard, "起诉状")
    seal(stage, heard, document)
    words = "".join(sheets.text(bundle(heard, "main", on=DAY, sealed=False)))
    assert "起诉状" in words
    assert "病历" not in words
    assert "病历" in "".join(sheets.text(bundle(heard, "main", on=DAY)))
