"""What the court makes: asked for with the act, made by an errand, once, sealed, in its place."""

import pytest

from court.kit import blobs
from court.kit.press import sheets, signing
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.dossier.places import shown
from court.spine.dossier.rendering import render_now
from court.spine.errands.models import Errand
from court.spine.errands.registry import HANDLERS, ErrandFails
from court.spine.journal.models import Entry

pytestmark = pytest.mark.both_databases

State = Document.State
COVER = {"volume": "正卷", "rows": [{"label": "案由", "value": "民间借贷纠纷"}], "marks": []}


@pytest.fixture
def ask(stage, case):
    def do(data=COVER, template="dossier_cover", **more) -> Document:
        words = {"kind": "cover", "title": "封面", "by": stage.actor("clerk"), "at": moment()}
        return actions.expect(case, template, data, **(words | more))

    return do


def test_a_paper_stands_at_once_and_gets_its_pages_by_an_errand(case, ask):
    document = ask(item="卷宗封面")
    assert document.state == State.EXPECTED
    errand = Errand.objects.get(kind="document.render", payload__document=str(document.pk))
    HANDLERS["document.render"].does(errand.payload, moment(), errand)
    document.refresh_from_db()
    assert (document.state, document.on_record) == (State.AVAILABLE, True)
    made = document.renditions.get()
    assert (made.purpose, made.pages, made.media_type) == ("pdf", 1, "application/pdf")
    assert case.number in sheets.text(blobs.read(made.sha256))[0]
    assert Placement.objects.filter(document=document).exists()


def test_making_it_twice_makes_it_once(case, ask):
    document = ask()
    render_now(document, at=moment())
    render_now(Document.objects.get(pk=document.pk), at=moment())
    assert document.renditions.count() == 1
    assert Entry.objects.filter(stream=case.stream, kind="document.produced").count() == 1


def test_asking_with_the_same_key_gives_the_same_paper(ask):
    assert ask(key="service:7").pk == ask(key="service:7").pk
    assert ask(key="service:8").pk != ask(key="service:7").pk


def test_a_sealed_paper_carries_the_courts_signature_over_its_day(case, ask):
    document = ask({"remarks": ["此致"], "signed": [], "dated": "二〇二六年三月二日"}, "dossier_remarks", sealed=True)
    document = render_now(document, at=moment())
    reading = shown(document)
    assert reading.purpose == Rendition.Purpose.SIGNED
    found = signing.verify_pdf(blobs.read(reading.sha256))
    assert found.good
    assert found.signatures[0].signer == case.court.name
    assert found.signatures[0].at == moment()


@pytest.mark.parametrize(("name", "code"), [("张\U000323af", "323AF"), ("李\ue000", "E000"), ("家\u200d👨\u200d👩", "1F468")])
def test_a_name_without_a_font_goes_out_under_seal_with_its_code_and_a_note(ask, name, code):
    facts = {"remarks": [name], "signed": [], "dated": "二〇二六年三月二日"}
    sealed = render_now(ask(facts, "dossier_remarks", sealed=True), at=moment())
    sealed.refresh_from_db()
    assert sealed.state == Document.State.AVAILABLE and f"U+{code}" in sealed.note
    assert code in "".join(sheets.text(blobs.read(shown(sealed).sha256))[0].split())


@pytest.mark.parametrize("name", ["𠮷某", "䶮某"])
def test_a_rare_name_that_a_font_here_has_goes_out_whole(ask, name):
    sealed = render_now(ask({"remarks": [name], "signed": [], "dated": "二〇二六年三月二日"}, "dossier_remarks", sealed=True), at=moment())
    sealed.refresh_from_db()
    assert name in sheets.text(blobs.read(shown(sealed).sha256))[0] and sealed.note == ""


def test_a_name_with_an_emoji_goes_out_whole_or_with_its_code(ask):
    sealed = render_now(ask({"remarks": ["王😀"], "signed": [], "dated": "二〇二六年三月二日"}, "dossier_remarks", sealed=True), at=moment())
    words = sheets.text(blobs.read(shown(sealed).sha256))[0]
    assert sealed.state == Document.State.AVAILABLE and ("王😀" in words or "1F600" in words)


def test_a_missing_template_fails_for_good_and_says_so_on_the_paper(ask):
    document = ask(template="no_such_paper")
    errand = Errand.objects.get(kind="document.render", payload__document=str(document.pk))
    with pytest.raises(ErrandFails) as failed:
        HANDLERS["document.render"].does(errand.payload, moment(), errand)
    assert failed.value.for_good
    document.refresh_from_db()
    assert "no_such_paper" in document.note


def test_a_held_paper_is_issued_once(stage, case, ask):
    document = render_now(ask(held=True), at=moment())
    actions.issue(document, by=stage.actor("judge"), at=moment())
    actions.issue(document, by=stage.actor("judge"), at=moment())
    assert not Document.objects.get(pk=document.pk).held
    assert Entry.objects.filter(stream=case.stream, kind="document.issued").count() == 1


def test_the_acts_of_a_case_ask_for_the_papers_their_definition_names(stage):
    case = stage.case()
    templates = set(case.documents.values_list("template", flat=True))
    assert {"acceptance_notice", "fee_notice"} <= templates
    entry = Entry.objects.get(stream=case.stream, place=1)
    assert all(one.entry_place == entry.place for one in case.documents.all())


def test_a_newer_paper_takes_the_place_of_an_older_one(stage, case, put):
    old, new = put(case, "答辩状"), put(case, "答辩状（更正）")
    actions.supersede(old, new, by=stage.actor("clerk"), at=moment(), why="更正笔误")
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.supersedes_id) == (State.SUPERSEDED, old.pk)


def test_striking_needs_a_reason_and_a_paper_on_the_record(stage, case, put):
    document = put(case, "答辩状")
    with pytest.raises(Refused) as refused:
        actions.strike(document, by=stage.actor("judge"), at=moment(), why=" ")
    assert refused.value.code == "no_reason"
    waiting = put(case, "证据", check=False)
    with pytest.raises(Refused) as refused:
        actions.strike(waiting, by=stage.actor("judge"), at=moment(), why="误交")
    assert refused.value.code == "not_on_record"
    actions.strike(document, by=stage.actor("judge"), at=moment(), why="与本案无关")
    assert Document.objects.get(pk=document.pk).state == State.STRUCK


def test_a_paper_that_a_room_orders_on_hearing_of_an_act_is_told_of_before_its_pages_are_made(stage, case, ask):
    from court.spine.dossier.verification import verify
    from court.spine.journal.actions import append

    entry = append(case.stream, "act.something", by=stage.accounts["clerk"], at=moment(), facts={})
    document = ask(item="卷宗封面", entry=entry)
    assert (document.entry_stream, document.entry_place) == (entry.stream, entry.place)
    assert list(verify(case)) == []
