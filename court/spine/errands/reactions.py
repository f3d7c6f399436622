"""What the errands themselves do again and again, and what they do for the journal, which stands below them."""

from datetime import datetime

from court.spine.errands import queue
from court.spine.errands.registry import scheduled
from court.spine.journal import exports


@scheduled("errands.knock", every_seconds=20, label="探询中断的外部系统")
def knock(now: datetime) -> None:
    """Knock at systems that were down, one errand a kind, so that all is caught up a minute after they are back."""
    queue.knock(now)


@scheduled("journal.export", every_seconds=5, label="日志存证导出")
def export_heads(now: datetime) -> None:
    """The heads go out each 60 s or 1,000 entries (S28); this only asks whether it is time."""
    exports.export_if_due()
