"""The generic form of an act: what is asked, on which basis, what follows; done once, refused with what was typed kept."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from court.base.access.actor import Actor
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.counter.desk import addresses, asked, casefile, drafting, foretelling, offered
from court.counter.desk.forms import ActForm
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import acts, definitions, who
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.cases.schema import Act
from court.spine.dossier import actions as dossier
from court.spine.dossier.kept import Kept

# The kind of paper and its catalogue place, for a file uploaded on the form of an act.
UPLOADED = {"correct_judgment": "判决书、调解书、裁定书正本"}
wiring.files_under("上传裁判文书", *UPLOADED.values())


@require_http_methods(["GET", "POST"])
@open_to("staff")
def case_act(request: CourtRequest, case_id: int, code: str) -> HttpResponse:
    """Show the form of an act, or perform it. The room's own page is used where the definition names one."""
    case, act = _opened(request, case_id, code)
    own = addresses.of_case(act.page, case.pk) if act.page else ""
    if own and request.method == "GET":
        return redirect(own)
    record_read(request.actor, case.stream, "read", "act")
    if request.method == "GET":
        if act.factor:
            sessions.require_fresh_factor(request)
        wanted = {name: value for name, value in request.GET.items() if len(value) <= 40}
        form = ActForm(case, definitions.of(case), code, clock.today(), initial=wanted)
        return show(request, case, form, key=secret_token())
    return perform(request, case, code)


@require_POST
@open_to("staff")
def case_act_foresight(request: CourtRequest, case_id: int, code: str) -> HttpResponse:
    """What the act would do with what is typed so far: a part of the page, asked anew whenever a field changes."""
    case, _ = _opened(request, case_id, code)
    form = ActForm(case, definitions.of(case), code, clock.today(), request.POST)
    told = foretelling.of(case, form, by=request.actor, at=clock.now())
    return render(request, "desk/foresight.html", {"told": told})


@require_POST
@open_to("staff")
def case_act_draft(request: CourtRequest, case_id: int, code: str) -> HttpResponse:
    """Begin the ruling the act needs, with the ground, court or procedure chosen written into it."""
    case, _ = _opened(request, case_id, code)
    form = ActForm(case, definitions.of(case), code, clock.today(), request.POST)
    try:
        paper = drafting.draft(case, code, request.POST.get("kind", ""), form, by=request.actor, at=clock.now())
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return show(request, case, form, key=secret_token(), status=refused.status, refused=refused, drafting=True)
    return redirect("paper_edit", pk=paper.pk)


def _opened(request: CourtRequest, case_id: int, code: str) -> tuple[Case, Act]:
    """The case and act; who may never do it is refused before seeing the form."""
    case = casefile.to_open(case_id, request.actor)
    definition = definitions.of(case)
    act = definition.act(code)
    if act is None or not act.menu:
        raise Refused("本程序中没有这个办理环节。", do="请返回案件页面选择。", code="no_act", status=404)
    if who.stands(Scene(case, definition, code, act, request.actor, clock.now())) is None:
        raise Refused(f"“{act.label}”应由{who.wanted(act)}办理，您不能办理。", code="not_yours", status=403)
    return case, act


def perform(request: CourtRequest, case: Case, code: str) -> HttpResponse:
    """Do what the form says, or show it again with what was typed."""
    definition, kept = definitions.of(case), Kept(request)
    form = ActForm(case, definition, code, clock.today(), request.POST, request.FILES)
    key, token = request.POST.get("key", "")[:80] or secret_token(), request.POST.get("token", "")
    valid = form.is_valid()
    if request.POST.get("step") == "check":
        return show(request, case, form, key=key, kept=kept)
    if not valid:
        return show(request, case, form, key=key, status=422, kept=kept)
    try:
        _done(case, code, form, kept, by=request.actor, key=key, token=whole_number(token))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        case.refresh_from_db()
        return show(request, case, form, key=key, status=refused.status, refused=refused, kept=kept)
    say(request, f"“{definition.acts[code].label}”已办理。")
    return redirect("case_page", case_id=case.pk)


def _done(case: Case, code: str, form: ActForm, kept: Kept, *, by: Actor, key: str, token: int | None) -> None:
    """The act with the files that came with it, in one transaction: a refused act keeps no paper."""
    arrived = {name: dossier.take_in(file, file.name, file.size) for name, file in form.uploads().items()}
    at, facts = clock.now(), form.facts()
    with transaction.atomic(), kept.spent():
        locked = acts.lock(case.pk)
        if acts.stored(by, key) is None:
            for name, file in arrived.items():
                title = f"{definitions.of(case).acts[code].label}（{file.name.rsplit('.', 1)[0]}）"
                paper = dossier.receive(locked.court, file, kind=code, title=title, by=by, at=at, case=locked,
                                        item=UPLOADED.get(code, ""))  # fmt: skip
                facts[name] = str(paper.pk)
        acts.perform(locked, code, by=by, at=at, facts=facts, key=key, token=token)


def _beside(case: Case, form: ActForm) -> ActForm:
    """The same form once more, for the fields that the ruling asks."""
    data = form.data if form.is_bound else None
    return ActForm(case, definitions.of(case), form.code, form.on, data, initial=dict(form.initial))


def show(request: CourtRequest, case: Case, form: ActForm, *, key: str, status: int = 200,
         refused: Refused | None = None, kept: Kept | None = None, **more: Any) -> HttpResponse:  # fmt: skip
    definition = definitions.of(case)
    act = definition.acts[form.code]
    in_stage = case.stage in act.stages or "*" in act.stages
    needs_paper = "paper" in form.specs and not offered.papers(case, form.code)
    page = {
        "case": case, "act": act, "form": form, "key": key, "token": case.version, "refused": refused,
        "code": form.code, "stage": casefile.stage_badge(case), "late": not in_stage and refused is None,
        "needs_paper": needs_paper, "told": foretelling.of(case, form, by=request.actor, at=clock.now()),
        "wrong_stage": f"案件现处于“{definition.stages[case.stage].label}”阶段，暂不能办理。",
        "confirm_url": reverse("confirm_factor") if refused and refused.code == "factor_needed" else "",
        "papers": offered.unfinished(case, form.code) if needs_paper else [],
        "draft_fields": drafting.fields(_beside(case, form)) if needs_paper else [],
        "asked": asked.of(case, form.code, clock.today()),
        "paper_kinds": offered.paper_kinds(form.code) if needs_paper else [],
        "files": bool(form.specs) and form.is_multipart(), **more,
    }  # fmt: skip
    if kept is not None:
        kept.again(form)
    return render(request, "desk/act.html", page, status=status)
