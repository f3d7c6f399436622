"""The errand that makes a bundle."""

from datetime import datetime
from typing import Any

from court.spine.errands.models import Errand
from court.spine.errands.registry import handler
from court.work.bundles import actions


@handler("bundle.make", outside=True, label="制作材料册")
def make(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    actions.make(int(payload["bundle"]), at=now)
