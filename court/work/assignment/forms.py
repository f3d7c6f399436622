"""Designating a judge with a reason; a judge's share and pauses."""

from typing import cast

from django import forms

from court.work.assignment.actions import REASONS
from court.work.assignment.models import Pause

DAY = forms.DateInput(attrs={"type": "date"})


class DesignateForm(forms.Form):
    judge = forms.ChoiceField(label="承办法官")
    reason = forms.ChoiceField(
        label="指定理由",
        choices=[("", "请选择"), *REASONS.items()],
        help_text="随机分案为主、指定分案为辅；指定会单独统计，并向当事人公开。",
    )

    def __init__(self, judges, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["judge"]).choices = [("", "请选择"), *judges]


class ShareForm(forms.Form):
    percent = forms.IntegerField(
        label="办案比例（%）", min_value=0, max_value=100, help_text="院庭长等按比例办案；0为不参加分案。"
    )


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label="停分理由", choices=[("", "请选择"), *Pause.Reason.choices])
    since = forms.DateField(label="自", widget=DAY)
    until = forms.DateField(label="至（含当日）", widget=DAY)
