"""What the worker does again and again for requests to read."""
from datetime import datetime

from court.spine.errands.registry import scheduled
from court.work.inspection import overdue


@scheduled("inspection.overdue", every_seconds=1800, label="网上阅卷申请逾期未审批，提示院庭长")
def warn(now: datetime) -> None:
    overdue.warn_overdue(now)
