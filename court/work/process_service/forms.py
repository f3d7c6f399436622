"""Forms of the service desk."""
from typing import cast

from django import forms

from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.work.process_service import kinds
from court.work.process_service.models import ServiceAddress
from court.work.process_service.serving import Entered


def _day(label: str, required: bool = False, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text,
                           widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class EnterForm(forms.Form):
    """One try by another way than the electronic one."""

    way = forms.ChoiceField(label="送达方式", choices=[])
    day = _day("日期", True, "直接、转交、委托送达填签收日；留置填留置日；邮寄填交邮日；公告填刊登日；到院领取填领取日。")
    signed_on = _day("邮件签收日期", help_text="邮寄送达已签收的填写。")
    returned_on = _day("邮件退回日期", help_text="邮件退回的填写，并写明退回原因。")
    receiver = forms.CharField(label="签收人", required=False, max_length=60, help_text="本人，或者同住成年家属、代收人及其关系。")
    tracking = forms.CharField(label="邮件单号或公告载体", required=False, max_length=80)
    address = forms.CharField(label="送达地址", required=False, max_length=200, help_text="实际送达或者交邮的地址；可从“送达地址”中选用。")
    witnessed = forms.BooleanField(label="有见证人签名，或者拍照、录像", required=False)
    failed = forms.BooleanField(label="未能送达", required=False)
    reason = forms.CharField(label="退回或未能送达的原因", required=False, max_length=100)
    proof = forms.FileField(label="送达凭证", required=False, help_text="签收的回证、邮件回执、留置照片或录像等。",
                            widget=forms.ClearableFileInput(attrs={"accept": ACCEPT_ATTRIBUTE}))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["way"]).choices = kinds.ways()

    def entered(self, arrived) -> Entered:
        facts = {name: value for name, value in self.cleaned_data.items() if name != "proof"}
        return Entered(**facts, proof=arrived)


class CorrectForm(EnterForm):
    why = forms.CharField(label="更正理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    only_withdraw = forms.BooleanField(label="仅撤销该登记，不另行登记", required=False)

    field_order = ["why", "only_withdraw"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.data.get("only_withdraw"):
            self.fields["way"].required = self.fields["day"].required = False

    def entered(self, arrived) -> Entered | None:
        if self.cleaned_data["only_withdraw"]:
            return None
        facts = {n: v for n, v in self.cleaned_data.items() if n not in ("proof", "why", "only_withdraw")}
        return Entered(**facts, proof=arrived)


class AddressForm(forms.Form):
    source = forms.ChoiceField(label="来源", choices=ServiceAddress.Source.choices)
    address = forms.CharField(label="送达地址", max_length=200, help_text="写到门牌号或者村组。")
    day = _day("确认或者查询日期", True)
    proof = forms.FileField(label="确认书或者查询结果", required=False, help_text="送达地址确认书应当扫描上传，自动归入卷宗。",
                            widget=forms.ClearableFileInput(attrs={"accept": ACCEPT_ATTRIBUTE}))


class FiguresForm(forms.Form):
    since = _day("起")
    until = _day("止")


class LetterForm(forms.Form):
    signed_on = _day("签收日期")
    returned_on = _day("退回日期")
    reason = forms.CharField(label="退回原因", required=False, max_length=100)
