"""Errands of service: put a paper into a party's place on the platform; let a public notice take effect on its day."""
from datetime import datetime, timedelta

from django.db import transaction

from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.errands.actions import ask
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, handler
from court.work.process_service import outcome, serving
from court.work.process_service.models import Attempt, ServiceOrder
from court.work.process_service.ordering import ELECTRONIC
from court.work.process_service.serving import DEEMED


@handler(ELECTRONIC, label="电子送达")
def electronic(payload: dict, now: datetime, errand: Errand) -> None:
    """A paper whose pages are still being made is tried again soon; a consent withdrawn meanwhile leaves it open."""
    try:
        with transaction.atomic():
            serving.send_electronically(int(payload["order"]), at=now)
    except Refused as refusal:
        if refusal.code == "not_ready":
            raise ErrandFails(refusal.message, down=True) from refusal
        order = ServiceOrder.objects.select_related("case").get(pk=int(payload["order"]))
        raise ErrandFails(f"{order.case.number}：{refusal.message}", for_good=True) from refusal


@handler(DEEMED, label="公告送达期满")
def deemed(payload: dict, now: datetime, errand: Errand) -> None:
    """A day that has not come is waited for: the clock of a demo may run slower than the errand's."""
    attempt = Attempt.objects.select_related("order").get(pk=int(payload["attempt"]))
    order = serving.locked(attempt.order_id)
    if not attempt.stands or order.is_served:
        return
    if date_of(now) < attempt.effective_on:
        left = (attempt.effective_on - date_of(now)).days
        ask(DEEMED, key=f"{DEEMED}:{attempt.pk}:{date_of(now)}", payload=payload, at=now, court=order.court_id,
            delay_s=timedelta(days=left).total_seconds())
        return
    outcome.settle(order, attempt, None, now)
