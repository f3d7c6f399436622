"""A party's page to change, add or give up claims: first what is asked and what it costs, then reasons and files."""
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.decide import require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit import money
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.cases import acts, claims, definitions
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.dossier import actions as dossier
from court.spine.dossier import looking
from court.spine.dossier.kept import Kept
from court.work.answering import changing
from court.work.answering.forms import many_files

WAYS = {"alter": "变更：换成别的请求，或者改变数额", "add": "增加：原请求不变，再加新的请求或者数额"}


class AskedForm(forms.Form):
    """What shall be asked from now on."""

    how = forms.ChoiceField(label="怎样变更", choices=list(WAYS.items()), initial="alter", widget=forms.RadioSelect)
    asked = forms.CharField(label="变更后的全部诉讼请求", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
                            help_text="一行写一项；没有变化的请求也要保留。")
    amount = forms.DecimalField(label="变更后的请求总额（元）", min_value=0, max_digits=14, decimal_places=2, help_text="各项金钱请求合计，只写数字。")

    def __init__(self, case: Case, act: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if act == changing.WAIVE:
            del self.fields["how"]
            self.fields["asked"].label = "保留的诉讼请求"
            self.fields["asked"].help_text = "删去放弃的请求，一行写一项。"
            self.fields["amount"].label = "保留的请求总额（元）"
        if case.amount_fen is None:
            del self.fields["amount"]


class WhyForm(forms.Form):
    """Why, with what it rests on; asked once the fee was told."""

    reason = forms.CharField(label="事实和理由", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    files = many_files("有关的证据、材料")  # type: ignore[assignment]


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def change(request: CourtRequest, pk: int, act: str) -> HttpResponse:
    """Two steps on one address; what was typed stays on the page in both."""
    case = get_object_or_404(Case.objects.select_related("court"), pk=pk)
    require(request.actor, "read", case)
    record_read(request.actor, case.stream)
    start = {"asked": "\n".join(claims.current(case)), "amount": None if case.amount_fen is None else money.yuan(case.amount_fen)}
    form, why, refused, status = AskedForm(case, act, request.POST or None, initial=start), WhyForm(), None, 200
    page: dict[str, Any] = {"step": "ask", "fee": []}
    kept = Kept(request)
    try:
        _allowed(_scene(request, case, act))
        if form.is_valid() and request.POST.get("step") != "edit":
            page = {"step": "send", "fee": changing.fee(case, _fen(form)), "after": _fen(form)}
            if request.POST.get("step") == "send":
                why = WhyForm(request.POST, request.FILES)
                if why.is_valid():
                    _hand_in(request, case, act, form, why.cleaned_data, kept)
                    say(request, "已提交，法院审查后将通知您。" if act == changing.ASK else "已提交，自提交时起生效。")
                    return redirect("my_case", case.pk)
                status = 422
        elif form.errors:
            status = 422
    except Refused as found:
        refused, status = found, found.status
        case.refresh_from_db()
    if page["step"] == "send":
        kept.again(why)
    label = definitions.of(case).acts[act]
    return render(request, "answering/claims.html", {
        **page, "case": case, "form": form, "why": why, "act": label, "refused": refused, "now": claims.current(case),
        "barred": refused is not None and not form.is_bound, "token": case.version, "key": request.POST.get("key") or secret_token(),
        "lines": changing.lines(form["asked"].value() or ""), "way": _way(form)}, status=status)


def _way(form: AskedForm) -> str:
    """The way chosen, in its words."""
    return WAYS.get(str(form["how"].value()), "") if "how" in form.fields else ""


def _scene(request: CourtRequest, case: Case, act: str) -> Scene:
    definition = definitions.of(case)
    return Scene(case, definition, act, definition.acts[act], request.actor, clock.now())


def _allowed(scene: Scene) -> None:
    acts.permit(scene)
    if why := acts.why_not(scene):
        raise why


def _fen(form: AskedForm) -> int | None:
    amount = form.cleaned_data.get("amount")
    return None if amount is None else money.fen(amount)


def _hand_in(request: CourtRequest, case: Case, act: str, form: AskedForm, why: dict, kept: Kept) -> None:
    files = [looking.closer(dossier.take_in(one, one.name, one.size)) for one in why["files"]]
    with kept.spent():
        changing.change(case.pk, act, by=request.actor, at=clock.now(), asked=changing.lines(form.cleaned_data["asked"]),
                        amount_fen=_fen(form), reason=why["reason"], how=form.cleaned_data.get("how", ""), files=files,
                        token=whole_number(request.POST.get("token", "")), key=request.POST.get("key", "")[:80])
