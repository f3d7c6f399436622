"""Taking back in one step what this room did: the place, the title, the split, the fields. Until pages have labels."""

from datetime import datetime

from django.db import transaction

from court.kit.refusal import Refused
from court.spine.dossier import actions, parts, places
from court.spine.dossier.models import Document, Placement
from court.spine.errands.models import Errand
from court.spine.journal.actions import append
from court.work.scanning import filing, steps
from court.work.scanning.models import Deed, Difference, Way

Name, State = steps.Name, steps.State


@transaction.atomic
def undo(deed_id: int, *, by, at: datetime) -> Deed:
    """Everything as it was before one deed. Refused once pages are numbered, or when something newer stands on it."""
    document_id = Deed.objects.values_list("way_id", flat=True).get(pk=deed_id)
    places.hold_case(Document.objects.values_list("case_id", flat=True).get(pk=document_id))
    deed = Deed.objects.select_for_update(of=("self",)).select_related("way__document__case", "way__document__court").get(pk=deed_id)
    if deed.undone_at is not None:
        raise Refused("该项处理已经撤销。", do="请刷新页面。", code="stale")
    if Deed.objects.filter(way=deed.way_id, what=deed.what, undone_at=None, pk__gt=deed.pk).exists():
        raise Refused("其后还有同类处理。", do="请先撤销较后的一次。", code="newer")
    document = deed.way.document
    if deed.what in (Deed.What.FILED, Deed.What.RENAMED) and Placement.objects.filter(document=document).exclude(page_from=None).exists():
        raise Refused("该材料已编定页码，不能撤销。", do="确有错误的，请剔除后重新归入。", code="numbered")
    UNDO[Deed.What(deed.what)](deed, document, by, at)
    account = places.account_of(by)
    Deed.objects.filter(pk=deed.pk).update(undone_at=at, undone_by=account)
    if deed.what != Deed.What.FIELDS:  # what was read in it says nothing of how it was filed
        Way.objects.filter(pk=deed.way_id).update(by_hand=True)
    append(document.stream, "scanning.undone", by=account, at=at, court=document.court_id,
           facts={"document": str(document.pk), "deed": str(deed.pk), "what": deed.what})  # fmt: skip
    deed.refresh_from_db()
    return deed


def _unfile(deed: Deed, document: Document, by, at: datetime) -> None:
    if document.volume != deed.after["volume"] or document.item != deed.after["item"]:
        raise Refused("该材料其后又调整过归类。", do="请在材料页面直接调整。", code="newer")
    was = deed.before["volume"]
    if document.volume == Document.Volume.INNER and was == Document.Volume.MAIN:
        # Back to 正卷, yet no more open than a person said when it was moved.
        actions.move(document, was, deed.before["item"], by=by, at=at)
        Document.objects.filter(pk=document.pk).update(secrecy=deed.before["secrecy"])
        document.secrecy = deed.before["secrecy"]
        actions.note(document, "reopened", by=by, at=at)
    else:
        actions.move(document, was, deed.before["item"], by=by, at=at)
    way = steps.locked(document.pk)
    way.settled_at, way.confirmed = None, False
    way.save(update_fields=["settled_at", "confirmed"])
    filing._ask(document, way, at, "归类已撤销，请重新确认。")


def _unname(deed: Deed, document: Document, by, at: datetime) -> None:
    if document.title != deed.after["title"]:
        raise Refused("该材料其后又改过题名。", do="请在材料页面核对。", code="newer")
    actions.rename(document, deed.before["title"], by=by, at=at)


def _unsplit(deed: Deed, document: Document, by, at: datetime) -> None:
    parts.rejoin(document, by=by, at=at)
    for part in Way.objects.filter(document__part_of=document, document__state=Document.State.STRUCK):
        _end_part(part, by, at)
    way = steps.locked(document.pk)
    way.state, way.settled_at, way.confirmed = Way.State.GOING, None, False
    way.save(update_fields=["state", "settled_at", "confirmed"])
    steps.put(way, Name.SPLIT, State.SKIPPED, at, "拆分已撤销，按一份材料处理。")
    for name in steps.after(Name.SORTED):
        steps.put(way, name, State.WAITING, at)
    steps.go_on(way, "scanning.sort", at, f":u{deed.pk}")


def _end_part(part: Way, by, at: datetime) -> None:
    from court.spine.tasks.actions import close_tasks
    from court.work.scanning.taking import OPEN, close_where_all_decided

    part.differences.filter(state__in=OPEN).update(state=Difference.State.GONE, decided_at=at)
    Way.objects.filter(pk=part.pk).update(state=Way.State.SKIPPED)
    close_tasks(f"document:{part.pk}", filing.TASK, by=places.account_of(by), at=at, cancelled=True)
    close_where_all_decided(part, by=places.account_of(by), at=at)


def _untake(deed: Deed, document: Document, by, at: datetime) -> None:
    from court.work.scanning.taking import OPEN, close_where_all_decided

    way = steps.locked(document.pk)
    way.fields = ""
    way.save(update_fields=["fields"])
    way.differences.filter(state__in=OPEN).update(state=Difference.State.GONE, decided_at=at)
    steps.put(way, Name.FIELDS, State.SKIPPED, at, "提取已由人工撤销。")
    close_where_all_decided(way, by=places.account_of(by), at=at)
    steps.put(way, Name.COMPARED, State.SKIPPED, at, "提取已撤销，不比对。")


UNDO = {Deed.What.FILED: _unfile, Deed.What.RENAMED: _unname, Deed.What.SPLIT: _unsplit, Deed.What.FIELDS: _untake}


@transaction.atomic
def again(document_id: int, *, by, at: datetime) -> None:
    """重新处理: the whole way from the reading on, as a new round. Refused while it goes on."""
    way = steps.locked(document_id)
    if way.state not in (Way.State.FAILED, Way.State.SKIPPED):
        raise Refused("该材料没有处理失败的步骤。", do="请刷新页面查看进度。", code="stale")
    done = Errand.objects.filter(payload__document=str(document_id), kind__startswith="scanning.", state=Errand.State.PARKED)
    done.update(state=Errand.State.DONE, done_at=at, last_error="由重新处理代替")
    way.round += 1
    way.rendition, way.state = None, Way.State.GOING
    way.save(update_fields=["round", "rendition", "state"])
    for name in steps.after(Name.READ):
        steps.put(way, name, State.WAITING, at)
    steps.go_on(way, "scanning.read", at)
    append(way.document.stream, "scanning.retried", by=places.account_of(by), at=at, court=way.court_id,
           facts={"document": str(way.pk), "round": way.round})  # fmt: skip
