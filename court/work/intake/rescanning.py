"""A bad page scanned anew in its place: the form is made new, labels and place stay, the old form stays kept."""

import io
from datetime import datetime

import pikepdf
from django.db import transaction

from court.base.access.actor import Actor
from court.kit import blobs
from court.kit.days import date_of
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier import checking, names, places, texts
from court.spine.dossier.actions import Arrived, Purpose
from court.spine.dossier.models import Document, Rendition
from court.spine.errands.actions import ask
from court.spine.tasks.actions import close_tasks, open_task
from court.spine.tasks.models import Task
from court.work.intake.models import Rescan

CHECK, BAD = "intake.rescan", "bad_page"
State = Rescan.State


def mark_bad(document: Document, page: int, why: str, *, by: Actor, at: datetime) -> Task:
    """A reader of the court says that a page can't be read; who keeps the dossier gets the task. Once a paper."""
    _page_of(document, page)
    if not why.strip():
        raise Refused("请写明页面有什么问题。", do="例如：缺角、模糊、歪斜、扫描不全。", code="no_reason", status=422)
    with transaction.atomic():
        clerk = document.case.handlers.filter(until=None, role="clerk").order_by("pk").first() if document.case else None
        task = open_task(
            court=document.court_id, case=document.case, subject=f"document:{document.pk}", kind=BAD, at=at,
            label=f"需要重扫：“{document.title[:60]}”第{page}页", assignee=clerk.account if clerk else None,
            office="" if clerk else "filing_clerk",
        )  # fmt: skip
        dossier.note(document, "bad_page", by=by, at=at, page=str(page), why=why.strip()[:120])
    return task


def ask_rescan(document_id: int, arrived: Arrived, *, page: int | None, why: str, by: Actor, at: datetime) -> Rescan:
    """Hand in the new scan of one page or of the whole paper; it stands in its place once it passed the checks (S21)."""
    if not why.strip():
        raise Refused("重扫应当写明原因。", do="例如：原扫描件模糊、缺页。", code="no_reason", status=422)
    if arrived.kind.media_type not in places.PAGED:
        raise Refused(f"“{arrived.name}”不是扫描件。", do="请上传PDF或者图片。", code="bad_file", status=422)
    with transaction.atomic():
        document = _rescannable(document_id)
        if page is not None:
            _page_of(document, page)
        if Rescan.objects.filter(document=document, state=State.WAITING).exists():
            raise Refused("该材料有一份重扫件正在检查。", do="请稍后刷新页面。", code="pending")
        made = Rescan.objects.create(
            document=document, page=page, why=why.strip()[:300], sha256=arrived.blob.sha256, sm3=arrived.blob.sm3,
            size=arrived.blob.size, media_type=arrived.kind.media_type, name=arrived.name, asked_by=by.me, asked_at=at,
        )  # fmt: skip
        ask(CHECK, key=f"{CHECK}:{made.pk}", payload={"rescan": str(made.pk)}, at=at, court=document.court_id)
    return made


def put_in(rescan_id: int, *, at: datetime) -> Rescan:
    """Check the new scan and let it stand in the paper. Twice is once. ScanFailed while the scanner is down.

    A paper that got another form meanwhile (straightened, made searchable) gets its page in that one.
    """
    rescan = Rescan.objects.select_related("document").get(pk=rescan_id)
    if rescan.state != State.WAITING:
        return rescan
    found, refusal = checking.examine(rescan.sha256, rescan.name)
    while not (done := _settled(rescan_id, found.pages or 1, refusal, at)):
        pass
    return done


def _settled(rescan_id: int, pages: int, refusal: str, at: datetime) -> Rescan | None:
    """The scan in its place, or refused; None where the form it was made for is no more the paper's."""
    rescan = Rescan.objects.select_related("document").get(pk=rescan_id)
    before, made = places.shown(rescan.document), None
    if not refusal and before is not None:
        try:
            made = blobs.put(_made_new(rescan, before, pages, at))
        except Refused as why:
            refusal = why.for_people()
    with transaction.atomic():
        places.hold_case(rescan.document.case_id)
        rescan = Rescan.objects.select_for_update(of=("self",)).select_related("document__case").get(pk=rescan_id)
        if rescan.state != State.WAITING:
            return rescan
        refusal = refusal or _why_closed(rescan.document)
        if refusal:
            return _turned_down(rescan, refusal, at)
        if made is None or before is None or before != places.shown(rescan.document):
            return None
        _stand(rescan, before, made, pages, at)
    return rescan


def _turned_down(rescan: Rescan, refusal: str, at: datetime) -> Rescan:
    rescan.state, rescan.note, rescan.done_at = State.REFUSED, refusal[:300], at
    rescan.save(update_fields=["state", "note", "done_at"])
    dossier.note(rescan.document, "rescan_refused", by=rescan.asked_by, at=at, rescan=str(rescan.pk))
    return rescan


def _stand(rescan: Rescan, before: Rendition, made: blobs.Blob, pages: int, at: datetime) -> None:
    document = rescan.document
    scan = dossier.keep(document, blobs.Blob(rescan.sha256, rescan.sm3, rescan.size), Purpose.ORIGINAL, rescan.media_type,
                        rescan.name, at, pages)  # fmt: skip
    after = dossier.keep(document, made, Purpose.PDF, "application/pdf", f"{names.clean(document.title)}.pdf", at,
                         before.pages)  # fmt: skip
    rescan.state, rescan.done_at, rescan.before_id, rescan.after_id = State.DONE, at, before.pk, after.pk
    rescan.save(update_fields=["state", "done_at", "before_id", "after_id"])
    dossier.note(document, "rescanned", by=rescan.asked_by, at=at, rendition=scan, page=str(rescan.page or ""))
    dossier.note(document, "produced", by=rescan.asked_by, at=at, rendition=after)
    close_tasks(f"document:{document.pk}", BAD, by=rescan.asked_by, at=at)


def _made_new(rescan: Rescan, before: Rendition, pages: int, at: datetime) -> bytes:
    """The paper with the new page or pages in it; Refused where their number differs."""
    wanted = 1 if rescan.page else before.pages or 1
    if pages != wanted:
        raise Refused(f"重扫件有{pages}页，应为{wanted}页，页码不能改变。",
                      do="请按原页数重扫；多出的页面作为新材料归入卷宗，页码为原页码后的“-1”。", code="page_count")  # fmt: skip
    new = sheets.as_pdf(blobs.read(rescan.sha256), rescan.media_type)
    old = sheets.as_pdf(blobs.read(before.sha256), before.media_type)
    if new is None or old is None:
        raise Refused("该材料没有页面。", do="请整份重新提交。", code="no_pages")
    on = date_of(at)
    if rescan.page is None:
        return sheets.merge([new], title=rescan.document.title, on=on)
    with pikepdf.open(io.BytesIO(old)) as opened, pikepdf.open(io.BytesIO(new)) as put:
        opened.pages[rescan.page - 1] = put.pages[0]
        made = io.BytesIO()
        opened.save(made)
    return sheets.merge([made.getvalue()], title=rescan.document.title, on=on)


def undo(rescan_id: int, *, by: Actor, at: datetime) -> Rescan:
    """The form before it is read again; the scan stays kept. Only the newest of a paper, once."""
    with transaction.atomic():
        document_id = Rescan.objects.values_list("document_id", flat=True).get(pk=rescan_id)
        document = Document.objects.select_related("case").get(pk=document_id)
        places.hold_case(document.case_id)
        rescan = Rescan.objects.select_for_update(of=("self",)).get(pk=rescan_id)
        if rescan.state == State.UNDONE:
            return rescan
        shown = places.shown(document)
        if rescan.state != State.DONE or shown is None or not _is_newest(rescan):
            raise Refused("只能恢复最近一次重扫。", do="请刷新页面核对。", code="stale")
        _require_open(document)
        before = Rendition.objects.get(pk=rescan.before_id)
        again = dossier.keep(document, blobs.Blob(before.sha256, before.sm3, before.size), Purpose.PDF, before.media_type,
                             before.name, at, before.pages)  # fmt: skip
        if words := texts.layout(before):
            texts.store(again, words, at=at)
        rescan.state, rescan.undone_by = State.UNDONE, by.account
        rescan.save(update_fields=["state", "undone_by"])
        dossier.note(document, "rescan_undone", by=by, at=at, rendition=again)
        dossier.note(document, "produced", by=by, at=at, rendition=again)
    return rescan


def _is_newest(rescan: Rescan) -> bool:
    return not Rescan.objects.filter(document=rescan.document_id, pk__gt=rescan.pk).exclude(state=State.REFUSED).exists()


def _rescannable(document_id: int) -> Document:
    case_id = Document.objects.values_list("case_id", flat=True).get(pk=document_id)
    places.hold_case(case_id)
    document = Document.objects.select_for_update(of=("self",)).select_related("case").get(pk=document_id)
    if document.template:
        raise Refused("该材料由本院系统制作，没有扫描件。", do="内容有误的，请按文书补正程序办理。", code="not_scanned")
    _require_open(document)
    return document


def _require_open(document: Document) -> None:
    if document.state != Document.State.AVAILABLE:
        raise Refused(f"该材料{document.get_state_display()}，不能重扫。", do="请先核对材料状态。", code="not_available")
    if document.case and document.case.archived_on:
        raise Refused("案件已归档，卷宗不能改变。", do="请由档案部门办理补卷。", code="archived")


def _why_closed(document: Document) -> str:
    """Why a scan that passed the checks may not stand in its paper any more; empty where it may."""
    try:
        _require_open(document)
    except Refused as why:
        return why.for_people()
    return ""


def _page_of(document: Document, page: int) -> None:
    if not 1 <= page <= places.pages_of(places.shown(document)):
        raise Refused("没有这一页。", do="请刷新页面核对页次。", code="missing", status=404)
