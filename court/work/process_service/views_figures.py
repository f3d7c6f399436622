"""Statistics of service for who answers for it, and the same as a table for a spreadsheet."""
import csv
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.work.process_service import figures as counted
from court.work.process_service.forms import FiguresForm

HEADS = ["送达方式", "次数", "已送达", "未送达", "进行中", "送达率（%）", "送达用时中位数（日）", "最长（日）"]


@require_safe
@open_to(*counted.READERS)
def figures(request: CourtRequest) -> HttpResponse:
    since, until, form = _spell(request)
    found = counted.figures(counted.courts_of(request.actor), since, until)
    facts = {"form": form, "found": found, "since": since, "until": until, "few_said": counted.SAID}
    return render(request, "process_service/figures.html", facts)


@require_safe
@open_to(*counted.READERS)
def export(request: CourtRequest) -> HttpResponse:
    since, until, _ = _spell(request)
    found = counted.figures(counted.courts_of(request.actor), since, until)
    record_read(request.actor, f"service:figures:{since}:{until}", "export", "figures")
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="service-{since}-{until}.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADS)
    for line in [*found.lines, found.orders]:
        writer.writerow(line.going_out())
    writer.writerow([f"说明：{counted.SAID}"])
    return answer


def _spell(request: CourtRequest) -> tuple[date, date, FiguresForm]:
    """The days asked for; the last ninety when nothing sensible was asked."""
    today = clock.today()
    form = FiguresForm(request.GET or None, initial={"since": today - timedelta(days=90), "until": today})
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    until = data.get("until") or today
    since = data.get("since") or until - timedelta(days=90)
    return min(since, until), until, form
