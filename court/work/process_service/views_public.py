"""签收: the papers the court put into a litigant's place on the platform, and the opening of one."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from court.base.access.decide import require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.paging import by_key
from court.kit.refusal import not_there
from court.work.process_service import queries, serving
from court.work.process_service.models import Attempt, ServiceOrder


@require_safe
@open_to("litigant")
def papers(request: CourtRequest) -> HttpResponse:
    """All papers served electronically, the newest first; those nobody opened yet stand out."""
    found = by_key(queries.of_person(request.actor), ("-id",), request.GET.get("page", ""))
    rows = [{"order": order, "attempt": electronic_of(order)} for order in found]
    return render(request, "process_service/papers.html", {"rows": rows, "page": found})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("litigant")
def paper(request: CourtRequest, pk: int) -> HttpResponse:
    """What was served, since when it counts; opening it (POST) is recorded as reading and leads to the paper."""
    order = ServiceOrder.objects.select_related("case__court", "document", "party__person").filter(pk=pk).first()
    if order is None:
        raise not_there()
    require(request.actor, "open", order)
    if request.method == "POST":
        serving.open_paper(order.pk, by=request.actor, at=clock.now())
        return redirect("litigant_document_page", pk=order.document_id)
    record_read(request.actor, order.case.stream, "read", f"service:{order.pk}")
    facts = {"order": order, "attempt": electronic_of(order)}
    return render(request, "process_service/paper.html", facts)


def electronic_of(order: ServiceOrder) -> Attempt | None:
    return next((a for a in order.attempts.all() if a.way == "electronic" and a.stands), None)
