"""The catalogues of a court's dossiers: what holds, what is to come, what waits for a second person, and every version."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people import sessions
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.dossier import catalogue, catalogue_form, recataloguing
from court.spine.dossier.catalogue_form import WhyForm
from court.spine.dossier.models import CatalogueVersion, Document

WHO = ("case_manager", "court_president", "vice_president")
HISTORY = 50


@require_safe
@open_to(*WHO)
def catalogues(request: CourtRequest) -> HttpResponse:
    court = _court(request)
    versions = CatalogueVersion.objects.filter(court=court).select_related("proposed_by__person", "decided_by__person")
    waiting = [_waiting(one, request) for one in versions.filter(state=CatalogueVersion.State.PENDING)]
    past = versions.exclude(state=CatalogueVersion.State.PENDING).order_by("-id")[:HISTORY]
    facts = {"court": court, "waiting": waiting, "kinds": [_kind(kind, court.pk) for kind in catalogue.kinds()],
             "history": [{"version": one, "label": catalogue.kind_label(one.kind)} for one in past],
             "may_propose": recataloguing.may(recataloguing.PROPOSERS, court.pk, request.actor)}
    return render(request, "dossier/catalogues.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WHO)
def edit(request: CourtRequest, kind: str) -> HttpResponse:
    """Put a new version of one catalogue forward, written over the last; ?from=<version> brings an older one back."""
    court, kind, refused = _court(request), recataloguing.kind_or_refuse(kind), None
    sessions.require_fresh_factor(request)
    recataloguing.require_may(recataloguing.PROPOSERS, court.pk, request.actor, "提出")
    last, acts = recataloguing.newest(court.pk, kind), recataloguing.filed_by_acts()
    shown = _brought_back(request.GET.get("from", ""), kind, court.pk, recataloguing.entries_of(last, kind))
    rows = catalogue_form.rows(shown, acts, request.POST if request.method == "POST" else None)
    form = WhyForm(request.POST or None, initial={"since": recataloguing.earliest(court.pk, kind)})
    if request.method == "POST" and form.is_valid():
        try:
            recataloguing.propose(kind, catalogue_form.entries_of(rows), base=request.POST.get("base", ""), court=court.pk,
                                  **form.cleaned_data, by=request.actor)
        except Refused as why:
            refused = why
        else:
            say(request, f"{catalogue.kind_label(kind)}卷宗目录的变更已提出，等待批准。")
            return redirect("dossier_catalogues")
    facts = {"form": form, "rows": rows, "refused": refused, "label": catalogue.kind_label(kind), "base": last.pk if last else 0}
    return render(request, "dossier/catalogue_edit.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _brought_back(asked: str, kind: str, court: str, now: tuple[catalogue.Entry, ...]) -> tuple[catalogue.Entry, ...]:
    """The entries of an older version ("shipped" for the law's own), with what came since kept as retired."""
    if not asked:
        return now
    found = None
    if asked != "shipped":
        found = CatalogueVersion.objects.filter(pk=whole_number(asked), kind=kind, court=court, state="approved").first()
        if found is None:
            raise Refused("没有找到该版本。", do="请从卷宗目录页面选择。", code="missing", status=404)
    old = recataloguing.entries_of(found, kind)
    known = {(one.volume, one.key) for one in old}
    since = [catalogue.Entry(one.key, one.label, one.volume, True) for one in now if (one.volume, one.key) not in known]
    return tuple(one for volume in Document.Volume.values for one in [*old, *since] if one.volume == volume)


@require_safe
@open_to(*WHO)
def version(request: CourtRequest, pk: int) -> HttpResponse:
    """One version as it was put forward, item by item."""
    found = _of_court(request, pk)
    entries = catalogue.read(found.entries)
    volumes = [(label, [one for one in entries if one.volume == volume]) for volume, label in Document.Volume.choices]
    facts = {"version": found, "label": catalogue.kind_label(found.kind), "volumes": volumes,
             "may_propose": recataloguing.may(recataloguing.PROPOSERS, found.court_id, request.actor)}
    return render(request, "dossier/catalogue_version.html", facts)


@require_POST
@open_to(*WHO)
def decide(request: CourtRequest, pk: int) -> HttpResponse:
    sessions.require_fresh_factor(request)
    found = recataloguing.decide(pk, granted="grant" in request.POST, opinion=request.POST.get("opinion", ""), by=request.actor)
    say(request, f"变更{found.get_state_display()}。")
    return redirect("dossier_catalogues")


@require_POST
@open_to(*WHO)
def withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    recataloguing.withdraw(pk, by=request.actor)
    say(request, "变更已撤回。")
    return redirect("dossier_catalogues")


def _kind(kind: str, court: str) -> dict:
    versions = list(CatalogueVersion.objects.filter(court=court, kind=kind, state=CatalogueVersion.State.APPROVED).order_by("-since"))
    today = clock.today()
    now = next((one for one in versions if one.since <= today), None)
    entries = recataloguing.entries_of(now, kind)
    used = [one for one in entries if not one.retired]
    return {"kind": kind, "label": catalogue.kind_label(kind), "now": now,
            "ahead": [one for one in versions if one.since > today],
            "main": sum(one.volume == Document.Volume.MAIN for one in used), "inner": sum(one.volume == Document.Volume.INNER for one in used)}


def _waiting(one: CatalogueVersion, request: CourtRequest) -> dict:
    before = recataloguing.entries_of(recataloguing.newest(one.court_id, one.kind), one.kind)
    mine = one.proposed_by.person_id == request.actor.person_id
    return {"version": one, "label": catalogue.kind_label(one.kind), "mine": mine, "impact": recataloguing.impact(one),
            "changes": recataloguing.changes(before, catalogue.read(one.entries)),
            "decides": not mine and recataloguing.may(recataloguing.DECIDERS, one.court_id, request.actor)}


def _of_court(request: CourtRequest, pk: int) -> CatalogueVersion:
    found = CatalogueVersion.objects.filter(pk=pk, court=_court(request)).select_related("proposed_by__person", "decided_by__person").first()
    if found is None:
        raise Refused("没有找到该版本。", do="请从卷宗目录页面选择。", code="missing", status=404)
    return found


def _court(request: CourtRequest) -> Court:
    """The court in which the reader holds one of the offices of this page."""
    return next(one.court for one in request.actor.appointments if one.office in WHO)
