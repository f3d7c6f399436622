"""The page of a case's elements: what is agreed, disputed and missing, settled by the judge with one key, printed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.days import formal
from court.kit.press.typesetting import typeset
from court.kit.refusal import not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.work.elements import checklist, installed
from court.work.elements.models import Standing
from court.work.elements.rules import engine

KEYS = [("1", Standing.Word.AGREED), ("2", Standing.Word.DISPUTED), ("3", Standing.Word.MISSING), ("4", Standing.Word.OUT)]


@require_safe
@open_to("staff")
def of_case(request: CourtRequest, case_id: int) -> HttpResponse:
    """Every element with its sentences; for the court's people in the case only."""
    case = _case(request, case_id)
    record_read(request.actor, case.stream, "read", "elements")
    known, found = engine.for_cause(case.cause), checklist.rows(case, request.actor)
    shown = request.GET.get("show", "")
    counts = [(word, label, sum(row.word == word for row in found)) for word, label in checklist.WORDS.items()]
    return render(request, "elements/case.html", {
        "case": case, "domain": known, "rows": [row for row in found if not shown or row.word == shown], "shown": shown,
        "counts": counts, "total": len(found), "open": sum(row.settled is None for row in found),
        "keys": [(key, word, checklist.WORDS[word]) for key, word in KEYS], "finder": installed.finder()[1],
        "may_settle": checklist.may_settle(request.actor, case) and not case.archived_on, "text": checklist.as_text(found),
    })  # fmt: skip


@require_POST
@open_to("staff")
def settle(request: CourtRequest, case_id: int) -> HttpResponse:
    """One word for one element, or none to take it back. Twice is once."""
    case = _case(request, case_id)
    code = request.POST.get("code", "")
    checklist.settle(case, code, request.POST.get("word", ""), note=request.POST.get("note", "").strip(), by=request.actor,
                     at=clock.now())  # fmt: skip
    shown = request.POST.get("show", "")
    query = f"?show={shown}" if shown in checklist.WORDS else ""
    return redirect(f"{reverse('case_elements', args=[case.pk])}{query}#{code}")


@require_safe
@open_to("staff")
def sheet(request: CourtRequest, case_id: int) -> HttpResponse:
    """The 要素表 as a PDF for the hearing."""
    case = _case(request, case_id)
    found = checklist.rows(case, request.actor)
    if not found:
        raise not_there()
    record_read(request.actor, case.stream, "print", "elements")
    today = clock.today()
    content = typeset("elements_sheet", checklist.sheet(case, found, formal(today)), on=today, author=case.court.name)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(False, f"要素表{case.number}.pdf") or "inline"
    return answer


def _case(request: CourtRequest, case_id: int) -> Case:
    """A case whose file this person may read, in the same words for a hidden one and for none."""
    return case_opening.to_open(case_id, request.actor, "read_file", "judge__person")
