"""How much a judge draws, and pauses: set by the case manager, dated, each on the record."""

from datetime import date, datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Account, Appointment, Office
from court.kit.refusal import Refused
from court.spine.journal.actions import append
from court.work.assignment.models import Pause, Share

LONGEST = timedelta(days=366)


def _judge(account_id: int, by: Actor, on: date) -> tuple[Account, str]:
    """The judge and the court in which the case manager may set this. Refused for others' judges."""
    courts = [post.court_id for post in by.appointments if post.office == Office.CASE_MANAGER]
    post = (
        Appointment.objects.valid(on)
        .select_related("account__person")
        .filter(account=account_id, office=Office.JUDGE, court__in=courts)
        .first()
    )
    if post is None:
        raise Refused("只能设置本院法官的分案。", do="请在工作量表中选择。", code="not_yours", status=403)
    return post.account, post.court_id


def set_share(account_id: int, percent: int, *, by: Actor, at: datetime, on: date) -> Share:
    """From a day on a judge draws `percent` of a full docket (0–100); a later row of the same day takes its place."""
    if not 0 <= percent <= 100:
        raise Refused("办案比例应在0到100之间。", do="请更正后再提交。", code="bad_field", status=422)
    with transaction.atomic():
        account, court = _judge(account_id, by, on)
        share, _ = Share.objects.update_or_create(account=account, since=on, defaults={"percent": percent})
        append(
            f"draws:{court}",
            "draws.share_set",
            by=by.account,
            at=at,
            court=court,
            facts={"judge": str(account.pk), "percent": percent, "since": on},
        )
    return share


def pause(account_id: int, reason: str, since: date, until: date, *, by: Actor, at: datetime, on: date) -> Pause:
    """A judge draws no case from `since` to `until`, both included."""
    if reason not in Pause.Reason.values:
        raise Refused("请选择停分理由。", do="请从列表中选择。", code="bad_field", status=422)
    if until < since or until < on:
        raise Refused("停分截止日不能早于起始日，也不能早于今天。", do="请更正日期。", code="bad_field", status=422)
    if until - since > LONGEST:
        raise Refused("一次停分不能超过一年。", do="请缩短期间，届时再次设置。", code="bad_field", status=422)
    with transaction.atomic():
        account, court = _judge(account_id, by, on)
        made = Pause.objects.create(account=account, reason=reason, since=since, until=until, set_by=by.account)
        append(
            f"draws:{court}",
            "draws.paused",
            by=by.account,
            at=at,
            court=court,
            facts={"judge": str(account.pk), "reason": reason, "since": since, "until": until},
        )
    return made


def resume(pause_id: int, *, by: Actor, at: datetime, on: date) -> Pause:
    """The judge draws again from today; the pause ends yesterday."""
    with transaction.atomic():
        made = Pause.objects.select_for_update().filter(pk=pause_id, until__gte=on).first()
        if made is None:
            raise Refused("该停分已经结束。", do="请刷新页面核对。", code="stale")
        account, court = _judge(made.account_id, by, on)
        made.until = on - timedelta(days=1)
        made.save(update_fields=["until"])
        append(
            f"draws:{court}",
            "draws.resumed",
            by=by.account,
            at=at,
            court=court,
            facts={"judge": str(account.pk), "until": made.until},
        )
    return made
