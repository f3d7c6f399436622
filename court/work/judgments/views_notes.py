"""The page of the bench's notes, beside the dossier's papers; closed to everybody who doesn't decide the case."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case
from court.work.judgments import notes
from court.work.judgments.beside import beside


@require_http_methods(["GET", "POST"])
@open_to("staff")
def bench_notes(request: CourtRequest, case_id: int) -> HttpResponse:
    """One's own note to write, the panel's to read."""
    case = Case.objects.select_related("court").filter(pk=case_id).first()
    if case is None:
        raise not_there()
    notes.require(case, request.actor)
    record_read(request.actor, case.stream, "read", "bench_notes")
    refused, typed = None, None
    if request.method == "POST":
        typed, number = request.POST.get("text", ""), request.POST.get("revision", "")
        try:
            notes.write(case, typed, revision=whole_number(number) or 0, by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
        else:
            say(request, "笔记已保存，只有本案审判人员可以阅看。")
            return redirect("bench_notes", case_id=case.pk)
    found = notes.of_case(case, request.actor)
    mine = next((one for one in found if one.author_id == request.actor.account.pk), None)
    shown = {
        "case": case, "mine": mine, "others": [one for one in found if one is not mine], "refused": refused,
        "text": typed if typed is not None else mine.text if mine else "", "revision": mine.revision if mine else 0,
        "longest": notes.LONGEST, **beside(request, case),
    }  # fmt: skip
    return render(request, "judgments/notes.html", shown, status=refused.status if refused else 200)
