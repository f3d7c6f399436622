"""What is done with redactions: begun, drawn, burnt, confirmed by another, made anew, lifted by two."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.db.models import Max

from court.base.access.actor import Actor
from court.kit import blobs
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Handler
from court.spine.dossier import access, closing, names, places, texts
from court.spine.dossier.actions import keep, note
from court.spine.dossier.models import Document, Rendition
from court.spine.dossier.texts import folded
from court.spine.errands.actions import ask
from court.spine.tasks.actions import close_tasks, open_task
from court.work.redaction import burning, covering, proving, wording
from court.work.redaction.models import Redaction

State, Reason = Redaction.State, Redaction.Reason
DRAWERS = {Handler.Role.CLERK, Handler.Role.ASSISTANT, Handler.Role.JUDGE, Handler.Role.PRESIDING}
DECIDERS = DRAWERS | {"court_leader", "division_leader"}
IN_WORK = (State.DRAFT, State.BURNING, State.BURNT)
MOST_MARKS = 2_000
DECIDE, LIFT, AGAIN = "redaction.decide", "redaction.lift", "redaction.again"


def may_draw(actor: Actor, document: Document) -> bool:
    return document.case is not None and actor.is_staff and bool(access.stance(actor, document.case) & DRAWERS)


def may_decide(actor: Actor, document: Document) -> bool:
    return document.case is not None and actor.is_staff and bool(access.stance(actor, document.case) & DECIDERS)


def begin(document: Document, *, by: Actor, at: datetime) -> Redaction:
    """The edition that is in work on a paper, or a new one that starts with the marks now in force."""
    _require_draw(by, document)
    form = places.shown(document)
    if document.state != Document.State.AVAILABLE or form is None or not places.pages_of(form):
        raise Refused("该材料没有可以遮蔽的页面。", do="录音录像、文本材料请另行制作公开件后归入。", code="no_pages")
    with transaction.atomic():
        places.hold_case(document.case_id)
        open_one = Redaction.objects.filter(document=document, state__in=IN_WORK).first()
        if open_one:
            return open_one
        before = Redaction.objects.filter(document=document, state=State.IN_FORCE).first()
        last = Redaction.objects.filter(document=document).aggregate(last=Max("edition"))["last"] or 0
        marks = [one for one in (before.marks if before else []) if one["page"] <= places.pages_of(form)]
        return Redaction.objects.create(document=document, source=form, edition=last + 1, marks=marks, made_by=by.me, made_at=at)


def mark_page(redaction: Redaction, page: int, marks: list[dict], *, version: int, by: Actor) -> Redaction:
    """Put these marks in the place of those on one page. Refused for what is no mark, and for a draft changed since."""
    checked = [checked_mark(mark | {"page": page}, redaction) for mark in marks]
    return _change(redaction, lambda kept: [one for one in kept if one["page"] != page] + checked, version, by)


def add_marks(redaction: Redaction, marks: Iterable[dict], *, by: Actor) -> int:
    """Add marks found by search or by form; one that is there already is not added again. Gives how many are new."""
    with transaction.atomic():
        row = _drawn(redaction, by)
        new = [one for one in (checked_mark(mark, row) for mark in marks) if not _among(one, row.marks)]
        _store(row, row.marks + new)
    redaction.refresh_from_db()
    return len(new)


def drop(redaction: Redaction, *, by: Actor, at: datetime) -> None:
    """Give up an edition that is in work; what is in force stays."""
    with transaction.atomic():
        row = _locked(redaction, by)
        if row.state not in IN_WORK:
            raise Refused("该版遮蔽已经办结。", do="请刷新页面核对。", code="stale")
        Redaction.objects.filter(pk=row.pk).update(state=State.DROPPED, decided_by=by.account, decided_at=at)
        close_tasks(f"redaction:{row.pk}", DECIDE, by=by.account, at=at, cancelled=True)


def send(redaction: Redaction, *, by: Actor, at: datetime) -> Redaction:
    """Have the copy made: an errand burns it and proves that nothing is left. The sender can't be who confirms."""
    with transaction.atomic():
        row = _drawn(redaction, by)
        if not row.marks:
            raise Refused("还没有画出遮蔽框。", do="请先框选、搜索或者采用建议。", code="nothing", status=422)
        _current(row)
        _untold(row)
        row.version += 1
        Redaction.objects.filter(pk=row.pk).update(state=State.BURNING, fault="", pages_done=0, made_by=by.account, version=row.version)
        ask("redaction.burn", key=f"redaction.burn:{row.pk}:{row.version}", payload={"redaction": str(row.pk)}, at=at,
            court=row.document.court_id)  # fmt: skip
    redaction.refresh_from_db()
    return redaction


def carry_out(redaction_id: int, *, at: datetime, read: proving.Read | None = None) -> Redaction:
    """Burn and prove outside a transaction, keep the result in one. Twice is once. What fails goes back to the draft."""
    redaction = whole().get(pk=redaction_id)
    if redaction.state != State.BURNING:
        return redaction
    try:
        before = layout_of(redaction.source)
        with TemporaryDirectory(prefix="redaction-") as folder:
            made = Path(folder) / "burnt.pdf"
            after = burning.burn(blobs.store().path(redaction.source.sha256), redaction.source.media_type, redaction.marks,
                                 before, made, lambda page: _tell(redaction, page))  # fmt: skip
            proving.prove(made, redaction.marks, before, after, read)
            with made.open("rb") as file:
                blob = blobs.put(file)
    except proving.StillThere as fault:
        Redaction.objects.filter(pk=redaction.pk, state=State.BURNING).update(state=State.DRAFT, fault=str(fault)[:300])
        redaction.refresh_from_db()
        return redaction
    return _keep(redaction, blob, after, at)


def _keep(redaction: Redaction, blob: blobs.Blob, after: list[texts.PageLayout], at: datetime) -> Redaction:
    with transaction.atomic():
        places.hold_case(redaction.document.case_id)
        row = whole().select_for_update(of=("self",)).get(pk=redaction.pk)
        if row.state != State.BURNING:
            return row
        document = row.document
        name = f"{names.clean(document.title)}（遮蔽件第{row.edition}版）.pdf"
        result = keep(document, blob, Rendition.Purpose.REDACTED, "application/pdf", name, at, len(after))
        note(document, "redaction_made", by=row.made_by, at=at, rendition=result, redaction=str(row.pk))
        if any(page.lines for page in after):
            laid = texts.store(result, after, at=at)
            note(document, "laid_out", by=None, at=at, rendition=laid)
        Redaction.objects.filter(pk=row.pk).update(state=State.BURNT, result=result, burnt_at=at, pages_done=len(after))
        judge = document.case.judge if document.case.judge_id != row.made_by_id else None
        open_task(court=document.court_id, subject=f"redaction:{row.pk}", kind=DECIDE, case=document.case, at=at,
                  label=f"复核遮蔽件：{document.title[:60]}", assignee=judge, office="" if judge else "court_president")  # fmt: skip
    row.refresh_from_db()
    return row


def decide(redaction: Redaction, *, granted: bool, opinion: str, by: Actor, at: datetime) -> Redaction:
    """Put the burnt form in force, or send it back with the reason; never by the one who made it."""
    with transaction.atomic():
        row = _to_decide(redaction, by)
        if row.made_by.person_id == by.person_id:
            raise Refused("制作人不能复核自己的遮蔽件。", do="请由本案另一办案人员或者院庭长复核。", code="same_person", status=403)
        if row.state != State.BURNT:
            raise Refused("该版遮蔽件不在待复核状态。", do="请刷新页面核对。", code="stale")
        if not granted and not opinion.strip():
            raise Refused("请写明退回的理由。", code="missing_field", status=422)
        if granted:
            _current(row)
            _untold(row)
        row.opinion, row.decided_by, row.decided_at = opinion.strip()[:200], by.account, at
        if granted:
            Redaction.objects.filter(document=row.document, state=State.IN_FORCE).update(state=State.REPLACED)
        row.state = State.IN_FORCE if granted else State.DRAFT
        row.save(update_fields=["opinion", "decided_by", "decided_at", "state"])
        close_tasks(f"redaction:{row.pk}", DECIDE, by=by.account, at=at)
        if granted:
            close_tasks(f"document:{row.document_id}", AGAIN, by=by.account, at=at)
            _put(row.document, row.result, "redacted", row, by, at)
        else:
            note(row.document, "redaction_refused", by=by, at=at, redaction=str(row.pk))
    redaction.refresh_from_db()
    return redaction


def ask_to_lift(redaction: Redaction, reason: str, *, by: Actor, at: datetime) -> None:
    """Put forward that everybody outside reads the original again; another person decides."""
    with transaction.atomic():
        row = _locked(redaction, by)
        if row.state != State.IN_FORCE or row.lift_asked_by_id:
            raise Refused("该版遮蔽不能撤销，或者已经提出撤销。", do="请刷新页面核对。", code="stale")
        if len(reason.strip()) < 4:
            raise Refused("请写明撤销遮蔽的理由。", code="no_reason", status=422)
        Redaction.objects.filter(pk=row.pk).update(lift_asked_by=by.account, lift_reason=reason.strip()[:200])
        note(row.document, "redaction_lifting", by=by, at=at, redaction=str(row.pk))
        judge = row.document.case.judge if row.document.case.judge_id != by.me.pk else None
        open_task(court=row.document.court_id, subject=f"redaction:{row.pk}", kind=LIFT, case=row.document.case, at=at,
                  label=f"撤销遮蔽审批：{row.document.title[:60]}", assignee=judge, office="" if judge else "court_president")  # fmt: skip


def decide_lift(redaction: Redaction, *, granted: bool, by: Actor, at: datetime) -> None:
    """Agree or refuse that a redaction is lifted; another person than who asked, with a fresh factor."""
    with transaction.atomic():
        row = _to_decide(redaction, by)
        if row.state != State.IN_FORCE or row.lift_asked_by is None:
            raise Refused("没有等待批准的撤销。", do="请刷新页面核对。", code="stale")
        if row.lift_asked_by.person_id == by.person_id:
            raise Refused("提出人不能批准自己的撤销。", do="请由另一有权限的人员办理。", code="same_person", status=403)
        if not by.fresh_factor:
            raise Refused("撤销遮蔽前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)
        if granted and not may_draw(Actor(row.lift_asked_by, by.on), row.document):
            raise Refused("提出人已不再办理本案，不能据此撤销遮蔽。", do="请不予批准，由现办案人员重新提出。", code="proposer_left")
        if granted:
            close_tasks(f"document:{row.document_id}", AGAIN, by=by.account, at=at, cancelled=True)
            Redaction.objects.filter(pk=row.pk).update(state=State.LIFTED, lifted_by=by.account, lifted_at=at)
            _put(row.document, None, "redaction_lifted", row, by, at)
        else:
            Redaction.objects.filter(pk=row.pk).update(lift_asked_by=None, lift_reason="")
        close_tasks(f"redaction:{row.pk}", LIFT, by=by.account, at=at)
    redaction.refresh_from_db()


def scanned_anew(document: Document, at: datetime) -> None:
    """Pages were put in or taken back under a redaction: outside the court the old form goes on being read, and who keeps
    the dossier is told to make it anew. What is covered never opens by a new scan."""
    row = Redaction.objects.filter(document=document, state=State.IN_FORCE).first()
    if row is None or document.case is None:
        return
    if row.source_id == _newest_form(document):
        return
    clerk = document.case.handlers.filter(until=None, role=Handler.Role.CLERK).order_by("pk").first()
    open_task(court=document.court_id, subject=f"document:{document.pk}", kind=AGAIN, case=document.case, at=at,
              label=f"原件已重扫，请重做遮蔽件：{document.title[:60]}", assignee=clerk.account if clerk else document.case.judge)  # fmt: skip


def _newest_form(document: Document) -> int | None:
    """The form that people read now, asked of the database: what is at hand may be older than the lock."""
    form = places.shown(Document.objects.prefetch_related("renditions").get(pk=document.pk))
    return form.pk if form else None


def _current(row: Redaction) -> None:
    """Refused for a paper out of use, and for pages that are no longer those of the paper."""
    if row.document.state != Document.State.AVAILABLE:
        raise Refused(f"该材料{row.document.get_state_display()}，遮蔽件不能生效。", do="请先核对材料状态。", code="not_available")
    if _newest_form(row.document) != row.source_id:
        raise Refused("该材料的页面在开始遮蔽之后已经更新（重扫或者制成可检索件）。", do="请放弃本版，按现在的页面另行制作。", code="stale")


def _untold(row: Redaction) -> None:
    """Refused where the title of the paper, which everybody reads, tells what is covered in it."""
    title = folded(row.document.title)
    covered = [word for page, layout in enumerate(layout_of(row.source, row.pages_marked), 1)
               for word in covering.hidden(layout, burning.boxes_of(row.marks, page))]  # fmt: skip
    runs = {folded(word) for word in [*covered, *(mark["term"] for mark in row.marks)]}
    names = {folded(party.name) for party in row.document.case.parties.all()} if row.document.case else set()
    told = {name for name in names if any(name in run for run in runs)} | {run for run in runs if len(run) >= proving.SHORTEST}
    if any(word and word in title for word in told):
        raise Refused("材料题名中写有被遮蔽的内容，题名不随遮蔽件隐去。", do="请先在材料页更改题名，再制作、复核遮蔽件。", code="told_by_title", status=422)


def layout_of(form: Rendition, numbers: Collection[int] | None = None) -> list[texts.PageLayout]:
    """The words of a form: those the file itself carries with every letter's place, else as they were read; empty pages
    where nobody read them.

    numbers  the pages (from 1) on which true places are wanted; None for all
    """
    read = texts.layout(form)
    if form.media_type != "application/pdf" or (read and numbers is not None and not numbers):
        return read
    own = wording.of_pdf(blobs.store().path(form.sha256), numbers if read else None)
    if not read:
        return list(own.values())
    return [own[at] if theirs.born and at in own and own[at].born else theirs for at, theirs in enumerate(read, 1)]


def checked_mark(mark: dict[str, Any], redaction: Redaction) -> dict[str, Any]:
    """A mark as it is kept: within its page, with a reason. Refused for any other."""
    try:
        page, (x, y, w, h) = int(mark["page"]), (round(float(mark[side]), 5) for side in "xywh")
    except (KeyError, TypeError, ValueError):
        raise Refused("遮蔽框的位置有误。", do="请重新框选。", code="bad_field", status=422) from None
    inside = 0 <= x < 1 and 0 <= y < 1 and w > 0 and h > 0 and x + w <= 1.0001 and y + h <= 1.0001
    if not inside or not 1 <= page <= places.pages_of(redaction.source):
        raise Refused("遮蔽框超出页面。", do="请在页面范围内框选。", code="bad_field", status=422)
    reason, words = str(mark.get("reason", "")), str(mark.get("words", "")).strip()[:100]
    if reason not in Reason.values:
        raise Refused("请为每个遮蔽框选择事由。", code="no_reason", status=422)
    if reason == Reason.OTHER and not words:
        raise Refused("事由选择“其他”的，请写明理由。", code="no_reason", status=422)
    return {"page": page, "x": x, "y": y, "w": min(w, 1 - x), "h": min(h, 1 - y), "reason": reason, "words": words,
            "term": str(mark.get("term", ""))[:60]}  # fmt: skip


def whole():
    return Redaction.objects.select_related("document__case__judge", "document__court", "source", "result", "made_by",
                                            "lift_asked_by")  # fmt: skip


def _among(mark: dict, marks: list[dict]) -> bool:
    return any(one["page"] == mark["page"] and all(abs(one[side] - mark[side]) < 0.002 for side in "xywh") for one in marks)


def _change(redaction: Redaction, how, version: int, by: Actor) -> Redaction:
    with transaction.atomic():
        row = _drawn(redaction, by)
        if row.version != version:
            raise Refused("遮蔽框在您编辑期间已被他人修改。", do="请刷新页面，在新的内容上继续。", code="stale")
        _store(row, how(row.marks))
    redaction.refresh_from_db()
    return redaction


def _store(row: Redaction, marks: list[dict]) -> None:
    if len(marks) > MOST_MARKS:
        raise Refused(f"一份材料最多{MOST_MARKS}个遮蔽框。", do="请用较大的框合并相邻的内容。", code="too_much", status=422)
    marks = sorted(marks, key=lambda one: (one["page"], one["y"], one["x"]))
    Redaction.objects.filter(pk=row.pk).update(marks=marks, version=row.version + 1)


def _drawn(redaction: Redaction, by: Actor) -> Redaction:
    row = _locked(redaction, by)
    if row.state != State.DRAFT:
        raise Refused("该版遮蔽已不能修改。", do="已生效的请制作新版，待复核的请先退回。", code="stale")
    return row


def _locked(redaction: Redaction, by: Actor) -> Redaction:
    _require_draw(by, redaction.document)
    places.hold_case(redaction.document.case_id)
    return whole().select_for_update(of=("self",)).get(pk=redaction.pk)


def _to_decide(redaction: Redaction, by: Actor) -> Redaction:
    if not may_decide(by, redaction.document):
        raise Refused("您没有复核遮蔽件的权限。", do="请由本案办案人员或者院庭长复核。", code="forbidden", status=403)
    places.hold_case(redaction.document.case_id)
    return whole().select_for_update(of=("self",)).get(pk=redaction.pk)


def _require_draw(by: Actor, document: Document) -> None:
    if document.case is None:
        raise not_there()
    if not may_draw(by, document):
        raise Refused("遮蔽由本案办案人员制作。", do="请联系本案书记员。", code="not_yours", status=403)


def _put(document: Document, form: Rendition | None, what: str, row: Redaction, by: Actor, at: datetime) -> None:
    """What everybody outside reads from now on; copies made before are dropped."""
    Document.objects.filter(pk=document.pk).update(redacted=form)
    document.redacted = form
    note(document, what, by=by, at=at, redaction=str(row.pk))
    closing.drop_copies([document], at)


def _tell(redaction: Redaction, page: int) -> None:
    if page % 5 == 0:
        Redaction.objects.filter(pk=redaction.pk).update(pages_done=page)
