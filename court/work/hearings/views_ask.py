"""What a party or counsel asks of the diary, on the phone: to sit earlier, to adjourn, not to be called when taken."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.pages import told
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.work.hearings import adjourning, asking, leave, periods
from court.work.hearings.forms import AskAdjournForm, EarlyForm, SpellForm
from court.work.hearings.models import Hearing
from court.work.hearings.views import case_to_read, token_for

both = require_http_methods(["GET", "HEAD", "POST"])


@both
@open_to("litigant")
def early(request: CourtRequest, case_id: int) -> HttpResponse:
    """同意提前开庭: which of one's periods still run, and one's word on them."""
    case = case_to_read(request, case_id)
    mine = _own(request, case)
    form, refused = EarlyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            asking.agree(case, mine[0], form.cleaned_data["periods"], by=request.actor, at=clock.now(), token=_token(request),
                         key=request.POST.get("key", ""))
        except Refused as why:
            refused = why
        else:
            say(request, "您的意见已登记，承办法官已收到。")
            return redirect("my_case", case.pk)
    running = [one for one in periods.open_periods(case, clock.today()) if one.party.pk in {p.pk for p in mine}]
    return _show(request, "hearings/early.html", case, form, refused, running=running)


@both
@open_to("litigant")
def adjournment(request: CourtRequest, case_id: int) -> HttpResponse:
    """申请延期开庭: the ground, the reason, its proof; the judge decides, and until then the summons stands."""
    case = case_to_read(request, case_id)
    _own(request, case)
    hearing = case.hearings.filter(state=Hearing.State.SCHEDULED).select_related("room").order_by("starts_at").first()
    if hearing is None:
        raise Refused("本案没有待开的庭。", do="收到传票后方可申请延期开庭。", code="no_hearing")
    form, refused = AskAdjournForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            proof = dossier.take_in(data["proof"], data["proof"].name, data["proof"].size) if data["proof"] else None
            asking.adjournment(hearing.pk, ground=data["ground"], reason=data["reason"], proof=proof, by=request.actor,
                               at=clock.now(), token=_token(request), key=request.POST.get("key", ""))
        except Refused as why:
            refused = why
            told(form, why)
        else:
            say(request, "申请已提交。在收到延期通知之前，请仍按传票载明的时间准备到庭。")
            return redirect("my_case", case.pk)
    return _show(request, "hearings/ask_adjournment.html", case, form, refused, hearing=hearing,
                 pending=adjourning.pending(case))


@both
@open_to("litigant")
def unavailable(request: CourtRequest) -> HttpResponse:
    """A lawyer's own taken times, so that the court doesn't plan into them."""
    form, refused = SpellForm(request.POST if "kind" in request.POST else None, outside=True), None
    if request.method == "POST":
        try:
            if "withdraw" in request.POST:
                leave.withdraw(_number(request.POST["withdraw"]), by=request.actor, at=clock.now())
                say(request, "已撤销该项登记。")
                return redirect("my_unavailable")
            if form.is_valid():
                leave.enter(**form.spell(), by=request.actor, at=clock.now())
                say(request, "已登记，法院排期时会避开该时间。")
                return redirect("my_unavailable")
        except Refused as why:
            refused = why
    rows = leave.of(request.actor).filter(ends_at__gt=clock.now()).order_by("begins_at")
    facts = {"form": form, "rows": rows, "refused": refused, "counsel": request.actor.kind == "lawyer"}
    return render(request, "hearings/my_unavailable.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _own(request: CourtRequest, case: Case) -> list[Party]:
    found = asking.own_parties(case, request.actor)
    if not found:
        raise not_there()
    return found


def _show(request: CourtRequest, template: str, case: Case, form, refused: Refused | None, **more) -> HttpResponse:
    status = refused.status if refused else 422 if form.errors else 200
    facts = {"case": case, "form": form, "refused": refused, "token": token_for(request, case, refused),
             "key": request.POST.get("key") or secret_token(), **more}
    return render(request, template, facts, status=status)


def _token(request: CourtRequest) -> int | None:
    token = request.POST.get("token", "")
    return whole_number(token)


def _number(text: str) -> int:
    return whole_number(text) or 0
