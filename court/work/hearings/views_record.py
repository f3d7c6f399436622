"""The clerk's page of one hearing: who came, what was said, handing over, signatures before the clerk, the end."""
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.kit.refusing import wants_json
from court.spine.dossier import actions as dossier
from court.work.hearings import absences, actions, documents, recording, recordings, wording
from court.work.hearings.forms import HoldForm
from court.work.hearings.models import Attendance, Hearing, HearingRecord
from court.work.hearings.views import case_to_read, to_open


@require_safe
@open_to("staff")
def of_case(request: CourtRequest, case_id: int) -> HttpResponse:
    """The record of the hearing that is ahead, or of the last one; to plan where there is none."""
    case = case_to_read(request, case_id)
    found = case.hearings.filter(state=Hearing.State.SCHEDULED).order_by("sequence").first()
    found = found or case.hearings.order_by("-sequence").first()
    return redirect("hearing", pk=found.pk) if found else redirect("hearings_of_case", case_id=case.pk)


@require_safe
@open_to("staff")
def page(request: CourtRequest, pk: int) -> HttpResponse:
    hearing = to_open(request, pk)
    record_read(request.actor, hearing.case.stream, "read", f"hearing:{pk}")
    return _page(request, hearing)


def _page(request: CourtRequest, hearing: Hearing, refused: Refused | None = None, text: str | None = None) -> HttpResponse:
    record = HearingRecord.objects.filter(hearing=hearing).select_related("saved_by__person", "document").first()
    rows = documents.attendances(hearing)
    keeps = bool(may(request.actor, "record", hearing)) and hearing.state == Hearing.State.SCHEDULED
    facts = {
        "hearing": hearing, "case": hearing.case, "record": record, "attendances": rows, "refused": refused, "keeps": keeps,
        "types": keeps and not (record and record.closed_at), "bench": documents.signers(hearing.case),
        "text": text if text is not None else wording.show(record.rows) if record else "",
        "blocks": [(key, label) for key, (label, _) in wording.BLOCKS.items()], "short": wording.SHORT,
        "recordings": recordings.of(hearing), "records": bool(may(request.actor, "record", hearing)),
        "token": hearing.case.version, "key": secret_token(), "hold_form": HoldForm(),
        "paths": _paths(hearing) if keeps else [],
        "waiting": [r for r in rows if r.is_present and r.state == Attendance.State.WAITING],
    }
    return render(request, "hearings/hearing.html", facts, status=refused.status if refused else 200)


def _paths(hearing: Hearing) -> list[dict]:
    """The ways on when somebody stayed away; an act of the case with where it is done."""
    found = absences.paths(hearing, clock.today())
    return [{"path": one, "url": reverse("case_act", args=[hearing.case_id, one.act]) if one.act else ""} for one in found]


@require_POST
@open_to("judge", "clerk", "assistant")
def save(request: CourtRequest, pk: int) -> HttpResponse:
    """Keep the text; with a block's key, put that block at its end. A program gets JSON, and loses nothing either."""
    hearing = to_open(request, pk, "record")
    text, revision = request.POST.get("text", ""), request.POST.get("revision", "")
    if key := request.POST.get("block"):
        bench = "、".join(f"{row['post']}{row['name']}" for row in documents.signers(hearing.case))
        text = f"{text.rstrip()}\n{wording.block(key, hearing, bench)}".strip()
    names = tuple(hearing.attendances.values_list("person__name", flat=True))
    try:
        record = recording.save(pk, wording.parse(text, names), by=request.actor, at=clock.now(),
                                revision=whole_number(revision) or 0)
    except Refused as refused:
        if wants_json(request):
            raise
        return _page(request, hearing, refused, text)
    if wants_json(request):
        return JsonResponse({"revision": record.revision})
    if not key:
        say(request, "笔录已保存。")
    return redirect("hearing", pk=pk)


@require_POST
@open_to("judge", "clerk", "assistant")
def attend(request: CourtRequest, pk: int) -> HttpResponse:
    hearing = to_open(request, pk, "record")
    ids = list(hearing.attendances.values_list("pk", flat=True))
    recording.attend(pk, {i: f"came-{i}" in request.POST for i in ids},
                     {i: request.POST.get(f"why-{i}", "") for i in ids}, by=request.actor, at=clock.now())
    say(request, "到庭情况已登记。")
    return redirect("hearing", pk=pk)


@require_POST
@open_to("judge", "clerk", "assistant")
def close(request: CourtRequest, pk: int) -> HttpResponse:
    hearing = to_open(request, pk, "record")
    return _do(request, hearing, "笔录已交到庭人员核对。", recording.close)


@require_POST
@open_to("judge", "clerk", "assistant")
def take_back(request: CourtRequest, pk: int) -> HttpResponse:
    hearing = to_open(request, pk, "record")
    return _do(request, hearing, "笔录已收回，修改后须重新核对。", recording.take_back)


def _do(request: CourtRequest, hearing: Hearing, said: str, what) -> HttpResponse:
    try:
        what(hearing.pk, by=request.actor, at=clock.now())
    except Refused as refused:
        return _page(request, hearing, refused)
    say(request, said)
    return redirect("hearing", pk=hearing.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("judge", "clerk", "assistant")
def device(request: CourtRequest, pk: int) -> HttpResponse:
    """The court's device, turned to the one who signs: the whole text, remarks, the name; or the refusal noted."""
    row = Attendance.objects.select_related("person", "hearing").filter(pk=pk).first()
    if row is None:
        raise not_there()
    hearing = to_open(request, row.hearing_id, "record")
    record = HearingRecord.objects.filter(hearing=hearing).first()
    refused = None
    if request.method == "POST":
        try:
            _sign(request, row)
        except Refused as why:
            refused = why
        else:
            say(request, f"{row.person.name}的核对情况已登记。")
            return redirect("hearing", pk=hearing.pk)
    facts = {"row": row, "hearing": hearing, "record": record, "refused": refused, "typed": request.POST}
    return render(request, "hearings/device.html", facts, status=refused.status if refused else 200)


def _sign(request: CourtRequest, row: Attendance) -> None:
    if "refuses" in request.POST:
        recording.refuse(row.pk, request.POST.get("reason", ""), by=request.actor, at=clock.now())
        return
    recording.confirm(row.pk, digest=request.POST.get("digest", ""), objection=request.POST.get("objection", ""),
                      typed_name=request.POST.get("name", ""), by=request.actor, at=clock.now())


@require_POST
@open_to("judge", "clerk", "assistant")
def add_recording(request: CourtRequest, pk: int) -> HttpResponse:
    """归入录音录像: a recording of this hearing, a paper of the case at once."""
    hearing = to_open(request, pk, "record")
    sent: Any = request.FILES.get("recording")
    try:
        if sent is None:
            raise Refused("没有收到文件。", do="请选择录音录像文件后提交。", code="missing_field", status=422)
        arrived = dossier.take_in(sent, sent.name or "", sent.size)
        recordings.add(pk, arrived, by=request.actor, at=clock.now())
    except Refused as refused:
        return _page(request, hearing, refused)
    say(request, "录音录像已归入卷宗，通过安全检查后可以播放。")
    return redirect("hearing", pk=pk)


@require_POST
@open_to("judge", "clerk")
def hold(request: CourtRequest, pk: int) -> HttpResponse:
    """庭审结束: the act of the case; the record goes into the dossier."""
    hearing, form, token = to_open(request, pk), HoldForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _page(request, hearing, Refused("请选择庭后安排。", code="missing_field", status=422))
    try:
        actions.hold(pk, **form.cleaned_data, by=request.actor, at=clock.now(), key=request.POST.get("key", ""),
                     token=whole_number(token))
    except Refused as refused:
        return _page(request, hearing, refused)
    say(request, f"{hearing.title}已结束，庭审笔录已归入卷宗。")
    return redirect("hearing", pk=pk)
