"""The record of reads: every look at what belongs to people leaves a line, or does not happen (S15, S28)."""

from collections.abc import Iterable

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.models import ReadRecord
from court.base.courts import clock
from court.kit.refusal import Refused
from court.kit.writing import insert

READS = "reads"


def record_read(actor: Actor, stream: str, verb: str = "read", thing: str = "", *, capacity: str = "") -> None:
    """Write down one look, before the page is shown.

    stream    case:<id>, filing:<id>, people:<id> …
    verb      read, print, download, copy, export, unmask, search
    thing     what of it, by id: document:<id>, page:<id>:<n>, field:phone
    capacity  in which office or relation; the offices held when not said
    Refused (503) when it cannot be written: then nothing may be shown.
    """
    record_reads(actor, [(stream, thing)], verb, capacity=capacity)


def record_reads(actor: Actor, looked_at: Iterable[tuple[str, str]], verb: str = "read", *, capacity: str = "") -> None:
    """As record_read, for many (stream, thing) at once: all are written or none."""
    at, account = clock.real_now(), actor.account
    shared = {
        "at": at, "account": account.pk if account else None, "person": actor.person_id, "verb": verb,
        "court": (account.court_id or "") if account else "", "address": actor.address, "page": actor.page[:200],
        "capacity": (capacity or ",".join(sorted(actor.offices)) or actor.kind)[:60],
    }
    try:
        with transaction.atomic(using=READS):
            insert([ReadRecord(stream=s, thing=t[:80], **shared) for s, t in looked_at])
    except (DatabaseError, OSError) as why:
        raise Refused("阅看记录暂时无法写入，内容未予显示。",
                      do="请稍后再试，或者联系系统值班员。", code="no_read_record", status=503) from why


def who_read(stream: str) -> QuerySet[ReadRecord]:
    """Every look at one thing, the newest first ("who read X")."""
    return ReadRecord.objects.filter(stream=stream).order_by("-id")


def read_by(account: int) -> QuerySet[ReadRecord]:
    """Every look of one account, the newest first."""
    return ReadRecord.objects.filter(account=account).order_by("-id")
