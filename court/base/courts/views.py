"""The holidays page: seen by all staff, kept by the intermediate court."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from court.base.access.views import open_to
from court.base.courts import actions, clock, impacts
from court.base.courts.forms import HolidayForm, YearForm
from court.base.courts.models import HolidayYear
from court.base.courts.queries import holidays_of
from court.kit.pages import say
from court.kit.refusal import Refused
from law.calendar import shipped


@open_to("staff")
def holidays(request):
    year = _year(request)
    page = {
        "year": year, "rows": _days(year), "may_edit": actions.may_keep_calendar(request.actor),
        "known": year in clock.calendar_for().years, "confirmed": HolidayYear.objects.filter(year=year).first(),
        "form": HolidayForm(), "year_form": YearForm(initial={"year": year}),
    }
    return render(request, "courts/holidays.html", page)


@require_POST
@open_to("staff")
def holiday_set(request):
    form = HolidayForm(request.POST)
    if not form.is_valid():
        raise Refused("日期或者依据填写有误。", do="请选择日期、安排并写明依据。", code="bad_field", status=422)
    if "seen" not in request.POST and actions.may_keep_calendar(request.actor):
        found = impacts.of("calendar", day=form.cleaned_data["day"], works=form.cleaned_data["works"])
        if found and found.count:
            return render(request, "courts/holiday_impact.html", {"impact": found, "typed": form.cleaned_data})
    row = actions.set_holiday(form.cleaned_data["day"], works=form.cleaned_data["works"],
                              source=form.cleaned_data["source"], by=request.actor)
    say(request, f"已登记：{row}。")
    return _back(row.day.year)


@require_POST
@open_to("staff")
def holiday_remove(request, day):
    actions.remove_holiday(day, by=request.actor)
    say(request, f"已撤销{day}的登记。")
    return _back(day.year)


@require_POST
@open_to("staff")
def year_confirm(request):
    form = YearForm(request.POST)
    if not form.is_valid():
        raise Refused("年度或者依据填写有误。", do="请填写四位年度并写明依据。", code="bad_field", status=422)
    row = actions.confirm_year(form.cleaned_data["year"], source=form.cleaned_data["source"], by=request.actor)
    say(request, f"{row}放假安排已确认，该年度日期不再标注暂定。")
    return _back(row.year)


def _days(year: int) -> list[dict]:
    """All days of a year that differ from the plain week; those the courts entered can be taken back."""
    own = {row.day: row for row in holidays_of(year)}
    differing = {day: works for day, works in shipped().days.items() if day.year == year}
    differing |= {day: row.works for day, row in own.items()}
    return [{"day": day, "works": works, "own": own.get(day), "weekday": "一二三四五六日"[day.weekday()]}
            for day, works in sorted(differing.items())]


def _year(request) -> int:
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if 2000 <= year < 2200 else clock.today().year


def _back(year: int):
    return redirect(f"{reverse('holidays')}?year={year}")
