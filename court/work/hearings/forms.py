"""Forms of hearings."""
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django import forms

from court.kit.days import SHANGHAI
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.spine.cases.models import Case
from court.work.hearings import leave
from court.work.hearings.models import Courtroom, Hearing, Unavailable
from law.limits.hearings import adjourn_grounds


def _moment(label: str) -> forms.DateTimeField:
    typed = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=typed, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


class PlanForm(forms.Form):
    day = forms.DateField(label="开庭日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label="开庭时间", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label="预计时长（分钟）", min_value=10, max_value=480, initial=120)
    room = forms.ModelChoiceField(Courtroom.objects.none(), label="法庭", required=False, empty_label="暂不确定")
    kind = forms.ChoiceField(label="种类", choices=Hearing.Kind.choices, initial=Hearing.Kind.TRIAL)
    is_public = forms.BooleanField(label="公开开庭", required=False, initial=True,
                                   help_text="涉及国家秘密、个人隐私的案件不公开；离婚、涉及商业秘密的案件，当事人申请的可以不公开。")

    early = forms.BooleanField(label="已核对当事人同意提前开庭", required=False)
    despite = forms.BooleanField(label="已核实，代理人登记的时间安排不影响本次开庭", required=False)

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


class SpellForm(forms.Form):
    """Time that somebody or a room cannot be had; a case manager also says whose."""

    whose = forms.ChoiceField(label="谁的时间", choices=[], required=False)
    kind = forms.ChoiceField(label="事由", choices=[])
    begins_at = _moment("开始时间")
    ends_at = _moment("结束时间")
    note = forms.CharField(label="说明", max_length=100, required=False)

    def __init__(self, *args, whose: Sequence[tuple[str, str]] = (), outside: bool = False, **options):
        super().__init__(*args, **options)
        kinds = [(value, label) for value, label in Unavailable.Kind.choices if not outside or value in leave.OUTSIDE]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        if whose:
            cast(forms.ChoiceField, self.fields["whose"]).choices = whose
        else:
            del self.fields["whose"]
        if outside:
            self.fields["note"].help_text = "写明开庭的法院和案号，或者具体事由。"
            self.fields["note"].required = True

    def spell(self) -> dict:
        data = self.cleaned_data
        return {"kind": data["kind"], "note": data["note"],
                **{name: data[name].replace(tzinfo=SHANGHAI) for name in ("begins_at", "ends_at")}}


class EarlyForm(forms.Form):
    periods = forms.ChoiceField(label="您的意见", widget=forms.RadioSelect, choices=[
        ("both", "不需要答辩期间和举证期限，同意法院提前开庭"), ("evidence", "不需要举证期限，同意法院在举证期限届满前开庭"),
        ("none", "收回以前的同意")])


class AskAdjournForm(forms.Form):
    ground = forms.ChoiceField(label="申请事由", choices=[])
    reason = forms.CharField(label="具体理由", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    proof = forms.FileField(label="证明材料", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT_ATTRIBUTE}),
                            help_text="诊断证明、其他法院的传票、交通中断证明等，可以拍照上传；申请回避的不需要。")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["ground"]).choices = [(c.key, c.label) for c in adjourn_grounds()]


class HoldForm(forms.Form):
    next_step = forms.ChoiceField(label="庭后安排", choices=[("decide", "评议裁判"), ("again", "择期再次开庭"), ("mediate", "继续调解")])


class RoomForm(forms.Form):
    name = forms.CharField(label="法庭名称", max_length=40)
    seats = forms.IntegerField(label="旁听席位", min_value=0, max_value=2000, initial=20)
