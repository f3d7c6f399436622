"""The forms of the defendant's door and of submissions."""
from django import forms

from court.work.answering.joining import KINDS

ACCEPT = ".pdf,.ofd,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx,.txt,.mp3,.m4a,.wav,.mp4"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        for one in files:
            if not one.size:
                raise forms.ValidationError(f"“{one.name}”是空文件，请确认后重新选择。")
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


def many_files(label: str) -> ManyFilesField:
    """Several files may be chosen, none must be."""
    return ManyFilesField(label=label, required=False,
                          widget=ManyFiles(attrs={"accept": ACCEPT, "multiple": True, "data-max-mb": "100", "data-max-files": "100"}))


class JoinForm(forms.Form):
    code = forms.CharField(label="加入码", max_length=20, help_text="送达文书上印有的十位字母和数字，不分大小写。")
    who = forms.ChoiceField(label="您是", choices=[("party", "当事人本人"), *KINDS.items()], initial="party", widget=forms.RadioSelect)
    e_service = forms.BooleanField(label="同意法院通过本平台电子送达", required=False,
                                   help_text="同意后，通知、传票和裁判文书将发送到本平台并短信提醒；可以要求同时提供纸质文书。")
    authority = forms.FileField(label="授权委托书、身份证明（代理人和单位工作人员需要上传）", required=False,
                                widget=forms.FileInput(attrs={"accept": ACCEPT, "data-max-mb": "100"}))


class SubmissionForm(forms.Form):
    text = forms.CharField(label="内容", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
                           help_text="可以直接填写，也可以上传已经写好的文件。")
    # Django takes a field of this name off the class; mypy sees only the form's own attribute `files`.
    files = many_files("上传文件或者照片")  # type: ignore[assignment]
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)


class CounterclaimForm(SubmissionForm):
    amount = forms.DecimalField(label="反诉标的额（元）", required=False, min_value=0, max_digits=14, decimal_places=2)
    field_order = ["amount", "text", "files"]
