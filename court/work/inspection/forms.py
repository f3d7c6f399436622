"""Forms of online reading: asked on the phone, decided at the desk."""
from typing import Any

from django import forms

from court.base.courts.queries import trial_court_list
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.spine.cases.models import Case
from court.spine.dossier import catalogue
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.work.inspection.actions import Grant, Wanted
from court.work.inspection.models import Inspection

Scope, Capacity = Inspection.Scope, Inspection.Capacity
MAIN = Document.Volume.MAIN
PURPOSES = [("", "请选择"), *((one, one) for one in ("准备庭审、代理诉讼", "准备上诉", "准备申请再审", "申请执行", "核对裁判文书和送达情况"))]
PAPERS = {"authority": "授权委托书", "letter": "律师事务所函（法律援助的，为指派通知书或者公函）", "licence": "律师执业证（或者其他身份证明）"}


def item_choices(case: Case | None) -> list[tuple[str, str]]:
    """The items of 正卷, by key; those of an ordinary civil case where the case is not to be known."""
    entries = catalogue.of(case) if case else catalogue.shipped("民事一审普通程序")
    return [(one.key, one.label) for one in entries if one.volume == MAIN and one.key not in catalogue.FIXED]


class AskForm(forms.Form):
    """Own case: the mandate stands already."""

    scope = forms.ChoiceField(label="阅卷范围", widget=forms.RadioSelect, initial=Scope.WHOLE)
    items = forms.MultipleChoiceField(label="材料种类", required=False, widget=forms.CheckboxSelectMultiple, help_text="选择“按材料种类”的填写。")
    papers = forms.MultipleChoiceField(label="指定材料", required=False, widget=forms.CheckboxSelectMultiple, help_text="选择“指定材料”的填写。")
    purpose = forms.ChoiceField(label="阅卷目的", choices=PURPOSES)
    words = forms.CharField(label="补充说明", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    wants_copy = forms.BooleanField(label="同时申请下载（下载件每页带有您的姓名和时间）", required=False)

    def __init__(self, case: Case | None, placed: list[Placed], *args: Any, **options: Any):
        super().__init__(*args, **options)
        some = [one for one in Scope.choices if placed or one[0] != Scope.PAPERS]
        _choose(self, "scope", some)
        _choose(self, "items", item_choices(case))
        _choose(self, "papers", [(str(one.document.pk), _named(one)) for one in placed])
        if not placed:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for scope, name in ((Scope.ITEMS, "items"), (Scope.PAPERS, "papers")):
            if found.get("scope") == scope and not found.get(name):
                self.add_error(name, "请至少选择一项。")
        return found

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        purpose = f"{data['purpose']}。{data['words']}" if data["words"].strip() else data["purpose"]
        return Wanted(data["scope"], purpose, data["items"], data.get("papers", []), data["wants_copy"],
                      data.get("principal", ""))


class NumberForm(AskForm):
    """A case one is not in: by its number, with the papers of the authority."""

    court = forms.ChoiceField(label="审理法院")
    number = forms.CharField(label="案号", max_length=40, help_text="例如（2026）晋0802民初1号。")
    capacity = forms.ChoiceField(label="申请人身份", widget=forms.RadioSelect,
                                 choices=[(Capacity.AGENT.value, "诉讼代理人（尚未登记）"), (Capacity.RETRIAL.value, "为申请再审受托的代理人")])
    principal = forms.CharField(label="委托人", max_length=120, help_text="委托您的当事人姓名或者名称。")
    field_order = ["court", "number", "capacity", "principal", *PAPERS, "scope", "items", "purpose", "words", "wants_copy"]

    def __init__(self, is_lawyer: bool, *args: Any, **options: Any):
        super().__init__(None, [], *args, **options)
        _choose(self, "court", [("", "请选择"), *((one.code, one.name) for one in trial_court_list())])
        for name, label in PAPERS.items():
            needed = name == "authority" or is_lawyer or name == "licence"
            self.fields[name] = forms.FileField(label=label, required=needed,
                                                widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE, "data-max-mb": "100"}))
        self.order_fields(self.field_order)


class GrantForm(forms.Form):
    """What is granted: the whole of what was asked, or less of it."""

    scope = forms.ChoiceField(label="准许范围", widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(label="材料种类", required=False, widget=forms.CheckboxSelectMultiple)
    papers = forms.MultipleChoiceField(label="指定材料", required=False, widget=forms.CheckboxSelectMultiple)
    may_copy = forms.BooleanField(label="准许下载（下载件逐页带有阅卷人姓名和时间，并计页数）", required=False)
    days = forms.IntegerField(label="阅看期限（日）", min_value=1, max_value=60)
    authority_until = forms.DateField(label="授权截止日", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                                      help_text="委托手续载明期限的填写；届满后自动终止阅看。")
    confirmed = forms.BooleanField(label="已核对委托手续，可以准许", required=False)

    def __init__(self, case: Case | None, placed: list[Placed], doubts: list[str], *args: Any, **options: Any):
        super().__init__(*args, **options)
        if doubts:
            self.fields["confirmed"].help_text = f"{'；'.join(doubts)}。"
        else:
            del self.fields["confirmed"]
        _choose(self, "scope", list(Scope.choices))
        _choose(self, "items", item_choices(case))
        _choose(self, "papers", [(str(one.document.pk), _named(one)) for one in placed])

    def given(self) -> Grant:
        data = self.cleaned_data
        return Grant(data["scope"], data["items"], data["papers"], data["may_copy"], data["days"], data["authority_until"],
                     data.get("confirmed", False))


def _named(one: Placed) -> str:
    return f"{one.document.title}（{one.span}页）" if one.span else one.document.title


def _choose(form: forms.Form, name: str, choices: list) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
