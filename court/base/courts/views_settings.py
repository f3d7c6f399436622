"""The court's settings: what holds, what is to come, what waits for a second person, and every change there ever was."""
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import changes, clock, impacts, known
from court.base.courts.forms import ChangeForm
from court.base.courts.models import Court, Setting, SettingChange
from court.base.courts.queries import in_force
from court.base.people import sessions
from court.kit.pages import say
from court.kit.refusal import Refused

WHO = ("case_manager", "court_president", "vice_president", "system_admin", "security_admin")
HISTORY = 50


@require_safe
@open_to(*WHO)
def settings(request: CourtRequest):
    court = _court(request)
    groups: dict[str, list[dict]] = {}
    held = _held(court)
    for spec in known.KNOWN.values():
        groups.setdefault(spec.group, []).append({**_row(spec, court, held), "may": changes.may(spec.proposers, spec, court.pk, request.actor)})
    waiting = SettingChange.objects.filter(court=court, state=SettingChange.State.PENDING).select_related("proposed_by__person")
    past = SettingChange.objects.filter(court=court).exclude(state=SettingChange.State.PENDING)
    past = past.select_related("proposed_by__person", "decided_by__person").order_by("-id")[:HISTORY]
    facts = {"court": court, "groups": groups, "catalogues": request.actor.holds_any(WHO[:3]), "waiting": [_shown(one, request) for one in waiting],
             "history": [_shown(one, request) for one in past]}
    return render(request, "courts/settings.html", facts)


def _held(court: Court) -> list[Setting]:
    """Every value of the court and of all courts, the earliest first; asked once for the page."""
    return list(Setting.objects.filter(Q(court=court) | Q(court=None)).order_by("since"))


def _row(spec: known.Known, court: Court, held: list[Setting]) -> dict:
    today = clock.today()
    now = in_force(held, spec.key, today, court.pk)
    ahead = [row for row in held if row.key == spec.key and row.since > today and (row.court_id is None) == spec.common]
    return {"spec": spec, "value": spec.default if now is None else spec.show(now.value), "shipped": now is None,
            "ahead": [(row.since, spec.show(row.value)) for row in ahead]}


def _shown(change: SettingChange, request: CourtRequest) -> dict:
    spec = known.KNOWN.get(change.key)
    waits = change.state == SettingChange.State.PENDING
    mine = change.proposed_by.person_id == request.actor.person_id
    return {"change": change, "label": spec.label if spec else change.key, "effect": spec.effect if spec else "",
            "value": spec.show(change.value) if spec else str(change.value), "mine": waits and mine,
            "impact": impacts.of(change.key, court=change.court_id, value=change.value) if waits else None,
            "decides": bool(waits and spec and not mine and changes.may(spec.deciders, spec, change.court_id, request.actor))}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WHO)
def one(request: CourtRequest, key: str):
    """Put a new value of one setting forward; the page tells what it will and won't touch."""
    spec, court, refused = known.named(key), _court(request), None
    changes.require_may(spec.proposers, spec, court.pk, request.actor, "提出")
    sessions.require_fresh_factor(request)
    form = ChangeForm(request.POST or None, initial={"since": clock.today()})
    if not spec.sourced:
        del form.fields["until"], form.fields["instrument"]
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            changes.propose(key, data.pop("value"), court=court.pk, **data, by=request.actor)
        except Refused as why:
            refused = why
        else:
            say(request, f"“{spec.label}”的变更已提出，等待批准。")
            return redirect("court_settings")
    form.fields["value"].help_text = spec.help
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, "courts/setting.html", {"form": form, "spec": spec, "row": _row(spec, court, _held(court)), "refused": refused}, status=status)


@require_POST
@open_to(*WHO)
def decide(request: CourtRequest, pk: int):
    sessions.require_fresh_factor(request)
    change = changes.decide(pk, granted="grant" in request.POST, opinion=request.POST.get("opinion", ""), by=request.actor)
    say(request, f"变更{change.get_state_display()}。")
    return redirect("court_settings")


@require_POST
@open_to(*WHO)
def withdraw(request: CourtRequest, pk: int):
    changes.withdraw(pk, by=request.actor)
    say(request, "变更已撤回。")
    return redirect("court_settings")


def _court(request: CourtRequest) -> Court:
    """The court in which the reader holds one of the offices of this page."""
    return next(one.court for one in request.actor.appointments if one.office in WHO)
