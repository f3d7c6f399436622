"""The tray and the counter: what came in, its receipt, to its case or back, and what its judge and clerk make of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Account
from court.base.people.pages import told
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Party
from court.spine.dossier import separators
from court.spine.dossier.kept import Kept
from court.work.intake import access, actions, papers, queries, taking
from court.work.intake.forms import PapersForm, ReceiveForm
from court.work.intake.models import Intake

both = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHEETS = 50


@require_safe
@open_to("filing_clerk", "service_officer")
def tray(request: CourtRequest) -> HttpResponse:
    """收件箱: what has no case yet, the oldest first; what was dealt with, the newest first."""
    state = request.GET.get("state", "open")
    words, door = request.GET.get("q", "").strip()[:60], request.GET.get("door", "")
    found = queries.tray(request.actor, state, words, door)
    page = by_key(found, ["id"] if state == "open" else ["-id"], request.GET.get("page", ""), size=20)
    return render(request, "intake/tray.html", {
        "rows": queries.rows(page.rows, clock.now()), "page": page, "state": state, "words": words, "door": door,
        "states": Intake.State.choices, "doors": Intake.Door.choices})  # fmt: skip


@both
@open_to("staff")
def receive(request: CourtRequest) -> HttpResponse:
    """登记收件、批量扫描: for the tray, or for a case found by number or party."""
    case = _case_asked(request)
    court = case.court_id if case else next(iter(queries.courts_of(request.actor)), "")
    if not court or not access.may_scan(request.actor, court, case):
        raise Refused("扫描和收件由立案窗口、送达专员、本案办案人员和档案管理员办理。", do="请从案件的电子卷宗页面进入。",
                      code="forbidden", status=403)  # fmt: skip
    kept, refused = Kept(request), None
    form = ReceiveForm(court, request.POST or None, request.FILES or None,
                       initial=taking.fresh(door="scan" if case else "counter", sender=str(request.actor.person) if case else ""))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            with kept.spent():
                intake = _receive(request, court, case, form.cleaned_data)
        except Refused as why:
            refused = why
            told(form, why)
        else:
            say(request, f"已收件，查询码{intake.code}。" + (f"材料已转入{case.number}。" if case else "请打印收据交递交人。"))
            return redirect("intake_page", pk=intake.pk)
    kept.again(form)
    words: str = "" if case else request.GET.get("q", "")
    if words:
        record_read(request.actor, "search:cases", "search", "cases")
    facts = {"form": form, "case": case, "words": words, "refused": refused, "found": queries.find_cases(court, words)}
    status = refused.status if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "intake/receive.html", facts, status=status)


def _receive(request: CourtRequest, court: str, case: Case | None, data: dict[str, Any]) -> Intake:
    sender = actions.Sender(
        data["door"], data["sender"], data["phone"], mail_number=data["mail_number"], asked=data["asked"],
        from_court=Court.objects.get(pk=data["from_court"]) if data["door"] == Intake.Door.COURT else None,
        sheets=data["sheets"], remarks=data["remarks"],
    )  # fmt: skip
    return actions.receive(Court.objects.get(pk=court), sender, taking.papers(data), by=request.actor, at=clock.now(),
                           case=case, key=data["key"])  # fmt: skip


def _case_asked(request: CourtRequest) -> Case | None:
    asked = request.POST.get("case") or request.GET.get("case", "")
    if not asked:
        return None
    case = Case.objects.select_related("court").filter(pk=whole_number(asked) or 0).first()
    if case is None or case.is_state_secret or not access.may_scan(request.actor, case.court_id, case):
        raise not_there()
    return case


@require_safe
@open_to("staff")
def page(request: CourtRequest, pk: int) -> HttpResponse:
    """One intake: papers, where it seems to belong, what may be done with it."""
    intake = found(request, pk)
    record_read(request.actor, intake.stream, "read", f"intake:{pk}")
    return _page(request, intake)


def _page(request: CourtRequest, intake: Intake, refused: Refused | None = None, form: PapersForm | None = None) -> HttpResponse:
    actor = request.actor
    keeps = bool(may(actor, "keep", intake)) and intake.state == Intake.State.OPEN
    words = request.GET.get("q", "")
    if words and keeps:
        record_read(actor, "search:cases", "search", "cases")
    settles = bool(may(actor, "settle", intake)) and intake.settled in ("", Intake.Settled.PASSED)
    documents = list(intake.documents.prefetch_related("renditions").select_related("case__court"))
    facts = {
        "intake": intake, "row": queries.rows([intake], clock.now())[0], "keeps": keeps, "words": words,
        "documents": [{"document": one, "files": len(papers.originals(one)), "open": may(actor, "read", one)} for one in documents],
        "proposals": queries.proposals(intake) if keeps else [],
        "found": queries.find_cases(intake.court_id, words) if keeps else [],
        "settles": settles and intake.case is not None,
        "others": _others(request, intake) if settles and intake.case else [],
        "sees_case": intake.case and may(actor, "read_file", intake.case),
        "form": form or (PapersForm(initial=taking.fresh()) if keeps else None), "refused": refused,
    }  # fmt: skip
    return render(request, "intake/intake.html", facts, status=refused.status if refused else 200)


def _others(request: CourtRequest, intake: Intake) -> list[Account]:
    assert intake.case is not None
    ids = [pk for pk in access.handlers(intake.case) if pk != request.actor.me.pk]
    return list(Account.objects.filter(pk__in=ids).select_related("person"))


def found(request: CourtRequest, pk: int, verb: str = "read") -> Intake:
    related = Intake.objects.select_related("court", "case__court", "holder__person", "from_court", "received_by__person",
                                            "ended_by__person", "settled_by__person", "account__person")  # fmt: skip
    intake = related.filter(pk=pk).first()
    if intake is None:
        raise not_there()
    require(request.actor, verb, intake)
    return intake


def _done(request: CourtRequest, pk: int, verb: str, do, words: str) -> HttpResponse:
    """Do it and say so; refused, the same page says why."""
    intake = found(request, pk, verb)
    try:
        do()
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _page(request, found(request, pk), refused)
    say(request, words)
    return redirect("intake_page", pk=intake.pk) if may(request.actor, "read", found(request, pk)) else redirect("desk_home")


@require_POST
@open_to("filing_clerk", "service_officer")
def take(request: CourtRequest, pk: int) -> HttpResponse:
    return _done(request, pk, "keep", lambda: actions.take(pk, by=request.actor, at=clock.now()), "已由您办理。")


@require_POST
@open_to("filing_clerk", "service_officer")
def give(request: CourtRequest, pk: int) -> HttpResponse:
    """转入案件; who sent it is taken for the party of that name or account."""
    intake = found(request, pk, "keep")
    case = Case.objects.select_related("court").filter(pk=whole_number(request.POST.get("case", "")) or 0, is_state_secret=False).first()
    if case is None:
        return _page(request, intake, Refused("请选择案件。", do="按案号或者当事人查找后选择。", code="missing_field", status=422))
    party = queries.party_of(intake, case) if case.court_id == intake.court_id else None
    return _done(request, pk, "keep", lambda: actions.give(pk, case, by=request.actor, at=clock.now(), party=party),
                 f"已转入{case.number}，并通知承办法官和书记员。")  # fmt: skip


@require_POST
@open_to("filing_clerk", "service_officer")
def send_back(request: CourtRequest, pk: int) -> HttpResponse:
    why = request.POST.get("why", "")
    return _done(request, pk, "keep", lambda: actions.send_back(pk, why, by=request.actor, at=clock.now()), "已退回递交人。")


@require_POST
@open_to("filing_clerk", "service_officer")
def add(request: CourtRequest, pk: int) -> HttpResponse:
    """补扫: papers of an intake that lies in the tray."""
    intake = found(request, pk, "keep")
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, intake, Refused("请选择文件。", code="missing_field", status=422), form)
    return _done(request, pk, "keep", lambda: actions.add(pk, taking.papers(form.cleaned_data), by=request.actor, at=clock.now()),
                 "扫描件已收到，通过安全检查后可以打开。")  # fmt: skip


@require_POST
@open_to("staff")
def settle(request: CourtRequest, pk: int) -> HttpResponse:
    """入卷、需回复、转他人: what judge or clerk make of new material."""
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")[:300]
    to = Account.objects.filter(pk=whole_number(request.POST.get("to", "")) or 0).first()
    return _done(request, pk, "settle", lambda: actions.settle(pk, outcome, by=request.actor, at=clock.now(), note=note, to=to),
                 "已记录处理结果。")  # fmt: skip


@require_POST
@open_to("staff")
def take_back(request: CourtRequest, pk: int) -> HttpResponse:
    why = request.POST.get("why", "")
    return _done(request, pk, "settle", lambda: actions.take_back(pk, why, by=request.actor, at=clock.now()), "已退回收件箱。")


@require_safe
@open_to("staff")
def receipt(request: CourtRequest, pk: int) -> HttpResponse:
    intake = found(request, pk)
    record_read(request.actor, intake.stream, "print", f"intake:{pk}")
    return pdf(papers.receipt(intake), f"诉讼材料收据{intake.code}.pdf")


@require_safe
@open_to("staff")
def sheets(request: CourtRequest) -> HttpResponse:
    """分隔页: choose and print."""
    kinds = [one.strip()[:40] for one in request.GET.get("kinds", "").replace("，", ",").split(",") if one.strip()]
    numbers = [one.strip()[:60] for one in request.GET.get("numbers", "").splitlines() if one.strip()]
    plain = min(whole_number(request.GET.get("plain", "")) or 0, MOST_SHEETS)
    if not request.GET.get("print"):
        return render(request, "intake/sheets.html", {"kinds": "民事起诉状,身份证,授权委托书,证据清单,答辩状,送达回证"})
    wanted = [(separators.of_paper(kind), kind) for kind in kinds]
    wanted += [(separators.of_case(number), number) for number in numbers]
    wanted += [(separators.of_paper(), "")] * plain
    if not wanted or len(wanted) > MOST_SHEETS:
        raise Refused(f"请选择1至{MOST_SHEETS}张分隔页。", do="返回后重新选择。", code="bad_field", status=422)
    return pdf(papers.separator_sheets(wanted), "扫描分隔页.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


def own_party(case: Case, request: CourtRequest) -> Party | None:
    """The party of a case for whom somebody from outside hands in: oneself, else whom one represents."""
    from court.spine.dossier.access import own_parties

    mine = own_parties(request.actor, case)
    parties = list(case.parties.filter(pk__in=mine).order_by("pk"))
    return next((one for one in parties if one.person_id == request.actor.person_id), parties[0] if parties else None)
