"""The diary of the court's people: the week, the hearings of a case, planning, adjourning, rooms."""
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from court.base.access.decide import require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.work.hearings import actions, adjourning, diary, openings, periods, queries
from court.work.hearings.forms import AdjournForm, PlanForm, RoomForm
from court.work.hearings.models import Courtroom, Hearing

MINUTES = 120


@require_safe
@open_to("staff")
def calendar(request: CourtRequest) -> HttpResponse:
    """A week, day by day: one's own hearings, or all of the court."""
    today = clock.today()
    monday = _monday(request.GET.get("week", ""), today)
    of = "court" if request.GET.get("of") == "court" else "mine"
    room = request.GET.get("room", "")
    found = queries.of_week(request.actor, monday, of=of, room=whole_number(room))
    may_open = queries.readable(request.actor, found)
    working = clock.calendar_for()
    days = [{"day": day, "today": day == today, "works": working.is_workday(day),
             "rows": [{"hearing": h, "open": h.pk in may_open} for h in found if date_of(h.starts_at) == day]}
            for day in (monday + timedelta(days=n) for n in range(7))]
    facts = {"days": [d for d in days if d["works"] or d["rows"]], "monday": monday, "of": of, "room": room, "today": today,
             "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
             "rooms": Courtroom.objects.filter(court=request.actor.account.court_id, is_open=True)}
    return render(request, "hearings/calendar.html", facts)


def day_or(text: str, today: date) -> date:
    """The day somebody asked for in the address of the page; `today` when it is none that a diary has."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 2000 <= day.year < 2099 else today


def _monday(text: str, today: date) -> date:
    day = day_or(text, today)
    return day - timedelta(days=day.weekday())


@require_safe
@open_to("staff")
def of_case(request: CourtRequest, case_id: int) -> HttpResponse:
    """The hearings of a case: a part for the case page, or a page of its own."""
    case = case_to_read(request, case_id)
    record_read(request.actor, case.stream, "read", "hearings")
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"hearings/{'case_part' if part else 'case'}.html", case_part(request, case))


def case_part(request: CourtRequest, case: Case) -> dict:
    """What hearings/case_part.html shows."""
    return {"case": case, "hearings": queries.of_case(case), "plans": (plans := queries.may_plan(request.actor, case)),
            "adjourns": plans and request.actor.holds_any((Office.JUDGE, Office.PRESIDENT), case.court_id)}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("judge", "clerk")
def plan(request: CourtRequest, case_id: int) -> HttpResponse:
    """排期: free times are offered; what was typed stays when it clashes."""
    case = case_to_read(request, case_id)
    form = PlanForm(case, request.POST or None, initial=_chosen(request))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _plan(request, case, form)
        except Refused as why:
            refused = why
        else:
            say(request, f"{made.title}已排定，传票已生成并送达。")
            return redirect("hearings_of_case", case_id=case.pk)
    running = periods.open_periods(case, clock.today())
    minutes = form.cleaned_data.get("minutes") if form.is_bound and form.is_valid() else MINUTES
    facts = {"case": case, "form": form, "refused": refused, "token": token_for(request, case, refused),
             "key": request.POST.get("key") or secret_token(), "first": diary.first_day(clock.today()),
             "slots": diary.free_slots(case, minutes or MINUTES, clock.today(), running=running), "next": _next(case),
             **_board(request, case, minutes or MINUTES, running)}
    return render(request, "hearings/plan.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _board(request: CourtRequest, case: Case, minutes: int, running: list[periods.Period]) -> dict:
    """The week on show, the week of the first possible day unless another was asked for; the periods that still run."""
    today = clock.today()
    monday = _monday(request.GET.get("week", ""), diary.earliest(running, today))
    return {"board": openings.week(case, minutes, monday, today, running), "monday": monday, "sunday": monday + timedelta(days=6),
            "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
            "running": [(one, periods.sentence(one)) for one in running],
            "agreed": any(one.agreed and one.agreeable for one in running),
            "agreeable": any(one.agreeable and not one.agreed for one in running)}


def _next(case: Case) -> list[str]:
    found = queries.next_latest(case)
    return found.explain() if found else []


def _chosen(request: CourtRequest) -> dict:
    """A free time somebody clicked, as ?at=2026-04-01T09:00&room=…"""
    day, _, time = request.GET.get("at", "").partition("T")
    room = request.GET.get("room", "")
    return {"day": day or None, "time": time or None, "room": whole_number(room),
            "minutes": MINUTES, "is_public": True}


def _plan(request: CourtRequest, case: Case, form: PlanForm) -> Hearing:
    token = request.POST.get("token", "")
    data = form.cleaned_data
    return actions.schedule(
        case, by=request.actor, at=clock.now(), starts_at=form.starts_at(), minutes=data["minutes"], room=data["room"],
        kind=data["kind"], is_public=data["is_public"], early=data["early"], despite=data["despite"], token=whole_number(token),
        key=request.POST.get("key", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("judge", "court_president")
def adjourn(request: CourtRequest, pk: int) -> HttpResponse:
    hearing = to_open(request, pk)
    asked = adjourning.pending(hearing.case)
    asked = asked if asked and asked.hearing_id == hearing.pk else None
    form, refused = AdjournForm(request.POST or None, initial={"ground": asked.ground, "reason": asked.reason} if asked else None), None
    if request.method == "POST" and form.is_valid():
        token = request.POST.get("token", "")
        try:
            actions.adjourn(pk, **form.cleaned_data, by=request.actor, at=clock.now(), key=request.POST.get("key", ""),
                            token=whole_number(token))
        except Refused as why:
            refused = why
        else:
            say(request, f"{hearing.title}已延期，当事人已收到通知。请另行排期，排定后重新送达传票。")
            return redirect(_after_adjourning(request, hearing.case))
    facts = {"hearing": hearing, "form": form, "asked": asked, "limit": adjourning.limit_effect(hearing.case, clock.today()),
             "plans": queries.may_plan(request.actor, hearing.case), "refuse_url": _refuse_url(request, hearing, asked), "refused": refused,
             "token": token_for(request, hearing.case, refused),
             "key": request.POST.get("key") or secret_token(),
             "back_url": reverse("hearings_of_case", args=[hearing.case_id])}
    return render(request, "hearings/adjourn.html", facts, status=refused.status if refused else 422 if form.errors else 200)


def _after_adjourning(request: CourtRequest, case: Case) -> str:
    """Straight to a new time, for which new summons go out; the president, who doesn't plan, back to the case."""
    return reverse("hearings" if queries.may_plan(request.actor, case) else "hearings_of_case", args=[case.pk])


def _refuse_url(request: CourtRequest, hearing: Hearing, asked: adjourning.Asked | None) -> str:
    return reverse("case_act", args=[hearing.case_id, "refuse_adjournment"]) if asked and hearing.judge_id == request.actor.me.pk else ""


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("case_manager")
def rooms(request: CourtRequest) -> HttpResponse:
    """The court's rooms: new ones, and which may not be used for now."""
    courts = [a.court_id for a in request.actor.appointments if a.office == "case_manager"]
    form = RoomForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and "toggle" in request.POST:
        found = Courtroom.objects.filter(court__in=courts, pk=whole_number(request.POST["toggle"]) or 0).first()
        if found:
            found.is_open = not found.is_open
            found.save(update_fields=["is_open"])
        return redirect("hearing_rooms")
    if request.method == "POST" and form.is_valid():
        _, new = Courtroom.objects.get_or_create(court_id=courts[0], name=form.cleaned_data["name"],
                                                 defaults={"seats": form.cleaned_data["seats"]})
        say(request, "法庭已登记。" if new else "已有同名法庭。", "good" if new else "warn")
        return redirect("hearing_rooms")
    facts = {"rooms": Courtroom.objects.filter(court__in=courts), "form": form}
    return render(request, "hearings/rooms.html", facts, status=422 if form.errors else 200)


def token_for(request: CourtRequest, case: Case, refused: Refused | None) -> str | int:
    """The version a form was opened with; after a stale one was told, the newest, so that it can be sent again."""
    if refused and refused.code == "stale":
        return Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return request.POST.get("token") or case.version


def case_to_read(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor)


def to_open(request: CourtRequest, pk: int, verb: str = "read") -> Hearing:
    hearing = queries.whole(Hearing.objects.filter(pk=pk)).first()
    if hearing is None:
        raise not_there()
    require(request.actor, verb, hearing)
    return hearing
