"""A batch and the papers in it: taken apart into papers of their own, and put together again.

The batch's original stays on the batch, byte for byte. Each part gets its pages of the PDF that people read, and their
words; it is as open or closed as the batch was. Nothing may be taken apart or put together once pages have labels.
"""

import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Account
from court.kit import blobs
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.dossier import actions, names, places, texts
from court.spine.dossier.models import Document, Placement, Rendition, Sealing

State, Purpose = Document.State, Rendition.Purpose
NUMBERED = "该材料已编定页码，不能拆分或者合并。"
CURE = "确有错误的，请剔除该材料，另行扫描归入。"


@dataclass(frozen=True)
class Cut:
    """One paper of a batch: its pages from 1, both included; kind, title and catalogue item as far as known.

    intake_id  the tray's row a paper of another case goes to, instead of the batch's own case
    """

    first: int
    last: int
    kind: str = "part"
    title: str = ""
    item: str = ""
    intake_id: int | None = None


def split(batch: Document, cuts: list[Cut], *, by: Actor | Account | None, at: datetime) -> list[Document]:
    """The papers of a batch as papers of their own, each at its place. Pages in no cut (separator sheets) stay behind.

    Refused for a paper that is not usable, has labels, or whose cuts overlap or leave its pages. The caller asked may().
    """
    form = places.shown(batch)
    _check(batch, form, cuts)
    assert form is not None
    content = sheets.as_pdf(blobs.read(form.sha256), form.media_type) or b""
    words = texts.layout(form)
    pieces = [blobs.put(_pages(content, cut)) for cut in cuts]
    with transaction.atomic():
        places.hold_case(batch.case_id)
        batch = _locked(batch)
        if batch.state == State.SPLIT:
            return list(batch.parts.exclude(state=State.STRUCK).order_by("part_from"))
        _check(batch, form, cuts)
        made = [_part(batch, cut, piece, words, by, at) for cut, piece in zip(cuts, pieces, strict=True)]
        Placement.objects.filter(document=batch).delete()
        batch.state, batch.on_record, batch.note = State.SPLIT, False, f"已拆分为{len(made)}份材料"
        batch.save(update_fields=["state", "on_record", "note"])
        actions.note(batch, "split", by=by, at=at, parts=",".join(str(one.pk) for one in made)[:400])
    return made


def rejoin(batch: Document, *, by: Actor | Account | None, at: datetime) -> Document:
    """A batch that was taken apart is one paper again; its parts are off the record. Refused once one has labels."""
    with transaction.atomic():
        places.hold_case(batch.case_id)
        batch = _locked(batch)
        if batch.state != State.SPLIT:
            raise Refused("该材料没有拆分，或者已经合并。", do="请刷新页面。", code="stale")
        parts = list(batch.parts.exclude(state=State.STRUCK))
        if Placement.objects.filter(document__in=parts).exclude(page_from=None).exists():
            raise Refused(NUMBERED, do=CURE, code="numbered")
        if any(part.case_id not in (None, batch.case_id) for part in parts):
            raise Refused("拆分出的材料已有转入其他案件的，不能合并。", do="请先由该案退回收件箱。", code="part_given")
        if any(part.state != State.AVAILABLE for part in parts):
            raise Refused("拆分出的材料已有被替换、剔除或者再次拆分的，不能合并。", do="请先恢复该份材料。", code="part_changed")
        if sealed(parts):
            raise Refused("拆分出的材料已有封存的，合并后会重新公开，不能合并。", do="请先解封该份材料。", code="sealed_off")
        if any(part.redacted_id is not None for part in parts):
            raise Refused("拆分出的材料已有遮蔽的，合并后会显出原文，不能合并。", do="请先撤销该份材料的遮蔽。", code="redacted")
        for part in parts:
            Placement.objects.filter(document=part).delete()
            part.state, part.on_record, part.note = State.STRUCK, False, "拆分已撤销，并回原批次"
            part.save(update_fields=["state", "on_record", "note"])
            actions.note(part, "rejoined", by=by, at=at)
        actions.finish(batch, at)
        actions.note(batch, "rejoined", by=by, at=at)
    return batch


def _check(batch: Document, form: Rendition | None, cuts: list[Cut]) -> None:
    if form is None or batch.state != State.AVAILABLE or form.media_type not in places.PAGED:
        raise Refused("该材料现在不能拆分。", do="只有通过检查的扫描件、图片和PDF可以拆分。", code="not_splittable")
    if batch.redacted_id is not None or form.purpose == Purpose.SIGNED:
        raise Refused("已签章或者已遮蔽的材料不能拆分。", do="请先撤销遮蔽，或者保持原样。", code="not_splittable")
    if sealed([batch]):
        raise Refused("该材料已经封存，不能拆分。", do="请先解封，或者保持原样。", code="sealed_off")
    if Placement.objects.filter(document=batch).exclude(page_from=None).exists():
        raise Refused(NUMBERED, do=CURE, code="numbered")
    last = 0
    for cut in cuts:
        if not last < cut.first <= cut.last <= (form.pages or 0):
            raise Refused("拆分的页码不正确。", do="请重新选择每份材料的起始页。", code="bad_field", status=422)
        last = cut.last
    if not cuts or (len(cuts) == 1 and cuts[0].first == 1 and cuts[0].last == form.pages):
        raise Refused("没有可拆分之处。", do="请选择至少一个新的起始页。", code="bad_field", status=422)


def sealed(papers: list[Document]) -> bool:
    """Whether one of them is sealed by itself; a sealing of the whole dossier goes with every paper of it."""
    return Sealing.objects.filter(document__in=papers, lifted_at=None).exists()


def _part(batch: Document, cut: Cut, piece: blobs.Blob, words: list, by, at: datetime) -> Document:
    own = cut.intake_id is None
    part = Document(
        court_id=batch.court_id, case=batch.case if own else None, filing_id=batch.filing_id if own else None,
        intake_id=cut.intake_id or batch.intake_id, part_of=batch, part_from=cut.first, part_to=cut.last, kind=cut.kind,
        party=batch.party if own else None, volume=batch.volume, item=cut.item,
        title=(cut.title or f"{batch.title}（第{cut.first}至{cut.last}页）")[:200], secrecy=batch.secrecy,
        held=batch.held, state=State.AVAILABLE, created_by=batch.created_by, created_at=batch.created_at,
    )  # fmt: skip
    part.save(force_insert=True)
    form = actions.keep(part, piece, Purpose.PDF, "application/pdf", f"{names.clean(part.title)}.pdf", at,
                        cut.last - cut.first + 1)  # fmt: skip
    actions.note(part, "cut_out", by=by, at=at, rendition=form, first=True, batch=str(batch.pk))
    if words:
        laid = texts.store(form, words[cut.first - 1 : cut.last], at=at)
        actions.note(part, "read", by=None, at=at, rendition=laid)
    actions.finish(part, at)
    actions.note(part, "admitted", by=by, at=at)
    return part


def _pages(content: bytes, cut: Cut) -> bytes:
    """Some pages of a PDF as one, the same bytes every time."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as whole, pikepdf.new() as some:
        some.pages.extend(whole.pages[cut.first - 1 : cut.last])
        some.remove_unreferenced_resources()
        some.save(made, deterministic_id=True)
    return made.getvalue()


def _locked(batch: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("case", "court", "party").get(pk=batch.pk)
