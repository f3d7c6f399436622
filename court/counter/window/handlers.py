"""The old number is told of a change, so that a theft does not stay unnoticed."""
from datetime import datetime

from court.counter.window.corrections import TELL_OLD
from court.counter.window.models import Correction
from court.ports.failure import OutsideFailed
from court.ports.registry import get
from court.ports.sms import Sms
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, handler


@handler(TELL_OLD, outside=True, label="告知原手机号码")
def tell_old(payload: dict, now: datetime, errand: Errand) -> None:
    row = Correction.objects.select_related("court", "person").get(pk=int(payload["correction"]))
    if row.told_at:
        return
    phone = row.old if row.field == Correction.Field.PHONE else row.person.phone
    values = {"court": row.court.short_name, "matter": row.get_field_display()}
    try:
        get(Sms).send(phone, "account_news", values, key=f"w{row.pk}", perhaps_sent=row.decided_at.date() if errand.attempts > 1 else None)
    except OutsideFailed as failure:
        raise ErrandFails(failure.why, down=not failure.for_good, for_good=failure.for_good) from failure
    Correction.objects.filter(pk=row.pk).update(told_at=now)
