"""What people type at the door and about themselves. Rules live in the actions; forms only read."""

from django import forms
from django.db.models import QuerySet

from court.base.courts.models import Court, Division
from court.base.people.actions import DISABLE_REASONS
from court.base.people.models import Office

DAY = {"type": "date"}


def _password(label: str, autocomplete: str, **more) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=300, strip=False, widget=widget, **more)


def _digits(label: str, **more) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"})
    return forms.CharField(label=label, max_length=12, widget=widget, **more)


class PasswordForm(forms.Form):
    username = forms.CharField(label="登录名", max_length=60, widget=forms.TextInput(
        attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}))
    password = _password("密码", "current-password")


class FactorForm(forms.Form):
    code = _digits("动态口令", help_text="验证器应用当前显示的6位数字，每30秒更换一次。")


class ActivationForm(forms.Form):
    password = _password("设置密码", "new-password",
                         help_text="至少12个字符，含大写字母、小写字母、数字、符号中的三类；不用常见词和本人信息。")
    password_again = _password("再输一次", "new-password")
    code = _digits("验证器显示的口令", help_text="先用手机验证器扫描上方二维码，再填写它显示的6位数字。")

    def clean(self):
        return _same(self, super().clean() or {})


class TokenForm(forms.Form):
    token = forms.CharField(label="办理码", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
                            help_text="系统管理员交给您的启用码，或者短信收到的办理码；不分大小写。")


class ChangePasswordForm(forms.Form):
    password = _password("原密码", "current-password", required=False)
    new_password = _password("新密码", "new-password")
    new_password_again = _password("再输一次新密码", "new-password")

    def clean(self):
        return _same(self, super().clean() or {}, "new_password")


class PhoneForm(forms.Form):
    phone = forms.CharField(label="手机号码", max_length=30, widget=forms.TextInput(
        attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}))


class CodeForm(forms.Form):
    code = _digits("短信验证码", help_text="6位数字，5分钟内有效。法院工作人员不会向您索要验证码。")


class PhonePasswordForm(PhoneForm):
    password = _password("密码", "current-password")


class RegisterForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
                           help_text="与身份证一致；生僻字、间隔号“·”照实填写。")
    id_number = forms.CharField(label="居民身份证号码", max_length=30, widget=forms.TextInput(
        attrs={"autocomplete": "off", "spellcheck": "false"}))
    is_lawyer = forms.BooleanField(label="我是执业律师", required=False)
    licence = forms.CharField(label="律师执业证号", max_length=40, required=False, help_text="律师填写，17位数字。")
    firm = forms.CharField(label="执业机构", max_length=80, required=False, help_text="律师填写。")
    password = _password("设置密码（可不设）", "new-password", required=False,
                         help_text="不设密码也可以随时用短信验证码登录；设置的至少8个字符。")
    agrees = forms.BooleanField(label="我同意法院为办理诉讼事项核验并使用以上身份信息",
                                help_text="依据《个人信息保护法》第十三条；信息加密保存，只用于诉讼，谁查看过都有记录。")

    def clean(self):
        data = super().clean() or {}
        if data.get("is_lawyer") and not data.get("licence"):
            self.add_error("licence", "请填写律师执业证号。")
        if not data.get("is_lawyer"):
            data["licence"] = data["firm"] = ""
        return data


class AccountForm(forms.Form):
    """A new account of a member of the court."""

    name = forms.CharField(label="姓名", max_length=120)
    username = forms.CharField(label="登录名", max_length=60, help_text="本人登录时输入，不含空格。")
    court = forms.ModelChoiceField(label="所在法院", queryset=Court.objects.order_by("code"))
    id_number = forms.CharField(label="居民身份证号码", max_length=30, required=False)
    phone = forms.CharField(label="手机号码", max_length=30, required=False,
                            help_text="担任系统、安全、审计管理员的必须填写：其重置码只发到本人手机。")

    def __init__(self, *args, courts, **more):
        super().__init__(*args, **more)
        _choose_among(self, "court", courts)


class DisableForm(forms.Form):
    reason = forms.ChoiceField(label="停用原因", choices=list(DISABLE_REASONS.items()))


class DivisionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Division) -> str:
        return f"{obj.court.short_name} {obj.name}"


class OfficeForm(forms.Form):
    court = forms.ModelChoiceField(label="法院", queryset=Court.objects.none())
    office = forms.ChoiceField(label="职务", choices=Office.choices)
    division = DivisionField(label="部门", queryset=Division.objects.none(), required=False)
    since = forms.DateField(label="任职起", widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label="任职止", required=False, widget=forms.DateInput(attrs=DAY),
                            help_text="长期任职的不填。")

    def __init__(self, *args, courts, **more):
        super().__init__(*args, **more)
        _choose_among(self, "court", courts)
        _choose_among(self, "division", Division.objects.filter(court__in=courts).select_related("court"))


class LastDayForm(forms.Form):
    last_day = forms.DateField(label="任职到", widget=forms.DateInput(attrs=DAY))


def _choose_among(form: forms.Form, name: str, rows: QuerySet) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _same(form: forms.Form, data: dict, name: str = "password") -> dict:
    if data.get(name) and data.get(f"{name}_again") is not None and data[name] != data[f"{name}_again"]:
        form.add_error(f"{name}_again", "两次输入的密码不一致。")
    return data
