"""The reviewers' pages: the queue, the split screen with the three decisions, filing at the window."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.models import Person
from court.base.people.persons import find_or_create_person
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.dossier import places
from court.spine.dossier import queries as dossier
from court.work.filing import (
    actions,
    comparing,
    downloads,
    drafts,
    opening,
    papers,
    queries,
    quoting,
    reviewing,
    showing,
)
from court.work.filing.models import Filing
from law.answer import LawError

REVIEWERS = ("filing_clerk", "court_president", "vice_president")


@require_safe
@open_to(*REVIEWERS)
def queue(request: CourtRequest) -> HttpResponse:
    """立案审查: what waits for a decision, the most urgent first; other states by choice."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    waiting = state not in Filing.State.values
    order = ["decide_by", "id"] if waiting else ["-id"]
    page = by_key(queries.queue(request.actor, state, words), order, request.GET.get("page", ""), size=20)
    rows = []
    for one in page:
        left, tone = queries.age(one, clock.today())
        rows.append({"filing": one, "badge": queries.badge(one), "left": left, "tone": tone})
    states = [(key, label) for key, label in Filing.State.choices if key not in ("draft", "submitted", "resubmitted")]
    return render(request, "filing/queue.html", {
        "page": page, "rows": rows, "state": "" if waiting else state, "states": states, "words": words,
        "drafts": Filing.objects.filter(entered_by=request.actor.account, state=Filing.State.DRAFT).select_related(
            "person")[:10]})


@require_safe
@open_to(*REVIEWERS)
def review(request: CourtRequest, pk: int) -> HttpResponse:
    """Papers on the left, what was filled in on the right, the decision below."""
    filing = queries.to_open(pk, request.actor)
    return _show(request, filing)


def _show(request: CourtRequest, filing: Filing, status: int = 200, refused: Refused | None = None) -> HttpResponse:
    record_read(request.actor, filing.stream, "read", "filing")
    documents = dossier.of_filing(filing.pk) if filing.case_id is None else list(filing.case.documents.filter(
        filing_id=filing.pk).prefetch_related("renditions").order_by("id"))
    documents = _readable(request, filing, documents)
    chosen = next((d for d in documents if str(d.pk) == request.GET.get("paper")), _first(documents))
    left, tone = queries.age(filing, clock.today())
    last = queries.last_round(filing)
    return render(request, "filing/review.html", {
        "filing": filing, "badge": queries.badge(filing), "documents": documents, "chosen": chosen,
        "pages": range(1, places.pages_of(places.shown(chosen)) + 1) if chosen else [], "left": left, "tone": tone,
        "parties": filing.parties.all(), "same": comparing.same_parties(filing), "round": last,
        "told": queries.told(last), "refused": refused, "typed": request.POST, "picked": request.POST.getlist("codes"),
        "groups": reviewing.picker(), "reasons": reviewing.reasons(), "days": quoting.CORRECTION_DAYS,
        "overdue": filing.state == Filing.State.RETURNED and last and last.due_on < clock.today(),
        "ruling": papers.ruling_of(filing), **_law(filing), "tracks": opening.TRACKS, "case_url": _case(filing),
        "may_withdraw": filing.channel == "window" and (filing.in_review or filing.state == "returned"),
        "may_decide": filing.in_review and request.actor.holds("filing_clerk", filing.court_id)}, status=status)


def _readable(request: CourtRequest, filing: Filing, documents: list) -> list:
    """Once the case is with its judge, the filing clerk reads its papers no more than any other case's."""
    for one in documents:
        one.case = filing.case
    return [one for one in documents if may(request.actor, "read", one)]


def _first(documents: list):
    complaints = [one for one in documents if one.kind in ("complaint",) and one.state != "superseded"]
    return (complaints or documents or [None])[0]


def _law(filing: Filing) -> dict:
    """What the law proposes: procedure, fee, level of court."""
    found: dict = {"level": quoting.level_fits(filing.court, filing.amount_fen)}
    route = quoting.route(filing.court, filing.cause_code, filing.amount_fen, filing.received_on)
    found |= {"route": route, "route_lines": route.explain()}
    try:
        quote = quoting.fee(filing.cause_code, filing.amount_fen, filing.received_on, route["procedure"])
        found |= {"quote": quote, "lines": quote.explain()}
    except LawError as refusal:
        found["unquoted"] = quoting.in_words(refusal)
    return found


def _case(filing: Filing) -> str:
    if filing.case_id is None:
        return ""
    for name in ("case_page", "case_dossier"):
        try:
            return reverse(name, args=[filing.case_id])
        except NoReverseMatch:
            continue
    return ""


def _decide(request: CourtRequest, pk: int, do: Callable[[Filing, dict], object]) -> HttpResponse | None:
    """Carry a decision out; a refusal shows the page again with everything that was typed."""
    filing = queries.to_open(pk, request.actor, "review")
    shared = {"by": request.actor, "at": clock.now(), "token": showing.number(request.POST.get("token")) or 0,
              "key": request.POST.get("once", "")}
    try:
        do(filing, shared)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _show(request, queries.to_open(pk, request.actor), refused.status, refused)
    return None


@require_POST
@open_to("filing_clerk")
def accept(request: CourtRequest, pk: int) -> HttpResponse:
    shown = _decide(request, pk, lambda filing, shared: reviewing.accept(
        filing, track=request.POST.get("track", ""), reason=request.POST.get("reason", ""), **shared))
    if shown:
        return shown
    number = Filing.objects.values_list("case__number", flat=True).get(pk=pk)
    say(request, f"已立案，案号{number}；受理、交费通知书正在制作并送达。")
    return redirect("filing_review", pk)


@require_POST
@open_to("filing_clerk")
def give_back(request: CourtRequest, pk: int) -> HttpResponse:
    shown = _decide(request, pk, lambda filing, shared: reviewing.give_back(
        filing, request.POST.getlist("codes"), days=showing.number(request.POST.get("days")) or 0,
        words=request.POST.get("words", ""), **shared))
    if shown:
        return shown
    say(request, "已一次性通知补正。")
    return redirect("filing_review", pk)


@require_POST
@open_to("filing_clerk")
def refuse(request: CourtRequest, pk: int) -> HttpResponse:
    shown = _decide(request, pk, lambda filing, shared: reviewing.refuse(
        filing, request.POST.get("refusal", ""), request.POST.get("opinion", ""), **shared))
    if shown:
        return shown
    say(request, "已裁定不予受理，裁定书正在制作、签章。", "info")
    return redirect("filing_review", pk)


@require_POST
@open_to("filing_clerk")
def send_back(request: CourtRequest, pk: int) -> HttpResponse:
    shown = _decide(request, pk, lambda filing, shared: reviewing.send_back(
        filing, by=shared["by"], at=shared["at"], token=shared["token"]))
    if shown:
        return shown
    say(request, "逾期未补正，起诉状已退回并记录在册。", "info")
    return redirect("filing_review", pk)


@require_POST
@open_to("filing_clerk")
def withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    """The person at the window takes back what was filed for them there."""
    actions.withdraw(queries.to_open(pk, request.actor, "edit"), by=request.actor, at=clock.now())
    say(request, "立案申请已撤回。", "info")
    return redirect("filing_review", pk)


@require_safe
@open_to(*REVIEWERS)
def ruling(request: CourtRequest, pk: int) -> HttpResponseBase:
    return downloads.ruling(request, queries.to_open(pk, request.actor))


class WindowForm(django_forms.Form):
    """Who stands at the window; the clerk has looked at the paper itself."""

    name = django_forms.CharField(label="姓名", max_length=120)
    id_number = django_forms.CharField(label="居民身份证号码", max_length=30)
    phone = django_forms.CharField(label="手机号码", max_length=30)
    address = django_forms.CharField(label="住址", max_length=200)
    seen = django_forms.BooleanField(label="已当面核对证件原件")


@require_http_methods(["GET", "POST"])
@open_to("filing_clerk")
def window(request: CourtRequest) -> HttpResponse:
    """窗口立案: the person at the counter, then the same screens as on a phone."""
    form = WindowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = find_or_create_person(data["name"], kind=Person.Kind.NATURAL, id_number=data["id_number"],
                                           phone=data["phone"], address=data["address"])
        except Refused as refused:
            form.add_error(None, refused.for_people())
        else:
            made = drafts.begin(request.actor, at=clock.now(), person=person)
            return redirect("window_filing_screen", made.pk, "cause")
    return render(request, "filing/window.html", {"form": form}, status=422 if form.errors else 200)
