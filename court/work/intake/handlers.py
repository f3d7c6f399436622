"""The errand that checks a new scan and lets it stand in its paper."""

from datetime import datetime
from typing import Any

from court.ports.failure import OutsideFailed
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, handler
from court.work.intake import rescanning


@handler(rescanning.CHECK, outside=True, label="检查重扫件")
def check(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    try:
        rescanning.put_in(int(payload["rescan"]), at=now)
    except OutsideFailed as failure:
        raise ErrandFails(failure.why, down=True) from failure
