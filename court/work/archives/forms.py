"""Forms of the archive: a request to look into one, borrowing."""
from django import forms

from court.base.courts.queries import trial_court_list
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.work.archives.models import Inquiry, Loan

PAPERS = {"identity": "身份证件", "proof": "关系证明（亲属关系、委托手续、利害关系或者单位介绍信）"}


def _file(label: str) -> forms.FileField:
    return forms.FileField(label=label, widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE, "data-max-mb": "100"}))


class InquiryForm(forms.Form):
    court = forms.ChoiceField(label="法院")
    number = forms.CharField(label="案号", max_length=40, help_text="例如（2020）晋0802民初1号。")
    relation = forms.ChoiceField(label="与案件的关系", choices=[("", "请选择"), *Inquiry.Relation.choices])
    why = forms.CharField(label="查档目的", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    identity = _file(PAPERS["identity"])
    proof = _file(PAPERS["proof"])

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        found = [("", "请选择"), *((one.code, one.name) for one in trial_court_list())]
        self.fields["court"].choices = found  # type: ignore[attr-defined]


class LoanForm(forms.Form):
    number = forms.CharField(label="档号或者案号", max_length=60)
    what = forms.ChoiceField(label="借阅对象", choices=Loan.What.choices, widget=forms.RadioSelect, initial=Loan.What.ELECTRONIC)
    why = forms.CharField(label="借阅事由", max_length=200)
    due_on = forms.DateField(label="应还日期", widget=forms.DateInput(attrs={"type": "date"}))


class CheckForm(forms.Form):
    """What stands on a print: its code, and the last four figures of the case number."""

    code = forms.CharField(label="验证码", max_length=20, help_text="打印件每页左下角的12位字符。")
    ending = forms.CharField(label="案号数字的后四位", max_length=10, help_text="案号中全部数字连写后的最后四位，例如（2026）晋0802民初12号填0212。")
