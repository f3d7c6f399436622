"""Odd money looked at: what was found and done is written down, and the task is over."""

from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.refusal import Refused
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks
from court.work.fees.models import Order

OUTCOMES = {
    "returned": "已通过支付平台原路退回",
    "matched": "核对无误，系重复通知",
    "handed_over": "已移交财务部门另行处理",
}


def settle(order: Order, outcome: str, *, by: Actor, at: datetime) -> None:
    """Close the task of an order's odd money with a coded outcome. Refused where nothing waits."""
    if outcome not in OUTCOMES:
        raise Refused("请选择核对结果。", do="请从列表中选择。", code="bad_field", status=422)
    with transaction.atomic():
        if not close_tasks(f"order:{order.pk}", "odd_money", by=by.account, at=at):
            raise Refused("该款项已经核对。", do="请刷新页面。", code="stale")
        append(
            f"money:{order.court_id}",
            "fee.odd_settled",
            by=by.account,
            at=at,
            court=order.court_id,
            facts={"order": str(order.pk), "outcome": outcome},
        )
