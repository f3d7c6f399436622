"""The form on which the court above sends back its outcome."""
from django import forms

from court.base.courts.models import Court
from court.spine.cases import appellants
from court.work.appeals.models import Handover


class OutcomeForm(forms.Form):
    """What may be decided depends on what was appealed; only an objection that is upheld names another court."""

    result = forms.ChoiceField(label="二审结果", widget=forms.RadioSelect)
    above_number = forms.CharField(label="二审案号", max_length=40, required=False, help_text="例如：（2026）晋08民终1号")
    effective_on = forms.DateField(label="生效日期", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                                   help_text="二审裁判自送达之日起生效；发回重审、指令审理的不填。")
    to_court = forms.ModelChoiceField(label="移送至", queryset=Court.objects.order_by("code"), required=False,
                                      help_text="撤销原裁定、移送管辖的，填写二审裁定指明的人民法院。")
    paper = forms.FileField(label="二审裁判文书", required=False, help_text="归入一审卷宗，供原审法院和当事人查阅。",
                            widget=forms.FileInput(attrs={"accept": ".pdf,.ofd,.docx,.jpg,.png", "data-max-mb": "100"}))

    def __init__(self, handover: Handover, *given, **more):
        super().__init__(*given, **more)
        self.fields["result"] = forms.ChoiceField(label="二审结果", choices=handover.results, widget=forms.RadioSelect)
        several = appellants.of(handover.case) if handover.matter == Handover.Matter.JUDGMENT else set()
        if len(several) > 1:
            mine = handover.case.parties.filter(pk__in=several)
            self.fields["withdrew"] = forms.MultipleChoiceField(
                label="准许撤回上诉的上诉人", required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(str(one.pk), f"{one.get_role_display()}　{one.name}") for one in mine],
                help_text="一部分上诉人撤回上诉、其余上诉已裁判的，在此选择，上诉费减半后退还；全部撤回的，二审结果选“撤回上诉”。")
        if handover.matter != Handover.Matter.OBJECTION:
            del self.fields["to_court"]
        else:
            self.fields["effective_on"].help_text = "二审裁定自送达之日起生效；维持或者准许撤回上诉的，一审审限自该日恢复计算。"
