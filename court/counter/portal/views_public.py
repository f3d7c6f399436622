"""The pages of the portal: home, my cases, one case, the fee calculator."""
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from court.base.access.decide import require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.models import Court
from court.counter.portal import links, queries
from court.kit.pages import whole_number
from court.spine.cases.models import Case

HOME_CASES = 2


@open_to("anyone")
def home(request: CourtRequest) -> HttpResponse:
    """Tiles for everybody; my cases and what I have to do for a litigant."""
    actor, on = request.actor, clock.today()
    context = {"tiles": links.tiles(), "person": actor.person if actor.is_litigant else None}
    if actor.is_litigant:
        found = queries.cards(actor, limit=HOME_CASES + 1)
        context |= {"cards": found[:HOME_CASES], "more": len(found) > HOME_CASES, "todo": links.with_urls(queries.todo(actor, on))}
    return render(request, "portal/home.html", context)


@open_to("litigant")
def my_cases(request: CourtRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = queries.cards(request.actor, whole_number(before), queries.PAGE + 1)
    return render(request, "portal/cases.html", {
        "cards": found[: queries.PAGE], "next": found[queries.PAGE - 1].case.pk if len(found) > queries.PAGE else None})


@open_to("litigant")
def case_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One case as a party or representative sees it; the look is recorded before it is shown."""
    case = get_object_or_404(Case.objects.select_related("court", "judge__person"), pk=pk)
    actor, now = request.actor, clock.now()
    require(actor, "read", case)
    record_read(actor, case.stream)
    on = clock.today()
    tasks = [row for row in queries.todo(actor, on) if row["task"].case_id == case.pk]
    steps = links.steps(case, queries.steps_for(case, actor, now))
    return render(request, "portal/case.html", {
        "card": queries.card(case), "case": case, "timeline": queries.timeline(case), "people": queries.people(case),
        "clocks": queries.clocks(case, actor, on), "todo": links.with_urls(tasks),
        "steps": steps, "barred": [step for step in steps if step["why"]], "rooms": links.of_case(case)})


@open_to("anyone")
def courts(request: CourtRequest) -> HttpResponse:
    """Where the courts are, with their tribunals (示意)."""
    found = Court.objects.prefetch_related("tribunals").exclude(level=Court.Level.HIGH).order_by("code")
    return render(request, "portal/courts.html", {"courts": found})
