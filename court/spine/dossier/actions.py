"""What may be done with papers: take one in, ask for one to be made, put it on the record, replace it, strike it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit import blobs
from court.kit.press.kinds import HEAD, Kind, first_look
from court.kit.refusal import Refused
from court.kit.writing import insert
from court.spine import wiring
from court.spine.cases.marks import mark
from court.spine.cases.models import Case, Party
from court.spine.dossier import allowed, closing, names, places
from court.spine.dossier.models import Document, Placement, Rendition, Sealing
from court.spine.dossier.places import account_of
from court.spine.errands.actions import ask
from court.spine.journal.actions import append

Volume, State, Secrecy, Purpose = Document.Volume, Document.State, Document.Secrecy, Rendition.Purpose


@dataclass(frozen=True)
class Arrived:
    """Bytes that are safely stored, before a row speaks of them."""

    blob: blobs.Blob
    name: str
    kind: Kind


def take_in(stream: BinaryIO, name: str, size: int | None = None) -> Arrived:
    """Store what arrives, after a first look at name and first bytes. Call it before the transaction: it syncs.

    Refused names the file, what is wrong with it and the cure; nothing is kept then.
    """
    name = names.clean(name)
    head = stream.read(HEAD)
    kind = first_look(name, head, size, allowed.bytes_of)
    stream.seek(0)
    return Arrived(blobs.put(stream, limit=kind.limit), name, kind)


def receive(
    court: Court,
    arrived: Arrived | BinaryIO | Sequence[Arrived],
    *,
    kind: str,
    title: str,
    by: Actor | Account | None,
    at: datetime,
    name: str = "",
    case: Case | None = None,
    filing_id: int | None = None,
    intake_id: int | None = None,
    party: Party | None = None,
    volume: str = Volume.MAIN,
    item: str = "",
    secrecy: str = Secrecy.PARTIES,
) -> Document:
    """Take in a paper; its original is never changed. It waits for the checks, which an errand makes (S21).

    arrived  what take_in() gave, or an open stream (then `name` is what the person called it); several of them, in
             their order, are one paper of several pictures (see bindable())
    intake_id  the tray's row it came with; it stays when the paper goes to a case
    item     the catalogue item it belongs to; without one it stands behind the listed items
    A paper of a case is on the record once it passed; one of a filing when the filing is docketed (adopt()).
    """
    pieces = _pieces(arrived, name)
    with transaction.atomic():
        document = Document(
            court=court, case=case, filing_id=None if case else filing_id, intake_id=intake_id, kind=kind,
            title=title[:200], party=party, volume=volume, item=item, secrecy=secrecy, state=State.WAITING,
            created_by=account_of(by), created_at=at,
        )  # fmt: skip
        originals = [_rendition(document, one.blob, Purpose.ORIGINAL, one.kind.media_type, one.name, at) for one in pieces]
        # The entry first: then the paper's row is written once, and knows its entry.
        note(document, "received", by=by, at=at, rendition=originals[0], first=True)
        for further in originals[1:]:
            note(document, "received_with", by=by, at=at, rendition=further)
        insert([document])
        insert(originals)
        ask("document.inspect", key=f"document.inspect:{document.pk}", payload={"document": str(document.pk)}, at=at,
            court=court.pk)  # fmt: skip
    return document


def _pieces(arrived: Arrived | BinaryIO | Sequence[Arrived], name: str) -> list[Arrived]:
    if isinstance(arrived, Arrived):
        return [arrived]
    if isinstance(arrived, Sequence):
        bindable(arrived)
        return list(arrived)
    return [take_in(arrived, name)]


def bindable(arrived: Sequence[Arrived]) -> None:
    """Refused where several files can't be one paper: only pictures and PDFs are bound together."""
    if not arrived:
        raise Refused("没有收到文件。", do="请选择文件后提交。", code="missing_field", status=422)
    if len(arrived) > 1:
        for one in arrived:
            if one.kind.media_type not in places.PAGED:
                raise Refused(f"“{one.name}”不是图片或者PDF，不能与其他文件合成一份材料。", do="请单独提交该文件。",
                              code="not_bindable", status=422)  # fmt: skip


def expect(
    case: Case,
    template: str,
    data: dict,
    *,
    kind: str,
    title: str,
    volume: str = Volume.MAIN,
    item: str = "",
    secrecy: str = Secrecy.PARTIES,
    party: Party | None = None,
    by: Actor | Account | None,
    at: datetime,
    key: str = "",
    entry=None,
    sealed: bool = False,
    held: bool = False,
    document_id: int | None = None,
) -> Document:
    """Ask for a paper of the court: its row stands at once, its pages are made by an errand.

    data    facts for the template, JSON-able; kept with the row, so that the paper can be made again
    key     asking twice with the same key gives the same paper
    entry   the journal entry of the act on which it follows
    sealed  it goes out under the court's seal: signed when it is made
    held    outsiders don't see it until issue() (a judgment before it is pronounced)
    """
    if key and (found := Document.objects.filter(key=key).first()):
        return found
    with transaction.atomic():
        document = Document(
            court_id=case.court_id, case=case, kind=kind, title=title[:200], party=party, volume=volume, item=item,
            secrecy=secrecy, state=State.EXPECTED, template=template, data=data, key=key, sealed=sealed, held=held,
            created_by=account_of(by), created_at=at, entry_stream=entry.stream if entry else "",
            entry_place=entry.place if entry else None, **({"id": document_id} if document_id else {}),
        )  # fmt: skip
        document.save(force_insert=True)
        # The entry of an act tells only of what its definition orders, not of what rooms order on hearing of it.
        note(document, "expected", by=by, at=at, first=entry is None)
        _ask_to_render(document)
    return document


def expect_all(documents: list[Document]) -> None:
    """Papers of an act just written, whose ids it made itself: none can be there yet. In the act's transaction."""
    for document in documents:
        document.state = State.EXPECTED
    insert(documents)
    for document in documents:
        _ask_to_render(document)


def _ask_to_render(document: Document) -> None:
    ask("document.render", key=f"document.render:{document.pk}", payload={"document": str(document.pk)},
        at=document.created_at, court=document.court_id)  # fmt: skip


def produce(
    document: Document, content: bytes, purpose: str, *, by: Actor | Account | None, at: datetime,
    media_type: str = "application/pdf", name: str = "", pages: int | None = None,
) -> Rendition:  # fmt: skip
    """Store a form of a paper made by the court (PDF, signed PDF, DOCX, text) and put a finished one in its place."""
    rendition_name = name or f"{names.clean(document.title)}.{_EXTENSIONS.get(media_type, 'bin')}"
    blob = blobs.put(content)
    with transaction.atomic():
        places.hold_case(document.case_id)
        rendition = keep(document, blob, purpose, media_type, rendition_name, at, pages)
        if purpose in (Purpose.PDF, Purpose.SIGNED):
            finish(document, at)
        note(document, "produced", by=by, at=at, rendition=rendition)
    return rendition


def finish(document: Document, at: datetime) -> None:
    """A paper is ready: usable, in its place, on the record unless it is held or belongs to a filing."""
    document.state, document.note = State.AVAILABLE, ""
    document.on_record = document.case_id is not None
    document.save(update_fields=["state", "note", "on_record"])
    if document.case_id:
        places.place(document)


def issue(document: Document, *, by: Actor | Account | None, at: datetime) -> Document:
    """Let outsiders see a held paper, e.g. a judgment when it is pronounced or served. Twice is once."""
    with transaction.atomic():
        if Document.objects.filter(pk=document.pk, held=True).update(held=False):
            document.held = False
            note(document, "issued", by=by, at=at)
    return document


def hold(document: Document, *, by: Actor | Account | None, at: datetime) -> Document:
    """Keep a paper from outsiders again, e.g. when a change removed the signature before it was issued."""
    with transaction.atomic():
        if Document.objects.filter(pk=document.pk, held=False).update(held=True):
            document.held = True
            note(document, "held", by=by, at=at)
    return document


def adopt(filing_id: int, case: Case, *, by: Actor | Account | None, at: datetime, parties: dict | None = None) -> int:
    """Docketing: the papers of a filing become papers of the case. Gives how many.

    parties  document id -> Party, for papers whose party in the case is known only now; they come in this order
    Papers that passed the checks take their places; those still waiting take them when they pass.
    """
    parties = parties or {}
    found = list(Document.objects.filter(filing_id=filing_id, case=None).order_by("id"))
    order = {pk: place for place, pk in enumerate(parties)}
    found.sort(key=lambda document: order.get(document.pk, len(order)))
    with transaction.atomic():
        places.hold_case(case.pk)
        for document in found:
            document.case, document.party = case, parties.get(document.pk, document.party)
            document.on_record = document.state == State.AVAILABLE
            document.save(update_fields=["case", "party", "on_record"])
            if document.on_record:
                places.place(document)
            note(document, "adopted", by=by, at=at)
    return len(found)


def give(document: Document, case: Case, *, by: Actor | Account | None, at: datetime, party: Party | None = None,
         item: str = "") -> None:  # fmt: skip
    """A paper from the tray becomes a paper of a case: who may see it changes at once. Twice is once.

    The caller holds the case. Refused for a paper of another case.
    """
    if document.case_id == case.pk:
        return
    if document.case_id is not None:
        raise Refused("该材料已经属于其他案件。", do="请刷新页面核对。", code="other_case")
    document.case, document.party, document.item = case, party or document.party, item or document.item
    document.on_record = document.state == State.AVAILABLE
    document.save(update_fields=["case", "party", "item", "on_record"])
    if document.on_record:
        places.place(document)
    note(document, "adopted", by=by, at=at)


def give_back(document: Document, *, by: Actor | Account | None, at: datetime) -> None:
    """A paper that was given to the wrong case goes back to the tray. Refused once its pages are numbered.

    The case's stream keeps that it was there; from now on the tray's stream goes on.
    """
    if document.intake_id is None or document.case is None:
        raise Refused("该材料不是由收件箱转入的。", do="归错的材料请由书记员剔除。", code="not_from_tray")
    if document.sealings.filter(lifted_at=None).exists():
        raise Refused(f"“{document.title}”已经封存，不能退回收件箱。", do="请先解封。", code="sealed_off")
    if Placement.objects.filter(document=document).exclude(page_from=None).exists():
        raise Refused(f"“{document.title}”已编定页码，不能退回收件箱。", do="请剔除该材料，并由收件人另行转送。", code="numbered")
    note(document, "given_back", by=by, at=at)
    Placement.objects.filter(document=document).delete()
    document.case = document.party = None
    document.on_record, document.item = False, ""
    document.save(update_fields=["case", "party", "on_record", "item"])
    note(document, "back_in_tray", by=by, at=at)


def supersede(old: Document, new: Document, *, by: Actor | Account | None, at: datetime, why: str) -> None:
    """A newer paper takes the place of an older one; the old stays, closed to outsiders, its page labels kept."""
    if old.case_id != new.case_id or old.pk == new.pk:
        raise Refused("替换的材料与原材料不属于同一案件。", do="请重新选择材料。", code="other_case")
    with transaction.atomic():
        places.hold_case(old.case_id)
        Document.objects.filter(pk=new.pk).update(supersedes=old)
        Document.objects.filter(pk=old.pk).update(state=State.SUPERSEDED, note=why[:300])
        new.supersedes, old.state, old.note = old, State.SUPERSEDED, why[:300]
        note(old, "superseded", by=by, at=at, successor=str(new.pk))
        _seal_like(old, new, at)


def _seal_like(old: Document, new: Document, at: datetime) -> None:
    """What stands in the place of a sealed paper is sealed as that was: nobody decided to open it."""
    closed = Sealing.objects.filter(document=old, lifted_at=None).select_related("sealed_by").first()
    if closed is None or Sealing.objects.filter(document=new, lifted_at=None).exists():
        return
    made = Sealing.objects.create(case=closed.case, document=new, scope=closed.scope, reason=closed.reason, words=closed.words,
                                  asked_by=closed.asked_by, until=closed.until, sealed_by=closed.sealed_by, sealed_at=at)  # fmt: skip
    append(new.stream, "dossier.sealed_off", by=closed.sealed_by, at=at, court=new.court_id,
           facts={"sealing": str(made.pk), "document": str(new.pk), "scope": made.scope, "reason": made.reason,
                  "words": mark(made.words), "until": made.until.isoformat() if made.until else "", "after": str(closed.pk)})  # fmt: skip
    if new.case is not None:
        new.case.__dict__.pop("_sealings", None)
    closing.drop_copies([new], at)


STRIKE_REASONS = {"wrong_case": "误归他案材料", "duplicate": "重复材料", "withdrawn": "提交人撤回", "unreadable": "无法辨认", "inadmissible": "依法不予采纳",
                  "other": "其他"}  # fmt: skip


def strike(document: Document, *, by: Actor | Account | None, at: datetime, why: str, reason: str = "other") -> None:
    """Take a paper off the record: its title stays, struck through; its content is closed to outsiders.

    reason  one of STRIKE_REASONS; `why` says more, and must where it is "other"
    """
    if reason not in STRIKE_REASONS or (reason == "other" and not why.strip()):
        raise Refused("剔除材料应当写明理由。", do="请填写理由后再提交。", code="no_reason", status=422)
    words = why.strip() if reason == "other" else f"{STRIKE_REASONS[reason]} {why.strip()}".strip()
    with transaction.atomic():
        places.hold_case(document.case_id)
        _not_archived(document)
        if not Document.objects.filter(pk=document.pk, on_record=True).exclude(state=State.STRUCK).exists():
            raise Refused("该材料尚未入卷或者已经剔除，不能剔除。", do="请先核对材料状态。", code="not_on_record")
        Document.objects.filter(pk=document.pk).update(state=State.STRUCK, note=words[:300])
        document.state, document.note = State.STRUCK, words[:300]
        note(document, "struck", by=by, at=at, reason=reason)
        closing.drop_copies([document], at)


def restore(document: Document, *, by: Actor | Account | None, at: datetime, why: str) -> None:
    """Put a wrongly struck paper back on the record, at the place and under the labels it had."""
    if len(why.strip()) < 4:
        raise Refused("恢复材料应当写明理由。", do="请填写理由后再提交。", code="no_reason", status=422)
    with transaction.atomic():
        places.hold_case(document.case_id)
        if not Document.objects.filter(pk=document.pk, state=State.STRUCK).exists():
            raise Refused("该材料没有被剔除。", do="请刷新页面核对。", code="stale")
        if not document.on_record:
            raise Refused("该材料是撤销拆分时并回原批次的，没有离开卷宗。", do="需要单独成件的，请重新拆分原批次。", code="not_on_record")
        _not_archived(document)
        replaced = Document.objects.filter(supersedes=document).exists()
        document.state, document.note = State.SUPERSEDED if replaced else State.AVAILABLE, ""
        document.save(update_fields=["state", "note"])
        note(document, "restored", by=by, at=at, why=mark(why.strip()))


def move(document: Document, volume: str, item: str, *, by: Actor | Account | None, at: datetime) -> None:
    """Correct the place of a paper. Refused once its pages are numbered: a label must stay true."""
    with transaction.atomic():
        places.hold_case(document.case_id)
        if not Document.objects.filter(pk=document.pk, on_record=True).exclude(state=State.SPLIT).exists():
            raise Refused("该材料尚未入卷，不能调整归类。", do="请等待检查、制作完成后再办理。", code="not_on_record")
        found = Placement.objects.select_for_update().filter(document=document).first()
        if found and found.page_from is not None:
            raise Refused("该材料已编定页码，不能移动。", do="确有错误的，请剔除后重新归入。", code="numbered")
        Placement.objects.filter(document=document).delete()
        document.volume, document.item = volume, item
        if volume == Volume.INNER and document.secrecy in (Secrecy.PARTIES, Secrecy.OWN):
            document.secrecy = Secrecy.COURT
        document.save(update_fields=["volume", "item", "secrecy"])
        places.place(document)
        note(document, "moved", by=by, at=at, item=item)


def _not_archived(document: Document) -> None:
    """The package of an archived case says what its dossier is; both stay as they are."""
    if Case.objects.filter(pk=document.case_id, archived_on__isnull=False).exists():
        raise Refused("案件已归档，卷宗不能改变。", do="请由档案部门办理补卷。", code="archived")


def rename(document: Document, title: str, *, by: Actor | Account | None, at: datetime) -> None:
    """Call a paper otherwise; the journal keeps a mark of every title it had. Refused for an empty title."""
    title = " ".join(title.split())[:200]
    if not title:
        raise Refused("材料名称不能为空。", do="请填写材料名称。", code="missing_field", status=422)
    with transaction.atomic():
        places.hold_case(document.case_id)
        if Placement.objects.filter(document=document, page_from__isnull=False).exists():
            _not_archived(document)
        Document.objects.filter(pk=document.pk).update(title=title)
        document.title = title
        note(document, "renamed", by=by, at=at)


def keep(document: Document, blob: blobs.Blob, purpose: str, media_type: str, name: str, at: datetime,
         pages: int | None = None) -> Rendition:  # fmt: skip
    """A row for stored bytes. Of each purpose the newest counts; older ones stay for the proof."""
    rendition = _rendition(document, blob, purpose, media_type, name, at, pages)
    insert([rendition])
    return rendition


def _rendition(document: Document, blob: blobs.Blob, purpose: str, media_type: str, name: str, at: datetime,
               pages: int | None = None) -> Rendition:  # fmt: skip
    return Rendition(
        document=document, purpose=purpose, sha256=blob.sha256, sm3=blob.sm3, size=blob.size, media_type=media_type,
        name=name, pages=pages, made_at=at,
    )  # fmt: skip


def note(document: Document, what: str, *, by: Actor | Account | None, at: datetime,
         rendition: Rendition | None = None, first: bool = False, **facts: str):  # fmt: skip
    """Write what happened to a paper into the journal, and how it stands now: ids, choices, digests, its title's mark."""
    told = {"document": str(document.pk), "state": str(document.state), "volume": str(document.volume),
            "secrecy": str(document.secrecy), "held": document.held, "kind": document.kind,
            "redacted": str(document.redacted_id or ""),
            "party": str(document.party_id or ""), "title": mark(document.title), **facts}  # fmt: skip
    if rendition:
        told |= {"rendition": str(rendition.pk), "purpose": rendition.purpose, "sha256": rendition.sha256,
                 "sm3": rendition.sm3, "size": rendition.size}  # fmt: skip
    entry = append(document.stream, f"document.{what}", by=account_of(by), at=at, facts=told, court=document.court_id)
    if first:
        document.entry_stream, document.entry_place = entry.stream, entry.place
        if not document._state.adding:
            document.save(update_fields=["entry_stream", "entry_place"])
    for heard in wiring.PAPER_LISTENERS.get(what, ()):
        heard(document, at)
    return entry


_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
    "image/png": "png",
}
