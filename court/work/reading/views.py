"""The viewer and what it asks for: outline, search, the reader's own marks. Both faces; what is shown is asked of may()."""

import gzip
import json
from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import whole_number
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.models import Case
from court.spine.dossier import pictures
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.work.reading import marking, opening, printing, searching
from court.work.reading.models import LastPlace
from court.work.reading.outline import bookmark_row, kind_of, outline, papers

STAFF, PUBLIC = "", "litigant_"
SHARED = ("read_dossier", "reading_outline", "reading_search", "reading_place", "reading_bookmarks", "reading_print",
          "case_dossier", "document_page", "document_download", "leaf_picture")  # fmt: skip
SQUEEZED = 2_000


@require_safe
@open_to("staff", "litigant")
def read_dossier(request: CourtRequest, case_id: int) -> HttpResponse:
    """阅卷: one page of the dossier with plain links to its neighbours; the script makes the viewer of it.

    ?at=<document>:<page> opens there, else where one left off, else at the first page.
    """
    case = opening.case_of(case_id, request.actor)
    record_read(request.actor, case.stream, "read", "dossier")
    known = papers(case, request.actor)
    place, page = _start(request, case, known)
    chosen = known[place] if known else None
    facts = {
        "case": case, "chosen": chosen, "page": page, "paged": chosen is not None and kind_of_placed(chosen) == "page",
        "label": chosen.labels[page - 1] if chosen and len(chosen.labels) >= page else "",
        "before": _step(known, place, page, -1), "after": _step(known, place, page, 1),
        "urls": names_of(request), "tabs_of_rooms": tabs_for(request, case), "staff": request.actor.is_staff,
        "most_print": printing.MOST, "widths": ",".join(map(str, pictures.WIDTHS)), **_addresses(request, case),
    }  # fmt: skip
    return render(request, "reading/viewer.html", facts)


@require_safe
@open_to("staff", "litigant")
def reading_outline(request: CourtRequest, case_id: int) -> HttpResponse:
    """The whole outline in one answer, compressed: what it says can be guessed by nobody who may not read it."""
    case = opening.case_of(case_id, request.actor)
    return _squeezed(request, outline(case, request.actor))


@require_safe
@open_to("staff", "litigant")
def reading_search(request: CourtRequest, case_id: int) -> HttpResponse:
    case = opening.case_of(case_id, request.actor)
    record_read(request.actor, case.stream, "search", "dossier")
    found = searching.search(papers(case, request.actor), request.GET.get("q", ""))
    return _squeezed(request, {
        "words": found.words, "pages": found.pages, "unread": found.unread,
        "papers": {str(document): count for document, count in found.by_document.items()},
        "hits": [[str(one.document), one.page, one.count, one.snippet, *one.mark] for one in found.hits],
    })  # fmt: skip


@require_POST
@open_to("staff", "litigant")
def reading_place(request: CourtRequest, case_id: int) -> JsonResponse:
    """Where the reader is; asked for again when the dossier is opened the next time."""
    case = opening.case_of(case_id, request.actor)
    document, page = _page_of(request, case)
    marking.left_off(request.actor.me, document, page, at=clock.now())
    return JsonResponse({"kept": True})


@require_POST
@open_to("staff", "litigant")
def reading_bookmarks(request: CourtRequest, case_id: int) -> JsonResponse:
    """Add one: document, page, name. Rename, remove or bring back one: its id and what is to be done."""
    case = opening.case_of(case_id, request.actor)
    account, at, does = request.actor.me, clock.now(), request.POST.get("does", "add")
    name = request.POST.get("name", "")[:200]
    if does == "add":
        document, page = _page_of(request, case)
        return JsonResponse(bookmark_row(marking.add_bookmark(account, document, page, name, at=at)))
    one = marking.bookmark_of(account, whole_number(request.POST.get("id", "")) or 0)
    if does == "rename":
        one = marking.rename(one, name)
    elif does == "remove":
        one = marking.remove(one, at=at)
    elif does == "restore":
        one = marking.restore(one)
    else:
        raise Refused("没有这种操作。", do="请刷新页面后重试。", code="bad_field", status=422)
    return JsonResponse(bookmark_row(one))


def names_of(request: CourtRequest) -> dict[str, str]:
    """The names of the addresses on this face."""
    face = STAFF if request.actor.is_staff else PUBLIC
    return {one: face + one for one in SHARED}


def tabs_for(request: CourtRequest, case: Case) -> list[dict]:
    """The parts other rooms put beside the pages, for this reader."""
    return [{**asdict(one), "url": reverse(one.address, kwargs={"case_id": case.pk}) if one.address else ""}
            for one in wiring.READER_TABS if one.shown(request.actor, case)]  # fmt: skip


def _addresses(request: CourtRequest, case: Case) -> dict[str, str]:
    """What the script makes addresses of; 0 stands for the paper."""
    names = names_of(request)
    home = reverse("case_page", args=[case.pk]) if request.actor.is_staff else reverse("my_case", args=[case.pk])
    return {
        "leaves": reverse(names["leaf_picture"], args=[0, 1, 1]).removesuffix("0/1/1.webp"),
        "download": reverse(names["document_download"], args=[0]), "paper": reverse(names["document_page"], args=[0]),
        "back": home,
    }  # fmt: skip


def kind_of_placed(one: Placed) -> str:
    return kind_of(one.rendition) if one.rendition else "closed"


def _start(request: CourtRequest, case: Case, known: list[Placed]) -> tuple[int, int]:
    """The paper (its place in the list) and page to begin with."""
    asked, _, number = request.GET.get("at", "").partition(":")
    wanted, page = whole_number(asked), whole_number(number) or 1
    if wanted is None:
        last = LastPlace.objects.filter(account=request.actor.account, case=case).first()
        wanted, page = (last.document_id, last.page) if last else (None, 1)
    place = next((at for at, one in enumerate(known) if one.document.pk == wanted), None)
    if place is None:
        place, page = next((at for at, one in enumerate(known) if kind_of_placed(one) == "page"), 0), 1
    return place, max(1, min(page, _pages(known[place]) if known else 1))


def _pages(one: Placed) -> int:
    paged = one.rendition is not None and kind_of(one.rendition) == "page"
    return (one.rendition.pages or 1) if paged and one.rendition else 1


def _step(known: list[Placed], place: int, page: int, by: int) -> str:
    """The address of the next page in one direction, across papers; empty at the end."""
    if not known:
        return ""
    if 1 <= page + by <= _pages(known[place]):
        return f"?at={known[place].document.pk}:{page + by}"
    if not 0 <= place + by < len(known):
        return ""
    other = known[place + by]
    return f"?at={other.document.pk}:{1 if by > 0 else _pages(other)}"


def _page_of(request: CourtRequest, case: Case) -> tuple[Document, int]:
    """The paper and page a form names, of this case and open to this person. Refused (404) else."""
    document, rendition = opening.paper(whole_number(request.POST.get("document", "")) or 0, request.actor)
    page = whole_number(request.POST.get("page", "")) or 0
    if document.case_id != case.pk or not 1 <= page <= max(1, rendition.pages or 1):
        raise opening.no_such_page()
    return document, page


def _squeezed(request: CourtRequest, facts: dict) -> HttpResponse:
    content = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content, content_type="application/json")
    if len(content) > SQUEEZED and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(content, 5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response
