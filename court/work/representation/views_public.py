"""Representatives on the phone: a party names one and waits for the court; ends one at once; an agent lays it down."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.pages import told
from court.kit.ids import secret_token
from court.kit.pages import say
from court.kit.refusal import Refused
from court.spine.dossier.kept import Kept
from court.work.representation import actions, queries
from court.work.representation.forms import EndForm, MandateForm
from court.work.representation.views import arrived, to_open


@require_safe
@open_to("litigant")
def mine(request: CourtRequest, pk: int) -> HttpResponse:
    """My representatives in a case, what waits for the court, and what I may do."""
    case = to_open(request, pk)
    record_read(request.actor, case.stream, "read", "representatives")
    own, acting = queries.own_parties(case, request.actor), queries.own_roles(case, request.actor)
    parties = own or list(case.parties.filter(left_on=None, representatives__pk__in=acting).select_related("person"))
    return render(request, "representation/mine.html", {
        "case": case, "rows": queries.of_case(case, clock.today(), only=parties), "may_ask": bool(own), "own_roles": acting,
        "me": request.actor.me.pk})


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def ask(request: CourtRequest, pk: int) -> HttpResponse:
    """Name a representative. A lawyer is found by name and licence together; anybody else is entered."""
    case = to_open(request, pk)
    parties = queries.own_parties(case, request.actor)
    if not parties:
        raise Refused("只有当事人本人、法定代理人或者法定代表人可以委托代理人。", law="民事诉讼法第六十一条", code="not_yours", status=403)
    name, licence = (request.POST.get(f) or request.GET.get(f, "") for f in ("q", "l"))
    found = list(queries.lawyer_on_register(name, licence))
    kept = Kept(request)
    form = MandateForm(case, found, request.POST or None, request.FILES or None, parties=parties)
    status = 200
    if form.is_valid():
        try:
            paper = arrived(form)
            with kept.spent():
                actions.ask(case.pk, int(form.cleaned_data["party"]), form.new(), paper, by=request.actor, at=clock.now())
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, "委托手续已提交，法院核对后代理人即可参与诉讼。")
            return redirect("my_representatives", case.pk)
    elif form.is_bound:
        status = 422
    kept.again(form)
    shown = {"case": case, "form": form, "key": request.POST.get("key") or secret_token(), "name": name, "licence": licence, "found": found,
             "looked": bool(name or licence) and not form.is_bound}
    return render(request, "representation/ask.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def end(request: CourtRequest, pk: int, one: int) -> HttpResponse:
    """End a mandate at once: the party takes it back, or the agent lays it down."""
    case = to_open(request, pk)
    role = case.representatives.filter(pk=one, until=None).select_related("person", "party").first()
    if role is None or not _may_end(request, case, role):
        raise Refused("没有找到该代理关系。", do="请返回“代理人”核对。", code="missing", status=404)
    kept = Kept(request)
    form = EndForm(request.POST, request.FILES) if request.method == "POST" else EndForm()
    status, refused = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            paper = arrived(form)
            with kept.spent():
                actions.end(case.pk, one, by=request.actor, at=clock.now(), paper=paper, key=request.POST.get("key", "")[:80])
        except Refused as why:
            refused, status = why, told(form, why)
        else:
            own = role.person_id == request.actor.person_id
            say(request, "您已辞去代理，不能再查看该案件。" if own else f"已解除对{role.person.name}的委托，并已通知法院和各方当事人。")
            return redirect("my_cases") if own else redirect("my_representatives", case.pk)
    kept.again(form)
    shown = {"case": case, "one": role, "form": form, "refused": refused, "own": role.person_id == request.actor.person_id,
             "key": request.POST.get("key") or secret_token()}
    return render(request, "representation/end.html", shown, status=status)


@require_POST
@open_to("litigant")
def take_back(request: CourtRequest, pk: int) -> HttpResponse:
    """Take back what was asked, while the court has not decided."""
    mandate = actions.take_back(pk, by=request.actor, at=clock.now())
    say(request, "申请已撤回。")
    return redirect("my_representatives", mandate.case_id)


def _may_end(request: CourtRequest, case, role) -> bool:
    if role.person_id == request.actor.person_id:
        return True
    return any(p.pk == role.party_id for p in queries.own_parties(case, request.actor))
