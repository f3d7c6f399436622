"""Relief (司法救助): deferral, reduction, exemption — asked by the party, decided by the president."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.approvals.models import Approval
from court.spine.cases.scene import Scene
from court.spine.journal.models import Entry
from court.spine.tasks.actions import close_tasks
from court.work.fees import orders, payments
from court.work.fees.models import Order

STATES = {"exempt": Order.State.WAIVED, "defer": Order.State.DEFERRED}
PREPAID = [Order.Purpose.ACCEPTANCE, Order.Purpose.COUNTERCLAIM, Order.Purpose.TOPUP, Order.Purpose.OBJECTION]
HOW = {"exempt": "exempt", "defer": "deferred"}


def pending(case) -> bool:
    return Approval.objects.filter(case=case, kind="fee_relief", state=Approval.State.PENDING).exists()


@wiring.condition("relief_possible")
def relief_possible(scene: Scene) -> None:
    mine = {p.person_id for p in scene.own_parties}
    if not Order.objects.filter(case=scene.case, state=Order.State.OPEN, purpose__in=PREPAID, payer__in=mine, jointly=None).exists():
        raise Refused("您在本案没有待交纳、可以申请救助的诉讼费。", law="诉讼费用交纳办法第四十四条", code="settled")
    if pending(scene.case):
        raise Refused("您的救助申请正在审批。", do="请等待审批结果，结果将推送给您。", code="pending")


@wiring.on_act("grant_relief")
def grant(scene: Scene, entry) -> None:
    """Carry the president's decision into the orders; a waived or deferred fee settles the case's fee."""
    kind = scene.facts["relief"]
    asked = _asked_by(scene)
    for order in Order.objects.filter(case=scene.case, purpose__in=PREPAID, state=Order.State.OPEN, payer__in=asked, jointly=None):
        if kind == "reduce":
            if "amount_fen" not in scene.facts:
                raise Refused("请填写减交后应交的金额。", code="missing_field")
            orders.lower(order, scene.facts["amount_fen"])
            continue
        order.state = STATES[kind]
        order.save(update_fields=["state"])
        close_tasks(f"order:{order.pk}", "pay_further", by=None, at=scene.at)
        order.case = scene.case
        payments.settle_if_all_are(order, HOW[kind], scene.at)


def _asked_by(scene: Scene) -> list[int]:
    """The people for whom relief was asked last: their own orders are relieved, nobody else's."""
    entry = Entry.objects.filter(stream=scene.case.stream, kind="case.request_relief").order_by("-place").first()
    behalf = entry.read_behalf() if entry else []
    return list(scene.case.parties.filter(pk__in=behalf).values_list("person_id", flat=True))
