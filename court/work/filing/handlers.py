"""Errands of filing: the papers made of the answers; drafts nobody touched any more."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from court.base.courts import clock
from court.kit.days import date_of
from court.spine.errands.models import Errand
from court.spine.errands.registry import handler, scheduled
from court.spine.tasks.actions import open_task
from court.work.filing import drafts, papers, quoting
from court.work.filing.actions import REVIEW
from court.work.filing.models import Draft, Filing, ReviewRound


@handler("filing.papers", outside=True, label="制作起诉状和身份核验单")
def make_papers(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    filing = Filing.objects.select_related("court", "person", "account").get(pk=int(payload["filing"]))
    if filing.version >= int(payload["version"]) and filing.submitted_at is not None:
        papers.make_papers(filing, int(payload["version"]), at=clock.now())


@scheduled("filing.uncorrected", every_seconds=3_600, label="补正期满未补正的起诉材料")
def find_uncorrected(now: datetime) -> None:
    """When the period to correct has run out, a task asks the clerk to send the papers back; nothing is automatic."""
    at = clock.now()
    late = ReviewRound.objects.filter(answered_at=None, due_on__lt=date_of(at), filing__state=Filing.State.RETURNED)
    for one in late.select_related("filing")[:500]:
        open_task(court=one.filing.court_id, subject=one.filing.stream, kind=REVIEW, office="filing_clerk", at=at,
                  label=f"逾期未补正 {one.filing.number}", due_on=one.due_on)


@scheduled("filing.old_drafts", every_seconds=86_400, label="清理超过180日的立案草稿")
def drop_old_drafts(now: datetime) -> None:
    """A draft never handed in is deleted 180 days after it was last saved, with the personal data in it."""
    before = clock.now() - timedelta(days=quoting.DRAFT_DAYS)
    old = Draft.objects.filter(saved_at__lt=before, filing__state=Filing.State.DRAFT).values_list("filing_id", flat=True)
    for filing_id in list(old[:500]):
        with transaction.atomic():
            filing = Filing.objects.select_for_update().filter(pk=filing_id, state=Filing.State.DRAFT).first()
            if filing is not None:
                drafts.erase(filing)
