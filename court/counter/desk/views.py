"""The workbench and the list of tasks."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.counter.desk import addresses, offices, workbench
from court.spine.tasks import queries as tasks

SIZE = 20


@require_safe
@open_to("staff")
def home(request: CourtRequest) -> HttpResponse:
    """The workbench by the offices held; the three administrators have their own pages."""
    if request.actor.is_administrator:
        own = "audit_log" if request.actor.holds("audit_admin") else "accounts"
        return redirect(addresses.first(own, "my_account"))
    return render(request, "desk/home.html", {"bench": workbench.build(request, clock.now(), clock.today())})


@require_safe
@open_to("staff")
def task_list(request: CourtRequest) -> HttpResponse:
    """Everything there is to do for somebody, nearest day first; one's own short list, so it is counted."""
    found = tasks.of_staff(request.actor)
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    rows = offices.task_rows(list(page), clock.today())
    return render(request, "desk/tasks.html", {"page": page, "rows": rows})
