from django import forms


class HolidayForm(forms.Form):
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    works = forms.TypedChoiceField(label="安排", choices=[("0", "放假"), ("1", "上班（调休）")],
                                   coerce=lambda value: value == "1")
    source = forms.CharField(label="依据", max_length=100, help_text="例如：国务院办公厅关于2027年部分节假日安排的通知")


class ChangeForm(forms.Form):
    """A new value of one setting, as words; the setting itself says what they mean."""

    value = forms.CharField(label="新的值", max_length=60)
    since = forms.DateField(label="生效日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label="失效日期", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                            help_text="依据的文件有有效期的填写；期满后恢复此前的值。")
    instrument = forms.CharField(label="依据（文件名称、文号）", required=False, max_length=120)
    reason = forms.CharField(label="变更理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class YearForm(forms.Form):
    year = forms.IntegerField(label="年度", min_value=2018, max_value=2199)
    source = forms.CharField(label="依据", max_length=100)
