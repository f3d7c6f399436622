"""What keeps an archive from disposal although its retention has ended: somebody uses it, waits for it, or has part of it.

House rules, for no text that was read names them: what ends a hold is that its matter ends.
"""
from datetime import datetime

from django.apps import apps
from django.db.models import Q

from court.spine.tasks.models import Task
from court.work.archives.checks import NOT_BLOCKING, originals_out
from court.work.archives.models import Archive, Inquiry, Loan


def of(archive: Archive, at: datetime) -> str:
    """Why it stays for now, in words; "" where nothing keeps it."""
    return _loans(archive) or _inquiries(archive, at) or _readings(archive, at) or _case(archive)


def _loans(archive: Archive) -> str:
    states = set(archive.loans.filter(state__in=[Loan.State.WAITING, Loan.State.OUT]).values_list("state", flat=True))
    if Loan.State.OUT in states:
        return "尚有借出未还"
    return "尚有借阅申请待审批" if states else ""


def _inquiries(archive: Archive, at: datetime) -> str:
    found = archive.inquiries.filter(Q(state=Inquiry.State.WAITING) | Q(state=Inquiry.State.GRANTED, until__gt=at)).order_by("pk").first()
    if found is None:
        return ""
    return "尚有查档申请待审批" if found.state == Inquiry.State.WAITING else "尚有准许的查档未到期"


def _readings(archive: Archive, at: datetime) -> str:
    """Requests of online reading still open; those that wait have a task. Their room is asked by name."""
    open_ones = apps.get_model("inspection", "Inspection").objects.filter(case=archive.case_id, state="granted", until__gt=at)
    return "尚有准许的网上阅卷未到期" if open_ones.exists() else ""


def _case(archive: Archive) -> str:
    task = Task.objects.filter(case=archive.case_id, state=Task.State.OPEN).exclude(kind__in=NOT_BLOCKING).order_by("pk").first()
    if task is not None:
        return f"尚有未办结的事项：{task.label}"
    return next((f"材料原件尚未归还：{one.title}" for one in originals_out(archive.case)), "")
