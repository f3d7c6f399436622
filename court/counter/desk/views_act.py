"""The generic form of an act: what is asked, on which basis, what follows; done once, refused with what was typed kept."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.counter.desk import addresses, casefile, followups
from court.counter.desk.forms import ActForm
from court.kit.ids import secret_token
from court.kit.pages import say
from court.kit.refusal import Refused
from court.spine.cases import acts, definitions, who
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene


@require_http_methods(["GET", "POST"])
@open_to("staff")
def case_act(request: CourtRequest, case_id: int, code: str) -> HttpResponse:
    """Show the form of an act, or perform it. The room's own page is used where the definition names one."""
    actor = request.actor
    case = casefile.to_open(case_id, actor)
    definition = definitions.of(case)
    act = definition.act(code)
    if act is None or not act.menu:
        raise Refused("本程序中没有这个办理环节。", do="请返回案件页面选择。", code="no_act", status=404)
    own = addresses.of_case(act.page, case.pk) if act.page else ""
    if own and request.method == "GET":
        return redirect(own)
    record_read(actor, case.stream, "read", "act")
    _refuse_stranger(case, definition, code, act, request)
    if request.method == "GET":
        if act.factor:
            sessions.require_fresh_factor(request)
        return _show(request, case, ActForm(case, definition, code, clock.today()), key=secret_token())
    return _perform(request, case, definition, code)


def _refuse_stranger(case: Case, definition, code: str, act, request) -> None:
    """Who may never do it is refused before seeing the form."""
    scene = Scene(case, definition, code, act, request.actor, clock.now())
    if who.stands(scene) is None:
        raise Refused(f"“{act.label}”应由{who.wanted(act)}办理，您不能办理。", code="not_yours", status=403)


def _perform(request: CourtRequest, case: Case, definition, code: str) -> HttpResponse:
    form = ActForm(case, definition, code, clock.today(), request.POST)
    key, token = request.POST.get("key", "")[:80], request.POST.get("token", "")
    if not form.is_valid():
        return _show(request, case, form, key=key or secret_token(), status=422)
    try:
        acts.perform(
            case,
            code,
            by=request.actor,
            at=clock.now(),
            facts=form.facts(),
            key=key,
            token=int(token) if token.isdigit() else None,
        )
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        case.refresh_from_db()
        return _show(request, case, form, key=key or secret_token(), status=refused.status, refused=refused)
    say(request, f"“{definition.acts[code].label}”已办理。")
    return redirect("case_page", case_id=case.pk)


def _show(request: CourtRequest, case: Case, form: ActForm, *, key: str, status: int = 200,
          refused: Refused | None = None) -> HttpResponse:  # fmt: skip
    definition = definitions.of(case)
    act = definition.acts[form.code]
    in_stage = case.stage in act.stages or "*" in act.stages
    page = {
        "case": case, "act": act, "form": form, "key": key, "token": case.version, "refused": refused,
        "code": form.code, "stage": casefile.stage_badge(case), "follows": followups.of(act, definition),
        "late": not in_stage and refused is None,
        "wrong_stage": f"案件现处于“{definition.stages[case.stage].label}”阶段，暂不能办理。",
        "confirm_url": reverse("confirm_factor") if refused and refused.code == "factor_needed" else "",
    }  # fmt: skip
    return render(request, "desk/act.html", page, status=status)
