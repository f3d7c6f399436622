"""Public notice, step by step: what was tried, the text, printing, publication, the day it counts."""
from datetime import date
from typing import cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier.kept import Kept
from court.work.process_service import kinds, public_notice
from court.work.process_service.models import ServiceOrder
from court.work.process_service.views import WHO, _order


class DraftForm(forms.Form):
    ground = forms.ChoiceField(label="公告原因", choices=list(public_notice.GROUNDS.items()), widget=forms.RadioSelect)
    orders = forms.MultipleChoiceField(label="一并公告的文书", required=False, widget=forms.CheckboxSelectMultiple,
                                       help_text="同一受送达人其他未能送达的文书。改选后请点“按所选重新拟稿”。")
    text = forms.CharField(label="公告内容", max_length=8000, widget=forms.Textarea(attrs={"rows": 12}), help_text="一行为一段。")

    def __init__(self, beside: list[ServiceOrder], *args, **options):
        super().__init__(*args, **options)
        cast(forms.MultipleChoiceField, self.fields["orders"]).choices = [(str(one.pk), one.document.title) for one in beside]
        if not beside:
            del self.fields["orders"]


class PublishForm(forms.Form):
    medium = forms.ChoiceField(label="公告载体", choices=list(public_notice.MEDIA.items()), widget=forms.RadioSelect)
    place = forms.CharField(label="版次、网址或者张贴地点", max_length=60, required=False)
    published = forms.DateField(label="刊登或者张贴日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    proof = forms.FileField(label="刊登或者张贴凭证", help_text="报纸版面扫描件、网页截图或者张贴照片。",
                            widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE, "data-max-mb": "100"}))


@require_safe
@open_to(*WHO)
def notice(request: CourtRequest, pk: int) -> HttpResponse:
    order = _order(request, pk)
    record_read(request.actor, order.case.stream, "read", f"service:{pk}")
    return _page(request, order)


@require_POST
@open_to(*WHO)
def draft(request: CourtRequest, pk: int) -> HttpResponse:
    """Make the notice of what was typed; or write the text anew for the papers chosen."""
    order = _order(request, pk)
    others = public_notice.beside(order)
    form = DraftForm(others, request.POST)
    chosen = [pk for one in request.POST.getlist("orders") if (pk := whole_number(one)) is not None]
    if request.POST.get("step") == "rewrite":
        return _page(request, order, draft_form=_written(order, others, chosen, request.POST.get("ground", "missing")))
    if not form.is_valid():
        return _page(request, order, draft_form=form, status=422)
    try:
        public_notice.make(pk, chosen, form.cleaned_data["ground"], form.cleaned_data["text"].splitlines(),
                           by=request.actor, at=clock.now())
    except Refused as refused:
        return _page(request, order, draft_form=form, refused=refused, status=refused.status)
    say(request, "公告已拟定并归卷，制作完成后即可打印、送刊。")
    return redirect("service_notice", pk=pk)


@require_POST
@open_to(*WHO)
def publish(request: CourtRequest, pk: int) -> HttpResponse:
    order, kept = _order(request, pk), Kept(request)
    form = PublishForm(request.POST, request.FILES)
    if not form.is_valid():
        kept.again(form)
        return _page(request, order, publish_form=form, status=422)
    data = form.cleaned_data
    try:
        arrived = dossier.take_in(data["proof"], data["proof"].name, data["proof"].size)
        told = public_notice.Publication(data["medium"], data["published"], data["place"], arrived)
        with kept.spent():
            made = public_notice.publish(pk, told, by=request.actor, at=clock.now(), key=request.POST.get("key", "")[:40])
    except Refused as refused:
        kept.again(form)
        return _page(request, _order(request, pk), publish_form=form, refused=refused, status=refused.status)
    say(request, f"公告刊登已登记，{made[0].effective_on}视为送达。")
    return redirect("service_notice", pk=pk)


@require_POST
@open_to(*WHO)
def foreseen(request: CourtRequest, pk: int) -> HttpResponse:
    """The day on which the notice would count, for the day typed."""
    order = _order(request, pk)
    return render(request, "process_service/notice_foreseen.html", _foreseen(order, request.POST.get("published", "")))


def _foreseen(order: ServiceOrder, typed: str) -> dict:
    try:
        found = public_notice.foreseen(order, date.fromisoformat(typed))
    except (ValueError, OverflowError):  # no day, or one whose period runs beyond the calendar
        return {"effect": None}
    except Refused as refused:
        return {"why": refused}
    return {"effect": found}


def _written(order: ServiceOrder, others: list[ServiceOrder], chosen: list[int], ground: str) -> DraftForm:
    carried = [order, *(one for one in others if one.pk in chosen)]
    text = "\n".join(public_notice.draft(order, carried, ground, clock.today()))
    return DraftForm(others, initial={"ground": ground, "orders": [str(pk) for pk in chosen], "text": text})


def _page(request: CourtRequest, order: ServiceOrder, *, draft_form: DraftForm | None = None,
          publish_form: PublishForm | None = None, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    today, others = clock.today(), public_notice.beside(order)
    blocked = None
    try:
        public_notice.require_open(order, today)
    except Refused as why:
        blocked = why
    standing = next((a for a in order.attempts.all() if a.way == "public_notice" and a.stands), None)
    shown = {
        "order": order, "case": order.case, "converts": order.case.judge_id == request.actor.me.pk,
        "blocked": blocked if standing is None else None, "standing": standing,
        "course": [{"attempt": a, "way": kinds.label_of(a.way)} for a in public_notice.course(order)],
        "notice": public_notice.latest(order), "refused": refused, "key": request.POST.get("key") or secret_token(),
        "draft_form": draft_form or _written(order, others, [one.pk for one in others], "missing"),
        "publish_form": publish_form or PublishForm(initial={"published": today}),
        **_foreseen(order, request.POST.get("published", "") or today.isoformat()),
    }
    return render(request, "process_service/notice.html", shown, status=status)
