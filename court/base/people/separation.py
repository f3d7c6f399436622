"""The three administrators are three people, and none of them is anything else in the court (S8)."""

from django.db.models import Q

from court.base.access.actor import ADMINISTRATORS
from court.kit.refusal import Refused

LAW = "信息安全技术 网络安全等级保护基本要求（GB/T 22239—2019）三权分立要求"


def refuse_mixed_offices(appointment) -> None:
    """Refused when one person would hold an administrator's office and any other at the same time.

    Counted by person, not by account: a second account doesn't make a second person.
    """
    account = appointment.account
    if not account.is_staff_member:
        raise Refused("只有法院人员账号可以任职。", do="请先为其开通法院人员账号。", code="not_staff")
    if appointment.until and appointment.until < appointment.since:
        raise Refused("任职止日早于任职起日。", do="请核对任职期间。", code="bad_dates")
    others = _at_the_same_time(appointment)
    clash = next((one for one in others if _excludes(appointment.office, one.office)), None)
    if clash:
        raise Refused(
            f"同一人不能兼任：其在该期间已任{clash.get_office_display()}，系统管理员、安全管理员、审计管理员"
            "须由三人分别担任，且不得兼任其他职务。",
            law=LAW, do="请另行指定人选，或者先终止原任职。", code="mixed_offices",
        )


def _excludes(one: str, other: str) -> bool:
    return one != other and (one in ADMINISTRATORS or other in ADMINISTRATORS)


def _at_the_same_time(appointment):
    rows = type(appointment).objects.filter(account__person=appointment.account.person_id).exclude(pk=appointment.pk)
    rows = rows.filter(Q(until=None) | Q(until__gte=appointment.since))
    return rows.filter(since__lte=appointment.until) if appointment.until else rows
