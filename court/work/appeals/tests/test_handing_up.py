"""From the appeal to the court above: when a file may go up, who may receive it, what comes back."""
from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases import appellants
from court.spine.clocks.models import Clock
from court.spine.tasks.models import Task
from court.work.appeals import actions, reactions
from court.work.appeals.models import Handover
from court.work.appeals.tests.conftest import APPEALED, CLOSED, SENT
from court.work.fees import reactions as fees
from court.work.fees.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def at(day):
    from court.spine.cases.tests.stage import moment

    return moment(day, 10)


def test_an_appeal_asks_for_its_copy_and_its_fee(stage, appealed):
    copy = Clock.objects.get(case=appealed, kind="appeal_copy")
    assert copy.due_on == date(2026, 4, 27)
    assert Task.objects.filter(case=appealed, kind="appeal_copy", state="open").exists()
    assert Order.objects.get(case=appealed, purpose="appeal").payer == stage.accounts["defendant"].person


def test_an_appeal_at_the_window_costs_the_party_it_is_entered_for(stage, appealed):
    plaintiff = appealed.parties.get(role="plaintiff")
    stage.act(appealed, "enter_appeal", "clerk", APPEALED, party=str(plaintiff.pk), handed_on=APPEALED)
    assert appellants.of(appealed) == set(appealed.parties.values_list("pk", flat=True))
    assert Order.objects.filter(case=appealed, purpose="appeal", payer=plaintiff.person).exists()


def test_only_the_other_side_gets_the_copy_and_answers(stage, appealed):
    stage.act(appealed, "send_appeal_copy", "clerk", APPEALED)
    copies = appealed.documents.filter(template="appeal_notice")
    assert [copy.party.role for copy in copies] == ["plaintiff"]
    with pytest.raises(Refused) as refused:
        stage.act(appealed, "answer_appeal", "defendant", APPEALED)
    assert refused.value.code == "not_yours"


def test_an_answer_that_never_came_starts_the_five_days_once(stage, appealed):
    plaintiff = appealed.parties.get(role="plaintiff")
    stage.act(appealed, "send_appeal_copy", "clerk", APPEALED)
    stage.act(appealed, "appeal_copy_served", None, APPEALED, party=str(plaintiff.pk), served_on=APPEALED)
    due = Clock.objects.get(case=appealed, kind="appeal_answer").due_on
    from court.base.courts import clock
    clock.set_court_time(at(due))
    reactions.find_unanswered(at(due))
    assert not Clock.objects.filter(case=appealed, kind="appeal_forward").exists()
    for _ in range(2):
        clock.set_court_time(at(due + timedelta(days=1)))
        reactions.find_unanswered(at(due + timedelta(days=1)))
    assert Clock.objects.get(case=appealed, kind="appeal_forward").started_on == due


def test_the_court_above_receives_once_and_the_lower_court_sees_it(stage, handed_up):
    by = stage.actor("above_filing", SENT)
    made = actions.receive(handed_up.pk, by=by, at=at(SENT))
    assert (made.state, made.received_by) == ("received", stage.accounts["above_filing"])
    assert not Task.objects.filter(subject=made.subject, state="open").exists()
    with pytest.raises(Refused) as again:
        actions.receive(handed_up.pk, by=by, at=at(SENT))
    assert again.value.code == "stale"


@pytest.mark.parametrize("who", ["filing_clerk", "clerk", "judge", "above_judge", "above_archivist", "beside_filing", "court_president"])
def test_nobody_else_receives_or_sends_back(stage, handed_up, who):
    by = stage.actor(who, SENT)
    for act in (lambda: actions.receive(handed_up.pk, by=by, at=at(SENT)),
                lambda: actions.return_outcome(handed_up.pk, actions.Outcome("upheld", SENT), by=by, at=at(SENT))):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 404
    handed_up.refresh_from_db()
    assert handed_up.state == "sent"


def test_an_outcome_needs_receipt_first_and_then_ends_the_case(stage, handed_up):
    by, day = stage.actor("above_filing", SENT), SENT
    with pytest.raises(Refused) as early:
        actions.return_outcome(handed_up.pk, actions.Outcome("upheld", day), by=by, at=at(day))
    assert early.value.code == "stale"
    actions.receive(handed_up.pk, by=by, at=at(day))
    made = actions.return_outcome(handed_up.pk, actions.Outcome("changed", day, "（2026）晋08民终1号"), by=by, at=at(day))
    case = made.case
    case.refresh_from_db()
    assert (case.stage, case.effective_on, made.state, made.result) == ("effective", day, "decided", "changed")


def test_a_case_sent_back_for_retrial_has_no_day_of_effect(stage, handed_up):
    by = stage.actor("above_filing", SENT)
    actions.receive(handed_up.pk, by=by, at=at(SENT))
    actions.return_outcome(handed_up.pk, actions.Outcome("remanded", SENT), by=by, at=at(SENT))
    case = handed_up.case
    case.refresh_from_db()
    assert (case.stage, case.effective_on) == ("remanded", None)


def test_the_clerk_of_first_instance_may_enter_what_came_on_paper(stage, handed_up):
    stage.act(handed_up.case, "appeal_returned", "clerk", SENT, result="upheld", effective_on=SENT)
    handed_up.refresh_from_db()
    assert handed_up.state == Handover.State.DECIDED
    assert not Task.objects.filter(subject=handed_up.subject, state="open").exists()


def transfer_letter(case) -> str:
    return "".join(case.documents.get(template="appeal_transfer").data["paragraphs"])


def answered(stage, case) -> None:
    plaintiff = case.parties.get(role="plaintiff")
    stage.act(case, "send_appeal_copy", "clerk", APPEALED)
    stage.act(case, "appeal_copy_served", None, APPEALED, party=str(plaintiff.pk), served_on=APPEALED)
    stage.act(case, "answer_appeal", "plaintiff", date(2026, 4, 22))


def test_the_file_waits_for_the_last_day_of_the_appeals_fee(stage, appealed):
    answered(stage, appealed)
    with pytest.raises(Refused) as refused:
        stage.act(appealed, "forward_appeal", "clerk", date(2026, 4, 27))
    assert (refused.value.code, refused.value.law) == ("fee_running", "诉讼费用交纳办法第二十二条")


def test_an_appeal_whose_fee_was_not_paid_goes_up_with_that_note(stage, appealed):
    from court.base.courts import clock
    answered(stage, appealed)
    clock.set_court_time(at(date(2026, 4, 27)))
    fees.find_appeal_overdue(None)
    assert not Task.objects.filter(case=appealed, kind="appeal_fee").exists()
    clock.set_court_time(at(date(2026, 4, 28)))
    fees.find_appeal_overdue(None)
    task = Task.objects.get(case=appealed, kind="appeal_fee", state="open")
    assert (task.assignee, task.act) == (stage.accounts["clerk"], "forward_appeal")
    stage.act(appealed, "forward_appeal", "clerk", SENT)
    letter = transfer_letter(appealed)
    assert "张伟" in letter and "第三百一十八条" in letter and "按自动撤回上诉" in letter
    assert not Task.objects.filter(case=appealed, kind="appeal_fee", state="open").exists()


def test_a_paid_appeal_goes_up_without_a_note(stage, appealed):
    Order.objects.filter(case=appealed, purpose="appeal").update(state="paid")
    answered(stage, appealed)
    stage.act(appealed, "forward_appeal", "clerk", SENT)
    assert "自动撤回" not in transfer_letter(appealed)


def test_an_appeal_taken_back_in_time_ends_its_copy_its_fee_and_its_tasks(stage, appealed):
    stage.act(appealed, "withdraw_appeal", "defendant", APPEALED)
    assert appellants.of(appealed) == set()
    assert Order.objects.get(case=appealed, purpose="appeal").state == "closed"
    assert not Clock.objects.filter(case=appealed, kind="appeal_copy", ended_on=None).exists()
    assert not Task.objects.filter(case=appealed, kind="appeal_copy", state="open").exists()
    stage.act(appealed, "receive_appeal", "defendant", APPEALED)
    assert len(appellants.of(appealed)) == 1


def test_a_second_appeal_of_the_same_party_is_refused_in_words(stage, appealed):
    with pytest.raises(Refused) as refused:
        stage.act(appealed, "receive_appeal", "defendant", APPEALED)
    assert refused.value.code == "repeat"


def test_one_appeal_taken_back_leaves_the_others(stage, appealed):
    plaintiff = appealed.parties.get(role="plaintiff")
    stage.act(appealed, "enter_appeal", "clerk", APPEALED, party=str(plaintiff.pk), handed_on=APPEALED)
    stage.act(appealed, "withdraw_appeal", "defendant", APPEALED)
    assert appellants.of(appealed) == {plaintiff.pk}
    assert Clock.objects.filter(case=appealed, kind="appeal_copy", ended_on=None).exists()


def test_a_withdrawal_asked_after_the_period_goes_up_in_the_letter(stage, appealed):
    defendant = appealed.parties.get(role="defendant")
    Clock.objects.create(pk=1, case=appealed, kind="appeal", label="上诉期", party=defendant, started_on=CLOSED,
                         due_on=date(2026, 4, 30), ended_on=APPEALED, outcome="receive_appeal", rule="appeal.by", facts={})
    Order.objects.filter(case=appealed, purpose="appeal").update(state="paid")
    answered(stage, appealed)
    with pytest.raises(Refused) as refused:
        stage.act(appealed, "withdraw_appeal", "defendant", date(2026, 5, 6))
    assert refused.value.code == "late"
    stage.act(appealed, "ask_appeal_withdrawal", "defendant", date(2026, 5, 6))
    stage.act(appealed, "forward_appeal", "clerk", SENT)
    assert "张伟申请撤回上诉" in transfer_letter(appealed)
