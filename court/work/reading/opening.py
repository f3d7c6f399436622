"""Opening one page of a paper: the right first, then the line in the record of reads, then the content (S12, S15, S21)."""

from collections import OrderedDict
from threading import Lock
from time import monotonic

from court.base.access.actor import Actor
from court.base.access.reads import record_reads
from court.kit.refusal import Refused
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import places, queries
from court.spine.dossier.models import Document, Rendition

# Turning back to a page within one sitting is the same look. Each process remembers for itself: at worst a look is
# written once more, never once less.
SITTING = 600.0
REMEMBERED = 20_000
_looked: OrderedDict[tuple, float] = OrderedDict()
_lock = Lock()


def case_of(case_id: int, actor: Actor) -> Case:
    """A case whose dossier somebody asks to read. Refused (404) for what is not there or must not be known."""
    return case_opening.to_open(case_id, actor, "read_file")


def paper(pk: int, actor: Actor, verb: str = "read") -> tuple[Document, Rendition]:
    """A paper and the form of it that this reader gets. Refused for what is shut, unchecked or not made yet."""
    document = queries.to_open(pk, actor, verb)
    if document.state == Document.State.WAITING:
        raise Refused("该材料正在进行安全检查，通过后才能打开。", do="请稍后再试。", code="not_ready")
    if document.state == Document.State.REFUSED:
        raise Refused("该材料未通过安全检查，不能打开。", do="请由提交人按材料页所列原因更正后重新提交。", code="refused_file")
    rendition = places.form_for(actor, document)
    if rendition is None:
        raise Refused("该材料尚未制作完成。", do="请稍后再试。", code="not_ready")
    return document, rendition


def no_such_page() -> Refused:
    return Refused("没有这一页。", do="请从目录中重新选择。", code="missing", status=404)


def look(actor: Actor, document: Document, pages: range, verb: str = "read") -> None:
    """Write down a look at pages (none: at what has no pages), once a sitting. Refused (503) when it cannot be written."""
    things = [f"document:{document.pk}:{page}" for page in pages] or [f"document:{document.pk}"]
    account = actor.account.pk if actor.account else None
    now = monotonic()
    with _lock:
        fresh = [one for one in things if now - _looked.get((account, verb, one), -SITTING) >= SITTING]
    if not fresh:
        return
    record_reads(actor, [(document.stream, _together(document, fresh))], verb)
    with _lock:
        for one in fresh:
            _looked[(account, verb, one)] = now
        while len(_looked) > REMEMBERED:
            _looked.popitem(last=False)


def forget() -> None:
    """As a new process knows nothing of earlier looks."""
    with _lock:
        _looked.clear()


def _together(document: Document, things: list[str]) -> str:
    """One line for pages delivered together: document:<pk>:3-12."""
    if len(things) == 1:
        return things[0]
    first, last = things[0].rpartition(":")[2], things[-1].rpartition(":")[2]
    return f"document:{document.pk}:{first}-{last}"
