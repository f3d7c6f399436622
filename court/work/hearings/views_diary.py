"""The court's diary beside the cases: the day's list with its print, and times that people and rooms cannot be had."""
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.models import Account, Office
from court.kit.pages import say
from court.kit.refusal import Refused
from court.work.hearings import daylist, leave
from court.work.hearings.forms import SpellForm
from court.work.hearings.models import Courtroom
from court.work.hearings.views import day_or


@require_safe
@open_to("staff")
def day(request: CourtRequest) -> HttpResponse:
    """All sittings of the court on one day; of cases one can't read only the time, the room and the judge."""
    on = _day(request)
    rows = daylist.rows(request.actor, on)
    facts = {"on": on, "rows": rows, "today": clock.today(), "before": on - timedelta(days=1), "after": on + timedelta(days=1),
             "public": sum(row.hearing.is_public for row in rows)}
    return render(request, "hearings/day.html", facts)


@require_safe
@open_to("staff")
def day_list(request: CourtRequest) -> HttpResponse:
    """The list of public hearings of a day for the court's notice board, as a PDF (民诉法139)."""
    on = _day(request)
    court = request.actor.account.court
    return pdf(daylist.notice(court, on, on, clock.today()), f"开庭公告{on}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff")
def unavailable(request: CourtRequest) -> HttpResponse:
    """One's own leave and trips; for a case manager those of the court's people and rooms. Planning keeps out of them."""
    form, refused = SpellForm(request.POST or None, whose=_whose(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            row = leave.enter(**form.spell(), **_chosen(form.cleaned_data.get("whose", "")), by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
        else:
            _tell(request, row)
            return redirect("unavailable")
    rows = leave.of(request.actor).filter(ends_at__gt=clock.now()).select_related("account__person", "room", "entered_by__person")
    facts = {"form": form, "rows": rows.order_by("begins_at")[:200], "refused": refused}
    return render(request, "hearings/unavailable.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _tell(request: CourtRequest, row) -> None:
    touched = leave.touched(row)
    if not touched:
        say(request, "已登记，排期时会避开该时间。")
        return
    numbers = "、".join(f"{h.case.number}（{h.starts_at.astimezone():%m-%d %H:%M}）" for h in touched)
    say(request, f"已登记。该时间内已有排定的开庭：{numbers}，请相应调整。", "warn")


@require_POST
@open_to("staff")
def withdraw(request: CourtRequest, pk: int) -> HttpResponse:
    leave.withdraw(pk, by=request.actor, at=clock.now())
    say(request, "已撤销该项登记。")
    return redirect("unavailable")


def _whose(request: CourtRequest) -> list[tuple[str, str]]:
    """Whose time a case manager may enter: one's own first, the bench and the clerks, the rooms."""
    actor = request.actor
    court = actor.me.court_id
    if not actor.holds(Office.CASE_MANAGER, court):
        return []
    bench = Account.objects.filter(court=court, kind=Account.Kind.STAFF, disabled_at=None, appointments__until=None,
                                   appointments__office__in=[Office.JUDGE, Office.CLERK, Office.ASSISTANT])
    people = [(f"account:{a.pk}", a.person.name) for a in bench.select_related("person").distinct().order_by("person__name")]
    rooms = [(f"room:{r.pk}", r.name) for r in Courtroom.objects.filter(court=court)]
    return [("", "本人"), *people, *rooms]


def _chosen(whose: str) -> dict:
    kind, _, pk = whose.partition(":")
    if kind == "account":
        return {"account": Account.objects.get(pk=int(pk))}
    return {"room": Courtroom.objects.get(pk=int(pk))} if kind == "room" else {}


def _day(request: CourtRequest) -> date:
    return day_or(request.GET.get("day", ""), clock.today())
