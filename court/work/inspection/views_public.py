"""Online reading on the phone: ask, follow, read page by page, ask for more time."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import require
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.pages import told
from court.kit.ids import secret_token
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused, not_there
from court.spine.dossier.actions import take_in
from court.spine.dossier.kept import Kept
from court.work.inspection import actions, log, reach, standing
from court.work.inspection.forms import PAPERS, AskForm, NumberForm
from court.work.inspection.models import Inspection


@require_safe
@open_to("litigant")
def mine(request: CourtRequest) -> HttpResponse:
    """My requests, the newest first."""
    rows = Inspection.objects.filter(person_id=request.actor.person_id).select_related("case", "court", "party", "representative")
    page = by_key(rows, ("-id",), request.GET.get("page", ""))
    now = clock.now()
    return render(request, "inspection/mine.html", {
        "page": page, "rows": [{"one": one, "shut": reach.shut(one, now) if one.state == "granted" else ""} for one in page]})


@require_safe
@open_to("litigant")
def choose(request: CourtRequest) -> HttpResponse:
    """Which case: one of mine, or by its number."""
    return render(request, "inspection/choose.html", {"cases": standing.own_cases(request.actor)})


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def ask(request: CourtRequest, case_id: int) -> HttpResponse:
    """A request in a case of mine."""
    found = standing.of_own(request.actor, case_id)
    assert found.case is not None
    placed = reach.askable(found.case, found.party.pk if found.party else None, request.actor)
    form, status = AskForm(found.case, placed, request.POST or None), 200
    if form.is_valid():
        try:
            one = actions.ask_own(found, form.wanted(), by=request.actor, at=clock.now(), key=_key(request))
        except Refused as refused:
            status = told(form, refused)
        else:
            return _asked(request, one)
    elif form.is_bound:
        status = 422
    return render(request, "inspection/ask.html", {
        "form": form, "case": found.case, "capacity": Inspection.Capacity(found.capacity).label, "rule": standing.check(found),
        "key": _key(request) or secret_token()}, status=status)


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def by_number(request: CourtRequest) -> HttpResponse:
    """A request by number, with papers. The answer is the same whether or not there is such a case (S11)."""
    kept = Kept(request)
    form = NumberForm(request.actor.kind == "lawyer", request.POST or None, request.FILES or None)
    status = 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            court = Court.objects.get(pk=data["court"])
            found = standing.by_number(request.actor, court, data["number"], data["capacity"])
            papers = {PAPERS[name]: take_in(data[name], data[name].name, data[name].size) for name in PAPERS if data.get(name)}
            with kept.spent():
                one = actions.ask_by_number(court, data["number"], found, form.wanted(), papers, by=request.actor, at=clock.now(),
                                            key=_key(request))
        except Refused as refused:
            status = told(form, refused)
        else:
            return _asked(request, one)
    elif form.is_bound:
        status = 422
    kept.again(form)
    return render(request, "inspection/ask.html", {"form": form, "key": _key(request) or secret_token()}, status=status)


@require_safe
@open_to("litigant")
def request_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One request: what became of it, what can be read now and until when."""
    one, now = _mine(request, pk), clock.now()
    shut = reach.shut(one, now)
    return render(request, "inspection/request.html", {
        "one": one, "shut": shut, "placed": [] if shut else reach.papers(one, request.actor),
        "more": one.extensions.order_by("-pk").first(), "copied": log.copied(one) if one.may_copy else 0})


@require_POST
@open_to("litigant")
def withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    actions.withdraw(pk, by=request.actor, at=clock.now())
    say(request, "阅卷申请已撤回。")
    return redirect("my_inspections")


@require_POST
@open_to("litigant")
def finish(request: CourtRequest, pk: int) -> HttpResponse:
    actions.finish(pk, by=request.actor, at=clock.now())
    say(request, "本次阅卷已结束。")
    return redirect("my_inspection", pk=pk)


@require_POST
@open_to("litigant")
def ask_more(request: CourtRequest, pk: int) -> HttpResponse:
    actions.ask_more(pk, request.POST.get("why", ""), by=request.actor, at=clock.now())
    say(request, "延长申请已提交，处理后以消息告知。")
    return redirect("my_inspection", pk=pk)


def _asked(request: CourtRequest, one: Inspection) -> HttpResponse:
    say(request, f"阅卷申请已提交，法院将在{one.decide_by.month}月{one.decide_by.day}日前处理，结果以消息告知。")
    return redirect("my_inspection", pk=one.pk)


def _mine(request: CourtRequest, pk: int) -> Inspection:
    rows = Inspection.objects.select_related("case", "court", "party", "representative", "person")
    one = rows.filter(pk=pk, person_id=request.actor.person_id).first()
    if one is None:
        raise not_there()
    require(request.actor, "read", one)
    return one


def _key(request: CourtRequest) -> str:
    return request.POST.get("key", "").replace("\0", "")[:80]
