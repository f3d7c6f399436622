"""Forms of hearings."""
from datetime import datetime
from typing import cast

from django import forms

from court.kit.days import SHANGHAI
from court.spine.cases.models import Case
from court.work.hearings.models import Courtroom, Hearing
from law.limits.hearings import adjourn_grounds


class PlanForm(forms.Form):
    day = forms.DateField(label="开庭日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label="开庭时间", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label="预计时长（分钟）", min_value=10, max_value=480, initial=120)
    room = forms.ModelChoiceField(Courtroom.objects.none(), label="法庭", required=False, empty_label="暂不确定")
    kind = forms.ChoiceField(label="种类", choices=Hearing.Kind.choices, initial=Hearing.Kind.TRIAL)
    is_public = forms.BooleanField(label="公开开庭", required=False, initial=True,
                                   help_text="涉及国家秘密、个人隐私的案件不公开；离婚、涉及商业秘密的案件，当事人申请的可以不公开。")

    def __init__(self, case: Case, *args, **options):
        super().__init__(*args, **options)
        cast(forms.ModelChoiceField, self.fields["room"]).queryset = Courtroom.objects.filter(court=case.court_id, is_open=True)

    def starts_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=SHANGHAI)


class AdjournForm(forms.Form):
    ground = forms.ChoiceField(label="延期事由", choices=[])
    reason = forms.CharField(label="具体理由", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["ground"]).choices = [
            (c.key, c.label + ("（须经本院院长批准）" if c.value else "")) for c in adjourn_grounds()]


class HoldForm(forms.Form):
    next_step = forms.ChoiceField(label="庭后安排", choices=[("decide", "评议裁判"), ("again", "择期再次开庭"), ("mediate", "继续调解")])


class RoomForm(forms.Form):
    name = forms.CharField(label="法庭名称", max_length=40)
    seats = forms.IntegerField(label="旁听席位", min_value=0, max_value=2000, initial=20)
