"""The administrators' pages: accounts (system), offices (security), records of sign-ins and reads (audit)."""

import csv
from itertools import islice

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import actions, queries, sessions
from court.base.people.forms import AccountForm, DisableForm, LastDayForm, OfficeForm
from court.base.people.models import Appointment
from court.base.people.pages import show_form, told
from court.kit.days import stamp
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused

both = require_http_methods(["GET", "POST"])
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
MOST_EXPORTED = 100_000


@require_safe
@open_to(*ADMINISTRATORS)
def accounts(request):
    words, court = request.GET.get("q", "")[:60], request.GET.get("court", "")
    rows = queries.staff_accounts(request.actor, words, court)
    page = by_key(rows, ("-id",), request.GET.get("page", ""), size=20)
    return render(request, "people/accounts.html", {
        "page": page, "words": words, "court": court, "courts": queries.courts_of(request.actor),
        "may_create": request.actor.holds("system_admin"), "today": clock.today(),
    })


@both
@open_to("system_admin")
def account_new(request):
    form = AccountForm(request.POST or None, courts=queries.courts_of(request.actor))
    status = 200
    if form.is_valid():
        data = {**form.cleaned_data, "court": form.cleaned_data["court"].pk}
        try:
            account, token = actions.create_account(actions.NewAccount(**data), by=request.actor)
        except Refused as refused:
            status = told(form, refused)
        else:
            return _slip(request, account, token, "24小时")
    return show_form(request, form, heading="开通账号", submit="开通", face="staff", status=status,
                     words="账号开通后没有任何职务；任职由安全管理员另行授予。")


@require_safe
@open_to(*ADMINISTRATORS)
def account_page(request, pk):
    account = _account(request, pk)
    posts = account.appointments.select_related("court", "division").order_by("-since", "-id")
    return render(request, "people/account.html", {
        "account": account, "posts": posts, "today": clock.today(), "last_day": LastDayForm(),
        "disable_form": DisableForm(), "office_form": OfficeForm(courts=queries.courts_of(request.actor)),
        "is_system": request.actor.holds("system_admin"), "is_security": request.actor.holds("security_admin"),
    })


@require_POST
@open_to("system_admin")
def account_reset(request, pk):
    account = _account(request, pk)
    return _slip(request, account, actions.reset_account(account, by=request.actor), "15分钟")


@require_POST
@open_to("system_admin")
def account_enable(request, pk):
    account = _account(request, pk)
    return _slip(request, account, actions.enable_account(account, by=request.actor), "15分钟")


@require_POST
@open_to("system_admin", "security_admin")
def account_disable(request, pk):
    account = _account(request, pk)
    actions.disable_account(account, by=request.actor, reason=request.POST.get("reason", ""))
    say(request, f"账号 {account.username} 已停用，其登录已全部退出。")
    return redirect("account_page", pk=pk)


@require_POST
@open_to("security_admin")
def office_grant(request, pk):
    account = _account(request, pk)
    sessions.require_fresh_factor(request)
    form = OfficeForm(request.POST, courts=queries.courts_of(request.actor))
    status = 422
    if form.is_valid():
        data = {**form.cleaned_data, "court": form.cleaned_data["court"].pk}
        try:
            row = actions.grant_office(account, **data, by=request.actor)
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, f"已授予：{row}。")
            return redirect("account_page", pk=pk)
    return show_form(request, form, heading=f"授予职务：{account.person.name}", submit="授予", face="staff",
                     status=status)


@require_POST
@open_to("security_admin")
def office_end(request, pk):
    post = get_object_or_404(Appointment.objects.select_related("account__person"), pk=pk,
                             account__in=queries.staff_accounts(request.actor))
    sessions.require_fresh_factor(request)
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写任职的最后一日。", code="bad_field", status=422)
    actions.end_office(post, last_day=form.cleaned_data["last_day"], by=request.actor)
    say(request, f"已登记终止：{post}。")
    return redirect("account_page", pk=post.account_id)


@require_safe
@open_to("audit_admin")
def audit_log(request):
    stream, account = _asked(request)
    found = list(queries.reads(stream, account)[:200])
    tries = by_key(queries.attempts(days=30), ("-id",), request.GET.get("page", ""), size=30)
    names = queries.names_of({row.account for row in found if row.account})
    return render(request, "people/audit.html", {
        "reads": [(row, names.get(row.account or 0, "未登录")) for row in found], "page": tries,
        "stream": stream, "account": account or "",
    })


@require_safe
@open_to("audit_admin")
def audit_export(request):
    """The looks at one thing or by one account, as a table for a spreadsheet; the export itself is recorded."""
    stream, account = _asked(request)
    rows = queries.reads(stream, account)
    record_read(request.actor, "audit:reads", "export", f"{stream or '*'}/{account or '*'}")
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="reads.csv"'
    return answer


def _lines(rows):
    class Line:
        @staticmethod
        def write(text: str) -> str:
            return text

    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(["时间", "账号", "身份", "来源地址", "方式", "对象", "内容", "页面"])
    for row in islice(rows.iterator(chunk_size=1000), MOST_EXPORTED):
        cells = [stamp(row.at), row.account, row.capacity, row.address, row.verb, row.stream, row.thing, row.page]
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell) -> str:
    """A spreadsheet must not take a cell for a formula."""
    text = str(cell if cell is not None else "")
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _asked(request) -> tuple[str, int | None]:
    account = request.GET.get("account", "")
    is_number = account.isascii() and account.isdigit() and len(account) < 19
    return request.GET.get("stream", "")[:60], int(account) if is_number else None


def _account(request, pk):
    return get_object_or_404(queries.staff_accounts(request.actor), pk=pk)


def _slip(request, account, token: str, life: str):
    """The slip to hand over: shown once, on the answer to the POST, and kept nowhere."""
    return render(request, "people/slip.html", {"account": account, "token": token, "life": life})
