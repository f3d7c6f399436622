"""The errand that burns and proves a redaction."""

from datetime import datetime
from typing import Any

from court.spine.errands.models import Errand
from court.spine.errands.registry import handler
from court.work.redaction import actions


@handler("redaction.burn", outside=True, label="制作遮蔽件")
def burn(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    actions.carry_out(int(payload["redaction"]), at=now)
