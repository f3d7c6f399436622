"""Finding cases: one's list with filters and order, and the search in the head, both within what one may see."""

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from court.base.access.decide import visible
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.names import folded
from court.counter.desk import caselists
from court.kit.paging import KeyPage, by_key
from court.spine.cases.models import Case, Party

SIZE = 20
LONGEST = 100


@require_safe
@open_to("staff")
def case_list(request: CourtRequest) -> HttpResponse:
    """One's own cases, counted and numbered; or, for leaders and offices, all they may see, page by key."""
    actor, today = request.actor, clock.today()
    own = caselists.own(actor)
    wide = request.GET.get("scope") == "all" or own is None
    filters = caselists.Filters.read(request.GET)
    base = visible(actor, Case.objects.all()) if wide else own
    found = filters.apply(base, today)
    if wide:
        page: KeyPage | Page[Case] = by_key(found, ["-id"], request.GET.get("page", ""), size=SIZE)
        numbered = None
    else:
        page = numbered = Paginator(filters.ordered(found), SIZE).get_page(request.GET.get("page"))
    shown = {
        "rows": caselists.rows(list(page), today),
        "page": page,
        "numbered": numbered,
        "filters": filters,
        "wide": wide,
        "both": own is not None and caselists.sees_more(actor),
        "choices": caselists.choices(),
    }
    return render(request, "desk/cases.html", shown)


@require_safe
@open_to("staff")
def search(request: CourtRequest) -> HttpResponse:
    """By case number (or its last figures), party (folded name) or cause; never more than one may see."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    rows, page = [], None
    if words:
        record_read(request.actor, "search:cases", "search", "cases")
        found = visible(request.actor, Case.objects.all()).filter(matching(words))
        page = by_key(found, ["-id"], request.GET.get("page", ""), size=SIZE)
        if len(page) == 1 and not request.GET.get("page") and page.rows[0].number == _number(words):
            return redirect("case_page", case_id=page.rows[0].pk)
        rows = caselists.rows(page.rows, clock.today())
    return render(request, "desk/search.html", {"words": words, "rows": rows, "page": page})


def matching(words: str) -> Q:
    """How the words may be found in a case: exact number, its figures, party names and the cause from their beginning."""
    number = _number(words)
    if number.startswith("（"):
        return Q(number__startswith=number.rstrip("号")) | Q(number=number)
    if words.isdecimal() and len(words) <= 6:
        return Q(seq=int(words))
    name = folded(words)
    party = Party.objects.filter(case=OuterRef("pk"), left_on=None, person__name_key__startswith=name)
    return Q(Exists(party)) | Q(cause__startswith=words) | Q(cause_code=words)


def _number(words: str) -> str:
    return words.replace("(", "（").replace(")", "）").replace(" ", "").replace("〔", "（").replace("〕", "）")
