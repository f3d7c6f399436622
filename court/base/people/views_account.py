"""One's own account, on both faces: password, authenticator, sessions, forms that came too late, the factor again."""

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.models import SessionRow
from court.base.access.views import open_to
from court.base.people import credentials, held, held_words, litigants, passwords, sessions, sign_in, totp
from court.base.people.codes import session_mark
from court.base.people.forms import ChangePasswordForm, CodeForm, FactorForm, PhoneForm
from court.base.people.identity import phone_number
from court.base.people.masks import mask_phone
from court.base.people.models import HeldForm
from court.base.people.pages import demo_factor, enrolment_picture, show_form, told
from court.kit.pages import say
from court.kit.refusal import Refused

both = require_http_methods(["GET", "POST"])


def _face(request) -> str:
    return "staff" if request.actor.is_staff else "phone"


def _home(request) -> str:
    return reverse("my_account" if request.actor.is_staff else "litigant_account")


@require_safe
@open_to("signed_in")
def my_account(request):
    account = request.actor.account
    rows = SessionRow.objects.filter(account=account.pk).order_by("-seen_at")
    mine = [{"mark": session_mark(row.session_key), "row": row, "here": row.session_key == request.session.session_key}
            for row in rows]
    page = {"account": account, "sessions": mine, "held": held.held_for(account), "phone": mask_phone(account.phone),
            "offices": request.actor.appointments}
    return render(request, f"people/my_account_{_face(request)}.html", page)


@both
@open_to("signed_in")
@sessions.always_open
def change_password(request):
    account = request.actor.account
    form, status = ChangePasswordForm(request.POST or None), 200
    if not account.has_usable_password():
        del form.fields["password"]
    if form.is_valid():
        data = form.cleaned_data
        try:
            credentials.change_password(request.actor, data.get("password", ""), data["new_password"])
        except Refused as refused:
            status = told(form, refused)
        else:
            sessions.begin(request, account)
            say(request, "密码已修改，其他设备上的登录均已退出。")
            return redirect(_home(request))
    words = "密码使用已超过规定天数，修改后才能继续使用。" if request.session.get("must_change") else ""
    least = passwords.STAFF_LENGTH if account.is_staff_member else passwords.LITIGANT_LENGTH
    form.fields["new_password"].help_text = f"至少{least}个字符，不用常见词和本人信息。"
    return show_form(request, form, heading="修改密码", submit="修改", words=words, status=status, face=_face(request))


@both
@open_to("staff")
def change_factor(request):
    sessions.require_fresh_factor(request)
    secret = request.session.setdefault("new_factor", totp.new_secret())
    form, status = FactorForm(request.POST or None), 200
    if form.is_valid():
        account = request.actor.account
        try:
            credentials.enrol_factor(request.actor, secret, form.cleaned_data["code"])
        except Refused as refused:
            status = told(form, refused)
        else:
            sessions.begin(request, account)
            say(request, "验证器已更换，原验证器不再有效。")
            return redirect("my_account")
    return show_form(request, form, heading="更换验证器", submit="更换", status=status, face="staff",
                     **enrolment_picture(request.actor.account, secret))


@require_POST
@open_to("signed_in")
def end_session(request):
    mark = request.POST.get("mark", "")
    for row in SessionRow.objects.filter(account=request.actor.account.pk):
        if session_mark(row.session_key) == mark:
            row.delete()
            say(request, "该设备已退出登录。")
            break
    return redirect(_home(request))


@both
@open_to("staff")
def confirm_factor(request):
    """The authenticator again, before signing, refunds and the like (S7)."""
    account = request.actor.account
    form, status = FactorForm(request.POST or None, initial={"code": demo_factor(account)}), 200
    if form.is_valid():
        try:
            sign_in.check_factor(account, form.cleaned_data["code"], request.actor.address)
        except Refused as refused:
            status = told(form, refused)
        else:
            sessions.freshen(request)
            return redirect(sessions.safe_next(request, request.GET.get("next", "")))
    words = "办理签名、退费、授权等事项前，请再次输入动态口令；5分钟内有效。"
    return show_form(request, form, heading="再次验证身份", submit="确认", words=words, status=status)


@both
@open_to("litigant")
def litigant_confirm(request):
    """A code to the account's own phone: the litigant's second factor."""
    account = request.actor.account
    sent = request.session.get("confirm_sent")
    form, status = CodeForm(request.POST if sent and "code" in request.POST else None), 200
    try:
        if request.method == "POST" and not form.is_bound:
            litigants.send_confirmation(account)
            request.session["confirm_sent"] = True
            form = CodeForm()
            sent = True
        elif form.is_valid():
            litigants.confirm_by_code(account, form.cleaned_data["code"])
            request.session.pop("confirm_sent", None)
            sessions.freshen(request)
            return redirect(sessions.safe_next(request, request.GET.get("next", "")))
    except Refused as refused:
        if not form.is_bound:
            raise
        status = told(form, refused)
    words = f"办理该事项前，请验证手机 {mask_phone(account.phone)}。"
    if not sent:
        return show_form(request, Form(), heading="再次验证身份", submit="获取验证码", words=words, face="phone")
    return show_form(request, form, heading="再次验证身份", submit="确认", words=words, status=status, face="phone",
                     resend=True)


@both
@open_to("litigant")
def change_phone(request):
    """Two steps on one page: the new number, then the code that was sent to it."""
    sessions.require_fresh_factor(request)
    number = request.session.get("new_phone")
    form, status = (CodeForm if number else PhoneForm)(request.POST or None), 200
    try:
        if form.is_valid() and not number:
            litigants.send_sign_in_code(phone := phone_number(form.cleaned_data["phone"]))
            request.session["new_phone"] = phone
            return redirect("change_phone")
        if form.is_valid():
            del request.session["new_phone"]
            litigants.change_phone(request.actor, number, form.cleaned_data["code"])
            say(request, "登录手机号已更换。")
            return redirect("litigant_account")
    except Refused as refused:
        if refused.code == "factor_needed":
            raise
        status = told(form, refused)
    submit = "确认更换" if number else "获取验证码"
    return show_form(request, form, heading="更换手机号", submit=submit, status=status, face="phone")


@require_safe
@open_to("signed_in")
def held_form(request, pk):
    """What came too late, to be looked at and sent again."""
    form = get_object_or_404(HeldForm, pk=pk, account=request.actor.account)
    return render(request, f"people/held_{_face(request)}.html", {"form": form, "fields": held_words.kept(form)})


@require_POST
@open_to("signed_in")
def held_form_drop(request, pk):
    if not HeldForm.objects.filter(pk=pk, account=request.actor.account).delete()[0]:
        raise Http404
    say(request, "已删除。")
    return redirect(_home(request))
