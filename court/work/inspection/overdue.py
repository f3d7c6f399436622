"""Requests whose day to decide has passed are told to the leaders, once each."""
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from court.base.people.models import Account, Appointment, Office
from court.kit.days import date_of, iso
from court.spine.messages.actions import tell
from court.work.inspection.models import Inspection

State = Inspection.State


def warn_overdue(at: datetime) -> int:
    """Tell the leaders of requests whose day to decide has passed, once each; how many."""
    told = 0
    late = Inspection.objects.filter(state=State.WAITING, decide_by__lt=date_of(at), warned_at=None).select_related("case", "court")
    for one in list(late[:200]):
        with transaction.atomic():
            if not Inspection.objects.filter(pk=one.pk, state=State.WAITING, warned_at=None).update(warned_at=at):
                continue
            for leader in _leaders(one, date_of(at)):
                tell(leader.person, kind="inspection_late", key=f"inspection-late:{one.pk}:{leader.pk}", at=at, case=one.case,
                     title="网上阅卷申请逾期未审批", text=f"{one.number}的阅卷申请应于{iso(one.decide_by)}前审批，现已逾期，请督促办理。",
                     url="/staff/inspections/?show=late")
            told += 1
    return told


def _leaders(one: Inspection, on: date) -> list[Account]:
    """The head of the case's division, else the court's president."""
    held = Appointment.objects.filter(Q(until=None) | Q(until__gte=on), court=one.court_id, since__lte=on)
    heads = held.filter(office=Office.DIVISION_HEAD, division=one.case.division_id) if one.case and one.case.division_id else held.none()
    return _accounts(heads) or _accounts(held.filter(office=Office.PRESIDENT))


def _accounts(held: QuerySet[Appointment]) -> list[Account]:
    return list(Account.objects.filter(pk__in=held.values("account"), disabled_at=None).select_related("person"))
