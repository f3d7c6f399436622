"""Requests to read at the desk: the list with its clock, the decision, the log of what was opened."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.pages import told
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import Refused, not_there
from court.spine.dossier import catalogue
from court.spine.dossier.models import Document
from court.work.inspection import actions, log, queries, reach, standing, terms
from court.work.inspection.access import KIND
from court.work.inspection.forms import GrantForm
from court.work.inspection.models import Inspection

LOG = 100
HERE = ("judge", "clerk", "division_head", "vice_president", "court_president", "filing_clerk", "archivist")


@require_safe
@open_to(*HERE)
def inspections(request: CourtRequest) -> HttpResponse:
    """Requests I decide or lead, with their age; late ones in red."""
    on = clock.today()
    show = request.GET.get("show", "waiting")
    show = show if show in queries.SHOWS else "waiting"
    words = request.GET.get("q", "").strip()[:60]
    order = ("decide_by", "id") if show in ("waiting", "late") else ("-id",)
    page = by_key(queries.of_staff(request.actor, show, words, on), order, request.GET.get("page", ""))
    return render(request, "inspection/list.html", {
        "page": page, "show": show, "shows": queries.SHOWS.items(), "words": words,
        "rows": [{"one": one, "late": one.state == "waiting" and one.decide_by < on, "left": (one.decide_by - on).days} for one in page]})


@require_http_methods(["GET", "POST"])
@open_to(*HERE)
def inspection(request: CourtRequest, pk: int) -> HttpResponse:
    """One request: who, what, why, the papers of the authority; the decision, more time, revocation."""
    one = _to_open(request, pk)
    placed = reach.askable(one.case, one.party_id, request.actor) if one.case else []
    form = _form(request, one, placed)
    status, refused = 200, None
    if request.method == "POST":
        try:
            said = _decide(request, one, form)
        except Refused as why:
            if why.status in (403, 404):
                raise
            status = told(form, why) if form.is_bound else why.status
            refused = None if form.is_bound else why
        else:
            if said:
                say(request, said)
                return redirect("inspection", pk=pk)
            status = 422
        one = _to_open(request, pk)
    return render(request, "inspection/decide.html", {**_shown(request, one), "form": form, "refused": refused}, status=status)


def _form(request: CourtRequest, one: Inspection, placed: list) -> GrantForm:
    doubts = standing.doubts(one) if one.state == Inspection.State.WAITING else []
    if request.method == "POST" and request.POST.get("do") == "grant":
        return GrantForm(one.case, placed, doubts, request.POST)
    initial = {"scope": one.scope, "items": one.items, "papers": one.papers, "may_copy": one.wants_copy,
               "days": terms.read_days(one.court_id, clock.today())}
    return GrantForm(one.case, placed, doubts, initial=initial)


def _decide(request: CourtRequest, one: Inspection, form: GrantForm) -> str:
    """Do what was chosen; gives what to say, "" where the form lacks something."""
    at, by, why = clock.now(), request.actor, request.POST.get("reason", "")
    match request.POST.get("do", ""):
        case "grant":
            if not form.is_valid():
                return ""
            actions.grant(one.pk, form.given(), by=by, at=at)
            return "已准许阅卷，申请人已收到通知。"
        case "refuse":
            actions.refuse(one.pk, why, by=by, at=at)
            return "已不予准许，理由已送达申请人。"
        case "revoke":
            actions.revoke(one.pk, why, by=by, at=at)
            return "阅卷已撤销，自即时起不能继续阅看。"
        case "more":
            days = whole_number(request.POST.get("days", ""))
            if days is None:
                raise Refused("请填写延长的日数。", code="missing_field", status=422)
            actions.decide_more(one.pk, by=by, at=at, days=days)
            return "阅看期限已延长。"
        case "no_more":
            actions.decide_more(one.pk, by=by, at=at, reason=why)
            return "已不予延长，理由已送达申请人。"
    raise Refused("请选择办理方式。", code="bad_field", status=422)


def _shown(request: CourtRequest, one: Inspection) -> dict:
    labels = catalogue.labels(one.case) if one.case else {}
    chosen = Document.objects.filter(case=one.case, pk__in=one.papers).values_list("title", flat=True) if one.case else []
    granted = Document.objects.filter(case=one.case, pk__in=one.granted_papers).values_list("title", flat=True) if one.case else []
    late = one.state == "waiting" and one.decide_by < clock.today()
    return {
        "one": one, "may_decide": bool(may(request.actor, "decide", one)), "late": late,
        "rule": standing.check(standing.Standing(one.case, one.capacity, one.party, one.representative)),
        "authority": Document.objects.filter(intake_id=one.pk, kind=KIND).order_by("pk"),
        "asked_items": [labels.get(key, key) for key in one.items], "asked_papers": chosen,
        "granted_items": [labels.get(key, key) for key in one.granted_items], "granted_papers": granted,
        "shut": reach.shut(one, clock.now()) if one.state == "granted" else "", "more": one.extensions.filter(decided_at=None).first(),
        "read_days": terms.read_days(one.court_id, clock.today()), "looks": log.shown(list(log.rows(one)[:20])),
    }


@require_safe
@open_to(*HERE)
def looked_at(request: CourtRequest, pk: int) -> HttpResponse:
    """Everything opened under a request, newest first, to print."""
    one = _to_open(request, pk)
    page = by_key(log.rows(one), ("-id",), request.GET.get("page", ""), size=LOG)
    return render(request, "inspection/log.html", {"one": one, "page": page, "looks": log.shown(page.rows), "copied": log.copied(one)})


def _to_open(request: CourtRequest, pk: int) -> Inspection:
    rows = Inspection.objects.select_related("case__court", "court", "person", "account", "party", "representative", "decided_by__person",
                                             "ended_by__person")
    one = rows.filter(pk=pk).first()
    if one is None:
        raise not_there()
    require(request.actor, "read", one)
    record_read(request.actor, one.stream)
    return one
