"""What acts ask of the money: settled, or overdue."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.work.fees import relief
from court.work.fees.models import Order


@wiring.condition("fee_settled")
def fee_settled(scene: Scene) -> None:
    if Order.objects.filter(case=scene.case, purpose=Order.Purpose.ACCEPTANCE, state=Order.State.OPEN).exists():
        raise Refused("案件受理费尚未交纳，也未准予缓交、免交，不能分案。", law="诉讼费用交纳办法第二十条、第二十二条",
                      do="请等待原告交费或者办理司法救助。", code="fee_unpaid")


@wiring.condition("fee_overdue")
def fee_overdue(scene: Scene) -> None:
    """Only when the seven days have passed without payment and without a request for relief."""
    unpaid = Order.objects.filter(case=scene.case, purpose=Order.Purpose.ACCEPTANCE, state=Order.State.OPEN)
    if not unpaid.exists():
        raise Refused("案件受理费已办结，不能按撤诉处理。", code="settled")
    if relief.pending(scene.case):
        raise Refused("原告申请了司法救助，正在审批，不能按撤诉处理。", law="诉讼费用交纳办法第二十二条", code="pending")
    due = [c.due_on for c in Clock.objects.filter(case=scene.case, kind="fee", ended_on=None) if c.due_on]
    if not due or scene.on <= max(due):
        last = f"（{max(due)}届满）" if due else ""
        raise Refused(f"交费期限尚未届满{last}。", law="诉讼费用交纳办法第二十二条", code="not_yet")


wiring.CLOSED_BY_ROOMS.add("odd_money")
__all__ = ["fee_overdue", "fee_settled"]
