from django import forms


class HolidayForm(forms.Form):
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    works = forms.TypedChoiceField(label="安排", choices=[("0", "放假"), ("1", "上班（调休）")],
                                   coerce=lambda value: value == "1")
    source = forms.CharField(label="依据", max_length=100, help_text="例如：国务院办公厅关于2027年部分节假日安排的通知")


class YearForm(forms.Form):
    year = forms.IntegerField(label="年度", min_value=2018, max_value=2199)
    source = forms.CharField(label="依据", max_length=100)
