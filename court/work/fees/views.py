"""Money on the desk: orders, odd money, refunds by two people, the daily reconciliation."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import not_there
from court.spine.approvals.models import Approval
from court.work.fees import odd, queries, reconciling, refunds
from court.work.fees.models import Order, Refund
from court.work.fees.refunds import GROUNDS

WHO = ("cashier", "finance_head")


@require_safe
@open_to(*WHO)
def fees_desk(request: CourtRequest) -> HttpResponse:
    """Orders by state, page by key; requests for relief that the president is deciding."""
    state = request.GET.get("state", "open")
    state = state if state in Order.State.values or state == "all" else "open"
    found = queries.orders(request.actor, "" if state == "all" else state)
    page = by_key(found, ["-id"], request.GET.get("page", ""))
    relief = Approval.objects.filter(court__in=queries.courts(request.actor), kind="fee_relief", state="pending")
    shown = {
        "page": page,
        "state": state,
        "states": [*Order.State.choices, ("all", "全部")],
        "today": clock.today(),
        "relief": relief.select_related("case", "requester__person").order_by("id")[:20],
        "approvals_url": _address("approvals"),
    }
    return render(request, "fees/desk.html", shown)


@require_safe
@open_to(*WHO)
def order_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One order with its money and how it was computed."""
    order = _order(request, pk)
    record_read(request.actor, order.case.stream, "read", "money")
    return render(request, "fees/order.html", {"order": order})


@require_safe
@open_to(*WHO)
def odd_list(request: CourtRequest) -> HttpResponse:
    """Money that did not fit its order."""
    shown = {"rows": queries.odd_money(request.actor), "outcomes": odd.OUTCOMES.items()}
    return render(request, "fees/odd.html", shown)


@require_POST
@open_to(*WHO)
def odd_settle(request: CourtRequest, pk: int) -> HttpResponse:
    odd.settle(_order(request, pk), request.POST.get("outcome", ""), by=request.actor, at=clock.now())
    say(request, "核对结果已登记。")
    return redirect("odd_money")


@require_safe
@open_to(*WHO)
def refund_list(request: CourtRequest) -> HttpResponse:
    """Refunds: the cashier prepares, the head of finance releases."""
    state = request.GET.get("state", "open")
    state = state if state in Refund.State.values else "open"
    page = by_key(queries.refunds(request.actor, state), ["-id"], request.GET.get("page", ""))
    shown = {
        "page": page,
        "rows": [_refund(request, one) for one in page],
        "state": state,
        "today": clock.today(),
        "states": [("open", "待办"), *Refund.State.choices],
    }
    return render(request, "fees/refunds.html", shown)


@require_POST
@open_to("cashier")
def refund_prepare(request: CourtRequest, pk: int) -> HttpResponse:
    """The cashier has checked payer and sum; the second factor is asked (S7)."""
    _own_refund(request, pk)
    sessions.require_fresh_factor(request)
    refunds.prepare(pk, by=request.actor, at=clock.now())
    say(request, "已办理，等待财务负责人复核。")
    return redirect("refunds")


@require_POST
@open_to("finance_head")
def refund_release(request: CourtRequest, pk: int) -> HttpResponse:
    """The second person lets it go, or sends it back."""
    _own_refund(request, pk)
    sessions.require_fresh_factor(request)
    granted = request.POST.get("granted") == "yes"
    refunds.release(pk, by=request.actor, at=clock.now(), granted=granted)
    say(request, "已复核，退款正在办理。" if granted else "已退回财务人员。", "good" if granted else "info")
    return redirect("refunds")


@require_safe
@open_to(*WHO)
def reconciliations(request: CourtRequest) -> HttpResponse:
    """One row a day: the gateway's bill, the ledger, what does not agree."""
    page = by_key(queries.days(), ["-day"], request.GET.get("page", ""))
    seen = queries.reconciled_for(request.actor)
    facts = {"page": page, "rows": [queries.of_day(one, seen) for one in page], "yesterday": _yesterday(), "whole": "" in seen}
    return render(request, "fees/reconciliations.html", facts)


@require_POST
@open_to(*WHO)
def reconcile_again(request: CourtRequest) -> HttpResponse:
    """Compare yesterday's bill once more, e.g. after the gateway was down."""
    made = queries.of_day(reconciling.reconcile(_yesterday(), at=clock.now()), queries.reconciled_for(request.actor))
    say(
        request,
        f"{made['day']}已重新对账：本院相符{made['matched']}笔，不符{len(made['rows'])}笔。",
        "warn" if made["rows"] else "good",
    )
    return redirect("reconciliations")


@require_POST
@open_to(*WHO)
def reconcile_explain(request: CourtRequest, day: str) -> HttpResponse:
    """What a difference turned out to be, written down beside it."""
    try:
        which = date.fromisoformat(day)
    except ValueError:
        raise not_there() from None
    reconciling.explain(which, request.POST.get("number", "")[:64], request.POST.get("why", ""),
                        courts=queries.reconciled_for(request.actor), by=request.actor, at=clock.now())
    say(request, "差异说明已登记。")
    return redirect("reconciliations")


def _yesterday():
    return date_of(clock.now()) - timedelta(days=1)


def _order(request: CourtRequest, pk: int) -> Order:
    order = queries.order(request.actor, pk)
    if order is None:
        raise not_there()
    return order


def _own_refund(request: CourtRequest, pk: int) -> Refund:
    found = queries.refunds(request.actor).filter(pk=pk).first()
    if found is None:
        raise not_there()
    return found


def _refund(request: CourtRequest, one: Refund) -> dict:
    actor, court = request.actor, one.order.court_id
    return {
        "refund": one, "ground": GROUNDS.get(one.ground, one.ground),
        "prepare": one.state == Refund.State.OWED and actor.holds(Office.CASHIER, court) is not None,
        "release": one.state == Refund.State.PREPARED and actor.holds(Office.FINANCE_HEAD, court) is not None
        and (one.prepared_by is None or one.prepared_by.person_id != actor.person_id),
    }  # fmt: skip


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
