"""The filer's own pages beside the wizard: the list, one filing with what happens next, withdrawal, the ruling."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say
from court.kit.paging import by_key
from court.work.filing import actions, downloads, drafts, papers, queries, quoting
from court.work.filing.models import Draft, Filing


@require_safe
@open_to("litigant")
def filings(request: CourtRequest) -> HttpResponse:
    """我的立案申请."""
    page = by_key(queries.mine(request.actor), ["-id"], request.GET.get("page", ""), size=15)
    rows = [{"filing": one, "badge": queries.badge(one)} for one in page]
    return render(request, "filing/mine.html", {"page": page, "rows": rows, "back_url": "/"})


@require_POST
@open_to("litigant")
def new(request: CourtRequest) -> HttpResponse:
    """A draft begins; an untouched one is given again, so that a double click makes no second."""
    empty = Draft.objects.filter(filing__person=request.actor.person, filing__state=Filing.State.DRAFT, step="",
                                 filing__channel=Filing.Channel.ONLINE).first()
    made = empty.filing if empty else drafts.begin(request.actor, at=clock.now())
    return redirect("litigant_filing_screen", made.pk, "court")


@require_safe
@open_to("litigant")
def filing(request: CourtRequest, pk: int) -> HttpResponse:
    """One filing: where it stands, what the court said, what to do now."""
    found = queries.to_open(pk, request.actor)
    record_read(request.actor, found.stream, "read", "filing")
    if found.state == Filing.State.DRAFT:
        draft = Draft.objects.filter(filing=found).first()
        return redirect("litigant_filing_screen", found.pk, (draft and draft.step) or "court")
    last = queries.last_round(found)
    explain = _clock(found, last)
    return render(request, "filing/filing.html", {
        "filing": found, "badge": queries.badge(found), "bar": queries.bar(found), "round": last,
        "told": queries.told(last) if found.state == Filing.State.RETURNED else [], "explain": explain,
        "parties": found.parties.all(), "files": found.files.select_related("document"), "case_url": _case(found),
        "ruling": papers.ruling_of(found), "age": queries.age(found, clock.today()),
        "may_withdraw": found.in_review or found.state == Filing.State.RETURNED, "back_url": reverse("litigant_filings")})


def _clock(filing: Filing, last) -> list[str]:
    if filing.decide_by is None or not filing.in_review:
        return []
    if last is None or last.answered_at is None:
        return quoting.decide_by(filing.received_on).explain()
    from court.kit.days import date_of

    return quoting.decide_by(filing.received_on, date_of(last.opened_at), date_of(last.answered_at)).explain()


def _case(filing: Filing) -> str:
    """Where the portal shows the case; the dossier when there is no such page."""
    if filing.case_id is None:
        return ""
    for name in ("my_case", "litigant_case_dossier"):
        try:
            return reverse(name, args=[filing.case_id])
        except NoReverseMatch:
            continue
    return ""


@require_POST
@open_to("litigant")
def withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    found = queries.to_open(pk, request.actor, "edit")
    actions.withdraw(found, by=request.actor, at=clock.now())
    say(request, "立案申请已撤回。", "info")
    return redirect("litigant_filing", pk)


@require_safe
@open_to("litigant")
def ruling(request: CourtRequest, pk: int) -> HttpResponseBase:
    return downloads.ruling(request, queries.to_open(pk, request.actor))
