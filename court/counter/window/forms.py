from django import forms

from court.counter.window.models import Correction
from court.kit.press.kinds import ACCEPT_ATTRIBUTE


class FindForm(forms.Form):
    number = forms.CharField(label="证件号码或者手机号码", max_length=40, help_text="由当事人出示证件，输入完整号码。",
                             widget=forms.TextInput(attrs={"autocomplete": "off"}))


class CorrectionForm(forms.Form):
    field = forms.ChoiceField(label="变更事项", choices=Correction.Field.choices)
    value = forms.CharField(label="变更为", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    proof = forms.FileField(label="证明材料", widget=forms.ClearableFileInput(attrs={"accept": ACCEPT_ATTRIBUTE}),
                            help_text="身份证件、户籍证明、手机号码实名证明等的照片或者扫描件。")
