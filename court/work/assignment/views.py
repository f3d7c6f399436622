"""Assignment on the desk: cases that wait, draw or designate, loads, a draw explained and recomputed, its record."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import require, visible
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Account, Office
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.work.assignment import actions, queries, settings
from court.work.assignment.forms import DesignateForm, PauseForm, ShareForm
from court.work.assignment.models import Draw

MANAGES = "case_manager"
SEES = ("case_manager", "division_head", "court_president", "vice_president")


@require_safe
@open_to(*SEES)
def assignment(request: CourtRequest) -> HttpResponse:
    """Cases that wait for a judge, the last draws, what every judge carries."""
    court = _court(request)
    draws = list(queries.recent(court.pk)[:20])
    theirs = visible(request.actor, Case.objects.filter(pk__in=[one.case_id for one in draws])).values_list("pk", flat=True)
    shown = {
        "court": court, "waiting": queries.waiting(court.pk), "draws": draws, "theirs": set(theirs),
        "loads": queries.load_table(court.pk, clock.today()), "manages": _manages(request, court.pk),
        "key": secret_token(), "reasons": actions.REASONS,
    }  # fmt: skip
    return render(request, "assignment/desk.html", shown)


@require_http_methods(["GET", "POST"])
@open_to(MANAGES)
def assign_case(request: CourtRequest, case_id: int) -> HttpResponse:
    """One case: draw now, or designate with a reason."""
    case = _case(request, case_id)
    if not _manages(request, case.court_id):
        raise Refused("分案由本院审判管理员办理。", code="not_yours", status=403)
    form = DesignateForm(queries.judge_options(case, clock.today()), request.POST or None)
    key, refused, status = request.POST.get("key", "")[:80] or secret_token(), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.designate(
                case,
                int(form.cleaned_data["judge"]),
                by=request.actor,
                at=clock.now(),
                reason=form.cleaned_data["reason"],
                key=key,
            )
        except Refused as why:
            refused, status = why, why.status
        else:
            say(request, "已指定分案。")
            return redirect("draw", pk=made.pk)
    elif request.method == "POST":
        status = 422
    record_read(request.actor, case.stream, "read", "assignment")
    shown = {"case": case, "form": form, "key": key, "refused": refused}
    return render(request, "assignment/case.html", shown, status=status)


@require_POST
@open_to(MANAGES)
def draw_now(request: CourtRequest, case_id: int) -> HttpResponse:
    """Draw a judge for a case at once; a second click finds the first one's draw."""
    case = _case(request, case_id)
    made = actions.draw(case, by=request.actor, at=clock.now(), key=request.POST.get("key", "")[:80])
    say(request, "已随机分案。")
    return redirect("draw", pk=made.pk)


@require_safe
@open_to("staff")
def draw(request: CourtRequest, pk: int) -> HttpResponse:
    """One draw in words and figures, recomputed here and now."""
    made = _draw(request, pk)
    record_read(request.actor, made.case.stream, "read", f"draw:{made.pk}")
    return render(request, "assignment/draw.html", {"draw": made, "case": made.case, **queries.told(made)})


@require_safe
@open_to("staff")
def draw_record(request: CourtRequest, pk: int) -> HttpResponse:
    """The published record, byte for byte as it was hashed, for `court draw verify`."""
    made = _draw(request, pk)
    record_read(request.actor, made.case.stream, "download", f"draw:{made.pk}")
    return record_file(made)


def record_file(made: Draw) -> HttpResponse:
    response = HttpResponse(made.record.encode(), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="draw-{made.code}.json"'
    return response


@require_http_methods(["GET", "POST"])
@open_to(MANAGES)
def judge_settings(request: CourtRequest, account_id: int) -> HttpResponse:
    """A judge's share and pauses."""
    account = Account.objects.select_related("person").filter(pk=account_id).first()
    today = clock.today()
    rows = {
        row["account"]: row
        for court in request.actor.courts
        if _manages(request, court)
        for row in queries.load_table(court, today)
    }
    if account is None or account.pk not in rows:
        raise Refused("没有找到该法官。", do="请在工作量表中选择。", code="missing", status=404)
    asked = request.POST.get("what", "")
    share = ShareForm(request.POST if asked == "share" else None, initial={"percent": queries.share_of(account, today)})
    pause = PauseForm(request.POST if asked == "pause" else None, initial={"since": today})
    refused = None
    if request.method == "POST":
        try:
            if done := _set(request, account, asked, share, pause):
                say(request, done)
                return redirect("judge_settings", account_id=account.pk)
        except Refused as why:
            refused = why
    shown = {
        "account": account,
        "row": rows[account.pk],
        "share_form": share,
        "pause_form": pause,
        "refused": refused,
        "pauses": queries.pauses_of(account),
        "today": today,
    }
    failed = request.method == "POST"
    return render(
        request, "assignment/judge.html", shown, status=(refused.status if refused else 422) if failed else 200
    )


def _set(request: CourtRequest, account: Account, asked: str, share: ShareForm, pause: PauseForm) -> str:
    by, at, on = request.actor, clock.now(), clock.today()
    if asked == "share" and share.is_valid():
        settings.set_share(account.pk, share.cleaned_data["percent"], by=by, at=at, on=on)
        return "办案比例已设置，自今日起生效。"
    if asked == "pause" and pause.is_valid():
        settings.pause(account.pk, **pause.cleaned_data, by=by, at=at, on=on)
        return "停分已设置。"
    if asked == "resume" and (ended := whole_number(request.POST.get("pause", ""))) is not None:
        settings.resume(ended, by=by, at=at, on=on)
        return "已恢复分案。"
    return ""


def _court(request: CourtRequest) -> Court:
    """The court whose assignment is shown: the one of the office that opens the page."""
    post = next(post for post in request.actor.appointments if post.office in SEES)
    return post.court


def _manages(request: CourtRequest, court: str) -> bool:
    return request.actor.holds(Office.CASE_MANAGER, court) is not None


def _case(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor)


def _draw(request: CourtRequest, pk: int) -> Draw:
    made = Draw.objects.select_related("case__court", "judge__person", "ordered_by__person").filter(pk=pk).first()
    if made is None:
        raise not_there()
    require(request.actor, "read", made.case)
    return made
