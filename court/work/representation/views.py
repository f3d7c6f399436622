"""Representatives on the desk: see, add, confirm, change, end; the legal representative of a company."""
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.cases import definitions, who
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.dossier.kept import Kept
from court.work.representation import actions, heads, queries
from court.work.representation.forms import AuthorityForm, EndForm, HeadForm, MandateForm
from court.work.representation.models import HeadChange, Mandate


@require_safe
@open_to("staff")
def representatives(request: CourtRequest, case_id: int) -> HttpResponse:
    """Who acts for whom, who waits for the court's check, who acted before."""
    case = to_open(request, case_id)
    record_read(request.actor, case.stream, "read", "representatives")
    return render(request, "representation/representatives.html", {
        "case": case, "rows": queries.of_case(case, clock.today()), "may_act": _may_act(request, case),
        "me": request.actor.person_id, "key": secret_token()})


@require_http_methods(["GET", "POST"])
@open_to("staff")
def representative_new(request: CourtRequest, case_id: int) -> HttpResponse:
    """Find somebody on the register or enter them; the papers come along."""
    case = to_open(request, case_id)
    _require_act(request, case)
    words = request.POST.get("q", request.GET.get("q", ""))[:40]
    if words.strip():
        record_read(request.actor, case.stream, "search", "representatives")
    parties = list(case.parties.filter(left_on=None).select_related("person"))
    kept = Kept(request)
    form = MandateForm(case, list(queries.registered(words)), request.POST or None, request.FILES or None, parties=parties,
                       initial={"party": request.GET.get("party", "")})

    def done(paper: dossier.Arrived | None) -> str:
        made = actions.give(case.pk, int(form.cleaned_data["party"]), form.new(), paper, by=request.actor,
                            at=clock.now(), token=_token(request), key=_key(request))
        return f"{made.person.name}已登记为{made.party.name}的代理人，自即时起可以查看本案。"

    shown = {"words": words, "heading": "新增代理人", "confirm": "登记代理人"}
    return _sent(request, case, form, done, "representation/new.html", shown, kept)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def representative_change(request: CourtRequest, case_id: int, pk: int) -> HttpResponse:
    """Another authority for the same representative."""
    case = to_open(request, case_id)
    _require_act(request, case)
    one = _standing(case, pk)
    mandate = Mandate.objects.filter(representative=one).first()
    kept = Kept(request)
    form = AuthorityForm(request.POST or None, request.FILES or None, initial={
        "authority": one.authority, "items": mandate.items if mandate else []})

    def done(paper: dossier.Arrived | None) -> str:
        actions.change(case.pk, pk, form.wanted(one.kind), paper, by=request.actor, at=clock.now(),
                       token=_token(request), key=_key(request))
        return f"{one.person.name}的代理权限已变更，并已通知各方当事人。"

    shown = {"one": one, "heading": "变更代理权限", "confirm": "变更权限"}
    return _sent(request, case, form, done, "representation/one.html", shown, kept)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def representative_end(request: CourtRequest, case_id: int, pk: int) -> HttpResponse:
    """End a mandate that was taken back or laid down."""
    case = to_open(request, case_id)
    _require_act(request, case)
    one = _standing(case, pk)
    kept = Kept(request)
    form = EndForm(request.POST or None, request.FILES or None) if request.method == "POST" else EndForm()

    def done(paper: dossier.Arrived | None) -> str:
        actions.end(case.pk, pk, by=request.actor, at=clock.now(), paper=paper, token=_token(request), key=_key(request))
        return f"{one.person.name}的代理已终止，自即时起不能再查看本案。"

    shown = {"one": one, "heading": "终止代理", "confirm": "终止代理"}
    return _sent(request, case, form, done, "representation/one.html", shown, kept)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def company_head(request: CourtRequest, case_id: int, party_id: int) -> HttpResponse:
    """Who speaks for a company by law, with the paper that proves it."""
    case = to_open(request, case_id)
    _require_act(request, case)
    party = heads.company(case, party_id)
    kept = Kept(request)
    form = HeadForm(request.POST or None, request.FILES or None, initial={
        "head_name": party.person.head_name, "head_post": party.person.head_post})

    def done(paper: dossier.Arrived | None) -> str:
        data = form.cleaned_data
        heads.propose(case.pk, party_id, data["head_name"], data["head_post"], paper, by=request.actor, at=clock.now())
        return f"{party.name}的法定代表人{data['head_name']}已提交，由另一人复核后登记。"

    shown = {"party": party, "heading": "登记法定代表人", "confirm": "提交复核"}
    return _sent(request, case, form, done, "representation/one.html", shown, kept)


@require_POST
@open_to("staff")
def head_decide(request: CourtRequest, pk: int) -> HttpResponse:
    """The second look at who heads a company, or the first person takes it back."""
    found = HeadChange.objects.filter(pk=pk).values_list("case_id", flat=True).first()
    case = to_open(request, found or 0)
    decision = request.POST.get("decision", "")
    if decision == "withdraw":
        change = heads.withdraw(pk, by=request.actor, at=clock.now())
    else:
        change = heads.decide(pk, granted=decision == "accept", opinion=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    say(request, f"法定代表人登记：{change.get_state_display()}。")
    return redirect("representatives", case_id=case.pk)


@require_POST
@open_to("staff")
def mandate_decide(request: CourtRequest, pk: int) -> HttpResponse:
    """Let a representative in whom a party named, or say why not."""
    found = Mandate.objects.filter(pk=pk).values_list("case_id", flat=True).first()
    case = to_open(request, found or 0)
    accepted = request.POST.get("decision") == "accept"
    actions.decide(pk, by=request.actor, at=clock.now(), accepted=accepted, reason=request.POST.get("reason", ""),
                   key=_key(request))
    say(request, "已通过，代理人自即时起可以查看本案。" if accepted else "已退回，并已告知申请人。")
    return redirect("representatives", case_id=case.pk)


def _sent(request: CourtRequest, case: Case, form, done: Callable[[dossier.Arrived | None], str],
          template: str, shown: dict, kept: Kept) -> HttpResponse:
    """A form that was sent is done, or shown again with what was typed and why not."""
    refused, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                paper = arrived(form)
                with kept.spent():
                    said = done(paper)
                say(request, said)
                return redirect("representatives", case_id=case.pk)
            except Refused as why:
                if why.status in (403, 404):
                    raise
                refused, status = why, why.status
                case.refresh_from_db()
        else:
            status = 422
    kept.again(form)
    page = {"case": case, "form": form, "refused": refused, "token": case.version,
            "key": _key(request) or secret_token(), **shown}
    return render(request, template, page, status=status)


def to_open(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor)


def _may_act(request: CourtRequest, case: Case) -> bool:
    definition = definitions.of(case)
    act = definition.acts.get(actions.ACT)
    if act is None or case.stage not in act.stages:
        return False
    return who.stands(actions.scene_of(case, request.actor, clock.now())) is not None


def _require_act(request: CourtRequest, case: Case) -> None:
    definition = definitions.of(case)
    act = definition.acts[actions.ACT]
    if who.stands(actions.scene_of(case, request.actor, clock.now())) is None:
        raise Refused(f"“{act.label}”应由{who.wanted(act)}办理，您不能办理。", code="not_yours", status=403)


def _standing(case: Case, pk: int):
    found = case.representatives.filter(pk=pk, until=None).select_related("person", "party").first()
    if found is None:
        raise Refused("该代理关系已经解除或者不存在。", do="请返回代理人页面核对。", code="missing", status=404)
    return found


def arrived(form) -> dossier.Arrived | None:
    file = form.cleaned_data.get("paper")
    return dossier.take_in(file, file.name, file.size) if file else None


def _token(request: CourtRequest) -> int | None:
    token = request.POST.get("token", "")
    return whole_number(token)


def _key(request: CourtRequest) -> str:
    return request.POST.get("key", "")[:80]
