"""The staff's door: password, then authenticator; and the first use of an account."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from court.base.access.views import open_to
from court.base.people import codes, credentials, sessions, sign_in
from court.base.people.forms import ActivationForm, FactorForm, PasswordForm, TokenForm
from court.base.people.pages import address, demo_factor, enrolment_picture, show_form, told
from court.kit import client
from court.kit.ids import read_code
from court.kit.pages import say
from court.kit.refusal import Refused

both = require_http_methods(["GET", "POST"])


@both
@open_to("anyone")
@sessions.always_open
def staff_sign_in(request):
    if request.actor.is_staff and request.method == "GET":
        return redirect(sessions.safe_next(request, request.GET.get("next", "")))
    form, status = PasswordForm(request.POST or None), 200
    if form.is_valid():
        try:
            account = sign_in.check_staff(**form.cleaned_data, address=client.address(request))
        except Refused as refused:
            status = told(form, refused)
        else:
            sessions.begin_pending(request, account)
            return redirect(_with_next("sign_in_factor", request))
    links = [("首次使用或者重置账号", reverse("activate_code")), *_demo_door()]
    return show_form(request, form, heading="法院人员登录", submit="下一步", links=links, status=status,
                     words="法院内部系统，仅限本院工作人员使用。登录须密码和动态口令两步验证。")


@both
@open_to("anyone")
@sessions.always_open
def staff_factor(request):
    account = sessions.pending_account(request)
    if account is None:
        say(request, "登录已超时，请重新输入密码。", "info")
        return redirect("sign_in")
    form, status = FactorForm(request.POST or None, initial={"code": demo_factor(account)}), 200
    if form.is_valid():
        try:
            sign_in.check_factor(account, form.cleaned_data["code"], client.address(request))
        except Refused as refused:
            status = told(form, refused)
        else:
            credentials.record_sign_in(account, "password+totp", client.address(request))
            sessions.begin(request, account)
            return redirect(sessions.safe_next(request, request.GET.get("next", "")))
    return show_form(request, form, heading="输入动态口令", submit="登录", status=status,
                     words="请打开手机上的验证器应用。", links=[("换一个账号", reverse("sign_in"))])


@require_POST
@open_to("anyone")
@sessions.always_open
def sign_out(request):
    is_staff = request.actor.is_staff
    sessions.end(request)
    say(request, "您已退出登录。")
    return redirect("sign_in" if is_staff and address("sign_in") else address("litigant_sign_in") or "sign_in")


@both
@open_to("anyone")
@sessions.always_open
def activate_code(request):
    form, status = TokenForm(request.POST or None), 200
    if form.is_valid():
        token = read_code(form.cleaned_data["token"])
        try:
            sign_in.limit_guesses_of_links(client.address(request))
            codes.open_link(token)
        except Refused as refused:
            status = told(form, refused)
        else:
            return redirect("activate", token=token)
    return show_form(request, form, heading="启用或者重置账号", submit="下一步", status=status,
                     links=[("返回登录", reverse("sign_in"))])


@both
@open_to("anyone")
@sessions.always_open
def activate(request, token):
    sign_in.limit_guesses_of_links(client.address(request))
    link = codes.open_link(token)
    form, status = ActivationForm(request.POST or None), 200
    if form.is_valid():
        try:
            account = credentials.activate(link, form.cleaned_data["password"], form.cleaned_data["code"])
        except Refused as refused:
            status = told(form, refused)
        else:
            sessions.end(request)
            say(request, f"账号 {account.username} 已启用，请登录。")
            return redirect("sign_in")
    return show_form(request, form, heading="设置密码和验证器", submit="完成", status=status,
                     words=f"{link.account.person.name}，您的登录名是 {link.account.username}。",
                     **enrolment_picture(link.account, link.totp_secret))


def _with_next(name: str, request) -> str:
    wanted = request.GET.get("next", "")
    safe = sessions.safe_next(request, wanted, otherwise="/staff/")
    return f"{reverse(name)}?{sessions.urlencode({'next': safe})}"


def _demo_door() -> list[tuple[str, str]]:
    door = address("enter")
    return [("演示：选择人物直接进入", door)] if door else []
