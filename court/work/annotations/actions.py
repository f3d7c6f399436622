"""Writing on the margins: make, change, take away, bring back. What is said of it in the journal names no word of it."""

from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.work.annotations import access
from court.work.annotations.models import Annotation, Quotation

LONGEST_COMMENT, LONGEST_QUOTE, MOST_TAGS, LONGEST_TAG, MOST_BOXES = 4000, 2000, 8, 20, 60
MOST_A_CASE = 5000


def make(case: Case, document: Document, page: int, *, boxes: list, quote: str = "", comment: str = "",
         tags: list[str] | None = None, scope: str = Annotation.Scope.OWN, by: Actor, at: datetime) -> Annotation:  # fmt: skip
    """A mark on a page (from 1). boxes: [[left, top, right, bottom]], shares 0..1. Refused for what can't be."""
    _may_write(case, scope, by)
    rendition = _page_of(case, document, page, by)
    if Annotation.objects.filter(case=case, author=by.account, gone_at=None)[:MOST_A_CASE].count() >= MOST_A_CASE:
        raise Refused(f"您在本案的批注已达{MOST_A_CASE}条。", do="请先清理不再需要的批注。", code="too_much", status=422)
    with transaction.atomic():
        made = Annotation.objects.create(
            case=case, document=document, rendition=rendition, page=page, boxes=checked_boxes(boxes),
            quote=_text(quote, LONGEST_QUOTE, "摘录"), comment=_text(comment, LONGEST_COMMENT, "批注"),
            tags=checked_tags(tags or []), scope=scope, author=by.account, made_at=at, changed_at=at,
        )  # fmt: skip
        _note(made, "made", by, at)
    return made


def change(annotation: Annotation, *, comment: str, tags: list[str], scope: str, revision: int, by: Actor,
           at: datetime) -> Annotation:  # fmt: skip
    """Another wording, other tags, shared or no longer. A second window opened earlier is told so."""
    require(by, "change", annotation)
    _may_write(annotation.case, scope, by)
    with transaction.atomic():
        kept = Annotation.objects.select_for_update(of=("self",)).select_related("case", "document").get(pk=annotation.pk)
        if kept.revision != revision or kept.gone_at:
            raise Refused("您在另一个窗口中已经修改过这条批注，本次内容尚未保存。", do="请刷新后核对再保存。", code="stale")
        kept.comment, kept.tags, kept.scope = _text(comment, LONGEST_COMMENT, "批注"), checked_tags(tags), scope
        kept.revision, kept.changed_at = revision + 1, at
        kept.save(update_fields=["comment", "tags", "scope", "revision", "changed_at"])
        _note(kept, "changed", by, at)
    return kept


def take_away(annotation: Annotation, *, by: Actor, at: datetime) -> None:
    """Twice is once; bring_back() undoes it."""
    require(by, "change", annotation)
    with transaction.atomic():
        if Annotation.objects.filter(pk=annotation.pk, gone_at=None).update(gone_at=at):
            _note(annotation, "taken_away", by, at)


def bring_back(annotation: Annotation, *, by: Actor, at: datetime) -> None:
    require(by, "change", annotation)
    _may_write(annotation.case, annotation.scope, by)
    with transaction.atomic():
        if Annotation.objects.filter(pk=annotation.pk).exclude(gone_at=None).update(gone_at=None):
            _note(annotation, "brought_back", by, at)


def quote(case: Case, document: Document, page: int, text: str, *, by: Actor, at: datetime) -> Quotation:
    """Copy words out for a draft. The same words of the same page twice are one quotation."""
    _may_write(case, Annotation.Scope.OWN, by)
    _page_of(case, document, page, by)
    text = _text(text, LONGEST_QUOTE, "摘录")
    if not text:
        raise Refused("没有选中文字。", do="请先在页面上选中要摘录的文字。", code="nothing", status=422)
    mine = Quotation.objects.filter(case=case, document=document, page=page, author=by.account)
    known = next((one for one in mine if one.text == text), None)
    return known or Quotation.objects.create(case=case, document=document, page=page, text=text, author=by.account, made_at=at)


def drop_quotation(quotation: Quotation, *, by: Actor) -> None:
    if by.account is None or quotation.author_id != by.account.pk:
        raise not_there()
    quotation.delete()


def checked_boxes(boxes: object) -> list[list[float]]:
    """Refused unless each is [left, top, right, bottom] within the page, with some width and height."""
    wrong = Refused("批注位置无效。", do="请重新在页面上选择。", code="bad_place", status=422)
    if not isinstance(boxes, list) or not 1 <= len(boxes) <= MOST_BOXES:
        raise wrong
    found = []
    for box in boxes:
        if not isinstance(box, list) or len(box) != 4 or not all(type(n) in (int, float) and 0 <= n <= 1 for n in box):
            raise wrong
        left, top, right, bottom = (round(float(n), 5) for n in box)
        if right <= left or bottom <= top:
            raise wrong
        found.append([left, top, right, bottom])
    return found


def checked_tags(tags: object) -> list[str]:
    """Short words, each once, in the order given."""
    if not isinstance(tags, list) or not all(isinstance(one, str) for one in tags):
        raise Refused("标签无效。", do="请重新填写。", code="bad_tags", status=422)
    cleaned = list(dict.fromkeys(" ".join(one.split()) for one in tags if one.strip()))
    if len(cleaned) > MOST_TAGS or any(len(one) > LONGEST_TAG for one in cleaned):
        raise Refused(f"标签最多{MOST_TAGS}个，每个不超过{LONGEST_TAG}字。", do="请精简后再保存。", code="bad_tags", status=422)
    return cleaned


def _may_write(case: Case, scope: str, by: Actor) -> None:
    require(by, "annotate", case)
    if scope not in Annotation.Scope.values:
        raise Refused("没有这种知悉范围。", do="请重新选择。", code="bad_scope", status=422)
    if scope == Annotation.Scope.PANEL:
        require(by, "share_annotation", case)


def _page_of(case: Case, document: Document, page: int, by: Actor):
    """The form of the paper that has this page. 404 for what may not be read, or isn't there."""
    if document.case_id != case.pk or not access.readable(by, case, document):
        raise not_there()
    rendition = places.shown(document)
    if rendition is None or not 1 <= page <= places.pages_of(rendition):
        raise not_there()
    return rendition


def _text(text: object, longest: int, what: str) -> str:
    if not isinstance(text, str) or "\x00" in text:
        raise Refused(f"{what}内容无效。", do="请重新填写。", code="bad_text", status=422)
    if len(text) > longest:
        raise Refused(f"{what}不能超过{longest}字。", do="请精简后再保存。", code="too_much", status=422)
    return text.strip()


def _note(annotation: Annotation, what: str, by: Actor, at: datetime) -> None:
    append(annotation.case.stream, f"annotation.{what}", by=by.account, at=at, court=annotation.case.court_id,
           facts={"annotation": str(annotation.pk), "document": str(annotation.document_id), "scope": str(annotation.scope)})  # fmt: skip
