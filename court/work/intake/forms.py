"""The forms of intake. Files keep the order in which the page sends them, or are put in natural order by name."""

from typing import Any

from django import forms

from court.base.courts.models import Court
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.work.intake.models import Custody, Intake


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError("请选择文件。")
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


def pictures(label: str, required: bool = True) -> ManyFilesField:
    """Several files whose order counts: intake.js shows them as small pictures that can be moved and removed."""
    return ManyFilesField(label=label, required=required, widget=ManyFiles(
        attrs={"accept": ACCEPT_ATTRIBUTE, "multiple": True, "data-max-mb": "100", "data-max-files": "100", "data-pages": "1"}))


class PapersForm(forms.Form):
    """Papers to put in: name, files, and whether they are one paper or each its own."""

    title = forms.CharField(label="材料名称", max_length=200, required=False, help_text="不填写的，以文件名为准；成批扫描的由系统识别。")
    papers = pictures("文件")
    together = forms.BooleanField(label="合成一份材料（按下列顺序）", required=False, initial=True)
    sorting = forms.CharField(widget=forms.HiddenInput, required=False, initial="name")
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class ReceiveForm(PapersForm):
    """What comes over the counter, by post or from another court."""

    door = forms.ChoiceField(label="来源", choices=[one for one in Intake.Door.choices if one[0] != Intake.Door.PHONE])
    sender = forms.CharField(label="递交人", max_length=120)
    phone = forms.CharField(label="联系电话", max_length=20, required=False)
    asked = forms.CharField(label="所涉案号（递交人写明的）", max_length=60, required=False)
    from_court = forms.ChoiceField(label="移送法院", required=False)
    mail_number = forms.CharField(label="邮件号", max_length=40, required=False)
    sheets = forms.IntegerField(label="纸张数", min_value=1, max_value=9999, required=False)
    remarks = forms.CharField(label="备注", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    papers = pictures("扫描件（可以稍后补扫）", required=False)
    field_order = ["door", "sender", "phone", "asked", "from_court", "mail_number", "sheets", "remarks", "papers", "together", "title"]

    def __init__(self, court: str, *args: Any, **options: Any):
        super().__init__(*args, **options)
        others = Court.objects.exclude(pk=court).order_by("code").values_list("code", "name")
        field = self.fields["from_court"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "——"), *others]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("door") == Intake.Door.COURT and not data.get("from_court"):
            self.add_error("from_court", "请选择移送法院。")
        return data


class MaterialForm(PapersForm):
    """What a party sends from the phone."""

    papers = pictures("拍照或者选择文件")
    title = forms.CharField(label="材料名称", max_length=200, help_text="例如：银行流水、情况说明、身份证明。")
    remarks = forms.CharField(label="说明（可以不填）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["title", "papers", "together", "remarks"]


class LooseForm(MaterialForm):
    """What somebody sends who does not know the case's number."""

    court = forms.ChoiceField(label="收件法院")
    asked = forms.CharField(label="案号（不知道的不填）", max_length=60, required=False)
    field_order = ["court", "asked", "title", "papers", "together", "remarks"]

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        field = self.fields["court"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(Court.objects.exclude(level=Court.Level.HIGH).order_by("code").values_list("code", "name"))


class RescanForm(forms.Form):
    page = forms.IntegerField(label="页次（不填为整份重扫）", min_value=1, max_value=9999, required=False)
    why = forms.CharField(label="重扫原因", max_length=300)
    scan = forms.FileField(label="重扫件", widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}))


class OriginalForm(forms.Form):
    place = forms.CharField(label="存放位置", max_length=80, help_text="柜、层、盒，例如：3号柜2层第5盒。")
    volume = forms.CharField(label="册次", max_length=40, required=False)
    sheets = forms.IntegerField(label="张数", min_value=1, max_value=9999, required=False)


class StepForm(forms.Form):
    step = forms.ChoiceField(label="办理", choices=[one for one in Custody.Step.choices if one[0] != Custody.Step.KEPT])
    place = forms.CharField(label="存放位置（移位、归还、移交时）", max_length=80, required=False)
    holder = forms.CharField(label="借用人、领取人", max_length=60, required=False)
    due_on = forms.DateField(label="应还日期（借出时）", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    signed = forms.BooleanField(label="领取人已签收", required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
