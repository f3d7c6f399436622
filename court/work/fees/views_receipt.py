"""Receipts: the payer's sheet on the phone, the PDF under seal, and the page where anybody checks one."""
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from court.base.access.decide import require
from court.base.access.limits import limit
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts.bounds import held
from court.kit.refusal import not_there
from court.work.fees import queries, receipts
from court.work.fees.models import Order


def _own(request: CourtRequest, pk: int) -> receipts.Receipt:
    """The receipt of an order of one's own case that oneself, or the other side, paid; other people's is not told."""
    order = get_object_or_404(Order.objects.select_related("case", "payer", "court"), pk=pk)
    require(request.actor, "read", order.case)
    return receipts.of_order(order)


@require_GET
@open_to("litigant")
def receipt(request: CourtRequest, pk: int) -> HttpResponse:
    """The receipt on the phone, printable."""
    found = _own(request, pk)
    record_read(request.actor, found.order.case.stream, "read", f"receipt:{pk}")
    return render(request, "fees/receipt.html", {"receipt": found, "order": found.order, "address": receipts.address(found)})


@require_GET
@open_to("litigant")
def receipt_pdf(request: CourtRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    record_read(request.actor, found.order.case.stream, "download", f"receipt:{pk}")
    return answer(found)


@require_GET
@open_to("cashier", "finance_head")
def receipt_for_desk(request: CourtRequest, pk: int) -> HttpResponse:
    """The same sheet printed at the cashier's window."""
    order = queries.order(request.actor, pk)
    if order is None:
        raise not_there()
    record_read(request.actor, order.case.stream, "download", f"receipt:{pk}")
    return answer(receipts.of_order(order))


def answer(found: receipts.Receipt) -> HttpResponse:
    response = HttpResponse(receipts.pdf(found), content_type="application/pdf")
    name = f"诉讼费电子收据{found.number}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


@require_GET
@open_to("anyone")
def receipt_check(request: CourtRequest) -> HttpResponse:
    """Whether a receipt is genuine: number and code together, the same answer for a wrong one and for none."""
    number, code = request.GET.get("number", "").strip()[:40], request.GET.get("code", "").strip()[:40]
    asked = bool(number and code)
    if asked:
        limit(f"receipt:{request.actor.address}", held("rate.verify"), 300)
    found = receipts.check(number, code) if asked else None
    return render(request, "fees/receipt_check.html", {"asked": asked, "receipt": found, "number": number, "code": code})
