"""The court decides: docket, give back once, refuse; two clerks, two clicks, the right people only."""

from datetime import date

import pytest

from court.kit import blobs
from court.kit.press.signing import verify_pdf
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.spine.dossier import rendering
from court.spine.dossier.models import Document, Placement
from court.spine.dossier.tests.papers import photo
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.filing import actions, comparing, files, papers, reviewing
from court.work.filing.handlers import find_uncorrected
from court.work.filing.models import Draft, Filing
from court.work.filing.tests.conftest import FULL, finish, put


def docket(stage, filing, who="filing_clerk", track="simplified", **more):
    return reviewing.accept(filing, track=track, by=stage.actor(who), at=moment(), token=filing.version, **more)


@pytest.mark.both_databases
def test_an_accepted_filing_is_a_case_with_number_parties_fee_and_papers_in_place(stage, handed_in):
    filing = handed_in()
    case = docket(stage, filing)
    filing.refresh_from_db()
    assert (filing.state, filing.case_id, case.filing_id) == ("accepted", case.pk, filing.pk)
    assert case.number == "（2026）晋0802民初1号"
    assert [p.name for p in case.parties.all()] == ["王建国", "张伟"]
    assert case.amount_fen == 5_000_000
    assert case.facts["fee_full_fen"] == 105_000
    assert case.facts["fee_fen"] == 52_500
    assert case.facts["claims"] == filing.claims
    items = set(Placement.objects.filter(case=case).values_list("item", flat=True))
    assert {"起诉状（或口头起诉笔录）及附件", "原告举证材料",
            "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"} <= items
    assert not Draft.objects.filter(filing=filing).exists()
    assert not Task.objects.filter(subject=filing.stream, state="open").exists()
    own = case.parties.get(role="plaintiff")
    assert (own.person_id, own.e_service, own.joined_at is not None) == (filing.person_id, True, True)


def test_papers_still_being_checked_follow_into_the_case(stage, draft):
    filing = actions.submit(draft(), by=stage.actor("plaintiff"), at=moment(), key="k")
    case = docket(stage, filing)
    papers.make_papers(Filing.objects.get(pk=filing.pk), filing.version, at=moment())
    assert Document.objects.get(kind="complaint").case_id == case.pk


def test_another_procedure_than_the_law_proposes_needs_a_reason(stage, handed_in):
    filing = handed_in()
    with pytest.raises(Refused) as refused:
        docket(stage, filing, track="ordinary")
    assert refused.value.code == "reason_needed"
    assert docket(stage, filing, track="ordinary", reason="案情复杂").track == "ordinary"


def test_a_lawyer_becomes_the_representative_of_the_person_acted_for(stage, draft):
    from court.base.people import identity
    from court.work.filing.tests.conftest import put

    number = identity.demo_resident_number(date(1970, 1, 1), 77, male=True)
    filing = draft("lawyer", me={"phone": "12000000003", "address": "运城", "capacity": "agent"},
                   agent={"kind": "lawyer", "authority": "special", "firm": "示例律师事务所", "principal": "natural"},
                   principal={"name": "李四", "id_number": number, "phone": "12000000008", "address": "盐湖区"})
    put(stage, filing, "委托书.pdf", by="lawyer", category="authority")
    put(stage, filing, "身份证.pdf", by="lawyer", category="identity")
    handed = actions.submit(filing, by=stage.actor("lawyer"), at=moment(), key="k")
    case = docket(stage, handed)
    acting = case.representatives.get()
    assert (acting.person_id, acting.party.name, acting.authority) == (filing.person_id, "李四", "special")
    assert case.parties.get(role="plaintiff").person.id_number == number


def test_two_clerks_at_once_the_second_is_told_who_was_first(stage, handed_in):
    filing = handed_in()
    docket(stage, filing, key="a")
    with pytest.raises(Refused) as refused:
        docket(stage, filing, who="filing_clerk2", key="b")
    assert "周立" in refused.value.message
    with pytest.raises(Refused):
        reviewing.give_back(filing, ["C01"], days=7, by=stage.actor("filing_clerk2"), at=moment(), token=filing.version)
    assert Case.objects.count() == 1


@pytest.mark.both_databases
def test_a_double_click_dockets_once(stage, handed_in):
    filing = handed_in()
    assert docket(stage, filing, key="same").pk == docket(stage, filing, key="same").pk
    assert Case.objects.count() == 1


def test_defects_are_told_once_with_the_day_they_are_due_and_the_clock_stops(stage, handed_in):
    filing = handed_in()
    made = reviewing.give_back(filing, ["E01", "C02", "E01"], days=7, words="请补", by=stage.actor("filing_clerk"),
                               at=moment(), token=filing.version)
    filing.refresh_from_db()
    assert (filing.state, filing.decide_by, made.codes, made.due_on) == ("returned", None, ["C02", "E01"], date(2026, 3, 9))
    assert Message.objects.filter(kind="filing_returned", person=filing.person).exists()


@pytest.mark.both_databases
def test_corrected_papers_start_the_clock_anew_and_can_not_be_given_back_again(stage, handed_in):
    filing = handed_in()
    clerk = stage.actor("filing_clerk")
    reviewing.give_back(filing, ["C02"], days=7, by=clerk, at=moment(), token=filing.version)
    later = moment(date(2026, 3, 5))
    again = actions.submit(filing, by=stage.actor("plaintiff"), at=later, key="k2")
    assert (again.state, again.decide_by) == ("resubmitted", date(2026, 3, 12))
    with pytest.raises(Refused) as refused:
        reviewing.give_back(again, ["E01"], days=7, by=clerk, at=later, token=again.version)
    assert refused.value.code == "second_notice"
    assert docket(stage, again).filed_on == date(2026, 3, 2)


@pytest.mark.parametrize(("codes", "days"), [([], 7), (["Z99"], 7), (["C01"], 0), (["C01"], 900)])
def test_an_empty_or_absurd_notice_is_refused(stage, handed_in, codes, days):
    filing = handed_in()
    with pytest.raises(Refused):
        reviewing.give_back(filing, codes, days=days, by=stage.actor("filing_clerk"), at=moment(), token=filing.version)
    assert Filing.objects.get(pk=filing.pk).state == "submitted"


def test_a_refusal_makes_a_sealed_ruling_with_the_way_of_appeal(stage, handed_in):
    filing = handed_in()
    reviewing.refuse(filing, "outside_remit", "本案所诉事项不属于人民法院受理民事诉讼的范围。", by=stage.actor("filing_clerk"),
                     at=moment(), token=filing.version)
    filing.refresh_from_db()
    document = rendering.render_now(papers.ruling_of(filing), at=moment())
    assert filing.state == "refused"
    signed = document.renditions.get(purpose="signed")
    assert verify_pdf(blobs.read(signed.sha256)).good
    assert any("上诉于运城市中级人民法院" in line for line in document.data["paragraphs"])
    assert Message.objects.filter(kind="filing_refused", person=filing.person).exists()


def test_a_refusal_needs_its_reason_its_words_and_the_second_factor(stage, handed_in):
    filing = handed_in()
    stale = stage.actor("filing_clerk", fresh=False)
    for by, reason, opinion, code in ((stage.actor("filing_clerk"), "", "理由很充分，足有十个字以上", "bad_field"),
                                      (stage.actor("filing_clerk"), "outside_remit", "短", "bad_field"),
                                      (stale, "outside_remit", "理由很充分，足有十个字以上", "factor_needed")):
        with pytest.raises(Refused) as refused:
            reviewing.refuse(filing, reason, opinion, by=by, at=moment(), token=filing.version)
        assert refused.value.code == code
    assert Filing.objects.get(pk=filing.pk).state == "submitted"


def test_papers_go_back_only_when_the_period_to_correct_is_over(stage, handed_in):
    filing = handed_in()
    clerk = stage.actor("filing_clerk")
    reviewing.give_back(filing, ["C02"], days=3, by=clerk, at=moment(), token=filing.version)
    with pytest.raises(Refused):
        reviewing.send_back(filing, by=clerk, at=moment(date(2026, 3, 5)), token=2)
    assert reviewing.send_back(filing, by=clerk, at=moment(date(2026, 3, 6)), token=2).state == "lapsed"


@pytest.mark.parametrize("who", ["plaintiff", "defendant", "stranger", "judge", "foreign_clerk", "foreign_judge"])
def test_only_the_filing_clerks_of_the_court_decide(stage, handed_in, who):
    filing = handed_in()
    with pytest.raises(Refused) as refused:
        docket(stage, filing, who=who)
    assert refused.value.status == 404
    assert not Case.objects.exists()


def test_a_clerk_does_not_decide_a_matter_of_their_own(stage, handed_in):
    filing = handed_in()
    Filing.objects.filter(pk=filing.pk).update(person=stage.accounts["filing_clerk"].person)
    with pytest.raises(Refused) as refused:
        docket(stage, filing)
    assert "回避" in refused.value.message


def test_a_stale_form_is_refused_after_the_filer_handed_in_again(stage, handed_in):
    filing = handed_in()
    old = filing.version
    reviewing.give_back(filing, ["C02"], days=7, by=stage.actor("filing_clerk"), at=moment(), token=old)
    actions.submit(filing, by=stage.actor("plaintiff"), at=moment(hour=10), key="k2")
    with pytest.raises(Refused) as refused:
        reviewing.accept(filing, track="simplified", by=stage.actor("filing_clerk"), at=moment(), token=old)
    assert refused.value.code == "stale"


@pytest.mark.both_databases
def test_the_same_people_are_found_in_cases_and_in_filings_that_wait(stage, handed_in, draft):
    first = handed_in()
    case = docket(stage, first)
    second = handed_in()
    third = actions.submit(draft(), by=stage.actor("plaintiff"), at=moment(), key="k3")
    found = comparing.same_parties(third)
    assert {one.number for one in found} == {case.number, second.number}
    assert all(one.both and one.same_cause for one in found)


def test_another_person_of_the_same_name_with_another_number_is_not_the_same(stage, handed_in):
    from court.base.people import identity

    def side(nth):
        number = identity.demo_resident_number(date(1990, 1, 1), nth, male=True)
        return [{**FULL["sides"][0], "id_number": number, "name": "张伟"}]

    handed_in(sides=side(5))
    other = handed_in(sides=side(6))
    assert not any(one.both for one in comparing.same_parties(other))


def test_a_number_under_another_name_stops_docketing_and_says_which_party(stage, handed_in):
    number = stage.accounts["stranger"].person.id_number
    filing = handed_in(sides=[{**FULL["sides"][0], "name": "别人", "id_number": number}])
    with pytest.raises(Refused) as refused:
        docket(stage, filing)
    assert "别人" in refused.value.message
    assert "刘路人" not in refused.value.for_people()
    assert Filing.objects.get(pk=filing.pk).state == "submitted"
    assert not Case.objects.exists()


def test_a_case_that_can_not_be_opened_leaves_number_and_filing_untouched(stage, handed_in, monkeypatch):
    filing = handed_in()
    from court.work.filing import opening

    def broken(*_, **__):
        raise RuntimeError("cut off")

    with monkeypatch.context() as patch:
        patch.setattr(opening.dossier, "adopt", broken)
        with pytest.raises(RuntimeError):
            docket(stage, filing)
    assert Filing.objects.get(pk=filing.pk).state == "submitted"
    assert docket(stage, filing).seq == 1




def test_a_period_to_correct_that_ran_out_becomes_a_task_once(stage, handed_in):
    filing = handed_in()
    reviewing.give_back(filing, ["C02"], days=3, by=stage.actor("filing_clerk"), at=moment(), token=filing.version)
    for _ in range(2):
        find_uncorrected(moment())
    task = Task.objects.get(subject=filing.stream, state="open")
    assert "逾期未补正" in task.label
    again = actions.submit(filing, by=stage.actor("plaintiff"), at=moment(hour=15), key="k9")
    assert [one.label for one in Task.objects.filter(subject=filing.stream, state="open")] == [f"审查立案申请 {again.number}"]


def test_evidence_stands_in_the_dossier_in_the_filers_order(stage, draft):
    filing = draft()
    second = put(stage, filing, "转账.png", photo())
    files.raise_up(filing, second.pk, by=stage.actor("plaintiff"))
    handed = actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="k")
    finish(handed)
    case = docket(stage, handed)
    rows = Placement.objects.filter(case=case, item="原告举证材料").order_by("order")
    assert [one.document.title for one in rows] == ["转账", "借条"]


def test_only_the_corrected_complaint_enters_the_dossier(stage, handed_in):
    filing = handed_in()
    reviewing.give_back(filing, ["C02"], days=7, by=stage.actor("filing_clerk"), at=moment(), token=filing.version)
    again = actions.submit(filing, by=stage.actor("plaintiff"), at=moment(hour=11), key="k2")
    finish(again)
    case = docket(stage, again)
    assert case.documents.filter(kind="complaint").count() == 1
    assert not case.documents.filter(state="superseded").exists()


def test_nothing_is_docketed_before_every_file_has_the_scanners_verdict(stage, handed_in):
    filing = handed_in()
    document = filing.files.first().document
    type(document).objects.filter(pk=document.pk).update(state="waiting")
    with pytest.raises(Refused) as refused:
        docket(stage, filing)
    assert refused.value.code == "files_waiting" and document.title in refused.value.message
    type(document).objects.filter(pk=document.pk).update(state="available")
    assert docket(stage, filing).number
