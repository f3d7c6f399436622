"""Recordings of a hearing (庭审录音录像): a paper of the case from the hearing's own page, listed the moment it arrives."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.work.hearings.actions import locked
from court.work.hearings.models import Hearing
from court.work.hearings.reactions import RECORD_ITEM

LAW = "最高人民法院关于人民法院庭审录音录像的若干规定"
KIND = "recording"


def of(hearing: Hearing) -> QuerySet[Document]:
    """The recordings of a hearing, the first that came first; those still being checked too."""
    return Document.objects.filter(case=hearing.case_id, key__startswith=f"{KIND}:{hearing.pk}:").order_by("id")


def add(hearing_id: int, arrived: dossier.Arrived, *, by: Actor, at: datetime) -> Document:
    """Take a recording in for its hearing; the same file twice is one. It opens once it passed the checks.

    Refused for what is no recording, for a hearing that did not begin or was called off, and for an archived case.
    """
    if arrived.kind.family != "recording":
        raise Refused(f"“{arrived.name}”不是录音录像。", do="请选择MP3、M4A、WAV、MP4等录音录像文件。", code="not_a_recording", status=422)
    with transaction.atomic():
        hearing = locked(hearing_id)
        require(by, "record", hearing)
        if hearing.state not in (Hearing.State.SCHEDULED, Hearing.State.HELD) or hearing.starts_at > at:
            raise Refused("该次开庭尚未开始或者已经延期、取消，没有可以归入的录音录像。", law=LAW, do="请在实际开庭的庭次归入。", code="no_sitting")
        if hearing.case.archived_on:
            raise Refused("案件已归档，不再接收材料。", do="确需补入卷宗的，请联系本院档案部门。", code="archived")
        key = f"{KIND}:{hearing.pk}:{arrived.blob.sha256}"
        if known := Document.objects.filter(key=key).first():
            return known
        title = f"庭审录音录像（{hearing.title}）" + (f"之{many + 1}" if (many := of(hearing).count()) else "")
        made = dossier.receive(hearing.case.court, arrived, kind=KIND, title=title, by=by, at=at, case=hearing.case, item=RECORD_ITEM)
        Document.objects.filter(pk=made.pk).update(key=key)
        append(hearing.case.stream, "hearing.recording_added", by=by.account, at=at, court=hearing.court_id,
               facts={"hearing": str(hearing.pk), "document": str(made.pk), "sha256": arrived.blob.sha256})  # fmt: skip
    return made
