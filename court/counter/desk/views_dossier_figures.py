"""电子卷宗统计: for leaders and case managers, with the cases behind each number, and as a table that may leave the court."""

import csv
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.counter.desk import dossier_figures as counted


@require_safe
@open_to(*counted.READERS)
def figures(request: CourtRequest) -> HttpResponse:
    by, since, until = _asked(request)
    found, whole = counted.lines(request.actor, by, since, until)
    group = request.GET.get("group", "")
    chosen = next((line for line in found if line.key == group), None)
    record_read(request.actor, f"dossier:figures:{since}:{until}", "read", "figures")
    return render(request, "desk/dossier_figures.html", {
        "lines": found, "whole": whole, "by": by, "groups": counted.GROUPS.items(), "since": since, "until": until,
        "now": clock.now(), "means": counted.MEANS, "said": counted.SAID, "chosen": chosen,
        "lacking": counted.lacking(request.actor, by, group, since, until) if chosen else [],
    })  # fmt: skip


@require_safe
@open_to(*counted.READERS)
def export(request: CourtRequest) -> HttpResponse:
    by, since, until = _asked(request)
    found, whole = counted.lines(request.actor, by, since, until)
    record_read(request.actor, f"dossier:figures:{since}:{until}", "export", "figures")
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="dossiers-{since}-{until}.csv"'
    writer = csv.writer(answer)
    writer.writerow(counted.HEADS)
    for line in [*found, whole]:
        writer.writerow([_harmless(cell) for cell in line.going_out()])
    writer.writerow([f"统计时间：{clock.now():%Y-%m-%d %H:%M}；立案日期：{since}至{until}"])
    writer.writerow([f"说明：{counted.SAID}"])
    for name, words in counted.MEANS:
        writer.writerow([f"{name}：{words}"])
    return answer


def _harmless(cell: str) -> str:
    """A name that begins as a formula is no formula in a spreadsheet."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _asked(request: CourtRequest) -> tuple[str, date, date]:
    by = request.GET.get("by", "node")
    days = [_day(request.GET.get(name, "")) for name in ("since", "until")]
    return by if by in counted.GROUPS else "node", *counted.spell(days[0], days[1], clock.today())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
