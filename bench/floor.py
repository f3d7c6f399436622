"""The floor's views: what a page costs when it is nothing but Django. No session, no rights, no journal, no layout.

They write the rows they are handed or read the product's rows, both by the ORM, and answer with a plain page.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench import plain
from court.base.access.models import ReadRecord
from court.spine.approvals.models import Approval
from court.spine.cases.models import Case, CaseLink, Handler, Party, Representative
from court.spine.clocks.models import Clock
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry
from court.spine.tasks.models import Task
from court.work.hearings.models import Hearing
from court.work.process_service.models import ServiceOrder

# What the next write puts into the database, and where its file goes: made before the request is sent.
waiting: dict = {}
MOST = 20


def leads_here(get_response: Callable) -> Callable:
    """The one middleware of the floor: its own addresses."""

    def lead(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.floor"
        return get_response(request)

    return lead


@csrf_exempt
def take_file(request: HttpRequest) -> HttpResponse:
    """A file to the disk under its digest, synced, and its rows into the database."""
    content = request.FILES["files"].read()
    folder: Path = waiting["folder"]
    with (folder / hashlib.sha256(content).hexdigest()).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    plain.write(waiting["file"])
    return HttpResponseRedirect("/")


@csrf_exempt
def hand_in(request: HttpRequest) -> HttpResponse:
    assert request.POST["once"]
    plain.write(waiting["handed_in"])
    return HttpResponseRedirect("/")


def case_list(request: HttpRequest) -> HttpResponse:
    """The newest open cases of a court, with how many papers each has and whether the defendant joined."""
    found = list(Case.objects.filter(court=request.GET["court"], closed_on=None).order_by("-id")[: MOST + 1])[:MOST]
    ids = [case.pk for case in found]
    counted = Document.objects.filter(case__in=ids, on_record=True).values_list("case").annotate(n=Count("id"))
    papers = dict(counted.values_list("case", "n"))
    joined = set(Party.objects.filter(case__in=ids, role="defendant", joined_at__isnull=False).values_list("case", flat=True))
    shown = [(case, papers.get(case.pk, 0), case.pk in joined) for case in found]
    return HttpResponse(LIST.render({"rows": shown}))


def case_page(request: HttpRequest) -> HttpResponse:
    """A case with its people, clocks, tasks, acts, papers served and hearings; the look is recorded as the product does."""
    pk = int(request.GET["case"])
    ReadRecord.objects.create(**waiting["read"])
    case = Case.objects.select_related("court__superior", "division", "tribunal", "judge__person").get(pk=pk)
    return HttpResponse(PAGE.render({
        "case": case,
        "parties": Party.objects.filter(case=pk, left_on=None).select_related("person"),
        "acting": Representative.objects.filter(case=pk, until=None).select_related("person"),
        "handlers": Handler.objects.filter(case=pk, until=None).select_related("account__person"),
        "clocks": Clock.objects.filter(case=pk).prefetch_related("intervals"),
        "tasks": Task.objects.filter(case=pk, state="open").select_related("assignee__person", "person"),
        "acts": Entry.objects.filter(stream=f"case:{pk}", kind__startswith="case.").order_by("-place")[:12],
        "served": ServiceOrder.objects.filter(case=pk).select_related("document", "party").order_by("-id")[:MOST],
        "hearings": Hearing.objects.filter(case=pk).select_related("room"),
        "approvals": Approval.objects.filter(case=pk)[:10],
        "links": CaseLink.objects.filter(case=pk),
    }))  # fmt: skip


_plain = engines["django"].from_string
LIST = _plain("""<!doctype html><html lang="zh"><title>案件</title><table>{% for case, papers, joined in rows %}
<tr><td><a href="/case/?case={{ case.pk }}">{{ case.number }}</a><td>{{ case.cause }}<td>{{ case.title }}<td>{{ case.track }}
<td>{{ case.stage }}<td>{{ case.due_on|date:"Y-m-d" }}<td>{{ papers }}<td>{{ joined }}</tr>{% endfor %}</table></html>""")
PAGE = _plain("""<!doctype html><html lang="zh"><title>{{ case.number }}</title><h1>{{ case.number }} {{ case.title }}</h1>
<p>{{ case.court.name }} {{ case.division.name }} {{ case.judge.person.name }} {{ case.stage }} {{ case.track }} {{ case.due_on }}
<ul>{% for one in case.facts.claims %}<li>{{ one }}{% endfor %}</ul>
<ul>{% for one in parties %}<li>{{ one.name }} {{ one.role }} {{ one.person.phone }} {{ one.person.id_number }} {{ one.person.address }}{% endfor %}</ul>
<ul>{% for one in acting %}<li>{{ one.person.name }} {{ one.firm }} {{ one.authority }}{% endfor %}</ul>
<ul>{% for one in handlers %}<li>{{ one.account.person.name }} {{ one.role }}{% endfor %}</ul>
<ul>{% for one in clocks %}<li>{{ one.label }} {{ one.started_on }} {{ one.due_on }}{% for i in one.intervals.all %} {{ i.reason }}{% endfor %}{% endfor %}</ul>
<ul>{% for one in tasks %}<li>{{ one.label }} {{ one.due_on }} {{ one.assignee.person.name }}{% endfor %}</ul>
<ul>{% for one in acts %}<li>{{ one.kind }} {{ one.at }} {{ one.capacity }} {{ one.facts }}{% endfor %}</ul>
<ul>{% for one in served %}<li>{{ one.document.title }} {{ one.party.name }} {{ one.state }}{% endfor %}</ul>
<ul>{% for one in hearings %}<li>{{ one.starts_at }} {{ one.room.name }}{% endfor %}</ul>
<ul>{% for one in approvals %}<li>{{ one.label }} {{ one.state }}{% endfor %}</ul>
<ul>{% for one in links %}<li>{{ one.kind }}{% endfor %}</ul></html>""")

urlpatterns = [
    path("file/", take_file),
    path("hand-in/", hand_in),
    path("cases/", case_list),
    path("case/", case_page),
]
