"""Papers of another case in a scanned batch: by its separator sheet each number gets a row of the tray, handed over by a person."""

from datetime import datetime

from court.kit.ids import new_id, public_code
from court.spine import wiring
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks
from court.work.intake.actions import SORT, open_sorting
from court.work.intake.models import Intake

REJOINED = "拆分已撤销，材料并回原批次。"


@wiring.tray
def lay_in(batch: Document, number: str, whole: bool, at: datetime) -> int:
    """The row for papers of this number; the batch's own, where it came in for that number or holds nothing else."""
    own = Intake.objects.select_for_update(of=("self",)).filter(pk=batch.intake_id or 0, state=Intake.State.OPEN).first()
    if own and (own.asked == number or (whole and not own.asked)):
        Intake.objects.filter(pk=own.pk).update(asked=number[:60])
        return own.pk
    where = batch.case.number if batch.case else f"收件{own.code}" if own else "其他批次"
    intake = Intake.objects.create(
        pk=new_id(), court_id=batch.court_id, door=Intake.Door.SCAN, sender=f"成批扫描件分出（{where}）"[:120],
        asked=number[:60], remarks=f"分隔页写明案号{number}，与原批次“{batch.title}”不属同一案件。"[:500], code=public_code(),
        received_at=at, scanned_at=at,
    )  # fmt: skip
    append(intake.stream, "intake.received", by=None, at=at, court=intake.court_id,
           facts={"intake": str(intake.pk), "state": str(intake.state), "door": str(intake.door), "batch": str(batch.pk)})  # fmt: skip
    open_sorting(intake, at)
    return intake.pk


@wiring.on_paper("rejoined")
def went_back(document: Document, at: datetime) -> None:
    """The split was undone: a row whose papers are all in their batch again waits for nobody."""
    intake = Intake.objects.filter(pk=document.intake_id or 0, state=Intake.State.OPEN).first() if document.part_of_id else None
    if intake is None or Document.objects.filter(intake_id=intake.pk).exclude(state=Document.State.STRUCK).exists():
        return
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.RETURNED, why=REJOINED, ended_at=at)
    append(intake.stream, "intake.returned", by=None, at=at, court=intake.court_id,
           facts={"intake": str(intake.pk), "state": str(Intake.State.RETURNED)})  # fmt: skip
    close_tasks(intake.stream, SORT, by=None, at=at, cancelled=True)
