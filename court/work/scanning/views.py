"""归目: the queue of papers the machine is unsure about. One key settles a paper, and the next one is there."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.dossier import catalogue, places
from court.spine.dossier import queries as dossier
from court.spine.dossier.models import Document
from court.work.scanning import filing, naming, papers, queries, steps, undoing
from court.work.scanning.models import Way

MOST = 99


@require_safe
@open_to("staff")
def queue(request) -> HttpResponse:
    """The first paper of one's queue, or the next behind the one skipped."""
    return _show(request, whole_number(request.GET.get("after", "")))


@require_safe
@open_to("staff")
def task(request, pk: int) -> HttpResponse:
    """One paper of the queue, as a task links to it; the queue goes on behind it."""
    return _show(request, pk - 1)


@require_POST
@open_to("staff")
def settle(request, pk: int) -> HttpResponse:
    """The choice: "volume:item" of a proposal or of the catalogue, and the title."""
    document = _kept(request, pk)
    place = request.POST.get("place", "")
    volume, _, item = place.partition(":")
    if not volume or volume not in Document.Volume.values:
        raise Refused("请选择归入的目录项。", do="按1、2、3选用建议，或者搜索目录。", code="bad_field", status=422)
    way = Way.objects.get(pk=document.pk)
    title = " ".join(request.POST.get("title", "").split())[:200]
    kind = request.POST.get("kind", "")
    if kind and title in ("", document.title, naming.title(document, way)) and kind in papers.kinds():
        way.label = papers.kind(kind).label
        title = naming.title(document, way)
    try:
        filing.settle(document.pk, volume, item, title, kind=kind, by=request.actor, at=clock.now())
    except Refused as refused:
        if refused.code != "stale":
            raise
        said = {"text": f"{refused.message}{refused.do}", "tone": "warn"}
    else:
        said = {"text": f"已归入“{catalogue.labels(document.case).get(item, item) or '其他材料'}”。", "tone": "good"}
    return _next(request, pk, said)


@require_POST
@open_to("staff")
def undo_last(request) -> HttpResponse:
    """U: take back what one settled last; that paper is shown again."""
    deed = queries.last_deeds(request.actor)
    if deed is None:
        return _next(request, None, {"text": "没有可以撤销的归类。", "tone": "warn"})
    _kept(request, deed.way_id)
    at = clock.now()
    undoing.undo(deed.pk, by=request.actor, at=at)
    renamed = deed.way.deeds.filter(what="renamed", by=request.actor.account, undone_at=None, at=deed.at).first()
    if renamed:
        undoing.undo(renamed.pk, by=request.actor, at=at)
    return _next(request, deed.way_id - 1, {"text": f"已撤销“{deed.way.document.title}”的归类。", "tone": "good"})


def _next(request, after: int | None, said: dict) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return _show(request, after, [said])
    say(request, said["text"], said["tone"])
    return redirect(reverse("filing_tasks") + (f"?after={after}" if after else ""))


def _show(request, after: int | None, said: list | None = None) -> HttpResponse:
    found = queries.queue(request.actor)
    left = found.values("pk")[: MOST + 1].count()
    way = (found.filter(pk__gt=after).first() if after else None) or found.first()
    context = {"left": left, "most": MOST, "way": way, "said": said, "undoable": queries.last_deeds(request.actor) is not None}
    if way is not None:
        context |= _paper(request, way)
    part = request.headers.get("HX-Request") == "true"
    return render(request, "scanning/task.html" if part else "scanning/queue.html", context)


def _paper(request, way: Way) -> dict:
    document = dossier.to_open(way.pk, request.actor)
    record_read(request.actor, document.stream, "read", f"document:{document.pk}")
    case = document.case
    assert case is not None
    labels = catalogue.labels(case)
    entries = [one for one in catalogue.of(case) if not one.retired]
    if document.volume == Document.Volume.INNER:
        entries = [one for one in entries if one.volume == Document.Volume.INNER]
    proposals = []
    for number, row in enumerate(_choices(document, way), 1):
        label = labels.get(row["item"], row["item"])
        proposals.append(row | {"number": number, "place": f"{row['volume']}:{row['item']}", "item_label": label or "其他材料",
                                "volume_label": Document.Volume(row["volume"]).label})  # fmt: skip
    return {
        "document": document, "case": case, "proposals": proposals, "entries": entries,
        "pages": range(1, places.pages_of(places.shown(document)) + 1), "title": naming.title(document, way),
        "reason": way.steps.get(name=steps.Name.FILED).reason, "original": filing.original_name(document),
        "filed_by_hand": not naming.nameless(document), "batch": bool(way.cuts),
    }  # fmt: skip


def _choices(document: Document, way: Way) -> list[dict]:
    """Up to three: what the machine thinks, where a person put it, 其他材料. Never out of 副卷."""
    case = document.case
    assert case is not None
    found = []
    for row in way.proposals:
        item, order = catalogue.item_for(case, row["volume"], row["item"], row["label"])
        if order != catalogue.UNLISTED and (document.volume, row["volume"]) != ("inner", "main"):
            found.append(row | {"item": item})
    if document.item and not any(row["item"] == document.item for row in found):
        found.append({"kind": "", "label": "维持现在的归类", "volume": document.volume, "item": document.item})
    other = {"kind": "", "label": "其他材料（排在目录各项之后）", "volume": document.volume, "item": ""}
    # What the machine could not name is not offered first under the next best name.
    return [other, *found][:3] if way.kind == "other" else [*found[:2], other]


def _kept(request, pk: int) -> Document:
    document = dossier.to_open(pk, request.actor)
    if not queries.keeps(request.actor, document.case):
        raise Refused("归目由本案书记员、法官助理和承办法官办理。", do="请联系本案书记员。", code="not_yours", status=403)
    return document
