"""What the worker does again and again for archives."""
from datetime import datetime

from court.spine.errands.registry import scheduled
from court.work.archives import inquiries, loans


@scheduled("archives.loans", every_seconds=3600, label="提醒归还借阅的档案")
def remind(now: datetime) -> None:
    loans.remind(now)


@scheduled("archives.inquiries", every_seconds=3600, label="查档申请逾期未审批，提示档案管理员和院长")
def warn(now: datetime) -> None:
    inquiries.warn_overdue(now)
