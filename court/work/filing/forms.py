"""The questions of the wizard, one form a screen. Every answer is checked again when the whole is handed in."""

import re
from datetime import date
from typing import Any, cast

from django import forms

from court.base.courts.models import Court
from court.base.courts.queries import trial_court_list, tribunals_of
from court.base.people import identity
from court.base.people.models import Person
from court.base.people.names import kept
from court.base.people.persons import checked_id_number
from court.kit import money
from court.kit.refusal import Refused
from court.spine.cases.models import Party, Representative
from court.work.filing import quoting
from law import causes
from law.answer import LawError

DAY = {"type": "date", "min": "1949-10-01"}
FIRST_DAY = date(1949, 10, 1)
SUM = re.compile(r"[0-9０-９.,]+\s*万?元")
# 每月给付抚养费1000元: what comes due again and again has no sum yet, and its cases pay by the piece. Costs are no claim.
RATE = re.compile(r"每(?:月|年|季度?|周|日|天)(?:[^，。；;\n]|(?<=[0-9])，(?=[0-9])){0,24}?元|"
                  r"[0-9０-９.,，]+\s*万?元\s*(?:[/／]|每)(?:月|年|季度?|周|日|天)|(?:诉讼费用?|受理费)[^，。；;\n]{0,6}?[0-9０-９.,，]+元")
LONGEST_CLAIMS, LONGEST_FACTS, MOST_CLAIMS = 3000, 20000, 30
DECLARATIONS = {
    "true": "所填内容和提交的材料真实，与原件一致；虚假诉讼依法承担罚款、拘留直至刑事责任（民事诉讼法第一百一十五条）。",
    "once": "没有就同一纠纷在其他法院或者仲裁机构重复提起请求（民诉法解释第二百四十七条）。",
    "online": "同意在网上办理本次立案，知道可以随时改到窗口办理（人民法院在线诉讼规则第四条、第五条）。",
    "address": "确认所填送达地址准确，变更后及时告知；因地址不准确未能收到的，后果由本人承担（民诉法解释第一百三十七条）。",
}


class Step(forms.Form):
    """A screen. `answers` are all answers so far, `on` the court's day."""

    def __init__(self, *args: Any, answers: dict | None = None, on: date, **options: Any):
        self.answers, self.on = answers or {}, on
        super().__init__(*args, **options)

    def answer(self, step: str, name: str) -> str:
        return str((self.answers.get(step) or {}).get(name) or "")


class CourtStep(Step):
    court = forms.ChoiceField(label="向哪个法院起诉", widget=forms.RadioSelect, error_messages={
        "required": "请选择法院。", "invalid_choice": "没有这个法院，请从列表中选择。"})

    def __init__(self, *args: Any, near: str = "", **options: Any):
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["court"]).choices = [(one.pk, one.name) for one in courts_near(near)]


def courts_near(address: str) -> list[Court]:
    """All trial courts; those whose place the address names stand first."""
    found = trial_court_list()
    return sorted(found, key=lambda one: not any(place in address for place in _places(one))) if address else found


def _places(court: Court) -> list[str]:
    """The county of a court as an address writes it: 盐湖区, and without its last character, 盐湖."""
    if court.level != Court.Level.BASIC:
        return []
    place = court.short_name.removesuffix("法院")
    return [place, place[:-1]] if len(place) > 2 else [place]


class TribunalStep(Step):
    tribunal = forms.ChoiceField(label="由哪个派出法庭办理", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        rows = tribunals_of(self.answer("court", "court"))
        cast(forms.ChoiceField, self.fields["tribunal"]).choices = [("", "由法院安排"), *(
            (str(one.pk), f"{one.name}{'（示意）' if one.is_illustrative else ''}") for one in rows)]


class CauseStep(Step):
    cause = forms.CharField(label="纠纷的种类", max_length=20, widget=forms.HiddenInput,
                            error_messages={"required": "请选择纠纷的种类。"})

    def clean_cause(self) -> str:
        code = self.cleaned_data["cause"]
        if code not in causes.tree("civil"):
            raise forms.ValidationError("没有这个案由，请搜索后从列表中选择。")
        if causes.children("civil", code) and causes.tree("civil")[code].level < 3:
            raise forms.ValidationError("这是一类案由，请选择其中更具体的一项。")
        return code


class MeStep(Step):
    capacity = forms.ChoiceField(label="您是", widget=forms.RadioSelect, initial="self",
                                 choices=[("self", "原告本人"), ("agent", "替别人起诉（代理人、单位工作人员）")])
    phone = forms.CharField(label="联系电话", max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    address = forms.CharField(label="住址", max_length=200, help_text="写到门牌号或者村组。")
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    occupation = forms.CharField(label="职业", max_length=40, required=False)
    employer = forms.CharField(label="工作单位", max_length=80, required=False, help_text="没有的可以不填。")

    def clean_phone(self) -> str:
        return _checked(identity.phone_number, self.cleaned_data["phone"])


class AgentStep(Step):
    kind = forms.ChoiceField(label="您和原告的关系", widget=forms.RadioSelect, choices=[
        ("lawyer", "律师"), ("legal_worker", "基层法律服务工作者"), ("relative", "近亲属"),
        ("staff", "单位的工作人员"), ("guardian", "法定代理人（监护人）"), ("recommended", "社区、单位推荐的公民")])
    authority = forms.ChoiceField(label="代理权限", widget=forms.RadioSelect, choices=[
        ("general", "一般授权"), ("special", "特别授权（可以代为承认、放弃、变更请求，和解，上诉）"), ("statutory", "法定代理")],
        help_text="以授权委托书写明的为准（民事诉讼法第六十二条）。")
    firm = forms.CharField(label="律师事务所、法律服务所或者单位", max_length=80, required=False)
    principal = forms.ChoiceField(label="原告是", widget=forms.RadioSelect,
                                  choices=[("natural", "个人"), ("company", "公司、单位")])

    def clean(self) -> dict:
        data = super().clean() or {}
        if (data.get("kind") == "guardian") != (data.get("authority") == "statutory") and "kind" in data:
            self.add_error("authority", "监护人选“法定代理”，其他代理人选一般授权或者特别授权。")
        if data.get("kind") in (Representative.Kind.LAWYER, Representative.Kind.LEGAL_WORKER) and not data.get("firm"):
            self.add_error("firm", "请填写执业机构。")
        return data


class PartyStep(Step):
    """One party. `kind` chooses the questions; a number is optional and checked when it is there."""

    role = forms.ChoiceField(label="诉讼地位", choices=[
        (Party.Role.DEFENDANT, "被告"), (Party.Role.THIRD_PARTY, "第三人"), (Party.Role.PLAINTIFF, "共同原告")])
    kind = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label="姓名", max_length=120, help_text="生僻字、间隔号“·”照实填写。")
    id_number = forms.CharField(label="身份证号码", max_length=30, required=False,
                                help_text="不知道的可以不填；填写有助于确认身份和送达。")
    sex = forms.ChoiceField(label="性别", required=False, choices=[("", "不清楚"), ("男", "男"), ("女", "女")])
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    employer = forms.CharField(label="工作单位", max_length=80, required=False, help_text="没有或者不知道的可以不填。")
    head_name = forms.CharField(label="法定代表人或者主要负责人", max_length=120, required=False)
    head_post = forms.CharField(label="职务", max_length=30, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False,
                            widget=forms.TextInput(attrs={"inputmode": "tel"}))
    address = forms.CharField(label="住址", max_length=200, help_text="用于送达，写到门牌号或者村组；不清楚的写明知道的部分。")

    NATURAL = ("sex", "ethnicity", "employer")
    COMPANY = ("head_name", "head_post")

    def __init__(self, *args: Any, kind: str = "natural", principal: bool = False, **options: Any):
        super().__init__(*args, **options)
        self.party_kind = kind if kind in ("natural", "company") else "natural"
        self.fields["kind"].initial = self.party_kind
        self.fields["kind"].required = False
        for name in self.COMPANY if self.party_kind == "natural" else self.NATURAL:
            del self.fields[name]
        if self.party_kind == "company":
            self.fields["name"].label, self.fields["id_number"].label = "单位名称", "统一社会信用代码"
            self.fields["address"].label = "住所地"
        if principal:
            del self.fields["role"]
            self.fields["id_number"].required = self.fields["phone"].required = True
            self.fields["id_number"].help_text = self.fields["phone"].help_text = ""

    def clean_kind(self) -> str:
        return self.party_kind

    def clean_name(self) -> str:
        name = kept(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("请填写姓名或者名称。")
        return name

    def clean_id_number(self) -> str:
        typed = self.cleaned_data.get("id_number", "").strip()
        kind = Person.IdKind.RESIDENT if self.party_kind == "natural" else Person.IdKind.USCC
        return _checked(lambda number: checked_id_number(kind, number), typed) if typed else ""

    def clean_phone(self) -> str:
        typed = self.cleaned_data.get("phone", "").strip()
        return _checked(identity.phone_number, typed) if typed else ""


class ClaimsStep(Step):
    claims = forms.CharField(label="请求法院判决什么", max_length=LONGEST_CLAIMS, widget=forms.Textarea(attrs={"rows": 5}),
                             help_text="一行写一项，例如：判令被告返还借款50000元。")
    amount = forms.DecimalField(label="请求的金额合计（元）", required=False, max_digits=15, decimal_places=2,
                                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                                help_text="只写数字；不涉及钱的可以不填。利息暂算到起诉之日。",
                                error_messages={"invalid": "请只填数字，例如 50000 或者 50000.50。",
                                                "max_digits": "金额过大，请核对单位是不是“元”。",
                                                "max_whole_digits": "金额过大，请核对单位是不是“元”。",
                                                "max_decimal_places": "金额最多两位小数（到分）。"})

    def clean_claims(self) -> str:
        rows = claim_lines(self.cleaned_data["claims"])
        if not rows:
            raise forms.ValidationError("请写明具体的诉讼请求（民事诉讼法第一百二十二条）。")
        if len(rows) > MOST_CLAIMS:
            raise forms.ValidationError(f"诉讼请求最多{MOST_CLAIMS}项，请合并后填写。")
        return self.cleaned_data["claims"]

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is None:
            return None
        if amount <= 0:
            raise forms.ValidationError("金额应当大于零；不涉及钱的请留空。")
        try:
            money.fen(amount)
        except ValueError:
            raise forms.ValidationError("金额过大，请核对单位是不是“元”。") from None
        return amount

    def clean(self) -> dict:
        """A claim for money needs its sum: the fee is counted from it (民事诉讼法第一百二十二条第三项)."""
        data = super().clean() or {}
        cause = self.answer("cause", "cause")
        if not self.errors and data["amount"] is None and (quoting.is_loan(cause) or SUM.search(RATE.sub("", data["claims"]))):
            self.add_error("amount", "诉讼请求涉及金钱，请填写请求的金额合计（民事诉讼法第一百二十二条第三项）。")
        if cause and "amount" in data and not self.errors:
            try:
                quoting.fee(cause, amount_fen(data["amount"]), self.on)
            except LawError as refusal:
                if refusal.code != "unknown_cause":
                    self.add_error("amount", quoting.in_words(refusal))
        return data


def claim_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def amount_fen(amount: Any) -> int | None:
    return None if amount in (None, "") else money.fen(amount)


class FactsStep(Step):
    grounds = forms.CharField(label="事情的经过和理由", max_length=LONGEST_FACTS, min_length=10,
                              widget=forms.Textarea(attrs={"rows": 10}),
                              help_text="按时间先后写：什么时间、和谁、发生了什么，对方欠什么、违反了什么约定。",
                              error_messages={"min_length": "请再写详细一些，至少十个字。"})


class LoanStep(Step):
    """What a court asks about every private loan (民间借贷案件要素)."""

    lent_on = forms.DateField(label="哪天出借的", widget=forms.DateInput(attrs=DAY), help_text="多次出借的填第一次。",
                              error_messages={"invalid": "没有这一天，请核对日期。"})
    lent_how = forms.ChoiceField(label="怎样交付的", widget=forms.RadioSelect, choices=[
        ("transfer", "银行转账"), ("mobile", "微信、支付宝"), ("cash", "现金"), ("mixed", "几种方式都有")])
    principal = forms.DecimalField(label="借款本金（元）", max_digits=14, decimal_places=2, min_value=0,
                                   widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                                   error_messages={"invalid": "请只填数字。", "min_value": "本金不能小于零。"})
    paper = forms.ChoiceField(label="有没有借条、借款合同", widget=forms.RadioSelect, choices=[
        ("note", "有借条、欠条"), ("contract", "有借款合同"), ("chat", "只有聊天记录"), ("none", "没有")])
    interest = forms.CharField(label="约定的利息", max_length=100, help_text="例如“月利率1%”；没有约定写“无”。")
    due = forms.CharField(label="约定什么时候还", max_length=60, required=False)
    repaid = forms.CharField(label="已经还了多少", max_length=200, help_text="没有还过写“0”；还过的写明日期和金额。")

    FORMAL = {"lent_on": "出借日期", "lent_how": "交付方式", "principal": "借款本金（元）", "paper": "借款凭证",
              "interest": "约定利息", "due": "约定还款期限", "repaid": "已还款情况"}

    def clean_lent_on(self) -> date:
        day = self.cleaned_data["lent_on"]
        if not FIRST_DAY <= day <= self.on:
            raise forms.ValidationError("出借日期应当在今天以前，请核对年份。")
        return day


class TrackStep(Step):
    mediation = forms.ChoiceField(label="是否愿意先调解", widget=forms.RadioSelect, choices=[
        ("yes", "愿意先调解（调解结案的减半交纳案件受理费）"), ("no", "不愿意，直接立案")])
    track = forms.ChoiceField(label="希望适用的程序", widget=forms.RadioSelect, choices=[
        ("", "由法院决定"), ("simplified", "简易程序"), ("small_claims", "小额诉讼程序（一审终审）"), ("ordinary", "普通程序")],
        required=False)


class ConsentStep(Step):
    e_service = forms.ChoiceField(label="是否同意电子送达", widget=forms.RadioSelect, choices=[
        ("yes", "同意：通知书、传票、裁判文书发到本平台，短信提醒"), ("no", "不同意，邮寄纸质文书")],
        help_text="依据在线诉讼规则第二十九条；同意后仍可要求纸质判决书。")
    service_address = forms.CharField(label="送达地址", max_length=200, help_text="收件地址，写到门牌号或者村组。")
    declarations = forms.MultipleChoiceField(label="请逐项确认", choices=list(DECLARATIONS.items()),
                                             widget=forms.CheckboxSelectMultiple)

    def clean_declarations(self) -> list[str]:
        said = self.cleaned_data["declarations"]
        if set(said) != DECLARATIONS.keys():
            raise forms.ValidationError("请逐项确认后再继续；有疑问的可以拨打12368或者到窗口办理。")
        return said


def _checked(check: Any, typed: str) -> str:
    try:
        return check(typed)
    except Refused as refused:
        raise forms.ValidationError(refused.for_people()) from refused
