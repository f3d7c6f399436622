"""Second piece: what kind of paper it is, and whether it is a batch that comes apart."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from court.spine import wiring
from court.spine.dossier import catalogue, parts, places, separators, texts
from court.spine.dossier.models import Document, Placement
from court.work.scanning import papers, steps
from court.work.scanning.comparing import plain
from court.work.scanning.models import Deed, Way

Name, State = steps.Name, steps.State
BY_THE_ACT = "由办案环节制作，归类已定。"
NO_BATCH = "是一份材料，无须拆分。"


@dataclass(frozen=True)
class Told:
    """What separator sheets say of a paper: the kind's name, the number of the case; empty where they say nothing."""

    kind: str = ""
    case: str = ""


def sort(document_id: int, *, at: datetime) -> None:
    """Sort a read paper and take a sure batch apart. Done again it finds its steps over and only goes on."""
    document = Document.objects.select_related("case", "court", "party").get(pk=document_id)
    way = steps.opened(document, at)
    if document.state != Document.State.AVAILABLE or way.rendition is None:
        return
    if made_here(document):
        _settled_by_the_act(way, at)
        return
    if not steps.over(way, Name.SORTED):
        steps.begin(way, Name.SORTED, at)
        pages = texts.layout(way.rendition)
        if placeless(document) and not steps.over(way, Name.SPLIT) and _taken_apart(document, way, pages, at):
            return
        _keep(way, papers.classify(pages, by=_side(document)), at)
    with transaction.atomic():
        steps.go_on(way, "scanning.fields", at, f":c{document.case_id or 0}")


def made_here(document: Document) -> bool:
    """A paper of the court, made from a template: what it is and where it goes was said by the act."""
    return bool(document.template) and document.template != "submission"


def placeless(document: Document) -> bool:
    """Nobody said where it goes: it stands behind the listed items, or has no item and no case yet."""
    if document.template or (document.part_of_id and document.item):
        return False
    found = Placement.objects.filter(document=document).first()
    return found.item_order == catalogue.UNLISTED if found else not document.item


def _side(document: Document) -> str:
    return document.party.role if document.party else ""


def _settled_by_the_act(way: Way, at: datetime) -> None:
    with transaction.atomic():
        steps.skip(way, [Name.SPLIT, Name.SORTED, Name.FIELDS, Name.COMPARED], at, BY_THE_ACT)
        steps.put(way, Name.FILED, State.DONE, at)
        Way.objects.filter(pk=way.pk).update(state=Way.State.DONE, settled_at=at)


def _taken_apart(document: Document, way: Way, pages: list[texts.PageLayout], at: datetime) -> bool:
    """Whether the batch came apart by itself. Where the machine is unsure, its cuts wait for a person."""
    sheets = _sheets(way, len(pages))
    found = papers.split(pages, sheets, by=_side(document)) if len(pages) > 1 else []
    found = [one for one in found if one.separator is None or one.separator.kind != separators.END]
    if not found or (len(found) < 2 and not any(sheets)):
        steps.put(way, Name.SPLIT, State.SKIPPED, at, NO_BATCH)
        return False
    if parts.sealed([document]):
        steps.put(way, Name.SPLIT, State.SKIPPED, at, "该材料已封存，不拆分。")
        return False
    if min(one.confidence for one in found) < papers.SURE:
        with transaction.atomic():
            Way.objects.filter(pk=way.pk).update(cuts=[one.first + 1 for one in found[1:]])
            steps.put(way, Name.SPLIT, State.UNSURE, at, f"可能是{len(found)}份材料，请核对分界。", steps.Owner.KEEPER)
        return False
    _by_sheets(document, [(parts.Cut(one.first + 1, one.last + 1), told(sheets, one.first)) for one in found], at)
    return True


def _by_sheets(document: Document, found: list[tuple[parts.Cut, Told]], at: datetime) -> None:
    """What a sheet gives to another case lies in the tray for a person to hand over; nothing goes to that case by itself."""
    own = plain(document.case.number) if document.case else ""
    other = [one.case if one.case and plain(one.case) != own else "" for _, one in found]
    with transaction.atomic():
        places.hold_case(document.case_id)
        if Document.objects.select_for_update().get(pk=document.pk).state != Document.State.AVAILABLE:
            return
        whole = len({plain(one) for one in other}) == 1
        rows = {plain(one): wiring.TRAY["tray"](document, one, whole, at) for one in dict.fromkeys(other) if one}
        cuts = [replace(cut, intake_id=rows.get(plain(one))) for (cut, _), one in zip(found, other, strict=True)]
        take_apart(document, cuts, by=None, at=at, told=[one for _, one in found])


def take_apart(document: Document, cuts: list[parts.Cut], *, by, at: datetime, told: list[Told] | None = None) -> list[Document]:
    """A batch comes apart, with the deed by which it is undone; each paper of it is then sorted by itself.

    told  for each cut what the separator sheets before it said, where there were any
    """
    from court.spine.tasks.actions import close_tasks

    with transaction.atomic():
        places.hold_case(document.case_id)
        made = parts.split(document, cuts, by=by, at=at)
        way = steps.locked(document.pk)
        account = places.account_of(by)
        Deed.objects.create(way=way, what=Deed.What.SPLIT, after={"parts": [str(one.pk) for one in made]}, by=account, at=at)
        steps.put(way, Name.SPLIT, State.DONE, at, _came_apart(made, cuts))
        steps.skip(way, steps.after(Name.SORTED), at, "拆分后逐份处理。")
        way.state, way.settled_at, way.by_hand, way.cuts = Way.State.DONE, at, way.by_hand or by is not None, []
        way.save(update_fields=["state", "settled_at", "by_hand", "cuts"])
        close_tasks(f"document:{document.pk}", "settle_paper", by=account, at=at)
        for part, said in zip(made, told or [Told()] * len(made), strict=True):
            _begin_part(part, way, at)
            if kind := papers.named(said.kind):
                _keep(Way.objects.get(pk=part.pk), _certain(kind, said.kind, _side(part)), at)
    return made


def _came_apart(made: list[Document], cuts: list[parts.Cut]) -> str:
    away = sum(cut.intake_id is not None for cut in cuts)
    return f"已拆分为{len(made)}份材料" + (f"，其中{away}份按分隔页所写案号放入收件箱，等待分转。" if away else "。")


def _certain(kind: papers.Kind, words: str, side: str) -> papers.Sorted:
    """What somebody said by laying a sheet before the paper."""
    return papers.Sorted(kind.kind, kind.label, kind.volume, kind.item_for(side), 1.0, [f"分隔页注明“{words}”"])


def told(sheets: list[separators.Separator | None], first: int) -> Told:
    """What the sheets say of the paper whose first page is this (from 0).

    The kind stands on the sheets right before it; the case on the last sheet of a case, until a sheet ends it.
    """
    kind, case, near = "", "", True
    for place in range(first - 1, -1, -1):
        sheet = sheets[place]
        near = near and sheet is not None
        if sheet is None:
            continue
        if near and not kind and sheet.kind == separators.PAPER:
            kind = sheet.value
        if sheet.kind == separators.END:
            break
        if sheet.kind == separators.CASE:
            case = sheet.value
            break
    return Told(kind, case)


def _sheets(way: Way, pages: int) -> list[separators.Separator | None]:
    """For each page what its separator sheet says."""
    said = ([separators.read(code) for code in way.marks.get(str(page), [])] for page in range(1, pages + 1))
    return [next((one for one in codes if one), None) for codes in said]


def _begin_part(part: Document, batch: Way, at: datetime) -> None:
    """A paper cut out was read with its batch."""
    way = steps.opened(part, at)
    way.rendition, way.pages = places.shown(part), (part.part_to or 0) - (part.part_from or 0) + 1
    way.read_at = batch.read_at
    way.save(update_fields=["rendition", "pages", "read_at"])
    steps.put(way, Name.READ, State.DONE, at, "随批次识读。")
    steps.skip(way, [Name.SEARCHABLE, Name.SPLIT], at, "由批次拆分而来。")
    steps.go_on(way, "scanning.sort", at)


def _keep(way: Way, found: papers.Sorted, at: datetime) -> None:
    """What the paper is taken for, and what a person may choose by one key."""
    with transaction.atomic():
        way = steps.locked(way.pk)
        if steps.over(way, Name.SORTED):
            return
        way.kind, way.label, way.item, way.volume = found.kind, found.label, found.item, found.volume
        way.confidence, way.why = round(found.confidence, 3), list(found.why)[:6]
        way.proposals = _proposals(found)
        way.save(update_fields=["kind", "label", "item", "volume", "confidence", "why", "proposals"])
        if not steps.over(way, Name.SPLIT) and steps.state_of(way, Name.SPLIT) != State.UNSURE:
            steps.put(way, Name.SPLIT, State.SKIPPED, at, NO_BATCH)
        words = f"识别为“{found.label}”，把握{found.confidence:.0%}。"
        steps.put(way, Name.SORTED, State.DONE, at, words)


def _proposals(found: papers.Sorted) -> list[dict]:
    best = {"kind": found.kind, "label": found.label, "volume": found.volume, "item": found.item}
    if not found.runner_up or found.runner_up == found.kind:
        return [best]
    second = papers.kind(found.runner_up)
    return [best, {"kind": second.kind, "label": second.label, "volume": second.volume, "item": second.item}]
