"""Reading under a grant: every page is asked for anew, written down first, and carries who reads it and when."""
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from court.base.access.limits import limit
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.kit import blobs
from court.kit.days import date_of, stamp
from court.kit.pages import whole_number
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.dossier import names, pictures, places
from court.spine.dossier.places import Placed
from court.work.inspection import log, reach
from court.work.inspection.models import Inspection
from court.work.inspection.views_public import _mine

WIDTH = 1280


@require_safe
@open_to("litigant")
def paper(request: CourtRequest, pk: int, document_id: int) -> HttpResponse:
    """One paper, a page at a time."""
    one, placed = _open(request, pk, document_id)
    pages = places.pages_of(placed.rendition)
    page = min(max(whole_number(request.GET.get("page", "")) or 1, 1), max(pages, 1))
    others = reach.papers(one, request.actor)
    here = next(n for n, other in enumerate(others) if other.document.pk == document_id)
    return render(request, "inspection/paper.html", {
        "one": one, "placed": placed, "pages": pages, "page": page, "label": _label(placed, page),
        "previous": others[here - 1] if here else None, "following": others[here + 1] if here + 1 < len(others) else None})


@require_safe
@open_to("litigant")
def page_picture(request: CourtRequest, pk: int, document_id: int, page: int) -> HttpResponse:
    """The picture of one page, with the reader's name and the moment in it."""
    one, placed = _open(request, pk, document_id)
    limit(f"inspection-pages:{request.actor.me.pk}", held("rate.inspection_pages"), 60, message="翻页过于频繁。")
    if not 1 <= page <= places.pages_of(placed.rendition):
        raise Refused("没有这一页。", do="请返回材料首页。", code="missing", status=404)
    log.note(one, request.actor, placed.document, [page])
    assert placed.rendition is not None
    made = pictures.picture(placed.rendition, page, WIDTH, watermark=words(request, one))
    answer = HttpResponse(made.content, content_type=made.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@open_to("litigant")
def copy(request: CourtRequest, pk: int, document_id: int) -> HttpResponse:
    """A watermarked copy, where that was granted; each of its pages is written down."""
    one, placed = _open(request, pk, document_id)
    if not one.may_copy:
        raise Refused("本次阅卷没有准许下载。", do="需要复制的，请在申请中选择“同时申请下载”，由法院审批。", code="no_copy", status=403)
    limit(f"inspection-copies:{request.actor.me.pk}", 10, 60, message="下载过于频繁。")
    rendition = placed.rendition
    assert rendition is not None
    pages = places.pages_of(rendition)
    pdf = sheets.as_pdf(blobs.read(rendition.sha256), rendition.media_type) if pages else None
    if pdf is None:
        raise Refused("该材料为录音录像或者电子文件，不能在线下载。", law="最高人民法院关于人民法院庭审录音录像的若干规定第十一条",
                      do="请到法院诉讼服务中心查阅、复制。", code="no_pages")
    log.note(one, request.actor, placed.document, list(range(1, pages + 1)), "copy")
    marked = sheets.watermark(pdf, words(request, one), on=date_of(clock.now()))
    answer = HttpResponse(marked, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{names.clean(placed.document.title)}.pdf") or "attachment"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


def words(request: CourtRequest, one: Inspection) -> str:
    """Who and when, burned into every page."""
    return f"{request.actor.me.person.name} {stamp(clock.now())} 阅卷{str(one.pk)[-6:]}"


def _open(request: CourtRequest, pk: int, document_id: int) -> tuple[Inspection, Placed]:
    one = _mine(request, pk)
    reach.opened(one, clock.now())
    return one, reach.paper(one, document_id, request.actor)


def _label(placed: Placed, page: int) -> str:
    return placed.labels[page - 1] if 0 < page <= len(placed.labels) else ""
