"""What acts ask of the money: settled, or overdue."""
from django.db.models import QuerySet

from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import claims
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.work.fees import notices, relief
from court.work.fees.models import Order

_UNPAID = Prepared(lambda case: Order.objects.filter(
    case=case, purpose=Order.Purpose.ACCEPTANCE, state=Order.State.OPEN).only("pk")[:1])
wiring.files_under("诉讼费用结算", notices.ITEM)


@wiring.condition("fee_settled")
def fee_settled(scene: Scene) -> None:
    if _UNPAID.first(scene.case.pk):
        raise Refused("案件受理费尚未交纳，也未准予缓交、免交，不能分案。", law="诉讼费用交纳办法第二十条、第二十二条",
                      do="请等待原告交费或者办理司法救助。", code="fee_unpaid")


@wiring.condition("fee_overdue")
def fee_overdue(scene: Scene) -> None:
    """Only when the seven days have passed without payment and without a request for relief."""
    unpaid = Order.objects.filter(case=scene.case, purpose__in=["acceptance", "topup"], state=Order.State.OPEN)
    if not unpaid.exists():
        raise Refused("案件受理费已办结，不能按撤诉处理。", code="settled")
    if relief.pending(scene.case):
        raise Refused("原告申请了司法救助，正在审批，不能按撤诉处理。", law="诉讼费用交纳办法第二十二条", code="pending")
    due = [c.due_on for c in Clock.objects.filter(case=scene.case, kind="fee", ended_on=None) if c.due_on]
    due += [one.due_on for one in unpaid.filter(purpose=Order.Purpose.TOPUP) if one.due_on]
    if not due or scene.on <= max(due):
        last = f"（{max(due)}届满）" if due else ""
        raise Refused(f"交费期限尚未届满{last}。", law="诉讼费用交纳办法第二十二条", code="not_yet")


@wiring.condition("counterclaim_fee_overdue", asks_facts=True)
def counterclaim_fee_overdue(scene: Scene) -> None:
    """Only when the seven days from raising the counterclaim have passed without payment."""
    party = next((p for p in scene.parties if str(p.pk) == str(scene.facts.get("party"))), None)
    order = Order.objects.filter(case=scene.case, purpose=Order.Purpose.COUNTERCLAIM, state=Order.State.OPEN,
                                 payer=party.person if party else None).first()
    if order is None:
        raise Refused("该当事人没有待交纳的反诉案件受理费，不能按撤诉处理。", code="settled")
    if relief.pending(scene.case):
        raise Refused("司法救助申请正在审批，不能按撤诉处理。", law="诉讼费用交纳办法第二十二条", code="pending")
    if order.due_on and scene.on <= order.due_on:
        raise Refused(f"反诉案件受理费的交纳期限尚未届满（{order.due_on}届满）。", law="诉讼费用交纳办法第二十二条", code="not_yet")


@wiring.condition("further_fees_settled")
def further_fees_settled(scene: Scene) -> None:
    """No judgment on a claim whose fee is still asked for: the counterclaim's, or what a raised claim costs more."""
    waiting = Order.objects.filter(case=scene.case, purpose__in=["counterclaim", "topup"], state=Order.State.OPEN)
    if (order := waiting.first()) is not None:
        raise Refused(f"{order.get_purpose_display()}尚未交纳，也未准予缓交、免交，不能判决。", law="诉讼费用交纳办法第二十二条",
                      do="请等待交费；逾期未交的，请办理“按撤诉处理”。", code="fee_unpaid")


@wiring.condition("claim_changes", asks_facts=True)
def claim_changes(scene: Scene) -> None:
    """The sum changes, unless a party asked for a change of claims that leaves it as it is."""
    amount = scene.facts.get("claim_amount")
    if claims.change_waits(scene) and amount in (None, scene.case.amount_fen):
        return
    if scene.case.amount_fen is None:
        raise Refused("本案没有标的额，请求的变更不影响诉讼费。", do="当事人申请变更的，不填请求总额。", code="nothing")
    if amount is None:
        raise Refused("请填写变更后的请求总额。", code="missing_field")
    if amount == scene.case.amount_fen:
        raise Refused("变更后的数额与原请求相同。", do="请核对变更后的请求总额。", code="bad_field")


@wiring.condition("appeal_fee_waited_for")
def appeal_fee_waited_for(scene: Scene) -> None:
    """The file goes up when the fee of the appeal is paid, or when its last day is over (办法22, 解释318)."""
    for order in orders_of_appeals(scene.case).filter(state=Order.State.OPEN, due_on__gte=scene.on):
        raise Refused(f"上诉案件受理费的预交期限至{order.due_on}届满，尚未交纳。", law="诉讼费用交纳办法第二十二条",
                      do="请等待交费或者期限届满；逾期未交的，移送函将自动注明。", code="fee_running")


def orders_of_appeals(case: Case) -> QuerySet[Order]:
    return Order.objects.filter(case=case, purpose=Order.Purpose.APPEAL)


@wiring.condition("burden_open")
def burden_open(scene: Scene) -> None:
    """After the effect the decision changes only with the judgment: where the second instance changed it (办法30)."""
    if scene.case.effective_on is not None and scene.case.facts.get("second_instance") != "changed":
        raise Refused("裁判已经生效，诉讼费用负担的决定不能变更。", law="诉讼费用交纳办法第三十条、第四十三条",
                      do="二审改判的，由承办法官按二审裁判办理；当事人对决定有异议的，可以向本院院长申请复核。", code="effective")


wiring.CLOSED_BY_ROOMS.update({"odd_money", "pay_further", "collect_fee", "counterclaim_fee", "appeal_fee"})
__all__ = ["appeal_fee_waited_for", "burden_open", "claim_changes", "counterclaim_fee_overdue", "fee_overdue", "fee_settled", "further_fees_settled"]
