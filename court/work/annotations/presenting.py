"""Showing papers to all in a hearing: one leads, the others' screens follow; each sees only what they may read."""

from datetime import datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.work.annotations import access
from court.work.annotations.models import Presentation

# A leader whose screen has been silent for so long has left; another may lead.
SILENT = timedelta(hours=2)


def running(case: Case, at: datetime) -> Presentation | None:
    found = Presentation.objects.filter(case=case, ended_at=None).select_related("leader__person", "document").first()
    return found if found and found.moved_at + SILENT > at else None


def start(case: Case, *, by: Actor, at: datetime) -> Presentation:
    """Begin to lead. Refused while another leads; one's own running one goes on."""
    require(by, "present", case)
    with transaction.atomic():
        Case.objects.select_for_update().filter(pk=case.pk).values_list("pk").first()
        held = Presentation.objects.filter(case=case, ended_at=None).select_related("leader__person").first()
        if held and held.leader_id == by.account.pk:
            return held
        if held and held.moved_at + SILENT > at:
            raise Refused(f"{held.leader.person.name}正在出示证据材料。", do="请由其结束出示后再开始。", code="another_leads")
        if held:
            _end(held, by, at)
        made = Presentation.objects.create(case=case, leader=by.account, started_at=at, moved_at=at)
        append(case.stream, "presentation.started", by=by.account, at=at, court=case.court_id,
               facts={"presentation": str(made.pk)})  # fmt: skip
    return made


def show(presentation: Presentation, document: Document, page: int, *, by: Actor, at: datetime) -> Presentation:
    """Turn everybody's page. Only the leader, only a paper of the case that is open to the parties' side of it."""
    _led_by(presentation, by)
    if document.case_id != presentation.case_id or not access.readable(by, presentation.case, document):
        raise not_there()
    if document.volume != Document.Volume.MAIN:
        raise Refused("副卷材料不得当庭出示。", do="请选择正卷材料。", code="inner", status=422)
    if not 1 <= page <= places.pages_of(places.shown(document)):
        raise not_there()
    with transaction.atomic():
        kept = Presentation.objects.select_for_update().get(pk=presentation.pk)
        if kept.ended_at:
            raise Refused("出示已经结束。", do="请重新开始出示。", code="ended")
        if (kept.document_id, kept.page) != (document.pk, page):
            if kept.document_id != document.pk:
                append(presentation.case.stream, "presentation.showed", by=by.account, at=at, court=presentation.case.court_id,
                       facts={"presentation": str(kept.pk), "document": str(document.pk)})  # fmt: skip
            kept.document, kept.page, kept.turn, kept.moved_at = document, page, kept.turn + 1, at
            kept.save(update_fields=["document", "page", "turn", "moved_at"])
    return kept


def end(presentation: Presentation, *, by: Actor, at: datetime) -> None:
    """By the leader. Twice is once."""
    _led_by(presentation, by)
    with transaction.atomic():
        _end(presentation, by, at)


def _end(presentation: Presentation, by: Actor, at: datetime) -> None:
    if Presentation.objects.filter(pk=presentation.pk, ended_at=None).update(ended_at=at):
        append(presentation.case.stream, "presentation.ended", by=by.account, at=at, court=presentation.case.court_id,
               facts={"presentation": str(presentation.pk)})  # fmt: skip


def _led_by(presentation: Presentation, by: Actor) -> None:
    require(by, "present", presentation.case)
    if presentation.leader_id != by.account.pk:
        raise Refused("只有出示人可以翻页或者结束出示。", do="请由出示人办理。", code="not_leader", status=403)
