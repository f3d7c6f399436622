"""Register of paper originals (原件登记): which document's paper the court keeps, where, who has it, and since when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.intake.models import Custody, PaperOriginal

State, Step = PaperOriginal.State, Custody.Step
# From which states a step may be taken, and what it leads to.
WAYS: dict[str, tuple[set[str], str]] = {
    Step.MOVED: ({State.KEPT, State.ARCHIVED}, ""),
    Step.LENT: ({State.KEPT, State.ARCHIVED}, State.LENT),
    Step.RETURNED: ({State.LENT}, State.KEPT),
    Step.GIVEN_BACK: ({State.KEPT}, State.GIVEN_BACK),
    Step.ARCHIVED: ({State.KEPT}, State.ARCHIVED),
}


@dataclass(frozen=True)
class Asked:
    """What is written down of a step. signed: the receiver signed for it."""

    step: str
    place: str = ""
    holder: str = ""
    due_on: date | None = None
    signed: bool = False
    note: str = ""


def keep(document: Document, *, place: str, volume: str = "", sheets: int | None = None, by: Actor, at: datetime) -> PaperOriginal:
    """登记: the court has the paper original of this document. Once a document."""
    if not place.strip():
        raise Refused("请填写存放位置。", do="例如：3号柜2层第5盒。", code="missing_field", status=422)
    if document.state in (Document.State.REFUSED, Document.State.SPLIT):
        raise Refused(f"该材料{document.get_state_display()}，没有可登记的原件。", do="请从材料页登记。", code="bad_state")
    with transaction.atomic():
        made, new = PaperOriginal.objects.get_or_create(document=document, defaults={
            "court_id": document.court_id, "case_id": document.case_id, "place": place.strip()[:80],
            "volume": volume.strip()[:40], "sheets": sheets, "since": date_of(at), "kept_by": by.me})  # fmt: skip
        if not new:
            raise Refused(f"该材料的原件已登记，存放于{made.place}。", do="需要变动的，请办理移位、借出或者退还。", code="registered")
        Custody.objects.create(original=made, step=Step.KEPT, place=made.place, by=by.me, at=at)
        dossier.note(document, "original_kept", by=by, at=at, original=str(made.pk))
    return made


def move_on(original_id: int, asked: Asked, *, version: int, by: Actor, at: datetime) -> PaperOriginal:
    """Lend, take back, give back, move, hand to the archive. Somebody else's step in between is never overwritten."""
    with transaction.atomic():
        found = PaperOriginal.objects.select_for_update(of=("self",)).select_related("document").get(pk=original_id)
        if found.version != version:
            raise Refused("该原件的登记已由他人更新。", do="请核对最新登记后再办理。", code="stale")
        _check(found, asked, date_of(at))
        leads_to = WAYS[asked.step][1]
        found.state = leads_to or found.state
        if asked.step == Step.RETURNED and found.document.case and found.document.case.archived_on:
            found.state = State.ARCHIVED
        if asked.place.strip():
            found.place = asked.place.strip()[:80]
        found.holder = asked.holder.strip()[:60] if asked.step in (Step.LENT, Step.GIVEN_BACK) else ""
        found.due_on = asked.due_on if asked.step == Step.LENT else None
        found.version += 1
        found.save(update_fields=["state", "place", "holder", "due_on", "version"])
        Custody.objects.create(
            original=found, step=asked.step, place=found.place, holder=asked.holder.strip()[:60], due_on=found.due_on,
            signed=asked.signed, note=asked.note.strip()[:200], by=by.me, at=at,
        )  # fmt: skip
        dossier.note(found.document, "original_moved", by=by, at=at, original=str(found.pk), step=asked.step)
    return found


def _check(found: PaperOriginal, asked: Asked, on: date) -> None:
    if asked.step not in WAYS or found.state not in WAYS[asked.step][0]:
        raise Refused(f"原件现为“{found.get_state_display()}”，不能办理该事项。", do="请核对登记后选择。", code="bad_step")
    if asked.step in (Step.LENT, Step.GIVEN_BACK) and not asked.holder.strip():
        raise Refused("请填写借用人、领取人。", code="missing_field", status=422)
    if asked.step == Step.LENT and (asked.due_on is None or asked.due_on < on):
        raise Refused("请填写应还日期，且不早于今天。", code="missing_field", status=422)
    if asked.step == Step.GIVEN_BACK and not asked.signed:
        raise Refused("退还当事人应当由领取人签收。", do="请领取人签收后勾选“已签收”。", code="not_signed", status=422)
    if asked.step == Step.MOVED and not asked.place.strip():
        raise Refused("请填写新的存放位置。", code="missing_field", status=422)


def register(actor: Actor, *, words: str = "", state: str = "", late: date | None = None) -> QuerySet[PaperOriginal]:
    """The originals of my court that I may know of: archivists and filing clerks all, others those of their cases."""
    keepers = [one.court_id for one in actor.appointments
               if one.office in (Office.ARCHIVIST, Office.FILING_CLERK, Office.SERVICE_OFFICER)]  # fmt: skip
    scope = Q(court__in=keepers) | Q(case__in=visible(actor, Case.objects.all()).values("pk"))
    found = PaperOriginal.objects.filter(scope).exclude(document__volume="inner").select_related(
        "document__case__court", "document__party__person", "kept_by__person")
    if words:
        found = found.filter(Q(document__title__contains=words) | Q(place__contains=words) | Q(holder__contains=words)
                             | Q(case__number__contains=words))  # fmt: skip
    if state in State.values:
        found = found.filter(state=state)
    if late is not None:
        found = found.filter(state=State.LENT, due_on__lt=late)
    return found
