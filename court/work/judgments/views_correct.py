"""The page of a correction: choose the paper, say what stands there and what should, and the ruling is drafted."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say
from court.kit.refusal import Refused
from court.work.judgments import correcting
from court.work.judgments.correcting import Passage
from court.work.judgments.views import _case

SHOWN = 3


class PassageForm(forms.Form):
    old = forms.CharField(label="原文", required=False, max_length=correcting.LONGEST, strip=True,
                          widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    new = forms.CharField(label="更正为", required=False, max_length=correcting.LONGEST, strip=True,
                          widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


Passages = forms.formset_factory(PassageForm, extra=SHOWN, max_num=correcting.MOST, validate_max=True)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def correction(request: CourtRequest, case_id: int) -> HttpResponse:
    """Passages old to new; a refusal names the passage and keeps all that was typed."""
    case = _case(request, case_id)
    record_read(request.actor, case.stream, "read", "correction")
    papers = correcting.correctable(case)
    chosen = next((one for one in papers if str(one.pk) == request.POST.get("paper", request.GET.get("paper"))), None)
    chosen = chosen or (papers[0] if papers else None)
    rows, refused, status = Passages(request.POST or None, prefix="p"), None, 200
    if request.method == "POST" and rows.is_valid():
        typed = [Passage(r["old"], r["new"]) for r in rows.cleaned_data if r.get("old") or r.get("new")]
        try:
            made = correcting.draft(case, chosen.pk if chosen else 0, typed, by=request.actor, at=clock.now())
        except Refused as why:
            if why.status in (403, 404):
                raise
            refused, status = why, why.status
        else:
            say(request, "补正裁定已起草，核对、签署后在案件中办理“补正裁判文书”发出并送达。")
            return redirect("paper_edit", pk=made.pk)
    shown = {"case": case, "papers": papers, "chosen": chosen, "rows": rows, "refused": refused,
             "text": correcting.text_of(chosen).splitlines() if chosen else []}  # fmt: skip
    return render(request, "judgments/correction.html", shown, status=status if rows.is_bound is False or rows.is_valid() else 422)
