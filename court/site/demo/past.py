"""What the invented past still owes: its text messages arrived in their day, its papers may be made when nobody waits."""

from datetime import timedelta

from django.db import transaction

from court.kit.days import date_of
from court.spine.consequences.effects import mark
from court.spine.errands.actions import put_behind
from court.spine.messages.models import Delivery

TOOK = timedelta(minutes=1)


@transaction.atomic
def settle() -> None:
    """The carrier told of every text message; whoever enters the demo now comes before all that is left to do."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).exclude(message__person__phone_index="")
    for delivery in waiting.select_related("message"):
        _arrived(delivery)
    put_behind()


def _arrived(delivery: Delivery) -> None:
    """As its day would have had it; no carrier stands behind the past of a demo."""
    message = delivery.message
    at = message.created_at + TOOK
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.ARRIVED, tried_on=date_of(message.created_at), sent_at=at, arrived_at=at)
    if message.case_id is not None and message.entry_place is not None:
        mark(message.case_id, message.entry_place, "message", message.kind, delivered=at, person_id=message.person_id)
