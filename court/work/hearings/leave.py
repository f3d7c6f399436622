"""Time that somebody or a room cannot be had: entered, taken back, and which planned sittings it touches."""
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.people.models import Account, Office
from court.kit.refusal import Refused
from court.spine.journal.actions import append
from court.work.hearings.models import Courtroom, Hearing, Unavailable

Kind = Unavailable.Kind
LONGEST = {"staff": timedelta(days=366), "counsel": timedelta(days=5)}
OUTSIDE = (Kind.ELSEWHERE, Kind.OTHER)
# A lawyer sits in many courts, but nobody may keep a hearing from being planned for ever.
MOST_OUTSIDE = 40


def enter(*, kind: str, begins_at: datetime, ends_at: datetime, by: Actor, at: datetime, account: Account | None = None,
          room: Courtroom | None = None, note: str = "") -> Unavailable:
    """Enter a spell: one's own; for a case manager also a colleague's or a room's; for a lawyer of oneself, with the reason.

    Refused for a spell that is over, too long, or of somebody one doesn't answer for.
    """
    if kind not in Kind.values:
        raise Refused("请选择事由。", code="bad_field", status=422)
    outside = by.is_litigant
    if begins_at >= ends_at or ends_at <= at:
        raise Refused("结束时间应当晚于开始时间，且不能早于现在。", do="请核对时间。", code="bad_field", status=422)
    if ends_at - begins_at > LONGEST["counsel" if outside else "staff"]:
        raise Refused(f"一次登记不超过{LONGEST['counsel' if outside else 'staff'].days}日。", do="请分次登记。", code="too_long", status=422)
    if outside:
        _counsel(by, kind, note)
        whose: dict = {"person": by.person}
    else:
        whose = _inside(by, account, room)
    with transaction.atomic():
        Account.objects.select_for_update().filter(pk=by.me.pk).first()
        standing = Unavailable.objects.filter(withdrawn_at=None, **whose)
        if there := standing.filter(kind=kind, begins_at=begins_at, ends_at=ends_at).first():
            return there
        if outside and standing.filter(ends_at__gt=at).count() >= MOST_OUTSIDE:
            raise Refused(f"同时登记的时间安排不超过{MOST_OUTSIDE}项。", do="请先撤销不再需要的登记。", code="too_many", status=422)
        row = Unavailable.objects.create(court_id=None if outside else by.me.court_id, kind=kind, begins_at=begins_at,
                                         ends_at=ends_at, note=note.strip()[:100], entered_by=by.account, entered_at=at, **whose)
        _note(row, "unavailable.entered", by, at)
    return row


def _counsel(by: Actor, kind: str, note: str) -> None:
    if by.kind != Account.Kind.LAWYER:
        raise Refused("时间安排由律师登记；当事人不能到庭的，请申请延期开庭。", law="民事诉讼法第一百四十九条", code="forbidden", status=403)
    if kind not in OUTSIDE:
        raise Refused("请选择事由。", code="bad_field", status=422)
    if len(note.strip()) < 4:
        raise Refused("请写明开庭的法院和案号，或者具体事由。", code="missing_field", status=422)


def _inside(by: Actor, account: Account | None, room: Courtroom | None) -> dict:
    manages = by.holds(Office.CASE_MANAGER, by.me.court_id)
    if room is not None:
        if not manages or room.court_id != by.me.court_id:
            raise Refused("法庭的时间安排由本院审判管理员登记。", code="forbidden", status=403)
        return {"room": room}
    if account is not None and account.pk != by.me.pk:
        if not manages or account.court_id != by.me.court_id or not account.is_staff_member:
            raise Refused("只能登记本人的时间安排；他人的由本院审判管理员登记。", code="forbidden", status=403)
        return {"account": account}
    return {"account": by.me}


def withdraw(pk: int, *, by: Actor, at: datetime) -> Unavailable:
    """Take a spell back. Its own person may; a case manager may for the court; a judge or clerk not for counsel."""
    with transaction.atomic():
        row = of(by).select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise Refused("没有找到该项登记。", do="请刷新页面核对。", code="missing", status=404)
        row.withdrawn_by, row.withdrawn_at = by.account, at
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _note(row, "unavailable.withdrawn", by, at)
    return row


def of(actor: Actor) -> QuerySet[Unavailable]:
    """The standing spells somebody keeps: one's own, and those of the whole court for its case managers."""
    rows = Unavailable.objects.filter(withdrawn_at=None)
    if actor.is_litigant:
        return rows.filter(person=actor.person)
    if actor.holds(Office.CASE_MANAGER, actor.me.court_id):
        return rows.filter(court_id=actor.me.court_id)
    return rows.filter(account=actor.account)


def touched(row: Unavailable) -> list[Hearing]:
    """Sittings planned already that fall into the spell: somebody must think about them."""
    found = Hearing.objects.filter(state=Hearing.State.SCHEDULED, starts_at__lt=row.ends_at, ends_at__gt=row.begins_at)
    if row.room_id:
        found = found.filter(room=row.room_id)
    elif row.account_id:
        found = found.filter(staff=row.account_id)
    else:
        found = found.filter(Q(attendances__person=row.person_id))
    return list(found.select_related("case", "room").distinct().order_by("starts_at")[:20])


def _note(row: Unavailable, kind: str, by: Actor, at: datetime) -> None:
    append(f"unavailable:{row.pk}", kind, by=by.account, at=at, court=row.court_id or "",
           facts={"kind": row.kind, "account": str(row.account_id or ""), "room": str(row.room_id or ""),
                  "person": str(row.person_id or ""), "begins": row.begins_at.isoformat(), "ends": row.ends_at.isoformat()})
