"""How often something may be done (S26). Counted in the database, so that all processes count together."""

import math
from datetime import datetime

from django.db import connections, transaction
from django.utils.crypto import salted_hmac

from court.base.access.models import RateCount
from court.base.courts import clock
from court.kit.refusal import Refused

READS = "reads"


class TooMany(Refused):
    """429: too often. `retry_after` is in seconds, at least 1."""

    def __init__(self, message: str, retry_after: int):
        self.retry_after = max(1, retry_after)
        super().__init__(message, do=f"请{spoken(self.retry_after)}后再试。", code="too_many", status=429)


def limit(key: str, per: int, seconds: int, *, message: str = "操作过于频繁。", at: datetime | None = None) -> None:
    """Count one hit of `key`; TooMany when there would be more than `per` within any `seconds`.

    key  what is limited and whom, e.g. "sms:" + number; stored as a digest only
    A hit that is refused does not count.
    """
    moment = (at or clock.real_now()).timestamp()
    digest = salted_hmac("court.base.access.limits", key, algorithm="sha256").hexdigest()
    with transaction.atomic(using=READS):
        row = _row(digest, moment, seconds)
        hits = [hit for hit in map(float, row.hits.split()) if hit > moment - seconds]
        if len(hits) >= per:
            raise TooMany(message, math.ceil(hits[-per] + seconds - moment))
        row.hits = " ".join(f"{hit:.3f}" for hit in [*hits, moment])
        row.until = math.ceil(moment + seconds)
        row.save(update_fields=["hits", "until"])


def _row(digest: str, moment: float, seconds: int) -> RateCount:
    """The locked row of a key. A new key sweeps out what has run out, so that the table stays small."""
    _, is_new = RateCount.objects.get_or_create(key=digest, defaults={"until": math.ceil(moment + seconds)})
    if is_new:
        RateCount.objects.filter(until__lt=moment).exclude(key=digest).delete()
    rows = RateCount.objects.using(READS)
    if connections[READS].features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get(key=digest)


def spoken(seconds: int) -> str:
    """A wait in words: 45秒, 15分钟, 2小时."""
    if seconds < 60:
        return f"{seconds}秒"
    if seconds < 3600:
        return f"{math.ceil(seconds / 60)}分钟"
    return f"{math.ceil(seconds / 3600)}小时"
