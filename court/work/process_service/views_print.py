"""Printing for the post: a batch of labels or envelopes, kept, and printed again when the first sheet was spoilt."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from court.base.access.decide import visible
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import not_there
from court.work.process_service import printing, queries
from court.work.process_service.models import PrintBatch
from court.work.process_service.views import WHO


@require_POST
@open_to(*WHO)
def batch(request: CourtRequest) -> HttpResponse:
    chosen = [pk for one in request.POST.getlist("order") if (pk := whole_number(one)) is not None]
    made = printing.make(chosen, request.POST.get("kind", ""), by=request.actor, at=clock.now())
    say(request, f"{made.get_kind_display()}已生成，可以随时重新打印。")
    return redirect(f"{reverse('service_batches')}?made={made.pk}")


@require_safe
@open_to(*WHO)
def batches(request: CourtRequest) -> HttpResponse:
    page = by_key(queries.batches(request.actor), ("-id",), request.GET.get("page", ""))
    return render(request, "process_service/batches.html", {"page": page, "made": request.GET.get("made", "")})


@require_safe
@open_to(*WHO)
def sheet(request: CourtRequest, pk: int) -> HttpResponse:
    """The sheet as it was made. It holds names and addresses, so the look is recorded."""
    found = visible(request.actor, PrintBatch.objects.select_related("court")).filter(pk=pk).first()
    if found is None:
        raise not_there()
    record_read(request.actor, f"print:{found.pk}", "print", f"batch:{found.pk}")
    content = printing.sheet(found, again="again" in request.GET, by=request.actor, at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{found.get_kind_display()}{found.pk}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
