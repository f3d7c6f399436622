"""The clerk's page for those who ask to act for a party."""
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from court.base.access.decide import require
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say
from court.spine.cases.models import Case
from court.work.answering import joining
from court.work.answering.models import JoinRequest


@open_to("clerk", "judge", "filing_clerk")
def requests(request: CourtRequest, pk: int) -> HttpResponse:
    """Who asked to be let into a case, with the papers they brought."""
    case = get_object_or_404(Case.objects.select_related("court"), pk=pk)
    require(request.actor, "read", case)
    found = JoinRequest.objects.filter(case=case).select_related("account__person", "party").order_by("-pk")
    return render(request, "answering/requests.html", {"case": case, "requests": found, "kinds": joining.KINDS})


@require_POST
@open_to("clerk", "judge", "filing_clerk")
def decide(request: CourtRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(JoinRequest.objects.select_related("case"), pk=pk)
    require(request.actor, "read", asked.case)
    accepted = request.POST.get("decision") == "accept"
    joining.decide(asked.pk, by=request.actor, at=clock.now(), accepted=accepted, reason=request.POST.get("reason", ""))
    say(request, "已通过，代理人可以查看本案。" if accepted else "已退回申请。")
    return redirect("join_requests", asked.case_id)
