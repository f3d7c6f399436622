"""What the worker does again and again for archives."""
from datetime import datetime

from court.spine.errands.registry import scheduled
from court.work.archives import loans


@scheduled("archives.loans", every_seconds=3600, label="提醒归还借阅的档案")
def remind(now: datetime) -> None:
    loans.remind(now)
