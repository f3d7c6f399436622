"""Anybody who has the code of a draw (it stands on the notice of the panel) may see it recomputed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from court.base.access.limits import limit
from court.base.access.views import open_to
from court.base.courts.bounds import held
from court.kit import client
from court.kit.ids import read_code
from court.kit.refusal import Refused
from court.work.assignment import queries
from court.work.assignment.models import Draw
from court.work.assignment.views import record_file


@require_safe
@open_to("anyone")
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code; see who could be drawn with which chance, the ticket, and that it recomputes."""
    typed = request.GET.get("code", "").strip()
    made, refused = None, None
    if typed:
        try:
            made = _find(request, typed)
        except Refused as why:
            if why.status == 429:
                raise
            refused = why
    shown = {"typed": typed[:40], "draw": made, "refused": refused, **(queries.told(made) if made else {})}
    return render(request, "assignment/verify.html", shown, status=refused.status if refused else 200)


@require_safe
@open_to("anyone")
def record(request: HttpRequest, code: str) -> HttpResponse:
    return record_file(_find(request, code))


def _find(request: HttpRequest, typed: str) -> Draw:
    """The draw of a code; codes are long, and guessing is slow (S26)."""
    limit(f"draw:{client.address(request)}", held("rate.verify"), 60, message="核验过于频繁。")
    made = Draw.objects.select_related("case__court", "judge__person").filter(code=read_code(typed)).first()
    if made is None or made.case.is_state_secret or made.case.secrecy == "sealed":
        raise Refused(
            "没有找到该核验码对应的分案记录。", do="请核对审判人员告知书上的核验码。", code="missing", status=404
        )
    return made
