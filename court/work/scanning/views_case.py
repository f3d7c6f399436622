"""Steps of a paper, its undoing, splitting by hand, and the differences of a case."""

import io

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image

from court.base.access.reads import record_read
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import masks
from court.kit.pages import say
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.dossier import parts, places, rendering
from court.spine.dossier import queries as dossier
from court.spine.dossier.models import Document
from court.work.scanning import comparing, deciding, panels, queries, sorting, steps, undoing
from court.work.scanning.models import Deed, Difference, Way

MASKS = {"id_number": masks.mask_id_number, "phone": masks.mask_phone}
AROUND = 0.02


@require_safe
@open_to("staff")
def steps_part(request, pk: int) -> HttpResponse:
    """The steps of a paper, asked anew while something is going on."""
    document = dossier.to_open(pk, request.actor)
    found = panels.facts(request, document)
    if found is None:
        raise not_there()
    return render(request, "scanning/steps.html", {"panel": found})


@require_POST
@open_to("staff")
def again(request, pk: int) -> HttpResponse:
    document = kept(request, pk)
    if not Way.objects.filter(pk=document.pk).exists():
        raise not_there()
    undoing.again(document.pk, by=request.actor, at=clock.now())
    say(request, f"“{document.title}”已重新排入处理。")
    return redirect("document_page", pk=pk)


@require_POST
@open_to("staff")
def undo(request, pk: int) -> HttpResponse:
    deed = Deed.objects.filter(pk=pk).first()
    if deed is None:
        raise not_there()
    document = kept(request, deed.way_id)
    undoing.undo(deed.pk, by=request.actor, at=clock.now())
    say(request, f"“{document.title}”的{deed.get_what_display()}已撤销。")
    return redirect("document_page", pk=deed.way_id)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def split(request, pk: int) -> HttpResponse:
    """Thumbnails of a batch: a mark where a new paper begins. On a split batch the marks may be set anew."""
    document = kept(request, pk)
    record_read(request.actor, document.stream, "read", f"document:{document.pk}")
    pages = places.pages_of(places.shown(document))
    way = Way.objects.filter(pk=pk).first()
    if way is None or pages < 2 or document.state not in (Document.State.AVAILABLE, Document.State.SPLIT):
        raise Refused("该材料不能拆分。", do="只有通过检查并识读完毕的多页材料可以拆分。", code="not_splittable")
    if request.method == "POST":
        return _split(request, document, pages)
    standing = document.parts.exclude(state=Document.State.STRUCK).order_by("part_from")
    marks = {one.part_from for one in standing} if document.state == Document.State.SPLIT else set(way.cuts)
    rows = [{"page": page, "marked": page in marks or page == 1} for page in range(1, pages + 1)]
    return render(request, "scanning/split.html", {"document": document, "rows": rows, "standing": standing})


def _split(request, document: Document, pages: int) -> HttpResponse:
    chosen = {int(one) for one in request.POST.getlist("first") if one.isdigit() and len(one) < 6}
    firsts = sorted({1, *(one for one in chosen if 1 < one <= pages)})
    at = clock.now()
    if document.state == Document.State.SPLIT:
        deed = Deed.objects.filter(way=document.pk, what=Deed.What.SPLIT, undone_at=None).first()
        if deed is None:
            raise not_there()
        undoing.undo(deed.pk, by=request.actor, at=at)
        document = kept(request, document.pk)
    if len(firsts) > 1:
        lasts = [one - 1 for one in firsts[1:]] + [pages]
        cuts = [parts.Cut(first, last) for first, last in zip(firsts, lasts, strict=True)]
        sorting.take_apart(document, cuts, by=request.actor, at=at)
        say(request, f"已拆分为{len(cuts)}份材料，正在逐份归类。")
    else:
        say(request, "已作为一份材料处理。")
    return redirect("document_page", pk=document.pk)


@require_safe
@open_to("staff")
def differences(request, case_id: int) -> HttpResponse:
    """材料核对（回填）: where papers and the case differ, with the line of the paper."""
    case = case_opening.to_open(case_id, request.actor, "read_file")
    record_read(request.actor, case.stream, "read", "differences")
    keeps = queries.keeps(request.actor, case)
    rows = [_row(request, one) for one in queries.open_differences(case)[:100] if _may_read(request, one)]
    decided = [_row(request, one) for one in queries.decided_differences(case)[:20] if _may_read(request, one)]
    return render(request, "scanning/differences.html", {"case": case, "rows": rows, "keeps": keeps, "decided": decided})


def _may_read(request, one: Difference) -> bool:
    from court.base.access.decide import may

    one.way.document.case = one.case
    return bool(may(request.actor, "read", one.way.document).allowed)


def _row(request, one: Difference) -> dict:
    mask = MASKS.get(one.name, str)
    words, where = deciding.elsewhere(one, request.actor)
    return {"one": one, "says": mask(one.says), "stands": mask(one.stands) if one.stands else "", "words": words,
            "where": where, "fillable": deciding.fillable(one), "agrees": not comparing.still_differs(one)}  # fmt: skip


@require_POST
@open_to("staff")
def decide(request, pk: int) -> HttpResponse:
    one = Difference.objects.filter(pk=pk).first()
    if one is None:
        raise not_there()
    kept(request, one.way_id)
    decided = deciding.decide(pk, request.POST.get("choice", ""), by=request.actor, at=clock.now())
    say(request, f"{decided.label}：{decided.get_state_display()}。")
    return redirect("case_differences", case_id=one.case_id)


@require_POST
@open_to("staff")
def reopen(request, pk: int) -> HttpResponse:
    """撤销核对: asked again."""
    one = Difference.objects.filter(pk=pk).first()
    if one is None:
        raise not_there()
    kept(request, one.way_id)
    again = deciding.reopen(pk, by=request.actor, at=clock.now())
    say(request, f"{again.label}的核对已撤销。")
    return redirect("case_differences", case_id=one.case_id)


@require_safe
@open_to("staff")
def line(request, pk: int) -> HttpResponse:
    """The line of the paper that a difference is about, as a picture."""
    one = Difference.objects.filter(pk=pk).first()
    if one is None:
        raise not_there()
    document = dossier.to_open(one.way_id, request.actor)
    record_read(request.actor, document.stream, "read", f"document:{document.pk}:{one.page}")
    with Image.open(io.BytesIO(rendering.page_picture(document, one.page, 1400))) as page:
        across, down = page.size
        ys = [y for _, y in one.quad] or [0.0, 0.1]
        box = (0, int(max(0.0, min(ys) - AROUND) * down), across, int(min(1.0, max(ys) + AROUND) * down))
        made = io.BytesIO()
        page.crop(box).save(made, "PNG")
    return HttpResponse(made.getvalue(), content_type="image/png")


def kept(request, pk: int) -> Document:
    document = dossier.to_open(pk, request.actor)
    if not queries.keeps(request.actor, document.case):
        raise Refused("由本案书记员、法官助理和承办法官办理。", do="请联系本案书记员。", code="not_yours", status=403)
    return document


__all__ = ["again", "decide", "differences", "line", "reopen", "split", "steps", "steps_part", "undo"]
