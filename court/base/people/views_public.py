"""The public's door: a phone number, a code to it, and for the first time name and ID number."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from court.base.access.views import open_to
from court.base.people import credentials, litigants, sessions
from court.base.people.forms import CodeForm, PhoneForm, PhonePasswordForm, RegisterForm
from court.base.people.identity import phone_number
from court.base.people.masks import mask_phone
from court.base.people.pages import address, show_form, told
from court.kit.pages import say
from court.kit.refusal import Refused

both = require_http_methods(["GET", "POST"])


@both
@open_to("anyone")
def litigant_sign_in(request):
    """Step 1: the number to which a code goes."""
    if request.actor.is_litigant and request.method == "GET":
        return redirect(_next(request))
    form, status = PhoneForm(request.POST or None), 200
    if form.is_valid():
        try:
            phone = phone_number(form.cleaned_data["phone"])
            litigants.send_sign_in_code(phone)
        except Refused as refused:
            status = told(form, refused)
        else:
            request.session["door"] = {"phone": phone, "proved": False, "next": _next(request)}
            return redirect("litigant_code")
    links = [("用密码登录", reverse("litigant_password")), *_demo_door()]
    return show_form(request, form, heading="登录或者注册", submit="获取验证码", status=status, face="phone",
                     links=links, under="第一次来也从这里开始", words="请填写本人手机号，法院会发送一条短信验证码。")


@both
@open_to("anyone")
def litigant_code(request):
    """Step 2: the code. Known numbers are in; new ones go on to register."""
    door = request.session.get("door")
    if not door:
        return redirect("litigant_sign_in")
    form, status = CodeForm(request.POST or None), 200
    if form.is_valid():
        try:
            account = litigants.come_in_by_code(door["phone"], form.cleaned_data["code"], request.actor.address)
        except Refused as refused:
            status = told(form, refused)
        else:
            if account is None:
                request.session["door"] = {**door, "proved": True}
                request.session.cycle_key()
                return redirect("register")
            return _let_in(request, account, "code", door["next"])
    words = f"验证码已发送到 {mask_phone(door['phone'])}。"
    return show_form(request, form, heading="输入验证码", submit="确认", words=words, status=status, face="phone",
                     links=[("换一个号码或者重新获取", reverse("litigant_sign_in"))])


@both
@open_to("anyone")
def register(request):
    """Step 3, once: who it is, checked with the real-name service."""
    door = request.session.get("door")
    if not door or not door["proved"]:
        return redirect("litigant_sign_in")
    form, status = RegisterForm(request.POST or None), 200
    if form.is_valid():
        data = form.cleaned_data
        who = litigants.Registration(data["name"], data["id_number"], data["password"], data["licence"], data["firm"])
        try:
            account = litigants.register(door["phone"], who, by=request.actor)
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, "注册成功，已完成实名核验。")
            return _let_in(request, account, "registered", door["next"])
    return show_form(request, form, heading="实名注册", submit="提交核验", status=status, face="phone",
                     under=f"手机 {mask_phone(door['phone'])}",
                     words="参加诉讼须核验真实身份。不方便在线核验的，可以带身份证到诉讼服务中心窗口办理。")


@both
@open_to("anyone")
def litigant_password(request):
    form, status = PhonePasswordForm(request.POST or None), 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            phone = phone_number(data["phone"])
            account = litigants.come_in_by_password(phone, data["password"], request.actor.address)
        except Refused as refused:
            status = told(form, refused)
        else:
            return _let_in(request, account, "password", _next(request))
    return show_form(request, form, heading="密码登录", submit="登录", status=status, face="phone",
                     links=[("用短信验证码登录", reverse("litigant_sign_in"))])


@require_POST
@open_to("anyone")
def litigant_sign_out(request):
    sessions.end(request)
    say(request, "您已退出登录。")
    return redirect("litigant_sign_in")


def _let_in(request, account, way: str, onward: str):
    credentials.record_sign_in(account, way, request.actor.address)
    sessions.begin(request, account)
    return redirect(onward)


def _next(request) -> str:
    return sessions.safe_next(request, request.GET.get("next", ""), otherwise="/")


def _demo_door() -> list[tuple[str, str]]:
    door = address("enter")
    return [("演示：选择人物直接进入", door)] if door else []
