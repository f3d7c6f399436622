"""The money when a counterclaim is taken back, and when the claim ends before its counterclaim."""
from datetime import date
from types import SimpleNamespace

import pytest

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.cases import definitions
from court.spine.cases.models import Case, Party
from court.spine.cases.scene import Scene
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import moment
from court.spine.clocks.conditions import main_dismissal_in_force
from court.spine.clocks.models import Clock
from court.spine.dossier import actions as dossier
from court.spine.tasks.models import Task
from court.work.fees import burden, reactions, settlement
from court.work.fees.models import Order, Refund
from court.work.fees.tests.test_burden import assigned, party, pay, shares
from court.work.judgments import known
from court.work.judgments.models import Paper

pytestmark = pytest.mark.django_db
__all__ = ["assigned", "stage"]
stage = stagefixtures.stage
ON = date(2026, 3, 18)


@pytest.fixture
def countered(stage, assigned):
    """The defendant's counterclaim about 20,000 yuan was accepted and its halved fee of 150 yuan paid."""
    stage.act(assigned, "send_papers", "clerk", days=15)
    stage.act(assigned, "counterclaim", "defendant", amount=2_000_000)
    pay(assigned, "counterclaim", "42071")
    stage.act(assigned, "accept_counterclaim", "judge", party=str(party(assigned, "defendant").pk))
    return assigned


def rule(stage, case, act, kind, day=ON) -> Case:
    return rule_of(stage, case, act, kind, day)


def rule_of(stage, case, act, kind, day=ON, **facts) -> Case:
    document = dossier.expect(case, "court_paper", {}, kind=kind, title="民事裁定书", item="判决书、调解书、裁定书正本", held=True,
                              by=stage.actor("judge"), at=moment(day))
    Paper.objects.create(case=case, kind=kind, state=Paper.State.SIGNED, document=document, author=stage.accounts["judge"],
                         started_at=moment(day))
    stage.act(case, act, "judge", day, paper=str(document.pk), **facts)
    return Case.objects.get(pk=case.pk)


def test_a_withdrawn_counterclaim_costs_its_half_once_and_who_raised_it_bears_it(stage, countered):
    stage.act(countered, "apply_counterclaim_withdrawal", "defendant", ON)
    assert known.counterclaim_costs(countered) == "反诉案件受理费300元，减半收取计150元，由被告张伟负担。"
    case = rule(stage, countered, "allow_counterclaim_withdrawal", "counterclaim_taken_back")
    assert not Refund.objects.exists() and not case.parties.filter(counterclaims=True).exists()
    assert [one.key for one in burden.matters(case, "judgment")] == ["main"]
    burden.decide(case, "judgment", shares(case, 52_500, 0), direct=False, by=stage.actor("judge"), at=moment())
    Case.objects.filter(pk=case.pk).update(close_manner="judgment", closed_on=ON, effective_on=ON, stage="effective")
    assert settlement.settle(Case.objects.get(pk=case.pk), at=moment(ON)) == {"back": [], "due": []}


def test_a_counterclaim_fee_that_was_not_halved_yet_gives_its_half_back(stage, countered):
    order = Order.objects.get(case=countered, purpose="counterclaim")
    Order.objects.filter(pk=order.pk).update(amount_fen=30_000)
    order.lines.update(amount_fen=30_000)
    stage.act(countered, "apply_counterclaim_withdrawal", "defendant", ON)
    rule(stage, countered, "allow_counterclaim_withdrawal", "counterclaim_taken_back")
    back = Refund.objects.get()
    assert (back.amount_fen, back.ground) == (15_000, "withdrawal")


def test_a_counterclaim_raised_anew_is_charged_anew(stage, countered):
    stage.act(countered, "apply_counterclaim_withdrawal", "defendant", ON)
    case = rule(stage, countered, "allow_counterclaim_withdrawal", "counterclaim_taken_back")
    stage.act(case, "counterclaim", "defendant", ON, amount=2_000_000)
    assert Order.objects.filter(case=case, purpose="counterclaim", state="open").count() == 1


def test_an_unpaid_counterclaim_that_is_taken_back_asks_for_nothing(stage, assigned):
    stage.act(assigned, "send_papers", "clerk", days=15)
    stage.act(assigned, "counterclaim", "defendant", amount=2_000_000)
    stage.act(assigned, "accept_counterclaim", "judge", party=str(party(assigned, "defendant").pk))
    stage.act(assigned, "apply_counterclaim_withdrawal", "defendant", ON)
    assert known.counterclaim_costs(assigned) == ""
    rule(stage, assigned, "allow_counterclaim_withdrawal", "counterclaim_taken_back")
    assert Order.objects.get(case=assigned, purpose="counterclaim").state == "closed"


@pytest.fixture
def two_countered(stage, countered):
    """A second defendant's counterclaim, with its fee paid, waits to be looked at beside the first's, which was accepted."""
    Party.objects.create(case=countered, person=stage.accounts["stranger"].person, role="defendant", order=2, name="刘路人", joined_at=moment())
    stage.act(countered, "counterclaim", "stranger", amount=1_000_000)
    pay(countered, "counterclaim", "42072")
    return countered


def test_a_refused_counterclaim_leaves_the_fee_of_anothers_accepted_one(stage, two_countered):
    stage.act(two_countered, "refuse_counterclaim", "judge", ON, reason="与本诉没有关联")
    assert [(one.order.payer.name, one.ground) for one in Refund.objects.all()] == [("刘路人", "refused")]
    matter = next(one for one in burden.matters(two_countered, "judgment") if one.key == "counterclaim")
    assert matter.payable_fen == 15_000


def test_a_counterclaim_raised_anew_after_a_refusal_is_charged_anew(stage, two_countered):
    stage.act(two_countered, "refuse_counterclaim", "judge", ON, reason="与本诉没有关联")
    stage.act(two_countered, "counterclaim", "stranger", ON, amount=1_000_000)
    assert Order.objects.get(case=two_countered, purpose="counterclaim", state="open").payer.name == "刘路人"


def test_each_of_two_counterclaims_is_decided_and_only_on_who_raised_it(stage, assigned):
    stage.act(assigned, "send_papers", "clerk", days=15)
    Party.objects.create(case=assigned, person=stage.accounts["stranger"].person, role="defendant", order=2, name="刘路人", joined_at=moment())
    for who in ("defendant", "stranger"):
        stage.act(assigned, "counterclaim", who, amount=1_000_000)
    first, second = (str(assigned.parties.get(name=name).pk) for name in ("张伟", "刘路人"))
    with pytest.raises(Refused, match="没有待审查的反诉"):
        stage.act(assigned, "accept_counterclaim", "judge", party=str(party(assigned, "plaintiff").pk))
    stage.act(assigned, "accept_counterclaim", "judge", party=first)
    with pytest.raises(Refused, match="没有待审查的反诉"):
        stage.act(assigned, "accept_counterclaim", "judge", party=first)
    assert Task.objects.filter(case=assigned, kind="counterclaim", closed_at=None).count() == 1
    stage.act(assigned, "refuse_counterclaim", "judge", party=second, reason="与本诉没有关联")
    assert {one.payer.name: one.state for one in Order.objects.filter(purpose="counterclaim")} == {"张伟": "open", "刘路人": "closed"}
    assert not Task.objects.filter(case=assigned, kind="counterclaim", closed_at=None).exists()


def test_one_counterclaim_deemed_withdrawn_leaves_anothers_fee_to_be_paid(stage, two_countered):
    Order.objects.filter(case=two_countered, purpose="counterclaim").update(state="open")
    second = two_countered.parties.get(name="刘路人")
    stage.act(two_countered, "accept_counterclaim", "judge", ON, party=str(second.pk))
    rule_of(stage, two_countered, "rule_counterclaim_withdrawn", "counterclaim_withdrawn", party=str(second.pk))
    assert {one.payer.name: one.state for one in Order.objects.filter(purpose="counterclaim")} == {"刘路人": "closed", "张伟": "open"}


def dismissed(stage, case, *, served=True) -> Case:
    case = rule(stage, case, "dismiss_main_claim", "dismissal")
    for one in case.parties.all() if served else ():
        stage.act(case, "main_dismissal_served", None, ON, party=str(one.pk), served_on=ON)
    return Case.objects.get(pk=case.pk)


def test_a_dismissed_claim_gives_its_fee_back_when_the_ruling_is_in_force_and_not_before(stage, countered):
    case = dismissed(stage, countered)
    due = Clock.objects.filter(case=case, kind="main_appeal").first().due_on
    for day, expected in ((due, []), (date(2026, 3, 31), [("dismissal", 52_500)]), (date(2026, 4, 1), [("dismissal", 52_500)])):
        clock.set_court_time(moment(day))
        reactions.find_dismissed_claims(None)
        assert [(one.ground, one.amount_fen) for one in Refund.objects.all()] == expected, day
    assert burden.final_main(case, "judgment")[:2] == (105_000, 0)


def why_not_judged(case, day) -> str:
    definition = definitions.of(case)
    try:
        main_dismissal_in_force(Scene(case, definition, "issue_judgment", definition.acts["issue_judgment"], None, moment(day)))
    except Refused as refused:
        return refused.code
    return ""


def test_the_counterclaim_is_not_judged_before_the_dismissal_of_the_claim_stands(stage, countered):
    assert why_not_judged(countered, ON) == ""
    case = dismissed(stage, countered, served=False)
    assert why_not_judged(case, ON) == "not_served"
    for one in case.parties.all():
        stage.act(case, "main_dismissal_served", None, ON, party=str(one.pk), served_on=ON)
    assert [why_not_judged(case, day) for day in (date(2026, 3, 30), date(2026, 3, 31))] == ["inside_period", ""]
    stage.act(case, "appeal_main_dismissal", "plaintiff", date(2026, 3, 20))
    assert why_not_judged(case, date(2026, 4, 20)) == "appealed"


def test_a_claim_that_the_court_above_ordered_to_be_tried_goes_on_with_its_fee(stage, countered):
    case = dismissed(stage, countered)
    stage.act(case, "appeal_main_dismissal", "plaintiff", date(2026, 3, 20))
    stage.act(case, "send_main_copy", "clerk", date(2026, 3, 20))
    stage.act(case, "forward_main_appeal", "clerk", date(2026, 4, 8))
    stage.act(case, "main_appeal_decided", "clerk", date(2026, 4, 20), main_result="instructed")
    case.refresh_from_db()
    assert not case.facts["main_claim_ended"] and not Refund.objects.exists()
    assert burden.final_main(case, "judgment")[1] == 52_500


def test_a_claim_that_ended_is_neither_changed_nor_withdrawn_and_costs_no_more_in_another_track(stage, countered):
    case = dismissed(stage, countered)
    for act, who, facts in (("change_claim", "judge", {"claim_amount": 9_000_000, "reason": "增加"}), ("apply_withdrawal", "plaintiff", {})):
        with pytest.raises(Refused, match="本诉已经撤回或者驳回"):
            stage.act(case, act, who, ON, **facts)
    reactions.order_the_other_half(SimpleNamespace(facts={"new_track": "ordinary"}, case=case, parties=list(case.parties.all()), at=moment(ON)), None)
    assert not Order.objects.filter(case=case, purpose="topup").exists()


def test_the_case_is_not_closed_by_mediation_while_the_dismissal_is_before_the_court_above(stage, countered):
    case = dismissed(stage, countered)
    stage.act(case, "appeal_main_dismissal", "plaintiff", date(2026, 3, 20))
    with pytest.raises(Refused, match="正在上诉"):
        rule(stage, case, "mediate", "mediation", date(2026, 3, 21))
