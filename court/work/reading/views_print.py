from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from court.base.access.decide import may
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.work.reading import opening, printing
from court.work.reading.outline import papers
from court.work.reading.views import names_of


@require_safe
@open_to("staff", "litigant")
def reading_print(request: CourtRequest, case_id: int) -> HttpResponse:
    """?pages=12至15、37-1: those pages, each with who prints it and when burned in, for the browser to print."""
    case = opening.case_of(case_id, request.actor)
    known = [one for one in papers(case, request.actor) if may(request.actor, "print", one.document)]
    sheets = printing.chosen(known, request.GET.get("pages", ""))
    leaf = "leaf_print" if request.actor.is_staff else "litigant_leaf_print"
    return render(request, "reading/print.html", {"case": case, "sheets": sheets, "leaf": leaf, "urls": names_of(request)})
