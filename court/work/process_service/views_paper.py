"""For who serves: the one paper that is to be served, page by page and as a file; the addresses of who gets it."""
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.decide import require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit import blobs
from court.kit.pages import say
from court.kit.refusal import Refused, not_there
from court.spine.dossier import access as dossier
from court.spine.dossier import places, rendering
from court.spine.dossier.models import Sealing
from court.work.process_service import addresses, queries
from court.work.process_service.forms import AddressForm
from court.work.process_service.models import ServiceOrder
from court.work.process_service.views import WHO, arrived

MOST_PAGES = 200


@require_safe
@open_to(*WHO)
def paper(request: CourtRequest, pk: int) -> HttpResponse:
    order = _to_read(request, pk)
    record_read(request.actor, order.case.stream, "read", f"document:{order.document_id}")
    shown = places.shown(order.document)
    pages = range(1, min(places.pages_of(shown), MOST_PAGES) + 1)
    return render(request, "process_service/to_serve.html", {"order": order, "pages": pages})


@require_safe
@open_to(*WHO)
def picture(request: CourtRequest, pk: int, page: int) -> HttpResponse:
    order = _to_read(request, pk)
    record_read(request.actor, order.case.stream, "read", f"document:{order.document_id}:{page}")
    try:
        content = rendering.page_picture(order.document, page, 1100)
    except IndexError:
        raise Refused("没有这一页。", do="请返回文书首页。", code="missing", status=404) from None
    return HttpResponse(content, content_type="image/png")


@require_safe
@open_to(*WHO)
def download(request: CourtRequest, pk: int) -> FileResponse:
    """To be printed and put into the envelope."""
    order = _to_read(request, pk)
    shown = places.shown(order.document)
    if shown is None:
        raise Refused("文书尚在制作，暂不能查看。", do="请稍后再试。", code="not_ready")
    record_read(request.actor, order.case.stream, "print", f"document:{order.document_id}")
    answer = FileResponse(blobs.open_blob(shown.sha256), content_type=shown.media_type, as_attachment=True, filename=shown.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _to_read(request: CourtRequest, pk: int) -> ServiceOrder:
    found = queries.whole(ServiceOrder.objects.filter(pk=pk)).first()
    if found is None:
        raise not_there()
    require(request.actor, "paper", found)
    # A paper closed to all but the panel is served by those who handle the case.
    if Sealing.Scope.PANEL in dossier.sealed_off(found.document) and not dossier.stance(request.actor, found.case) & dossier.SEAL_READERS:
        raise not_there()
    return found


@require_POST
@open_to(*WHO)
def address(request: CourtRequest, pk: int) -> HttpResponse:
    form = AddressForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("地址登记有误。", do="请选择来源，填写地址和日期。", code="bad_field", status=422)
    data = form.cleaned_data
    addresses.add(pk, source=data["source"], address=data["address"], day=data["day"], proof=arrived(form), by=request.actor, at=clock.now())
    say(request, "送达地址已登记。")
    return redirect("service_order", pk=pk)


@require_POST
@open_to(*WHO)
def address_withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    row = addresses.withdraw(pk, by=request.actor, at=clock.now())
    say(request, "该送达地址已撤销。")
    order = ServiceOrder.objects.filter(party=row.party_id).order_by("-id").values_list("pk", flat=True).first()
    return redirect("service_order", pk=order)


