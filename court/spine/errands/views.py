"""The duty page (值班台): what is stuck and what to do about it."""

from datetime import datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.kit.badges import Badge
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.errands import actions, duty, queries
from court.spine.errands.models import Errand

ON_DUTY = ("duty_officer", "system_admin")


@require_safe
@open_to(*ON_DUTY)
def duty_page(request) -> HttpResponse:
    courts, now = _courts(request), clock.now()
    page = by_key(queries.stuck(courts), ["id"], request.GET.get("page", ""))
    shown = {
        "figures": _figures(now),
        "page": page,
        "rows": [{"errand": errand, "label": queries.kind_label(errand.kind)} for errand in page],
        "kinds": _kinds(courts),
        "turns": queries.turns(),
        "reasons": actions.REASONS,
        "down": queries.backlog(now).down,
        "parts": duty.parts(request.actor),
    }
    return render(request, "errands/duty.html", shown)


@require_POST
@open_to(*ON_DUTY)
def retry(request, errand_id: int) -> HttpResponse:
    errand = _mine(request, errand_id)
    actions.retry(errand, by=request.actor.account, at=clock.now())
    say(request, f"“{queries.kind_label(errand.kind)}”已重新办理。")
    return redirect("duty")


@require_POST
@open_to(*ON_DUTY)
def retry_all(request) -> HttpResponse:
    kind = request.POST.get("kind", "")
    again = actions.retry_all(kind, courts=_courts(request), by=request.actor.account, at=clock.now())
    if not again:
        raise Refused("没有可重新办理的事项。", do="请刷新页面。", code="stale")
    say(request, f"“{queries.kind_label(kind)}”共{again}项已重新办理。")
    return redirect("duty")


@require_POST
@open_to(*ON_DUTY)
def abandon(request, errand_id: int) -> HttpResponse:
    errand = _mine(request, errand_id)
    actions.abandon(errand, by=request.actor.account, at=clock.now(), reason=request.POST.get("reason", ""))
    say(request, f"“{queries.kind_label(errand.kind)}”不再办理，已记入日志。", "info")
    return redirect("duty")


def _courts(request) -> list[str] | None:
    """Whose errands this person looks after: their own courts'; all, on duty in a court above the basic ones."""
    held = [a for a in request.actor.appointments if a.office in ON_DUTY]
    codes = {appointment.court_id for appointment in held}
    if Court.objects.filter(code__in=codes).exclude(level=Court.Level.BASIC).exists():
        return None
    return sorted(codes)


def _mine(request, errand_id: int) -> Errand:
    """An errand of another court can't be told from a missing one."""
    courts = _courts(request)
    found = Errand.objects.filter(pk=errand_id)
    errand = (found if courts is None else found.filter(court__in=courts)).first()
    if errand is None:
        raise Http404
    return errand


def _kinds(courts: list[str] | None) -> list[tuple[str, str, int]]:
    """Kinds of which more than one is parked: kind, label, how many."""
    many: dict[str, int] = {}
    for kind in queries.stuck(courts).values_list("kind", flat=True):
        many[kind] = many.get(kind, 0) + 1
    return [(kind, queries.kind_label(kind), count) for kind, count in sorted(many.items()) if count > 1]


def _figures(now: datetime) -> list[dict[str, object]]:
    """The four figures at the top, each with the tone that says whether to worry."""
    queue, real = queries.backlog(now), clock.real_now()
    age, backup, export = queue.age(now), queries.last_backup(), queries.last_export()
    old = backup is None or real - backup > queries.BACKUP_MAY_BE
    return [
        _figure("搁置事项", queue.parked, "项", "alert-triangle", queue.parked > 0, f"重试中 {queue.waiting}"),
        _figure("待办积压", queue.due, "项", "hourglass", age > queries.QUEUE_MAY_BE, f"最久 {_length(age)}"),
        _figure("最近备份", _length(real - backup) if backup else "尚无", "前" if backup else "", "archive", old, ""),
        _figure("日志存证", _length(real - export) if export else "尚无", "前" if export else "", "shield-check",
                queries.export_is_late(), ""),
    ]  # fmt: skip


def _figure(name: str, figure: object, unit: str, icon: str, worry: bool, side: str) -> dict[str, object]:
    badge = Badge("需处理", "alarm") if worry else Badge("正常", "good")
    return {"name": name, "figure": figure, "unit": unit, "icon": icon, "tone": badge.tone,
            "icon_tone": "red" if worry else badge.tone, "side": f"{badge.text}　{side}".strip()}  # fmt: skip


def _length(time: timedelta) -> str:
    """A length of time as a person says it: 45秒, 12分钟, 3小时, 2天."""
    seconds = int(time.total_seconds())
    for unit, size in (("天", 86_400), ("小时", 3_600), ("分钟", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{max(seconds, 0)}秒"
