"""Relief (司法救助): deferral, reduction, exemption — asked by the party, decided by the president."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.approvals.models import Approval
from court.spine.cases.scene import Scene
from court.work.fees import orders, payments
from court.work.fees.models import Order

STATES = {"exempt": Order.State.WAIVED, "defer": Order.State.DEFERRED}
HOW = {"exempt": "exempt", "defer": "deferred"}


def pending(case) -> bool:
    return Approval.objects.filter(case=case, kind="fee_relief", state=Approval.State.PENDING).exists()


@wiring.condition("relief_possible")
def relief_possible(scene: Scene) -> None:
    if not Order.objects.filter(case=scene.case, state=Order.State.OPEN).exists():
        raise Refused("本案没有待交纳的诉讼费。", code="settled")
    if pending(scene.case):
        raise Refused("您的救助申请正在审批。", do="请等待审批结果，结果将推送给您。", code="pending")


@wiring.on_act("grant_relief")
def grant(scene: Scene, entry) -> None:
    """Carry the president's decision into the orders; a waived or deferred fee settles the case's fee."""
    kind = scene.facts["relief"]
    for order in Order.objects.filter(case=scene.case, purpose=Order.Purpose.ACCEPTANCE, state=Order.State.OPEN):
        if kind == "reduce":
            if "amount_fen" not in scene.facts:
                raise Refused("请填写减交后应交的金额。", code="missing_field")
            orders.lower(order, scene.facts["amount_fen"])
            continue
        order.state = STATES[kind]
        order.save(update_fields=["state"])
        order.case = scene.case
        payments.settle_if_all_are(order, HOW[kind], scene.at)
