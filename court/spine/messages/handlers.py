"""Carrying text messages to the carrier and asking what became of them (S35, S36).

The errand speaks to another system, so it runs in no transaction: what it learns is written in short ones. The key and
the day of the first try are stored before the carrier is asked; a try whose answer never came is looked up there first.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from court.base.people.models import Office
from court.kit.days import date_of, moment_at
from court.ports.failure import OutsideFailed
from court.ports.registry import get
from court.ports.sms import Sms, SmsState
from court.spine.consequences.effects import mark
from court.spine.errands.actions import ask
from court.spine.errands.models import Errand
from court.spine.errands.queue import MOST_TRIES
from court.spine.errands.registry import ErrandFails, handler
from court.spine.messages.actions import DELIVER
from court.spine.messages.models import Delivery, Message
from court.spine.messages.texts import texts
from court.spine.tasks.actions import open_task

FATE = "message.fate"
# A text message about something older than this tells nobody anything new; the message itself is in the platform.
STALE = timedelta(days=3)
MOST_COURTESY_A_DAY = 10
FATE_AFTER = (60, 600, 3600, 21_600)
UNANSWERED = {"timeout", "connection", "breaker_open", "not_provided", "not_demo", "bad_configuration"}


@handler(DELIVER, outside=True)
def deliver(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    delivery = _delivery(payload)
    if delivery is None or delivery.state != Delivery.State.WAITING:
        return
    if why := _needless(delivery, now):
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.LAPSED, failure=why)
        _count_delivered(delivery.message, now)
        return
    before = delivery.tried_on
    if before is None:
        Delivery.objects.filter(pk=delivery.pk, tried_on=None).update(tried_on=date_of(now))
    try:
        receipt = get(Sms).send(delivery.message.person.phone, delivery.template, delivery.values,
                                key=delivery.provider_key, perhaps_sent=before)
    except OutsideFailed as failure:
        _failed(delivery, failure, errand, now)
        return
    _sent(delivery, receipt, now)


@handler(FATE, outside=True)
def fate(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    delivery = _delivery(payload)
    if delivery is None or delivery.state != Delivery.State.SENT or not delivery.message.person.phone:
        return
    sent_on = delivery.tried_on or date_of(now)
    try:
        found = get(Sms).fate(delivery.message.person.phone, delivery.provider_key, sent_on)
    except OutsideFailed as failure:
        raise _as_errand(failure) from failure
    if found is None or found.state is SmsState.WAITING:
        _ask_again(delivery, int(payload.get("time", 0)) + 1, now)
    elif found.state is SmsState.ARRIVED:
        arrived = found.at or now
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.ARRIVED, arrived_at=arrived)
    else:
        give_up(delivery, f"运营商未能送达（{found.code}）", now)


def _delivery(payload: dict[str, Any]) -> Delivery | None:
    found = Delivery.objects.select_related("message__person", "message__case__court")
    return found.filter(pk=int(payload["delivery"])).first()


def _needless(delivery: Delivery, now: datetime) -> str:
    """Why this text message need not go out any more; empty when it must."""
    message = delivery.message
    if not message.person.phone:
        return "当事人没有手机号码"
    if now - message.created_at > STALE:
        return "已过三日，未再发送"
    text = texts().get(message.kind)
    if text is None or not text.topic.courtesy:
        return ""
    if message.read_at:
        return "本人已在平台查看"
    today = Delivery.objects.filter(message__person=message.person, sent_at__gte=moment_at(date_of(now)))
    return "当日短信已达上限" if today.count() >= MOST_COURTESY_A_DAY else ""


def _failed(delivery: Delivery, failure: OutsideFailed, errand: Errand, now: datetime) -> None:
    """For good: the service officer takes over. For now: another try; the last one goes to the officer as well."""
    if failure.for_good:
        give_up(delivery, failure.why, now)
        return
    if errand.attempts + 1 >= MOST_TRIES:
        _to_the_officer(delivery, now)
    Delivery.objects.filter(pk=delivery.pk).update(failure=failure.why[:120])
    raise _as_errand(failure) from failure


def _as_errand(failure: OutsideFailed) -> ErrandFails:
    down = failure.code in UNANSWERED or failure.code.startswith("http_")
    return ErrandFails(failure.why, down=down)


@transaction.atomic
def give_up(delivery: Delivery, why: str, now: datetime) -> None:
    """This text message will not arrive: it is marked, and somebody is to tell the person in another way."""
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.FAILED, failure=why[:120])
    _to_the_officer(delivery, now)


def _to_the_officer(delivery: Delivery, now: datetime) -> None:
    """One open task a person and case, however many messages failed."""
    message = delivery.message
    if message.case is None:
        return
    open_task(
        court=message.case.court_id, case=message.case, subject=contact_subject(message), kind="contact_failed",
        label=f"短信未能送达{message.person.name}，请以其他方式告知", office=Office.SERVICE_OFFICER, at=now,
    )


def contact_subject(message: Message) -> str:
    return f"contact:{message.case_id}:{message.person_id}"


@transaction.atomic
def _sent(delivery: Delivery, receipt: str, now: datetime) -> None:
    sent = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    if sent.update(state=Delivery.State.SENT, receipt=receipt[:80], failure="", sent_at=now):
        _count_delivered(delivery.message, now)
        _ask_again(delivery, 0, now)


def _count_delivered(message: Message, now: datetime) -> None:
    if message.case_id is not None and message.entry_place is not None:
        mark(message.case_id, message.entry_place, "message", message.kind, delivered=now, person_id=message.person_id)


def _ask_again(delivery: Delivery, time: int, now: datetime) -> None:
    """Ask the carrier later; after the last time the message stays as sent."""
    if time < len(FATE_AFTER):
        with transaction.atomic():
            ask(FATE, key=f"{FATE}:{delivery.provider_key}:{time}", delay_s=FATE_AFTER[time], at=now,
                payload={"delivery": str(delivery.pk), "time": time})
