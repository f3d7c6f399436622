"""Last piece: the paper at its place. Sure: at once; unsure: a task of one key. What a person said is only checked.

The machine never moves a paper from one volume to the other and never opens one to anybody.
"""

from datetime import datetime

from django.db import transaction

from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.dossier import actions, catalogue, places
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.scanning import naming, papers, sorting, steps
from court.work.scanning.models import Deed, Way
from court.work.scanning.taking import keeper_of

Name, State, What = steps.Name, steps.State, Deed.What
TASK = "settle_paper"
NO_CASE = "立案或者转入案件后归入。"
LABEL = "确认材料归类"


def file(document_id: int, *, at: datetime) -> None:
    """Put a sorted paper at its place, or ask. Done again it changes nothing."""
    with transaction.atomic():
        document, way = _opened(document_id)
        if document.state != Document.State.AVAILABLE or not steps.over(way, Name.SORTED):
            return
        if steps.over(way, Name.FILED) or steps.state_of(way, Name.FILED) == State.UNSURE:
            return
        if document.case is None:
            steps.put(way, Name.FILED, State.WAITING, at, NO_CASE)
        elif _numbered(document):
            _end(way, at, "页码已编定，位置不再变动。")
        elif sorting.placeless(document):
            _file(document, way, at)
        else:
            _check(document, way, at)


def _opened(document_id: int) -> tuple[Document, Way]:
    """Lock case, paper, way, in this order."""
    case_id = Document.objects.values_list("case_id", flat=True).get(pk=document_id)
    places.hold_case(case_id)
    document = Document.objects.select_for_update(of=("self",)).select_related("case", "court", "party").get(pk=document_id)
    return document, steps.locked(document_id)


def _numbered(document: Document) -> bool:
    return Placement.objects.filter(document=document).exclude(page_from=None).exists()


def _file(document: Document, way: Way, at: datetime) -> None:
    assert document.case is not None
    if steps.state_of(way, Name.SPLIT) == State.UNSURE:
        _ask(document, way, at, "可能含有多份材料，请核对分界后归入。")
        return
    if (way.confidence or 0) < papers.SURE or way.by_hand:
        _ask(document, way, at, f"识别为“{way.label}”，把握{way.confidence or 0:.0%}，需要确认。")
        return
    if way.volume != document.volume:
        _ask(document, way, at, f"识别为“{way.label}”，应归入另一卷，须由人工确认。")
        return
    if catalogue.item_for(document.case, way.volume, way.item, way.label)[1] == catalogue.UNLISTED:
        _ask(document, way, at, f"识别为“{way.label}”，本案卷宗目录没有对应的项。")
        return
    put_at(document, way, way.volume, way.item, naming.title(document, way), by=None, at=at)
    _end(way, at, f"已自动归入“{_label(document.case, document.item)}”。")


def put_at(document: Document, way: Way, volume: str, item: str, title: str, *, by, at: datetime) -> None:
    """Move and rename, each with the deed by which it is undone."""
    before = {"volume": document.volume, "item": document.item, "secrecy": document.secrecy}
    account = places.account_of(by)
    place = Placement.objects.filter(document=document).first()
    moved = place is None or (place.volume, place.item) != (volume, item)
    if moved:
        actions.move(document, volume, item, by=by, at=at)
    if moved or by is not None:  # a person who leaves it where it stands can take that back too
        after = {"volume": document.volume, "item": document.item, "secrecy": document.secrecy}
        Deed.objects.create(way=way, what=What.FILED, before=before, after=after, by=account, at=at)
    if title and title != document.title:
        old = document.title
        actions.rename(document, title, by=by, at=at)
        Deed.objects.create(way=way, what=What.RENAMED, before={"title": old}, after={"title": document.title}, by=account, at=at)


def _check(document: Document, way: Way, at: datetime) -> None:
    """Who filed it said where it goes: a strong other opinion is a task, never a move."""
    assert document.case is not None
    placed = Placement.objects.get(document=document)
    item, order = catalogue.item_for(document.case, way.volume or "main", way.item, way.label)
    agrees = order == catalogue.UNLISTED or (way.volume, item) == (placed.volume, placed.item)
    if agrees or document.template or way.by_hand or (way.confidence or 0) < papers.SURE or way.kind == "other":
        return _end(way, at, "按提交时的归类入卷。")
    here = _label(document.case, placed.item)
    return _ask(document, way, at, f"提交时归入“{here}”，识读内容更像“{way.label}”（{way.confidence:.0%}），请核对。")


def _ask(document: Document, way: Way, at: datetime, reason: str) -> None:
    steps.put(way, Name.FILED, State.UNSURE, at, reason, steps.Owner.KEEPER)
    way.state = Way.State.UNSURE
    way.save(update_fields=["state"])
    keeper = keeper_of(document.case)
    open_task(court=document.court_id, subject=f"document:{document.pk}", kind=TASK, label=LABEL, at=at, case=document.case,
              assignee=keeper, office="" if keeper else "filing_clerk")  # fmt: skip


def _end(way: Way, at: datetime, reason: str) -> None:
    steps.put(way, Name.FILED, State.DONE, at, reason)
    way.state, way.settled_at = Way.State.DONE, at
    way.save(update_fields=["state", "settled_at"])


def _label(case: Case, item: str) -> str:
    return catalogue.labels(case).get(item, item)


@transaction.atomic
def settle(document_id: int, volume: str, item: str, title: str, *, kind: str = "", by, at: datetime) -> Way:
    """A person says where an unsure paper goes. Twice is once; refused when another settled it otherwise."""
    document, way = _opened(document_id)
    if way.state != Way.State.UNSURE or document.case is None:
        raise Refused("该材料已经确认过归类。", do="请继续处理下一份。", code="stale")
    if _numbered(document):
        raise Refused("该材料已编定页码，不能移动。", do="确有错误的，请剔除后重新归入。", code="numbered")
    known = [(one.volume, one.key) for one in catalogue.of(document.case) if not one.retired]
    if (volume, item) != (document.volume, "") and (volume, item) not in known:
        raise Refused("没有这个卷宗目录项。", do="请重新选择。", code="bad_field", status=422)
    if document.volume == Document.Volume.INNER and volume == Document.Volume.MAIN:
        raise Refused("副卷材料不能在归目时移入正卷。", do="确需移动的，请在材料页面调整归类。", code="inner_stays", status=422)
    put_at(document, way, volume, item or "其他材料", title, by=by, at=at)
    if kind and kind in papers.kinds():
        way.kind, way.label = kind, papers.kind(kind).label
    way.by_hand = way.confirmed = True
    way.save(update_fields=["by_hand", "confirmed", "kind", "label"])
    if steps.state_of(way, Name.SPLIT) == State.UNSURE:
        steps.put(way, Name.SPLIT, State.SKIPPED, at, "经确认是一份材料。")
    _end(way, at, f"经人工确认归入“{_label(document.case, item) or '其他材料'}”。")
    close_tasks(f"document:{document.pk}", TASK, by=places.account_of(by), at=at)
    append(document.stream, "scanning.settled", by=places.account_of(by), at=at, court=document.court_id,
           facts={"document": str(document.pk), "proposed": way.proposals[0]["kind"] if way.proposals else "", "chosen": kind})  # fmt: skip
    steps.go_on(way, "scanning.fields", at, f":s{way.deeds.count()}")
    return way


def original_name(document: Document) -> str:
    found = document.renditions.filter(purpose=Rendition.Purpose.ORIGINAL).order_by("pk").first()
    return found.name if found else ""
