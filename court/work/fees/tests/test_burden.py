"""Who bears the fees: what a case costs in the end, the proposal, the decision to the fen, and what moves after effect."""
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court.kit.refusal import Refused
from court.ports.payment import Paid, PayState, RefundState
from court.spine.cases import bearing
from court.spine.cases.models import Case, Party
from court.spine.cases.tests.stage import DAY, build, moment, settle
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry
from court.spine.tasks.models import Task
from court.work.fees import burden, further, payments, reactions, refunds, settlement
from court.work.fees.models import Apportionment, LedgerLine, Order, Refund

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=30)


@pytest.fixture
def stage():
    return build()


def pay(case, purpose="acceptance", number="42001"):
    order = Order.objects.get(case=case, purpose=purpose, state="open")
    assert payments.book(Paid(f"{order.number}-1", PayState.PAID, order.amount_fen, number, moment(DAY, 10)), at=moment(DAY, 11)) == "booked"
    return order


@pytest.fixture
def assigned(stage):
    """A simplified case about 50,000 yuan whose plaintiff paid the halved fee of 525 yuan."""
    case = stage.case(track="simplified", amount_fen=5_000_000)
    pay(case)
    case.refresh_from_db()
    judge, clerk = (str(stage.accounts[who].pk) for who in ("judge", "clerk"))
    stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)
    return case


def party(case, role):
    return case.parties.get(role=role)


def shares(case, plaintiff, defendant):
    return {"main": {str(party(case, "plaintiff").pk): plaintiff, str(party(case, "defendant").pk): defendant}}


@given(fee=st.integers(0, 10**9), claimed=st.integers(1, 10**12), part=st.fractions(0, 1), sides=st.tuples(st.integers(1, 4), st.integers(1, 4)))
def test_the_proposals_shares_always_add_up_to_the_last_fen(fee, claimed, part, sides):
    people = [Party(pk=n, name=f"当事人{n}", role="plaintiff") for n in range(1, sum(sides) + 1)]
    matter = burden.Matter("main", fee, fee, people[: sides[0]], people[sides[0] :])
    supported = int(claimed * part)
    found, steps = burden.proposal(matter, claimed, supported)
    assert sum(found.values()) == fee
    assert min(found.values()) >= 0
    assert any("第二十九条" in step for step in steps)


def test_a_proposal_follows_what_was_won(stage, assigned):
    matter = burden.matters(assigned, "judgment")[0]
    assert (matter.full_fen, matter.payable_fen) == (105_000, 52_500)
    found, _ = burden.proposal(matter, 5_000_000, 4_000_000)
    assert found == {str(party(assigned, "plaintiff").pk): 10_500, str(party(assigned, "defendant").pk): 42_000}
    with pytest.raises(Refused):
        burden.proposal(matter, 5_000_000, 6_000_000)


@pytest.mark.parametrize(("manner", "bearer", "article"), [("judgment", "defendant", "第二十九条"), ("withdrawal", "plaintiff", "第三十四条"),
                                                           ("mediation", "defendant", "第三十一条")])
def test_a_proposal_without_figures_is_the_laws_for_the_way_the_claim_ends(stage, assigned, manner, bearer, article):
    found, steps = burden.proposal(burden.matters(assigned, manner)[0], None, None)
    assert {pk for pk, fen in found.items() if fen} == {str(party(assigned, bearer).pk)}
    assert article in steps[-1]


def test_a_claim_withdrawn_before_its_counterclaim_is_borne_by_who_withdrew_it_whatever_is_judged(stage, assigned):
    Case.objects.filter(pk=assigned.pk).update(facts={**assigned.facts, "main_claim_ended": "1", "main_claim_manner": "withdrawal"})
    matter = burden.matters(Case.objects.get(pk=assigned.pk), "judgment")[0]
    found, _ = burden.proposal(matter, 5_000_000, 5_000_000)
    assert found == {str(party(assigned, "plaintiff").pk): matter.payable_fen, str(party(assigned, "defendant").pk): 0}


@pytest.mark.parametrize("wrong", [(10_500, 42_001), (10_500, 41_999), (-1, 52_501), (0, 0)])
def test_a_decision_that_does_not_add_up_is_refused_and_says_by_how_much(stage, assigned, wrong):
    with pytest.raises(Refused) as refused:
        burden.decide(assigned, "judgment", shares(assigned, *wrong), direct=False, by=stage.actor("judge"), at=moment())
    assert refused.value.code == "bad_shares" and refused.value.law
    assigned.refresh_from_db()
    assert "fee_burden" not in assigned.facts


def test_only_the_judge_of_the_case_decides_and_a_stranger_bears_nothing(stage, assigned):
    for who in ("clerk", "judge2", "foreign_judge", "plaintiff"):
        with pytest.raises(Refused):
            burden.decide(assigned, "judgment", shares(assigned, 0, 52_500), direct=False, by=stage.actor(who), at=moment())
    with pytest.raises(Refused):
        burden.decide(assigned, "judgment", {"main": {"1": 52_500}}, direct=False, by=stage.actor("judge"), at=moment())


def test_the_decision_is_an_act_without_names_and_reads_as_in_a_judgment(stage, assigned):
    made = burden.decide(assigned, "judgment", shares(assigned, 10_500, 42_000), direct=False, by=stage.actor("judge"), at=moment())
    assigned.refresh_from_db()
    assert assigned.facts["fee_burden"]["id"] == str(made.pk)
    entry = Entry.objects.get(stream=assigned.stream, kind="case.apportion_fee")
    assert "王建国" not in entry.facts + entry.effects
    assert bearing.in_words(assigned, made.matters) == ["案件受理费1050元，减半收取计525元，由原告王建国负担105元，由被告张伟负担420元。"]


def effective(case):
    Case.objects.filter(pk=case.pk).update(close_manner="judgment", closed_on=LATER, effective_on=LATER, stage="effective")
    case.refresh_from_db()


def test_after_effect_the_winner_gets_back_and_the_loser_is_asked_once(stage, assigned):
    burden.decide(assigned, "judgment", shares(assigned, 10_500, 42_000), direct=False, by=stage.actor("judge"), at=moment())
    assigned.refresh_from_db()
    effective(assigned)
    moved = settlement.settle(assigned, at=moment(LATER))
    assert [r.amount_fen for r in moved["back"]] == [42_000] and moved["back"][0].ground == "won"
    assert any("第二百零七条" in step for step in moved["back"][0].explanation)
    due = moved["due"][0]
    assert (due.amount_fen, due.payer.name, due.purpose) == (42_000, "张伟", "burden")
    assert Task.objects.filter(kind="collect_fee", office="cashier", state="open").count() == 1
    assert Document.objects.filter(case=assigned, template="fee_burden_notice", party=party(assigned, "defendant")).count() == 1
    assert settlement.settle(assigned, at=moment(LATER)) == {"back": [], "due": []}
    pay(assigned, "burden", "42009")
    assert not Task.objects.filter(kind__in=["collect_fee", "pay_further"], state="open").exists()
    assert sum(settlement.prepaid(assigned).values()) == 52_500


def test_nothing_moves_where_the_winner_lets_the_loser_pay_him_directly(stage, assigned):
    burden.decide(assigned, "judgment", shares(assigned, 0, 52_500), direct=True, by=stage.actor("judge"), at=moment())
    assigned.refresh_from_db()
    assert settlement.settle(assigned, at=moment(LATER)) == {"back": [], "due": []}
    assert not Refund.objects.exists()


def test_nothing_moves_before_a_decision(stage, assigned):
    assert settlement.settle(assigned, at=moment(LATER)) == {"back": [], "due": []}


def to_trial(stage, case):
    stage.act(case, "send_papers", "clerk", days=15)


def test_a_counterclaims_fee_is_half_and_due_seven_days_after_it_was_raised(stage, assigned):
    to_trial(stage, assigned)
    stage.act(assigned, "counterclaim", "defendant", amount=2_000_000)
    order = Order.objects.get(case=assigned, purpose="counterclaim")
    assert (order.full_fen, order.amount_fen, order.payer.name) == (30_000, 15_000, "张伟")
    assert order.due_on == date(2026, 3, 9)
    assert any("第十八条" in line for line in order.explanation) and any("第二十二条" in line for line in order.explanation)
    stage.act(assigned, "accept_counterclaim", "judge", party=str(party(assigned, "defendant").pk))
    assert Order.objects.filter(case=assigned, purpose="counterclaim").count() == 1
    keys = [m.key for m in burden.matters(assigned, "judgment")]
    assert keys == ["main", "counterclaim"]


def test_a_refused_counterclaim_gives_its_fee_back_and_asks_for_none(stage, assigned):
    to_trial(stage, assigned)
    stage.act(assigned, "counterclaim", "defendant", amount=2_000_000)
    pay(assigned, "counterclaim", "42003")
    stage.act(assigned, "refuse_counterclaim", "judge", reason="不属于同一法律关系")
    assert Refund.objects.get(order__purpose="counterclaim").amount_fen == 15_000


def test_an_unpaid_counterclaim_holds_the_judgment_up_and_is_overdue_only_after_the_last_day(stage, assigned):
    to_trial(stage, assigned)
    stage.act(assigned, "counterclaim", "defendant", amount=2_000_000)
    defendant = str(party(assigned, "defendant").pk)
    stage.act(assigned, "accept_counterclaim", "judge", party=defendant)
    with pytest.raises(Refused) as early:
        stage.act(assigned, "rule_counterclaim_withdrawn", "judge", date(2026, 3, 9), party=defendant, paper="1")
    assert early.value.code in ("not_yet", "bad_field")
    Case.objects.filter(pk=assigned.pk).update(stage="deliberation")
    with pytest.raises(Refused) as held:
        stage.act(assigned, "issue_judgment", "judge", paper="1")
    assert held.value.code in ("fee_unpaid", "bad_field")


def test_a_counterclaim_is_charged_by_the_case_until_the_judge_names_its_sum(stage, assigned):
    to_trial(stage, assigned)
    stage.act(assigned, "counterclaim", "defendant")
    assert not Order.objects.filter(case=assigned, purpose="counterclaim").exists()
    defendant = str(party(assigned, "defendant").pk)
    stage.act(assigned, "accept_counterclaim", "judge", party=defendant, amount=1_000_000)
    order = Order.objects.get(case=assigned, purpose="counterclaim")
    assert (order.full_fen, order.amount_fen) == (5_000, 2_500)


def test_a_raised_claim_costs_the_difference_and_a_reduced_one_gives_it_back(stage, assigned):
    stage.act(assigned, "change_claim", "judge", claim_amount=10_000_000, reason="增加利息")
    top = Order.objects.get(case=assigned, purpose="topup")
    assert top.amount_fen == 115_000 - 52_500
    pay(assigned, "topup", "42004")
    assert burden.final_main(Case.objects.get(pk=assigned.pk), "judgment")[:2] == (230_000, 115_000)
    stage.act(assigned, "change_claim", "judge", claim_amount=5_000_000, reason="减少")
    assert sum(r.amount_fen for r in Refund.objects.filter(ground="reduced")) == 62_500
    assert burden.final_main(Case.objects.get(pk=assigned.pk), "judgment")[:2] == (105_000, 52_500)


def test_a_claim_reduced_before_payment_lowers_the_order_and_the_journal_says_so(stage):
    case = stage.case(track="simplified", amount_fen=5_000_000)
    further.after_change(case, party(case, "plaintiff"), 5_000_000, 2_000_000, heard=False, at=moment())
    order = Order.objects.get(case=case)
    assert (order.full_fen, order.amount_fen) == (30_000, 15_000)
    last = Entry.objects.filter(kind="fee.ordered", facts__contains=f'"order":"{order.pk}"').order_by("-place").first()
    assert '"amount_fen":15000' in last.facts


def test_the_same_claim_is_no_change(stage, assigned):
    with pytest.raises(Refused):
        stage.act(assigned, "change_claim", "judge", claim_amount=5_000_000, reason="无")


def test_conversion_to_the_ordinary_track_asks_for_the_other_half(stage, assigned):
    order = further.after_conversion(assigned, party(assigned, "plaintiff"), at=moment())
    assert (order.purpose, order.amount_fen, order.due_on) == ("topup", 52_500, date(2026, 3, 9))
    assert any("第一百九十九条" in line for line in order.explanation)
    assert burden._full(further.main_order(assigned), [order], 0) == 105_000


def test_an_unpaid_other_half_gives_half_of_what_was_paid_back(stage, assigned):
    further.after_conversion(assigned, party(assigned, "plaintiff"), at=moment())
    Case.objects.filter(pk=assigned.pk).update(close_manner="deemed_withdrawal", track="ordinary")
    assigned.refresh_from_db()
    found = refunds.find(assigned, at=moment(LATER))
    assert [(r.amount_fen, r.ground) for r in found] == [(26_250, "conversion_unpaid")]


def test_an_appeal_costs_the_fee_of_what_is_asked_and_nothing_against_three_rulings(stage, assigned):
    order = further.of_appeal(assigned, party(assigned, "defendant"), 2_000_000, at=moment())
    assert (order.purpose, order.amount_fen) == ("appeal", 30_000)
    assigned.close_manner = "dismissal"
    assert further.of_appeal(assigned, party(assigned, "plaintiff"), 2_000_000, at=moment()) is None


def test_a_waived_fee_is_borne_by_nobody(stage):
    case = stage.case()
    Order.objects.filter(case=case).update(state="waived")
    settle(stage, case)
    Order.objects.filter(case=case).update(state="waived")
    assert burden.final_main(case, "judgment")[1] == 0


def test_a_refund_that_was_done_counts_as_gone(stage, assigned):
    burden.decide(assigned, "judgment", shares(assigned, 0, 52_500), direct=False, by=stage.actor("judge"), at=moment())
    assigned.refresh_from_db()
    back = settlement.settle(assigned, at=moment(LATER))["back"][0]
    refunds.prepare(back.pk, by=stage.actor("cashier"), at=moment(LATER))
    refunds.release(back.pk, by=stage.actor("finance_head"), at=moment(LATER))
    refunds.book(back.number, RefundState.DONE, back.amount_fen, "5031", moment(LATER), at=moment(LATER))
    assert LedgerLine.objects.filter(kind="refund").count() == 1
    assert settlement.settle(assigned, at=moment(LATER))["back"] == []


def returned_from_above(stage, case, result: str) -> None:
    """The judgment was appealed and the file went up; `result` came back."""
    burden.decide(case, "judgment", shares(case, 10_500, 42_000), direct=False, by=stage.actor("judge"), at=moment())
    Case.objects.filter(pk=case.pk).update(close_manner="judgment", closed_on=DAY, stage="on_appeal")
    case.refresh_from_db()
    day = {} if result == "remanded" else {"effective_on": LATER}
    stage.act(case, "appeal_returned", "clerk", LATER, result=result, **day)


def test_a_judgment_upheld_above_is_settled(stage, assigned):
    returned_from_above(stage, assigned, "upheld")
    assert Refund.objects.get(ground="won").amount_fen == 42_000


def test_a_case_sent_back_moves_no_money_but_the_appeals_fee(stage, assigned):
    further.of_appeal(assigned, party(assigned, "defendant"), 2_000_000, at=moment())
    pay(assigned, "appeal", "42005")
    returned_from_above(stage, assigned, "remanded")
    back = Refund.objects.get()
    assert (back.ground, back.order.purpose, back.amount_fen) == ("remanded", "appeal", 30_000)
    assert any("第二十七条" in step for step in back.explanation)
    assert not Order.objects.filter(purpose="burden").exists()


def test_a_judgment_changed_above_waits_for_the_changed_burden(stage, assigned):
    returned_from_above(stage, assigned, "changed")
    assert not Refund.objects.exists() and not Order.objects.filter(purpose="burden").exists()
    task = Task.objects.get(case=assigned, kind="burden_changed", state="open")
    assert (task.assignee, task.act) == (stage.accounts["judge"], "apportion_fee")
    burden.decide(assigned, "judgment", shares(assigned, 52_500, 0), direct=False, by=stage.actor("judge", LATER), at=moment(LATER))
    assert not Task.objects.filter(kind="burden_changed", state="open").exists()
    assert not Refund.objects.exists() and not Order.objects.filter(purpose="burden").exists()


def test_the_burden_of_a_judgment_in_force_stands(stage, assigned):
    returned_from_above(stage, assigned, "upheld")
    with pytest.raises(Refused) as refused:
        burden.decide(assigned, "judgment", shares(assigned, 52_500, 0), direct=False, by=stage.actor("judge", LATER), at=moment(LATER))
    assert refused.value.code == "effective"


def test_a_dismissal_gives_the_fee_back_when_it_is_in_force_and_not_while_it_may_be_appealed(stage, assigned):
    Case.objects.filter(pk=assigned.pk).update(close_manner="dismissal", stage="closed", closed_on=DAY)
    assigned.refresh_from_db()
    reactions.find_refunds(SimpleNamespace(case=assigned, at=moment(DAY)), None)
    assert not Refund.objects.exists()
    stage.act(assigned, "record_effect", "clerk", LATER, effective_on=DAY)
    back = Refund.objects.get()
    assert (back.ground, back.amount_fen) == ("dismissal", 52_500)
    assert back.due_on == date(2026, 3, 17)
    assert any("第二十七条" in step for step in back.explanation)


def test_a_claim_withdrawn_while_its_counterclaim_goes_on_costs_half(stage):
    case = stage.case(track="ordinary", amount_fen=5_000_000)
    pay(case)
    Case.objects.filter(pk=case.pk).update(facts={**case.facts, "main_claim_ended": "1"})
    case.refresh_from_db()
    assert burden.final_main(case, "judgment")[:2] == (105_000, 52_500)


def test_a_decision_sent_twice_is_one_and_leaves_no_row_beside_it(stage, assigned):
    stage.act(assigned, "send_papers", "clerk", days="15")
    made = [burden.decide(assigned, "judgment", shares(assigned, 0, 52_500), direct=False, by=stage.actor("judge"),
                          at=moment(LATER), key="twice") for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Apportionment.objects.filter(case=assigned).count() == 1


def appealed_by(stage, case, *roles) -> None:
    Case.objects.filter(pk=case.pk).update(close_manner="judgment", closed_on=DAY, stage="closed")
    case.refresh_from_db()
    for number, role in enumerate(roles):
        stage.act(case, "receive_appeal", role)
        pay(case, "appeal", f"4208{number}")


def test_an_appeal_withdrawn_above_costs_half_and_the_other_half_goes_back(stage, assigned):
    appealed_by(stage, assigned, "defendant")
    Case.objects.filter(pk=assigned.pk).update(stage="on_appeal")
    assigned.refresh_from_db()
    stage.act(assigned, "appeal_returned", "clerk", LATER, result="withdrawn", effective_on=LATER)
    back = Refund.objects.get(ground="appeal_withdrawal")
    assert (back.order.purpose, back.order.payer.name, back.amount_fen * 2) == ("appeal", "张伟", back.order.amount_fen)
    assert "第十五条" in back.explanation[0]


def test_one_of_two_appeals_withdrawn_above_halves_only_its_own_fee(stage, assigned):
    appealed_by(stage, assigned, "defendant", "plaintiff")
    Case.objects.filter(pk=assigned.pk).update(stage="on_appeal")
    assigned.refresh_from_db()
    stage.act(assigned, "appeal_returned", "clerk", LATER, result="upheld", effective_on=LATER,
              withdrew=[str(party(assigned, "plaintiff").pk)])
    assert [one.order.payer.name for one in Refund.objects.filter(ground="appeal_withdrawal")] == ["王建国"]


def test_nobody_withdraws_an_appeal_that_was_not_raised(stage, assigned):
    appealed_by(stage, assigned, "defendant")
    Case.objects.filter(pk=assigned.pk).update(stage="on_appeal")
    assigned.refresh_from_db()
    with pytest.raises(Refused) as refused:
        stage.act(assigned, "appeal_returned", "clerk", LATER, result="upheld", effective_on=LATER,
                  withdrew=[str(party(assigned, "plaintiff").pk)])
    assert refused.value.code == "bad_field"


def test_who_withdrew_before_the_case_was_sent_back_gets_half_and_the_others_all(stage, assigned):
    appealed_by(stage, assigned, "defendant", "plaintiff")
    Case.objects.filter(pk=assigned.pk).update(stage="on_appeal")
    assigned.refresh_from_db()
    stage.act(assigned, "appeal_returned", "clerk", LATER, result="remanded", withdrew=[str(party(assigned, "plaintiff").pk)])
    told = {one.order.payer.name: (one.ground, one.order.amount_fen // one.amount_fen) for one in Refund.objects.all()}
    assert told == {"王建国": ("appeal_withdrawal", 2), "张伟": ("remanded", 1)}


def test_where_all_withdrew_there_is_nothing_else_to_decide(stage, assigned):
    appealed_by(stage, assigned, "defendant")
    Case.objects.filter(pk=assigned.pk).update(stage="on_appeal")
    assigned.refresh_from_db()
    with pytest.raises(Refused, match="撤回上诉") as refused:
        stage.act(assigned, "appeal_returned", "clerk", LATER, result="upheld", effective_on=LATER,
                  withdrew=[str(party(assigned, "defendant").pk)])
    assert refused.value.law == "民事诉讼法第一百八十条"
