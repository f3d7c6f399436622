"""The fee of an objection to jurisdiction that failed: whose, how much, when it is given back, and what it never touches."""
from datetime import date

import pytest

from court.base.courts.models import Setting
from court.base.people.models import Account
from court.kit.refusal import Refused
from court.spine.cases import objectors
from court.spine.cases.models import Case, Party
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import DAY, account, moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.fees import objection, settlement
from court.work.fees.models import Order, Refund
from court.work.fees.tests.test_burden import pay
from court.work.judgments import known
from court.work.judgments.models import Paper

pytestmark = pytest.mark.django_db
stage, assigned, web = stagefixtures.stage, stagefixtures.assigned, stagefixtures.web
RULED = date(2026, 3, 20)


@pytest.fixture
def objected(stage, assigned):
    """The defendant objected to the jurisdiction of the court."""
    stage.act(assigned, "send_papers", "clerk", days="15")
    stage.act(assigned, "object_jurisdiction", "defendant", date(2026, 3, 10))
    return assigned


def reject(stage, case) -> None:
    document = dossier.expect(case, "court_paper", {}, kind="objection", title="民事裁定书", item="管辖异议申请及裁定", held=True,
                              by=stage.actor("judge"), at=moment(RULED))
    Paper.objects.create(case=case, kind="objection", state=Paper.State.SIGNED, document=document, author=stage.accounts["judge"],
                         started_at=moment(RULED))
    stage.act(case, "reject_jurisdiction_objection", "judge", RULED, paper=str(document.pk))


def fee_of(case) -> Order:
    return Order.objects.get(case=case, purpose="objection")


def test_a_rejected_objection_costs_who_raised_it_and_is_told_with_its_article(stage, objected):
    assert not Order.objects.filter(case=objected, purpose="objection").exists()
    reject(stage, objected)
    order = fee_of(objected)
    assert (order.amount_fen, order.payer.name, order.due_on) == (5_000, "张伟", date(2026, 3, 27))
    assert any("第十三条第" in step for step in order.explanation)
    notice = Document.objects.get(case=objected, template="fee_burden_notice")
    assert notice.party.name == "张伟" and "第十三条第六项" in "".join(notice.data["paragraphs"])
    assert Task.objects.filter(kind="pay_further", person=order.payer, state="open").exists()
    pay(objected, "objection", "42051")
    assert not Task.objects.filter(kind="pay_further", state="open").exists()


def test_the_amount_is_the_courts_setting_and_never_outside_the_law(stage, objected):
    Setting.objects.create(court=stage.court, key=objectors.FEE_SETTING, value=80, since=DAY)
    assert known.objection_costs(objected) == "案件受理费80元，由被告张伟负担。"
    reject(stage, objected)
    assert fee_of(objected).amount_fen == 8_000
    Setting.objects.update(value=101)
    with pytest.raises(Refused) as refused:
        objection.charge(objected, at=moment(RULED))
    assert "第十三条第六项" in refused.value.law and "50" in refused.value.message


def test_two_who_objected_owe_one_sum_together_and_either_may_pay(stage, objected, web):
    stage.accounts["second"] = account("马二", Account.Kind.LITIGANT)
    second = Party.objects.create(case=objected, person=stage.accounts["second"].person, name="马二", role="defendant", order=2)
    stage.act(objected, "object_jurisdiction", "second", date(2026, 3, 11))
    assert known.objection_costs(objected) == "案件受理费50元，由被告张伟、被告马二共同负担。"
    reject(stage, objected)
    order = fee_of(objected)
    assert order.owed_by == {order.payer_id, second.person_id}
    assert Task.objects.filter(kind="pay_further", state="open").count() == 2
    for who, may in (("defendant", True), ("second", True), ("plaintiff", False)):
        shown = web(who).get(f"/cases/{objected.pk}/fees/").content.decode()
        assert "共同交纳，一人交清即可" in shown and (f"/orders/{order.pk}/pay/" in shown) is may, who
    pay(objected, "objection", "42052")
    assert not Task.objects.filter(kind="pay_further", state="open").exists()


@pytest.mark.parametrize("is_paid", [True, False])
def test_an_objection_upheld_above_gives_its_fee_back_or_asks_for_none(stage, objected, is_paid):
    reject(stage, objected)
    if is_paid:
        pay(objected, "objection", "42053")
    objection.give_back(objected, by=None, at=moment(date(2026, 4, 20)))
    assert fee_of(objected).state == ("paid" if is_paid else "closed")
    assert [(one.ground, one.amount_fen) for one in Refund.objects.all()] == ([("objection_upheld", 5_000)] if is_paid else [])


def test_the_objections_fee_stays_apart_from_what_the_judgment_apportions(stage, objected):
    held = settlement.prepaid(objected)
    reject(stage, objected)
    pay(objected, "objection", "42054")
    assert settlement.prepaid(objected) == {**held, **{one: 0 for one in settlement.prepaid(objected) if one not in held}}


def test_a_withdrawn_claim_leaves_the_objections_fee_due(stage, objected):
    from types import SimpleNamespace

    from court.work.fees import reactions

    reject(stage, objected)
    reactions.close_open_orders(SimpleNamespace(case=objected, actor=None, at=moment(RULED)), None)
    assert fee_of(objected).state == "open"


def test_a_ruling_that_leaves_out_the_fee_is_not_signed(stage, objected):
    from court.work.judgments import inspecting

    paper = Paper(case=objected, kind="objection", sections={"costs": "案件受理费70元，由被告张伟负担。"})
    found = list(inspecting._fee(paper, Case.objects.get(pk=objected.pk)))
    assert [(one.law, "案件受理费50元" in one.words) for one in found] == [("诉讼费用交纳办法第十三条第六项", True)]
