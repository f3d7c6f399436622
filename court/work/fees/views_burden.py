"""The judge's page of who bears the fees: the end's fee explained, a proposal by the outcome, the decision."""
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit import money
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.cases import bearing, definitions, who
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.work.fees import burden
from court.work.fees.forms import MANNERS, OutcomeForm, SharesForm


@require_http_methods(["GET", "POST"])
@open_to("staff")
def fee_burden(request: CourtRequest, case_id: int) -> HttpResponse:
    """Who bears the fees of a case. The proposal computes, the judge decides, the sums must agree to the fen."""
    case = case_opening.to_open(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "fee_burden")
    if request.method == "POST":
        return _decide(request, case)
    manner = request.GET.get("manner", "")
    manner = manner if manner in dict(MANNERS) else "judgment"
    found = burden.matters(case, manner)
    asked = {"manner": manner, **{key: value for key, value in request.GET.items() if key != "manner"}}
    if found and found[0].key == "main" and case.amount_fen:
        asked.setdefault("main_claimed", str(money.yuan(case.amount_fen)))
    outcome = OutcomeForm(found, asked)
    return _show(request, case, found, outcome, _proposed(case, found, outcome, manner))


def _proposed(case: Case, found: list[burden.Matter], outcome: OutcomeForm, manner: str) -> dict[str, Any]:
    """{"initial": shares by field, "steps": [...], "refused"}: the decision in force, else the proposal."""
    valid, refused = outcome.is_valid(), None
    initial: dict[str, Any] = {}
    steps: list[str] = []
    decided = burden.current(case)
    keep = decided is not None and decided.manner == manner and not any(outcome.data.get(f"{m.key}_supported") for m in found)
    for matter in found:
        claimed, supported = outcome.outcome(matter) if valid else (None, None)
        try:
            shares, why = burden.proposal(matter, claimed, supported if supported is None or claimed else None)
        except Refused as why_not:
            refused, (shares, why) = why_not, burden.proposal(matter, None, None)
        steps += [*matter.steps, *why]
        initial |= {f"{matter.key}_{party}": money.yuan(amount) for party, amount in shares.items()}
    if keep and decided is not None:
        initial = {f"{one['key']}_{row['party']}": money.yuan(row["amount_fen"]) for one in decided.matters
                   for row in one["rows"]} | _together(found, decided.matters)
    return {"initial": initial, "steps": steps, "refused": refused}


def _together(found: list[burden.Matter], told: list[dict]) -> dict[str, bool]:
    """The ticks of a decision in force: which side bears a fee together."""
    joint = {(one["key"], frozenset(group)) for one in told for group in one.get("joint", [])}
    return {f"{matter.key}_joint_{side}": (matter.key, frozenset(str(p.pk) for p in parties)) in joint
            for matter in found for side, parties in (("claimants", matter.claimants), ("others", matter.others))}


def _decide(request: CourtRequest, case: Case) -> HttpResponse:
    manner = request.POST.get("manner", "")
    found = burden.matters(case, manner if manner in dict(MANNERS) else "judgment")
    form, outcome = SharesForm(found, request.POST), OutcomeForm(found, {"manner": manner})
    if not form.is_valid():
        return _show(request, case, found, outcome, {"steps": []}, form=form, status=422)
    token = form.cleaned_data["token"]
    try:
        made = burden.decide(case, form.cleaned_data["manner"], form.shares(), direct=form.cleaned_data["direct"], joint=form.joint(),
                             by=request.actor, at=clock.now(), key=form.cleaned_data["key"],
                             token=whole_number(token))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _show(request, case, found, outcome, {"steps": [], "refused": refused}, form=form, status=refused.status)
    say(request, f"诉讼费用负担已登记：{''.join(bearing.in_words(case, made.matters))}")
    return redirect("fee_burden", case_id=case.pk)


def _show(request: CourtRequest, case: Case, found: list[burden.Matter], outcome: OutcomeForm, proposed: dict, *,
          form: SharesForm | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    case.refresh_from_db()
    start = {**proposed.get("initial", {}), "manner": outcome.data.get("manner", "judgment"), "token": case.version,
             "key": secret_token()}
    decided, definition = burden.current(case), definitions.of(case)
    act = definition.acts["apportion_fee"]
    scene = Scene(case, definition, "apportion_fee", act, request.actor, clock.now())
    shown = {
        "case": case, "matters": found, "outcome": outcome, "form": form or SharesForm(found, initial=start),
        "steps": proposed["steps"], "refused": proposed.get("refused"), "decided": decided,
        "words": bearing.in_words(case, decided.matters) if decided else [],
        "may": case.stage in act.stages and who.stands(scene) is not None,
    }  # fmt: skip
    return render(request, "fees/burden.html", shown, status=status)
