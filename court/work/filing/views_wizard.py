"""The wizard: one question group a screen, saved at every step, on a phone and at the window alike."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.kit.refusing import wants_json
from court.work.filing import actions, drafts, files, forms, frames, queries, quoting, showing, steps
from court.work.filing.models import Filing

both = require_http_methods(["GET", "POST"])
WHO = ("litigant", "filing_clerk")


@both
@open_to(*WHO)
def screen(request: CourtRequest, pk: int, key: str) -> HttpResponse:
    """One screen. Whatever was typed is kept first, then checked."""
    filing = _mine(request, pk)
    if key not in steps.BY_KEY:
        raise not_there()
    if key in OWN_SCREENS:
        return OWN_SCREENS[key](request, filing)
    one, kept = steps.BY_KEY[key], drafts.answers(filing)
    more = {"near": request.GET.get("near", "")[:60]} if key == "court" else {}
    if request.method == "GET":
        form = steps.form_of(one, kept, clock.today(), initial=_first(filing, key, kept), **more)
        return _show(request, filing, key, kept, form)
    form = steps.form_of(one, kept, clock.today(), data=request.POST, **more)
    kept = drafts.save(filing, key, drafts.typed(form, request.POST), by=request.actor, at=clock.now())
    if wants_json(request):
        return JsonResponse({"saved": True})
    if form.is_valid():
        return redirect(_onward(request, filing, key, kept))
    return _show(request, filing, key, kept, form, status=422)


def _first(filing: Filing, key: str, kept: dict) -> dict:
    """What a screen shows before it was answered: what the court already knows of the person."""
    if key in kept:
        return kept[key]
    person = filing.person
    if key == "me":
        return {"phone": person.phone, "address": person.address, "ethnicity": person.ethnicity, "capacity": "self"}
    if key == "consent":
        return {"service_address": (kept.get("me") or {}).get("address") or person.address}
    return {}


def _show(request: CourtRequest, filing: Filing, key: str, kept: dict, form: Any = None, status: int = 200,
          **more: Any) -> HttpResponse:
    before, after, place, many = steps.neighbours(kept, key)
    one = steps.BY_KEY[key]
    facts = {
        "filing": filing, "screen": one, "form": form, "place": place, "many": many, "frame": frames.frame(request),
        "urls": frames.urls(request), "before": before, "after": after, "window": frames.is_window(request),
        "to_check": request.GET.get("back") == "check", "dots": [n < place for n in range(many)],
        **showing.extras(request, filing, key, kept, form), **more,
    }
    facts["back_url"] = _back(request, filing, before)
    return render(request, f"filing/{showing.template(key)}.html", facts, status=status)


def _back(request: CourtRequest, filing: Filing, before: str) -> str:
    names = frames.urls(request)
    if request.GET.get("back") == "check":
        return reverse(names["filing_screen"], args=[filing.pk, "check"])
    if before:
        return reverse(names["filing_screen"], args=[filing.pk, before])
    return reverse("filings" if frames.is_window(request) else "litigant_filings")


def _onward(request: CourtRequest, filing: Filing, key: str, kept: dict) -> str:
    """The next screen; straight back to the summary for whoever came from there."""
    _, after, _, _ = steps.neighbours(kept, key)
    wanted = "check" if request.GET.get("back") == "check" and not _new_questions(kept) else after or "check"
    return reverse(frames.urls(request)["filing_screen"], args=[filing.pk, wanted])


def _new_questions(kept: dict) -> bool:
    """Whether a changed answer brought up a screen that was never filled in."""
    return any(one.form is not None and one.key not in kept for one in steps.way(kept))


def _sides(request: CourtRequest, filing: Filing) -> HttpResponse:
    kept = drafts.answers(filing)
    if request.method == "POST":
        if not any(row.get("role") == "defendant" for row in kept.get("sides", [])):
            refused = Refused("请至少填写一名被告。", law="民事诉讼法第一百二十二条第二项", do="请点“添加”。", status=422)
            return _show(request, filing, "sides", kept, status=422, refused=refused)
        return redirect(_onward(request, filing, "sides", kept))
    return _show(request, filing, "sides", kept)


@both
@open_to(*WHO)
def side(request: CourtRequest, pk: int, place: str) -> HttpResponse:
    """One party: a new one ("new"), or the one at a place."""
    filing = _mine(request, pk)
    kept = drafts.answers(filing)
    rows = kept.get("sides", [])
    known = next(iter(rows[at : at + 1]), None) if (at := whole_number(place)) is not None else None
    if known is None and place != "new":
        raise Refused("没有这个当事人。", do="请返回列表核对。", code="missing", status=404)
    kind = request.POST.get("kind") or request.GET.get("kind") or (known or {}).get("kind") or "natural"
    form = forms.PartyStep(request.POST or None, initial=known, answers=kept, on=clock.today(), kind=kind)
    if request.method == "POST" and form.is_valid():
        row = {**drafts.typed(form, request.POST), "kind": form.party_kind}
        drafts.put_side(filing, int(place) if known is not None else None, row, by=request.actor, at=clock.now())
        return redirect(_screen(request, filing, "sides") + _tail(request))
    return _show(request, filing, "sides", kept, form, status=422 if form.errors else 200, editing=place, kind=kind)


@require_POST
@open_to(*WHO)
def side_drop(request: CourtRequest, pk: int, place: int) -> HttpResponse:
    filing = _mine(request, pk)
    drafts.drop_side(filing, place, by=request.actor, at=clock.now())
    return redirect(_screen(request, filing, "sides") + _tail(request))


def _files(request: CourtRequest, filing: Filing) -> HttpResponse:
    chosen = request.FILES.getlist("files") if request.method == "POST" else []
    kept = {} if chosen else drafts.answers(filing)
    if request.method == "GET":
        return _show(request, filing, "files", kept)
    if not chosen:
        if "go_on" in request.POST:
            return redirect(_onward(request, filing, "files", kept))
        refused = Refused("还没有选择文件。", do="请点“选择文件”，可以一次选几个。", status=422)
        return _show(request, filing, "files", kept, status=422, refused=refused)
    wrong = _take(request, filing, chosen)
    if wrong:
        return _show(request, filing, "files", drafts.answers(filing), status=422, wrong=wrong)
    say(request, f"已收到{len(chosen)}个文件，正在做安全检查。")
    return redirect(_screen(request, filing, "files") + _tail(request))


def _take(request: CourtRequest, filing: Filing, chosen: list) -> list[str]:
    """Take in each file on its own: a bad one is told by name and cure, the good ones stay."""
    wrong = []
    for uploaded in chosen:
        try:
            files.add(filing, uploaded, request.POST.get("category", ""), request.POST.get("title", "")[:100],
                      by=request.actor, at=clock.now())
        except Refused as refused:
            wrong.append(refused.for_people())
    return wrong


@require_safe
@open_to(*WHO)
def file_list(request: CourtRequest, pk: int) -> HttpResponse:
    """The list of papers as a part of the page, asked again while some are being checked."""
    filing = _mine(request, pk)
    facts = showing.files_of(filing)
    return render(request, "filing/file_list.html", {**facts, "filing": filing, "urls": frames.urls(request)})


@require_POST
@open_to(*WHO)
def file_drop(request: CourtRequest, pk: int, file_id: int) -> HttpResponse:
    filing = _mine(request, pk)
    files.remove(filing, file_id, by=request.actor, at=clock.now())
    return redirect(_screen(request, filing, "files") + _tail(request))


@require_POST
@open_to(*WHO)
def file_up(request: CourtRequest, pk: int, file_id: int) -> HttpResponse:
    filing = _mine(request, pk)
    files.raise_up(filing, file_id, by=request.actor)
    return redirect(_screen(request, filing, "files") + _tail(request))


def _check(request: CourtRequest, filing: Filing) -> HttpResponse:
    return _show(request, filing, "check", drafts.answers(filing))


@require_POST
@open_to(*WHO)
def submit(request: CourtRequest, pk: int) -> HttpResponse:
    """Hand in. What is lacking is shown all at once, with a link to each screen."""
    filing = _mine(request, pk, editable=False)
    try:
        handed_in = actions.submit(filing, by=request.actor, at=clock.now(), key=request.POST.get("once", ""),
                                   token=showing.number(request.POST.get("token")))
    except Refused as refused:
        if refused.code in ("incomplete", "stale") and filing.editable:
            filing.refresh_from_db()
            return _show(request, filing, "check", drafts.answers(filing), status=refused.status, refused=refused)
        raise
    return redirect(frames.urls(request)["filing_receipt"], handed_in.pk)


@require_POST
@open_to(*WHO)
def discard(request: CourtRequest, pk: int) -> HttpResponse:
    drafts.discard(_mine(request, pk), by=request.actor)
    say(request, "草稿已删除。", "info")
    return redirect("filings" if frames.is_window(request) else "litigant_filings")


@require_safe
@open_to(*WHO)
def receipt(request: CourtRequest, pk: int) -> HttpResponse:
    """The slip every filer gets (登记立案规定第二条)."""
    filing = queries.to_open(pk, request.actor)
    if filing.submitted_at is None:
        return redirect(_screen(request, filing, "check"))
    record_read(request.actor, filing.stream, "read", "receipt")
    explain = quoting.decide_by(filing.received_on).explain()
    return render(request, "filing/receipt.html", {
        "filing": filing, "frame": frames.frame(request), "urls": frames.urls(request), "explain": explain,
        "window": frames.is_window(request), "parties": filing.parties.all(), "files": filing.files.count()})


def _mine(request: CourtRequest, pk: int, *, editable: bool = True) -> Filing:
    filing = queries.to_open(pk, request.actor, "edit")
    if editable and not filing.editable:
        raise Refused(f"该申请{filing.get_state_display()}，不能修改。", do="请返回查看进度。", code="not_editable")
    record_read(request.actor, filing.stream, "read", "draft")
    return filing


def _screen(request: CourtRequest, filing: Filing, key: str) -> str:
    return reverse(frames.urls(request)["filing_screen"], args=[filing.pk, key])


def _tail(request: CourtRequest) -> str:
    return "?back=check" if request.GET.get("back") == "check" else ""


OWN_SCREENS = {"sides": _sides, "files": _files, "check": _check}
