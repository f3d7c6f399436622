"""The form on which the court above sends back its outcome."""
from django import forms

from court.work.appeals.models import Handover


class OutcomeForm(forms.Form):
    result = forms.ChoiceField(label="二审结果", choices=Handover.Result.choices, widget=forms.RadioSelect)
    above_number = forms.CharField(label="二审案号", max_length=40, required=False, help_text="例如：（2026）晋08民终1号")
    effective_on = forms.DateField(label="生效日期", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                                   help_text="二审裁判自送达之日起生效；发回重审的不填。")
    paper = forms.FileField(label="二审裁判文书", required=False, help_text="归入一审卷宗，供原审法院和当事人查阅。",
                            widget=forms.FileInput(attrs={"accept": ".pdf,.ofd,.docx,.jpg,.png", "data-max-mb": "100"}))
