"""What is typed to seal papers off, to rename, to strike and to restore them."""

from django import forms

from court.spine.dossier.actions import STRIKE_REASONS
from court.spine.dossier.models import Sealing
from court.spine.dossier.sealing import Asked


class SealForm(forms.Form):
    scope = forms.ChoiceField(label="封存范围", choices=Sealing.Scope.choices)
    reason = forms.ChoiceField(label="封存事由", choices=Sealing.Reason.choices)
    asked_by = forms.CharField(label="申请人、提出人", max_length=60)
    words = forms.CharField(label="说明", max_length=200, required=False, help_text="事由选择“其他”的必须填写。")
    until = forms.DateField(label="复核日期", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                            help_text="届期提醒复核；封存不会自行解除。")  # fmt: skip

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(data["scope"], data["reason"], data["asked_by"], data["words"], data["until"])


class StrikeForm(forms.Form):
    reason = forms.ChoiceField(label="剔除事由", choices=list(STRIKE_REASONS.items()))
    why = forms.CharField(label="说明", max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                          help_text="事由选择“其他”的必须填写。")  # fmt: skip


class TitleForm(forms.Form):
    title = forms.CharField(label="题名", max_length=200, help_text="当事人能看到题名；题名中不要写需要遮蔽的内容。")


class RestoreForm(forms.Form):
    why = forms.CharField(label="恢复理由", max_length=200, min_length=4)
