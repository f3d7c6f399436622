"""Showing papers in a hearing: the leader's steps, the page of those who follow, what their screens ask each second."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import not_there
from court.kit.refusing import wants_json
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import queries as dossier
from court.spine.dossier.views import names_of
from court.work.annotations import access, forms, presenting, queries
from court.work.annotations.models import Presentation


@require_POST
@open_to("staff")
def start(request: CourtRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    made = presenting.start(case, by=request.actor, at=clock.now())
    if wants_json(request):
        return JsonResponse({"show": reverse("presentation_show", args=[made.pk]), "end": reverse("presentation_end", args=[made.pk])})
    say(request, "已开始出示。翻页时，其他人的屏幕会跟随。")
    return redirect("follow", case_id=case.pk)


@require_POST
@open_to("staff")
def show(request: CourtRequest, pk: int) -> HttpResponse:
    led = _presentation(request, pk)
    told = forms.sent(request)
    document = dossier.to_open(forms.number(told, "document"), request.actor)
    led = presenting.show(led, document, forms.number(told, "page"), by=request.actor, at=clock.now())
    return JsonResponse({"turn": led.turn})


@require_POST
@open_to("staff")
def end(request: CourtRequest, pk: int) -> HttpResponse:
    led = _presentation(request, pk)
    presenting.end(led, by=request.actor, at=clock.now())
    if wants_json(request):
        return JsonResponse({"ended": True})
    say(request, "出示已结束。")
    return redirect("follow", case_id=led.case_id)


@require_safe
@open_to("staff", "litigant")
def follow(request: CourtRequest, case_id: int) -> HttpResponse:
    """The page of those who follow; it also works by asking anew by hand."""
    case = _case(request, case_id)
    found = presenting.running(case, clock.now())
    record_read(request.actor, case.stream, "read", "presentation")
    face = "staff" if request.actor.is_staff else "phone"
    facts = {"case": case, "led": found, "now": _now(request, found) if found else None, "face": face,
             "leads": bool(found and request.actor.account.pk == found.leader_id),
             "may_lead": bool(may(request.actor, "present", case)), "at": reverse(_named(request, "follow_now"), args=[case.pk])}  # fmt: skip
    return render(request, f"annotations/follow_{face}.html", facts)


@require_safe
@open_to("staff", "litigant")
def now(request: CourtRequest, case_id: int) -> HttpResponse:
    """What is shown just now; 204 where the asker's turn is still the newest."""
    case = _case(request, case_id)
    found = presenting.running(case, clock.now())
    if found is None:
        return JsonResponse({"running": False})
    if request.GET.get("of") == str(found.pk) and whole_number(request.GET.get("turn", "")) == found.turn:
        return HttpResponse(status=204)
    return JsonResponse(_now(request, found))


def _now(request: CourtRequest, found: Presentation) -> dict:
    """The page shown, or why this person does not see it. A page that is shown is recorded as read."""
    told = {"running": True, "of": str(found.pk), "turn": found.turn, "leader": found.leader.person.name, "picture": "",
            "title": "", "words": "出示人尚未打开材料。"}  # fmt: skip
    if found.document is None:
        return told
    if not access.readable(request.actor, found.case, found.document):
        return told | {"words": "正在出示的材料不在您的阅看范围内。"}
    label = queries.page_labels(found.case).get((found.document_id, found.page), str(found.page))
    picture = reverse(names_of(request)["page_picture"], args=[found.document_id, found.page, "full"])
    return told | {"picture": picture, "title": queries.citation(found.document, label), "words": ""}


def _named(request: CourtRequest, name: str) -> str:
    return name if request.actor.is_staff else f"litigant_{name}"


def _case(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor, "read_file")


def _presentation(request: CourtRequest, pk: int) -> Presentation:
    found = Presentation.objects.select_related("case__court", "leader__person").filter(pk=pk).first()
    if found is None:
        raise not_there()
    require(request.actor, "read_file", found.case)
    return found
