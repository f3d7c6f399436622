"""The case page and its parts. Opening it is recorded before anything is shown (S15)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read, who_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import persons
from court.base.people.models import Office
from court.counter.desk import addresses, casefile, leading, moneys, rooms, timeline
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.approvals.models import Approval
from court.spine.cases import claims, definitions
from court.spine.dossier.views import tab as dossier_tab
from court.work.elements.rules import engine

VERBS = {
    "read": "阅看",
    "print": "打印",
    "download": "下载",
    "copy": "复制",
    "export": "导出",
    "unmask": "查看完整信息",
    "search": "检索",
}
THINGS = {
    "": "案件页面",
    "page": "案件页面",
    "dossier": "电子卷宗",
    "timeline": "办案日志",
    "money": "诉讼费",
    "readers": "阅看记录",
    "act": "办理页面",
    "approval": "审批页面",
    "papers": "文书制作",
    "elements": "案件要素",
}
LATEST_ACTS, LATEST_APPROVALS = 12, 10


@require_safe
@open_to("staff")
def case_page(request: CourtRequest, case_id: int) -> HttpResponse:
    """Summary, people, clocks, tasks, next steps, the latest acts."""
    actor, now, today = request.actor, clock.now(), clock.today()
    case = casefile.to_open(case_id, actor)
    record_read(actor, case.stream, "read", "page")
    definition, people = definitions.of(case), casefile.people(case)
    tasks = casefile.open_tasks(case, actor)
    clocks = casefile.clocks(case, today)
    approvals = list(Approval.objects.filter(case=case).select_related("requester__person").order_by("-id")[:LATEST_APPROVALS])
    handlers, parties = casefile.handlers(case), [row["party"] for row in people]
    steps = casefile.steps(
        case,
        actor,
        now,
        tasks,
        {"parties": parties, "handlers": handlers, "representatives": [one for row in people for one in row["acting"]],
         "clocks_now": [row["clock"] for row in clocks],
         **({"approvals_now": approvals} if len(approvals) < LATEST_APPROVALS else {})},
    )
    page = _head(request, case, "page") | {
        "people": people, "handlers": handlers, "clocks": clocks, "tasks": tasks,
        "steps": [s for s in steps if not s.main], "main_step": next((s for s in steps if s.main), None),
        "leading": leading.of(case, steps),
        "blocked": [s for s in steps if s.why_not is not None], **rooms.of_case(case, today),
        "items": timeline.of_case(case, definition, parties, acts=LATEST_ACTS),
        "approvals": approvals,
        "links": casefile.links(case), "claims": claims.current(case),
    }  # fmt: skip
    return render(request, "desk/case.html", page)


@require_safe
@open_to("staff")
def case_timeline(request: CourtRequest, case_id: int) -> HttpResponse:
    """The whole journal of the case, papers folded."""
    case = casefile.to_open(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "timeline")
    items = timeline.of_case(case, definitions.of(case), list(case.parties.all()))
    return render(request, "desk/case_timeline.html", _head(request, case, "timeline") | {"items": items})


@require_safe
@open_to("staff")
def case_papers_view(request: CourtRequest, case_id: int) -> HttpResponse:
    """The dossier within the case page."""
    case = casefile.to_open(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "dossier")
    return render(request, "desk/case_dossier.html", _head(request, case, "dossier") | dossier_tab(request, case))


@require_safe
@open_to("staff")
def case_money(request: CourtRequest, case_id: int) -> HttpResponse:
    """Orders, payments and refunds of the case."""
    case = casefile.to_open(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "money")
    return render(request, "desk/case_money.html", _head(request, case, "money") | moneys.of_case(case))


@require_safe
@open_to("staff")
def case_readers(request: CourtRequest, case_id: int) -> HttpResponse:
    """Who read this case (S15): for those who handle it and those who answer for it."""
    case = casefile.to_open(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "readers")
    page = by_key(who_read(case.stream), ["-id"], request.GET.get("page", ""), size=50)
    rows = [
        row
        | {
            "capacity": _capacity(row["row"].capacity),
            "verb": VERBS.get(row["row"].verb, row["row"].verb),
            "thing": _thing(row["row"].thing),
        }
        for row in casefile.readers(page)
    ]
    return render(request, "desk/case_readers.html", _head(request, case, "readers") | {"page": page, "rows": rows})


@require_POST
@open_to("staff")
def case_unmask(request: CourtRequest, case_id: int, party_id: int, field: str) -> HttpResponse:
    """One number of one party in full, after the look was recorded (S17)."""
    case = casefile.to_open(case_id, request.actor)
    party = case.parties.select_related("person").filter(pk=party_id).first()
    if party is None or field not in persons.MASKS:
        raise Refused("没有找到该内容。", do="请返回案件页面。", code="missing", status=404)
    whole = persons.unmasked(request.actor, party.person, field, stream=case.stream)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(_escaped(whole))
    page = _head(request, case, "page") | {"party": party, "label": _field_label(party, field), "whole": whole}
    return render(request, "desk/case_unmasked.html", page)


def _head(request: CourtRequest, case, current: str) -> dict:
    """What every part of the case page shows above: name, badges, tabs."""
    tabs = [
        ("page", "概览", addresses.first("case_page", args=(case.pk,))),
        ("timeline", "办案日志", addresses.first("case_timeline", args=(case.pk,))),
        ("dossier", "电子卷宗", addresses.first("case_papers_view", args=(case.pk,))),
        ("elements", "要素", addresses.first("case_elements", args=(case.pk,)) if engine.for_cause(case.cause) else ""),
        ("papers", "文书制作", addresses.first("papers_of_case", args=(case.pk,))),
        ("hearings", "庭审", addresses.first("hearings_of_case", args=(case.pk,))),
        ("service", "送达", addresses.first("services_of_case", args=(case.pk,))),
        ("money", "诉讼费", addresses.first("case_money", args=(case.pk,))),
        ("readers", "阅看记录", addresses.first("case_readers", args=(case.pk,))),
    ]
    return {
        "case": case, "stage": casefile.stage_badge(case), "track": casefile.track_label(case),
        "limit": casefile.limit_badge(case, clock.today()),
        "tabs": [{"label": label, "url": url, "current": code == current} for code, label, url in tabs if url],
    }  # fmt: skip


def _capacity(text: str) -> str:
    kinds = {"litigant": "当事人", "lawyer": "律师", "": "—"}
    return "、".join(kinds.get(one) or (Office(one).label if one in Office.values else one) for one in text.split(","))


def _thing(text: str) -> str:
    known = {
        "document": "卷宗材料",
        "volume": "整卷",
        "person": "当事人信息",
        "paper": "文书",
        "draw": "分案记录",
        "field": "当事人信息",
        "hearing": "庭审",
        "hearings": "庭审",
        "printed": "打印",
        "service": "送达",
    }
    return THINGS.get(text) or known.get(text.split(":")[0], text)


def _field_label(party, field: str) -> str:
    return {"id_number": party.person.get_id_kind_display(), "phone": "手机", "address": "住址"}[field]


def _escaped(text: str) -> str:
    from django.utils.html import escape

    return escape(text)
