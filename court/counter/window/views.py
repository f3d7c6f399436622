"""The window's page for people's data: find by a whole number, put a correction forward, look again, see what was done."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_reads
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.base.people.models import Person
from court.base.people.persons import MASKS
from court.counter.window import corrections
from court.counter.window.forms import CorrectionForm, FindForm
from court.counter.window.models import Correction
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("filing_clerk")
def people(request: CourtRequest) -> HttpResponse:
    """Find somebody by a whole number (typed, never in the address of the page), shown masked."""
    form, refused, found = FindForm(request.POST or None), None, None
    if request.method == "POST" and form.is_valid():
        try:
            found = corrections.find(form.cleaned_data["number"], by=request.actor)
        except Refused as why:
            refused = why
        else:
            if found is not None:
                return redirect("window_person", pk=found.pk)
            refused = Refused("没有找到该号码登记的人员。", do="请核对号码。", code="missing", status=404)
    return render(request, "window/people.html", {"form": form, "refused": refused}, status=refused.status if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("filing_clerk")
def person(request: CourtRequest, pk: int) -> HttpResponse:
    found = Person.objects.filter(pk=pk).first()
    if found is None or corrections.of_the_court(found):
        raise Refused("没有找到该人员。", do="请重新查找。", code="missing", status=404)
    sessions.require_fresh_factor(request)
    form, refused = CorrectionForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            proof = dossier.take_in(data["proof"], data["proof"].name, data["proof"].size)
            corrections.propose(pk, data["field"], data["value"], reason=data["reason"], proof=proof, by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
        else:
            say(request, "变更已提出，由另一名工作人员复核后生效。")
            return redirect("window_corrections")
    record_reads(request.actor, [(f"person:{pk}", "masked")])
    facts = {"person": found, "numbers": _masked(found), "form": form, "refused": refused}
    return render(request, "window/person.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _masked(found: Person) -> list[tuple[str, str]]:
    rows = [(found.get_id_kind_display(), "id_number"), ("手机号码", "phone"), ("住址", "address")]
    return [(label, MASKS[name](getattr(found, name)) if getattr(found, name) else "未登记") for label, name in rows]


@require_safe
@open_to("filing_clerk", "case_manager")
def listed(request: CourtRequest) -> HttpResponse:
    """What waits for the second look, old and new whole for who decides; and what was done, masked."""
    courts = [one.court_id for one in request.actor.appointments if one.office in corrections.SECOND]
    rows = Correction.objects.filter(court__in=courts).select_related("person", "proposed_by__person", "decided_by__person", "proof")
    waiting = list(rows.filter(state=Correction.State.PENDING).order_by("id")[:50])
    page = by_key(rows.exclude(state=Correction.State.PENDING), ("-id",), request.GET.get("page", ""))
    if waiting:
        record_reads(request.actor, [(f"person:{one.person_id}", f"correction:{one.pk}") for one in waiting], "unmask")
    shown = [{"row": one, "mine": one.proposed_by.person_id == request.actor.person_id} for one in waiting]
    past = [{"row": one, "old": _hide(one, one.old), "new": _hide(one, one.new)} for one in page]
    return render(request, "window/corrections.html", {"waiting": shown, "past": past, "page": page})


def _hide(row: Correction, value: str) -> str:
    return MASKS[row.field](value) if row.field in MASKS and value else value


@require_POST
@open_to("filing_clerk", "case_manager")
def decide(request: CourtRequest, pk: int) -> HttpResponse:
    sessions.require_fresh_factor(request)
    row = corrections.decide(pk, granted="grant" in request.POST, opinion=request.POST.get("opinion", ""), by=request.actor, at=clock.now())
    say(request, f"{row.get_field_display()}变更：{row.get_state_display()}。")
    return redirect("window_corrections")
