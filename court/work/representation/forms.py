"""Forms of representatives: chosen from those registered, or entered new; the papers are always uploaded."""
from typing import Any, cast

from django import forms

from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.spine.cases.models import Case, Party, Representative
from court.work.representation import kinds
from court.work.representation.actions import Wanted

NEW = "new"
PLAIN = [("general", "一般授权"), ("special", "特别授权")]


def _file(label: str, help_text: str = "", required: bool = True) -> forms.FileField:
    return forms.FileField(label=label, required=required, help_text=help_text,
                           widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE, "data-max-mb": "100"}))


class AuthorityForm(forms.Form):
    """Another authority for somebody who acts already."""

    authority = forms.ChoiceField(label="代理权限", choices=PLAIN, widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(label="特别授权事项", choices=list(kinds.ITEMS.items()), required=False,
                                      widget=forms.CheckboxSelectMultiple, help_text="特别授权应当逐项写明；仅写“全权代理”的，按一般授权登记。")
    paper = _file("变更权限的授权委托书", "由委托人签名或者盖章。")

    def wanted(self, kind: str) -> Wanted:
        return Wanted(kind, self.cleaned_data["authority"], self.cleaned_data["items"])


class MandateForm(AuthorityForm):
    """A new representative: one of those found on the register, or somebody entered here."""

    party = forms.ChoiceField(label="委托人")
    chosen = forms.ChoiceField(label="代理人", widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="代理人种类", choices=[("", "请选择"), *Representative.Kind.choices])
    name = forms.CharField(label="姓名", max_length=60, required=False)
    id_number = forms.CharField(label="身份证号码", max_length=24, required=False)
    phone = forms.CharField(label="手机号码", max_length=20, required=False)
    licence = forms.CharField(label="执业证号", max_length=40, required=False, help_text="律师、基层法律服务工作者填写。")
    firm = forms.CharField(label="执业机构或者工作单位", max_length=80, required=False)
    replaces = forms.ChoiceField(label="接替", required=False, help_text="选择后，原代理人的代理同时终止。")
    paper = _file("授权委托手续", "律师：授权委托书、执业证、所函；近亲属、工作人员：授权委托书、身份证件、关系证明；"
                            "法定代理人：监护关系证明。多份请合并为一个文件。")

    field_order = ["party", "chosen", "name", "id_number", "phone", "kind", "licence", "firm", "authority", "items",
                   "replaces", "paper"]

    def __init__(self, case: Case, found: list, *args: Any, parties: list[Party], **options: Any):
        super().__init__(*args, **options)
        self.fields["authority"].required = False
        self._choose("party", [(str(p.pk), f"{p.get_role_display()}　{p.name}") for p in parties])
        self._choose("chosen", [*((str(one.pk), found_label(one)) for one in found), (NEW, "不在名册中，登记新代理人")])
        acting = case.representatives.filter(until=None, party__in=parties).select_related("person", "party")
        names = [(str(r.pk), f"{r.person.name}（{r.party.name}的代理人）") for r in acting if r.authority != "statutory"]
        self._choose("replaces", [("", "不接替，新增代理人"), *names])
        self.initial.setdefault("chosen", str(found[0].pk) if len(found) == 1 else NEW)
        if len(found) == 1:
            self.initial.setdefault("kind", "lawyer" if found[0].kind == "lawyer" else "")
            self.initial.setdefault("licence", found[0].licence)
            self.initial.setdefault("firm", found[0].firm)
        if len(parties) == 1:
            self.initial.setdefault("party", str(parties[0].pk))
            self.fields["party"].widget = forms.HiddenInput()
        if not names:
            del self.fields["replaces"]

    def _choose(self, name: str, choices: list) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("chosen") == NEW:
            for name, words in (("name", "请填写代理人姓名。"), ("id_number", "请填写代理人的身份证号码。")):
                if not (data.get(name) or "").strip():
                    self.add_error(name, words)
        return data

    def new(self) -> Wanted:
        data = self.cleaned_data
        account = None if data["chosen"] == NEW else int(data["chosen"])
        replaces = data.get("replaces")
        typed = {n: data[n] for n in ("name", "id_number", "phone")} if account is None else {}
        return Wanted(data["kind"], data["authority"], data["items"], account=account, licence=data["licence"],
                      firm=data["firm"], replaces=int(replaces) if replaces else None, **typed)


class EndForm(forms.Form):
    paper = _file("解除或者辞去委托的书面通知", "由委托人或者代理人签名，归入卷宗。", required=False)


class HeadForm(forms.Form):
    """The legal representative of a company (法定代表人) as its register shows it now."""

    head_name = forms.CharField(label="法定代表人（主要负责人）", max_length=120)
    head_post = forms.CharField(label="职务", max_length=30, required=False)
    paper = _file("法定代表人身份证明书")


def found_label(account) -> str:
    """高律师　执业证号11408…　示例律师事务所; of others the masked number."""
    from court.base.people.persons import masked

    if account.kind == "lawyer":
        return f"{account.person.name}　律师　{account.licence or '执业证号未登记'}　{account.firm}"
    return f"{account.person.name}　{masked(account.person, 'id_number') or '未登记证件号码'}"
