"""Pages scanned anew, pages marked as bad, and the register of paper originals."""

import csv

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.pages import told
from court.kit.days import stamp
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier import places, queries, sources
from court.spine.dossier.models import Document
from court.work.intake import access, originals, rescanning
from court.work.intake.forms import OriginalForm, RescanForm, StepForm
from court.work.intake.models import PaperOriginal, Rescan

both = require_http_methods(["GET", "HEAD", "POST"])
MOST_ROWS = 20_000


@both
@open_to("staff")
def rescan(request: CourtRequest, pk: int) -> HttpResponse:
    """原位重扫: the pages as they are, the new scan, what was scanned anew before."""
    document = _scannable(request, pk)
    start = {"page": whole_number(request.GET.get("page", ""))}
    form, refused = RescanForm(request.POST or None, request.FILES or None, initial=start), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            arrived = dossier.take_in(data["scan"], data["scan"].name, data["scan"].size)
            rescanning.ask_rescan(pk, arrived, page=data["page"], why=data["why"], by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
            told(form, why)
        else:
            say(request, "重扫件已收到，通过安全检查后替换原页，页码不变。")
            return redirect("rescan", pk=pk)
    shown = places.shown(document)
    facts = {"document": document, "form": form, "pages": places.pages_of(shown), "labels": _labels(document),
             "past": document.rescans.select_related("asked_by__person", "undone_by__person").order_by("-pk")[:50]}  # fmt: skip
    status = refused.status if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "intake/rescan.html", facts, status=status)


def _labels(document: Document) -> list[str]:
    if document.case is None:
        return []
    placed = places.in_order(document.case, document.volume)
    return next((one.labels for one in placed if one.document.pk == document.pk), [])


def _scannable(request: CourtRequest, pk: int) -> Document:
    document = queries.to_open(pk, request.actor)
    record_read(request.actor, document.stream, "read", f"document:{pk}")
    if not access.keeps_original(request.actor, document):
        raise Refused("重扫和原件登记由本案书记员、收件人员或者档案管理员办理。", do="页面不清的，请在材料页标记。", code="not_yours", status=403)
    return document


@require_POST
@open_to("staff")
def undo_rescan(request: CourtRequest, pk: int) -> HttpResponse:
    found = Rescan.objects.filter(pk=pk).first()
    document = _scannable(request, found.document_id if found else 0)
    rescanning.undo(pk, by=request.actor, at=clock.now())
    say(request, "已恢复重扫前的页面。")
    return redirect("rescan", pk=document.pk)


@require_POST
@open_to("staff")
def bad_page(request: CourtRequest, pk: int) -> HttpResponse:
    """标记坏页: by anybody of the court who may read the paper."""
    document = queries.to_open(pk, request.actor)
    rescanning.mark_bad(document, whole_number(request.POST.get("page", "")) or 0, request.POST.get("why", "")[:120],
                        by=request.actor, at=clock.now())  # fmt: skip
    say(request, "已通知书记员重扫。")
    return redirect("document_page", pk=pk)


@both
@open_to("staff")
def original(request: CourtRequest, pk: int) -> HttpResponse:
    """One paper's original: registered here, and each of its steps."""
    document = _scannable(request, pk)
    kept = PaperOriginal.objects.select_related("kept_by__person").filter(document=document).first()
    form = StepForm(request.POST or None, initial={"version": kept.version}) if kept else OriginalForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, document, kept, form.cleaned_data)
        except Refused as why:
            refused = why
            told(form, why)
        else:
            say(request, "原件登记已更新。")
            return redirect("paper_original", pk=pk)
    steps = kept.steps.select_related("by__person") if kept else []
    status = refused.status if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "intake/original.html", {"document": document, "original": kept, "form": form, "steps": steps,
                                                    "source": sources.of(document)}, status=status)  # fmt: skip


def _write(request: CourtRequest, document: Document, kept: PaperOriginal | None, data: dict) -> None:
    if kept is None:
        originals.keep(document, place=data["place"], volume=data["volume"], sheets=data["sheets"], by=request.actor, at=clock.now())
        return
    asked = originals.Asked(data["step"], data["place"], data["holder"], data["due_on"], data["signed"], data["note"])
    originals.move_on(kept.pk, asked, version=data["version"], by=request.actor, at=clock.now())


@require_safe
@open_to("staff")
def register(request: CourtRequest) -> HttpResponse:
    """原件登记簿: searched, printed by the browser, taken as CSV."""
    words, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    late = clock.today() if request.GET.get("late") else None
    found = originals.register(request.actor, words=words, state=state, late=late)
    if request.GET.get("format") == "csv":
        return _csv(request, found)
    page = by_key(found, ["-id"], request.GET.get("page", ""), size=30)
    return render(request, "intake/register.html", {"page": page, "words": words, "state": state, "late": bool(late),
                                                    "states": PaperOriginal.State.choices, "today": clock.today()})  # fmt: skip


def _csv(request: CourtRequest, found) -> HttpResponse:
    """UTF-8 with a mark, so that office programs read Chinese; a cell that would be a formula is made text."""
    record_read(request.actor, "originals", "export", "register")
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="originals.csv"'
    out = csv.writer(response)
    out.writerow(["案号", "材料", "提交人", "状态", "存放位置", "册次", "张数", "起存日", "登记人", "借用人、领取人", "应还日"])
    for one in found.order_by("-id")[:MOST_ROWS]:
        document = one.document
        out.writerow([_plain(cell) for cell in (
            document.case.number if document.case else "", document.title, document.party.name if document.party else "",
            one.get_state_display(), one.place, one.volume, one.sheets or "", one.since.isoformat(), one.kept_by,
            one.holder, one.due_on or "")])  # fmt: skip
    out.writerow([f"导出时间{stamp(clock.now())}"])
    return response


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
