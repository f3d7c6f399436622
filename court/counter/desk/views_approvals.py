"""Approvals: those that wait for me, one to decide with all one needs to know, one's own to take back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.counter.desk import approvals, casefile
from court.counter.desk.forms import DecisionForm
from court.kit.badges import Badge, clock_badge
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.approvals import actions
from court.spine.cases import definitions

STATES = {"pending": "info", "granted": "good", "refused": "alarm", "withdrawn": "calm"}
SHOWN = 30
WHO = ("judge", "assistant", "clerk", "division_head", "vice_president", "court_president", "filing_clerk")


@require_safe
@open_to(*WHO)
def approval_list(request: CourtRequest) -> HttpResponse:
    """Waiting for me; asked by me; decided by me."""
    actor, today = request.actor, clock.today()
    view = request.GET.get("view", "")
    decides = actor.holds_any(approvals.DECIDERS)
    if view not in ("waiting", "mine", "done"):
        view = "waiting" if decides else "mine"
    if view == "waiting":
        page, rows = None, list(approvals.waiting_for(actor)[:SHOWN])
    else:
        found = approvals.asked_by(actor) if view == "mine" else approvals.decided_by(actor)
        page = by_key(found, ["-id"], request.GET.get("page", ""))
        rows = page.rows
    shown = {
        "rows": [_row(one, today) for one in rows],
        "page": page,
        "view": view,
        "decides": decides,
        "views": [("waiting", "待我审批"), ("mine", "我的申请"), ("done", "我已审批")],
    }
    return render(request, "desk/approvals.html", shown)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def approval_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One approval: what is asked, why, the clocks in words, who decided before; then consent or refuse."""
    approval = approvals.to_open(pk, request.actor)
    record_read(request.actor, approval.case.stream, "read", "approval")
    form, refused, status = DecisionForm(request.POST or None), None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _decide(request, approval, form.cleaned_data)
            except Refused as why:
                if why.status in (403, 404):
                    raise
                refused, status = why, why.status
                approval = approvals.to_open(pk, request.actor)
        else:
            status = 422
    return render(request, "desk/approval.html", _page(request, approval, form, refused), status=status)


def _decide(request: CourtRequest, approval, data: dict) -> HttpResponse:
    if approval.state == approval.State.PENDING and not approvals.may_decide(approval, request.actor):
        raise Refused("该申请不由您审批。", do="请由有权人员审批。", code="not_yours", status=403)
    granted = data["granted"] == "yes"
    actions.decide(approval.pk, by=request.actor, at=clock.now(), granted=granted, reason=data["reason"].strip())
    say(request, f"“{approval.label}”已{'同意' if granted else '不予批准'}。", "good" if granted else "info")
    return redirect("approvals")


@require_POST
@open_to("staff")
def approval_withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    approval = approvals.to_open(pk, request.actor)
    actions.withdraw(approval.pk, by=request.actor, at=clock.now())
    say(request, f"“{approval.label}”已撤回。")
    return redirect("approval", pk=pk)


def _row(approval, today) -> dict:
    waits = approval.state == approval.State.PENDING
    return {
        "approval": approval,
        "state": Badge(approval.get_state_display(), STATES[approval.state]),
        "wanted": "，".join(f"{label} {value}" for label, value in approvals.wanted(approval)),
        "decide_by": clock_badge(approval.decide_by, today, warn_days=10) if waits and approval.decide_by else None,
    }


def _page(request: CourtRequest, approval, form, refused) -> dict:
    today, case = clock.today(), approval.case
    # The time left to apply is over by right once it was asked for; what counts now is the day to decide by.
    clocks = [row for row in casefile.clocks(case, today) if row["clock"].kind == "trial_limit"]
    return {
        **_row(approval, today), "form": form, "refused": refused, "case": case,
        "asked": approvals.wanted(approval), "steps": approvals.steps(approval), "clocks": clocks,
        "stage": casefile.stage_badge(case), "track": casefile.track_label(case),
        "people": casefile.parties(case), "handlers": casefile.handlers(case),
        "may_decide": approvals.may_decide(approval, request.actor),
        "may_open": may(request.actor, "read", case), "mine": approval.requester_id == request.actor.account.pk, "definition": definitions.of(case),
    }  # fmt: skip
