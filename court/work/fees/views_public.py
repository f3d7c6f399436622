"""The payer's pages: the fee explained, paying, relief; the gateway's notices; the calculator for everybody."""
from decimal import Decimal

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from court.base.access.decide import require, visible
from court.base.access.limits import limit
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.people.pages import told
from court.kit import money
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.ports.payment import ForgedNotice, Payment
from court.ports.registry import get
from court.spine.cases.acts import perform
from court.spine.cases.models import Case
from court.work.fees import payments, refunds
from court.work.fees.models import Order, Refund
from law.answer import LawError
from law.causes import search
from law.fees.quote import quote

both = require_http_methods(["GET", "POST"])
TRACKS = [("ordinary", "普通程序"), ("simplified", "简易程序"), ("small_claims", "小额诉讼程序")]


class ReliefForm(forms.Form):
    relief = forms.ChoiceField(label="申请", choices=[("defer", "缓交"), ("reduce", "减交"), ("exempt", "免交")], widget=forms.RadioSelect)
    reason = forms.CharField(label="困难情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
                             help_text="请写明收入、家庭和困难情况；领取最低生活保障、残疾、失业等情形请一并说明。")
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)


class CalculatorForm(forms.Form):
    cause = forms.CharField(label="纠纷类型", max_length=40, initial="民间借贷纠纷", help_text="例如：民间借贷纠纷、离婚纠纷、买卖合同纠纷")
    amount = forms.DecimalField(label="请求金额（元）", required=False, min_value=0, max_digits=14, decimal_places=2)
    track = forms.ChoiceField(label="审理程序", choices=TRACKS, initial="simplified")


def _case(request: CourtRequest, pk: int) -> Case:
    case = get_object_or_404(Case.objects.select_related("court"), pk=pk)
    require(request.actor, "read", case)
    return case


@require_GET
@open_to("litigant")
def my_fees(request: CourtRequest) -> HttpResponse:
    """All my orders, open ones first."""
    mine = visible(request.actor, Case.objects.all())
    orders = Order.objects.filter(case__in=mine).select_related("case").order_by("state", "-pk")[:50]
    return render(request, "fees/mine.html", {"orders": sorted(orders, key=lambda o: (o.state != "open", -o.pk))})


@require_GET
@open_to("litigant")
def case_fees(request: CourtRequest, pk: int) -> HttpResponse:
    """One case's orders with explanation, payments and refunds."""
    case = _case(request, pk)
    orders = list(Order.objects.filter(case=case).select_related("payer").prefetch_related("lines", "jointly"))
    me = request.actor.person_id
    payable = [one.pk for one in orders if one.state == Order.State.OPEN and me in one.owed_by]
    return render(request, "fees/case.html", {
        "case": case, "orders": orders, "payable": payable,
        "refunds": Refund.objects.filter(order__case=case).order_by("pk"), "grounds": refunds.GROUNDS})


@require_POST
@open_to("litigant")
def pay(request: CourtRequest, pk: int) -> HttpResponse:
    """On to the gateway's cashier."""
    order = get_object_or_404(Order.objects.select_related("case__court"), pk=pk)
    require(request.actor, "read", order.case)
    limit(f"pay:{request.actor.account.pk}", held("rate.pay"), 600)
    link = payments.start(order.pk, by=request.actor, at=clock.now(), address=request.actor.address,
                          notify_url=settings.COURT_ADDRESS + reverse("pay_notice"))
    return render(request, "fees/pay.html", {"order": order, "link": link})


@require_POST
@open_to("litigant")
def check_paid(request: CourtRequest, pk: int) -> HttpResponse:
    """Ask the gateway now, for a payer who has paid and sees no change yet."""
    order = get_object_or_404(Order.objects.select_related("case"), pk=pk)
    require(request.actor, "read", order.case)
    limit(f"check:{order.pk}", 10, 60)
    if order.state == Order.State.OPEN and order.attempt:
        payments.book(get(Payment).query(payments.wire_number(order)), at=clock.now())
        order.refresh_from_db()
    paid = order.state == Order.State.PAID
    say(request, "已收到您的付款。" if paid else "暂未查到付款，请稍后再查。", "good" if paid else "info")
    return redirect("case_fees", order.case_id)


@csrf_exempt
@require_POST
@open_to("anyone")
def notice(request: CourtRequest) -> HttpResponse:
    """The gateway's notice: verified, booked once, answered at once. A forged one changes nothing."""
    gateway = get(Payment)
    try:
        told_us = gateway.parse_notice(request.headers, request.body)
    except ForgedNotice as forged:
        status, body = gateway.answer(False, forged.why)
        return HttpResponse(body, status=status, content_type="application/json")
    now = clock.now()
    if told_us.paid:
        payments.book(told_us.paid, at=now)
    if told_us.refunded:
        back = told_us.refunded
        refunds.book(back.refund_no, back.state, back.amount_fen, back.gateway_no, back.done_at, at=now)
    status, body = gateway.answer(True)
    return HttpResponse(body, status=status, content_type="application/json")


@both
@open_to("litigant")
def relief(request: CourtRequest, pk: int) -> HttpResponse:
    """Ask for deferral, reduction or exemption."""
    case = _case(request, pk)
    form, status = ReliefForm(request.POST or None, initial={"token": case.version, "key": secret_token()}), 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            perform(case, "request_relief", by=request.actor, at=clock.now(), key=data["key"],
                    token=whole_number(data["token"]),
                    facts={"relief": data["relief"], "reason": data["reason"]})
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, "申请已提交，审批结果将推送给您。审批期间不按撤诉处理。")
            return redirect("case_fees", case.pk)
    return render(request, "fees/relief.html", {"form": form, "case": case}, status=status)


@require_GET
@open_to("anyone")
def calculator(request: CourtRequest) -> HttpResponse:
    """What a case would cost, explained by article; for everybody."""
    form = CalculatorForm(request.GET if "cause" in request.GET else None)
    answer = None
    if form.is_valid():
        data = form.cleaned_data
        limit(f"calculator:{request.actor.address}", held("rate.public"), 60)
        try:
            answer = quote(filed=clock.today(), cause=_cause(data["cause"]), amount=data["amount"],
                           procedure=data["track"])
        except LawError as refusal:
            form.add_error(None, refusal.text)
    found = {"fee": _show(answer["fee"]), "payable": _show(answer["payable"]), "lines": answer.explain()} if answer else None
    return render(request, "fees/calculator.html", {"form": form, "answer": found})


def _cause(typed: str) -> str:
    """The cause nearest to what was typed."""
    found = search("civil", typed, limit=1)
    return found[0].code if found else typed


def _show(yuan: Decimal) -> str:
    return money.plain(money.fen(yuan))
