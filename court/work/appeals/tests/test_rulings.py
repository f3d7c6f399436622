"""Appeals against rulings go up as those against judgments do; the effect is what the court above says."""
from datetime import date

import pytest

from court.base.courts import clock
from court.kit.days import moment_at
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.clocks.models import Clock
from court.spine.tasks.models import Task
from court.work.appeals import actions
from court.work.appeals.models import Handover
from court.work.appeals.tests.conftest import APPEALED, CLOSED, SENT
from court.work.appeals.tests.test_handing_up import answered
from court.work.fees.models import LedgerLine, Order, Refund

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
RULED = date(2026, 3, 20)


def at(day):
    return moment_at(day, 10)


@pytest.fixture
def dismissed_up(stage, assigned, above) -> Handover:
    """The ruling that dismissed the action was appealed by the defendant, and its file went up."""
    Case.objects.filter(pk=assigned.pk).update(stage="closed", closed_on=CLOSED, close_manner="dismissal", track="ordinary")
    assigned.refresh_from_db()
    stage.act(assigned, "receive_appeal", "defendant", APPEALED)
    answered(stage, assigned)
    stage.act(assigned, "forward_appeal", "clerk", SENT)
    clock.set_court_time(moment_at(SENT, 15))
    return Handover.objects.get(case=assigned)


@pytest.fixture
def objection_up(stage, assigned, above) -> Handover:
    """The rejection of the defendant's objection was appealed, and its file went up."""
    stage.act(assigned, "send_papers", "clerk", days="15")
    stage.act(assigned, "object_jurisdiction", "defendant", date(2026, 3, 10))
    defendant = assigned.parties.get(role="defendant")
    Clock.objects.create(pk=1, case=assigned, kind="ruling_appeal", label="上诉期", party=defendant, started_on=RULED,
                         due_on=date(2026, 3, 30), rule="appeal.by", facts={})
    stage.act(assigned, "appeal_objection_ruling", "defendant", date(2026, 3, 25))
    stage.act(assigned, "send_objection_copy", "clerk", date(2026, 3, 26))
    stage.act(assigned, "forward_objection_appeal", "clerk", date(2026, 4, 13))
    clock.set_court_time(moment_at(date(2026, 4, 20), 15))
    return Handover.objects.get(case=assigned)


def returned(stage, handover, result, day=None, on=SENT, **more) -> Case:
    by = stage.actor("above_filing", on)
    actions.receive(handover.pk, by=by, at=at(on))
    actions.return_outcome(handover.pk, actions.Outcome(result, day, **more), by=by, at=at(on))
    return Case.objects.get(pk=handover.case_id)


def test_an_appeal_against_a_dismissal_costs_nothing_and_waits_in_the_inbox_by_its_name(stage, dismissed_up, web):
    assert dismissed_up.matter == "dismissal"
    assert not Order.objects.filter(case=dismissed_up.case, purpose="appeal").exists()
    shown = web("above_filing").get("/staff/appeals/").content.decode()
    assert "驳回起诉裁定" in shown and dismissed_up.case.number in shown
    assert Task.objects.get(subject=dismissed_up.subject).label.startswith("签收上诉案卷（驳回起诉裁定）")


def test_a_dismissal_upheld_above_takes_effect_on_the_day_named_there_and_gives_the_fee_back(stage, dismissed_up):
    order = Order.objects.get(case=dismissed_up.case, purpose="acceptance")
    LedgerLine.objects.create(order=order, kind="payment", amount_fen=order.amount_fen, transaction_no="42061", order_no="1", at=at(CLOSED),
                              booked_at=at(CLOSED))
    case = returned(stage, dismissed_up, "upheld", SENT)
    assert (case.stage, case.effective_on) == ("effective", SENT)
    assert [(one.ground, one.amount_fen) for one in Refund.objects.all()] == [("dismissal", order.amount_fen)]


def test_a_dismissal_set_aside_goes_back_to_be_tried_and_has_no_effect(stage, dismissed_up):
    case = returned(stage, dismissed_up, "instructed", SENT)
    assert (case.stage, case.effective_on, case.facts["second_instance"]) == ("remanded", None, "instructed")


@pytest.mark.parametrize("result", ["remanded", "changed", "granted"])
def test_a_ruling_is_not_decided_above_as_a_judgment_is(stage, dismissed_up, result):
    with pytest.raises(Refused) as refused:
        returned(stage, dismissed_up, result, SENT)
    assert refused.value.code == "bad_field" and "第一百七十八条" in refused.value.law


def test_the_clerk_who_enters_it_from_paper_is_held_to_the_same(stage, dismissed_up):
    with pytest.raises(Refused) as refused:
        stage.act(dismissed_up.case, "appeal_returned", "clerk", SENT, result="remanded")
    assert refused.value.code == "bad_field" and "第三百三十条" in refused.value.law


def test_an_objections_appeal_is_received_and_upheld_above_and_the_case_goes_on(stage, objection_up, web):
    assert objection_up.matter == "objection"
    url, client = f"/staff/appeals/{objection_up.pk}/", web("above_filing")
    assert "驳回管辖权异议裁定" in client.get(url).content.decode()
    client.post(f"{url}receive/")
    shown = client.get(url).content.decode()
    assert "移送至" in shown and 'value="granted"' in shown and 'value="remanded"' not in shown
    assert client.post(url, {"result": "upheld", "effective_on": "2026-04-20"}).status_code == 302
    case = Case.objects.get(pk=objection_up.case_id)
    objection_up.refresh_from_db()
    assert (case.stage, case.effective_on, objection_up.result) == ("answering", None, "upheld")
    assert not Task.objects.filter(case=case, kind="objection_outcome", state="open").exists()


def test_an_objection_upheld_above_sends_the_case_to_the_court_named(stage, objection_up):
    case = returned(stage, objection_up, "granted", date(2026, 4, 17), on=date(2026, 4, 20), to_court="晋0821")
    objection_up.refresh_from_db()
    assert (case.stage, case.close_manner, case.effective_on) == ("effective", "transfer", date(2026, 4, 17))
    assert objection_up.to_court_id == "晋0821"


def test_after_the_objection_the_judgment_may_go_up_too(stage, objection_up):
    case = returned(stage, objection_up, "withdrawn", on=date(2026, 4, 20))
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=CLOSED, close_manner="judgment")
    case.refresh_from_db()
    stage.act(case, "receive_appeal", "defendant", APPEALED)
    answered(stage, case)
    Order.objects.filter(case=case, purpose="appeal").update(state="paid")
    stage.act(case, "forward_appeal", "clerk", SENT)
    assert [one.matter for one in Handover.objects.filter(case=case).order_by("sent_at")] == ["objection", "judgment"]


@pytest.mark.parametrize("who", ["above_judge", "beside_filing", "filing_clerk", "clerk"])
def test_nobody_else_receives_or_decides_an_objections_appeal(stage, objection_up, who):
    by = stage.actor(who, SENT)
    for act in (lambda: actions.receive(objection_up.pk, by=by, at=at(SENT)),
                lambda: actions.return_outcome(objection_up.pk, actions.Outcome("upheld"), by=by, at=at(SENT))):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 404
