"""Bundles on pages, alike for the court's people and for parties: choose, watch it being made, take it, look a label up."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read, record_reads
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import access, places
from court.spine.dossier.models import Document, PageText
from court.spine.dossier.places import Placed
from court.spine.dossier.texts import folded
from court.work.bundles import actions
from court.work.bundles.models import Bundle, Selection
from court.work.bundles.terms import keep_days

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff", "litigant")
def choose(request: CourtRequest, case_id: int) -> HttpResponse:
    """Choose papers of a case; what was made before is listed below."""
    case = _case(request, case_id)
    refused = None
    placed = actions.readable(case, request.actor)
    if request.method == "POST":
        try:
            return _chosen(request, case, placed)
        except Refused as why:
            if why.status in (401, 403, 404):
                raise
            refused = why
    record_read(request.actor, case.stream, "read", "bundles")
    return render(request, _page(request, "choose"), _facts(request, case, placed, refused), status=refused.status if refused else 200)


def _chosen(request: CourtRequest, case: Case, placed: list[Placed]) -> HttpResponse:
    chosen, at = _in_order(request, placed), clock.now()
    if "save" in request.POST:
        kept = actions.keep_selection(case, request.POST.get("name", ""), chosen, by=request.actor, at=at)
        say(request, f"选集“{kept.name}”已保存。")
        return redirect(f"{_url(request, 'bundles')}", case_id=case.pk)
    made = actions.order(case, chosen, title=request.POST.get("title", ""), marked="marked" in request.POST,
                         folders="folders" in request.POST, by=request.actor, at=at)  # fmt: skip
    return redirect(_url(request, "bundle"), pk=made.pk)


def _in_order(request: CourtRequest, placed: list[Placed]) -> list[str]:
    """The ticked papers: those with a number first, by it; the others as they stand in the dossier."""
    ticked = list(dict.fromkeys(request.POST.getlist("paper")))
    stands = {str(one.document.pk): at for at, one in enumerate(placed)}
    wished = {pk: whole_number(request.POST.get(f"order-{pk}", "")) or 0 for pk in ticked}
    return sorted(ticked, key=lambda pk: (wished[pk] == 0, wished[pk], stands.get(pk, 0)))


def _facts(request: CourtRequest, case: Case, placed: list[Placed], refused: Refused | None) -> dict:
    words = request.GET.get("q", "").strip()[:60]
    picked = _picked(request, case, placed, words)
    orders = {pk: at for at, pk in enumerate(picked, 1)} if "selection" in request.GET or request.method == "POST" else {}
    from court.spine.dossier import catalogue

    labels = catalogue.labels(case)
    groups: list[dict] = []
    for one in placed:
        name = (one.placement.volume, labels.get(one.placement.item, one.placement.item))
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "volume": Document.Volume(name[0]).label, "label": name[1], "rows": []})
        pk = str(one.document.pk)
        groups[-1]["rows"].append({"one": one, "picked": pk in picked, "order": orders.get(pk, ""), "pages": places.pages_of(one.rendition)})
    mine = Bundle.objects.filter(case=case).select_related("made_by__person")
    mine = mine if request.actor.is_staff else mine.filter(made_by=request.actor.account)
    allowed = {str(one.document.pk) for one in placed}
    return {"case": case, "groups": groups, "words": words, "picked": len(picked), "refused": refused, "posted": request.POST,
            "bundles": [(one, _title(one, request, allowed)) for one in mine[:SHOWN]], "days": keep_days(case.court_id), "urls": _urls(request),
            "selections": Selection.objects.filter(case=case, account=request.actor.account).order_by("name")}  # fmt: skip


def _picked(request: CourtRequest, case: Case, placed: list[Placed], words: str) -> list[str]:
    """What is ticked when the page opens: what was sent, a kept choice, a volume, the hits of a search, named papers."""
    if request.method == "POST":
        return _in_order(request, placed)
    if known := Selection.objects.filter(pk=whole_number(request.GET.get("selection", "")) or 0, case=case, account=request.actor.account).first():
        return list(known.chosen)
    if volume := request.GET.get("volume", ""):
        return [str(one.document.pk) for one in placed if one.placement.volume == volume]
    if words:
        return _hits(placed, words)
    named = set(request.GET.get("pick", "").split(","))
    return [str(one.document.pk) for one in placed if str(one.document.pk) in named]


def _hits(placed: list[Placed], words: str) -> list[str]:
    """Papers whose title, or whose words in the form for this reader, hold what is searched."""
    wanted = folded(words)
    forms = [one.rendition.pk for one in placed if one.rendition]
    inside = set(PageText.objects.filter(rendition__in=forms, folded__contains=wanted).values_list("document_id", flat=True))
    return [str(one.document.pk) for one in placed if wanted in folded(one.document.title) or one.document.pk in inside]


@require_safe
@open_to("staff", "litigant")
def bundle(request: CourtRequest, pk: int) -> HttpResponse:
    """One bundle: how far it is, what is in it, and where a page of it stands in the dossier (?page=37)."""
    found = _bundle(request, pk)
    record_read(request.actor, found.case.stream, "read", f"bundle:{found.pk}")
    number = whole_number(request.GET.get("page", "")) or 0
    allowed = {str(one.document.pk) for one in actions.readable(found.case, request.actor)}
    rows = [row | {"open": row["document"] in allowed, "last": row["first"] + row["pages"] - 1} for row in found.contents]
    hit = next((row for row in rows if row["pages"] and row["first"] <= number <= row["last"]), None)
    facts = {"bundle": found, "title": _title(found, request, allowed), "case": found.case,
             "rows": [row for row in rows if row["open"]], "asked": request.GET.get("page", ""),
             "number": number, "hit": _place(hit, number) if hit and hit["open"] else None, "urls": _urls(request),
             "mine": found.made_by_id == request.actor.me.pk, "working": found.state in ("waiting", "making"),
             "label": found.label(number) if number else "", "hidden": sum(not row["open"] for row in rows),
             "editions": Bundle.objects.filter(case=found.case, number=found.number).exclude(pk=found.pk)
             .filter(**({} if request.actor.is_staff else {"made_by": request.actor.account}))}  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    return render(request, "bundles/state.html" if part else _page(request, "bundle"), facts)


def _title(one: Bundle, request: CourtRequest, allowed: set[str]) -> str:
    """What a bundle is called, for its maker and for who may read all that was chosen: a name may tell what is in it."""
    return one.title if one.made_by_id == request.actor.me.pk or set(one.chosen) <= allowed else ""


def _place(row: dict, number: int) -> dict:
    at = number - row["first"]
    return row | {"page": at + 1, "dossier": row["labels"][at] if at < len(row["labels"]) else ""}


@require_safe
@open_to("staff", "litigant")
def download(request: CourtRequest, pk: int) -> FileResponse:
    found = _bundle(request, pk)
    path = actions.to_take(found, request.actor)
    looks = [(found.case.stream, f"document:{row['document']}") for row in found.contents]
    record_reads(request.actor, [(found.case.stream, f"bundle:{found.pk}"), *looks], "export")
    answer = FileResponse(path.open("rb"), content_type="application/pdf", as_attachment=True,
                          filename=f"{found.case.number}{found.called}.pdf")  # fmt: skip
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@open_to("staff", "litigant")
def change(request: CourtRequest, pk: int, what: str) -> HttpResponse:
    """Cancel, try again, or make the next edition of the same choice."""
    found = _bundle(request, pk)
    if what == "cancel":
        actions.cancel(found, by=request.actor)
        say(request, f"{found.called}已取消。")
    elif what == "retry":
        actions.retry(found, by=request.actor, at=clock.now())
    elif what == "again":
        allowed = {str(one.document.pk) for one in actions.readable(found.case, request.actor)}
        found = actions.order(found.case, [one for one in found.chosen if one in allowed],
                              title=_title(found, request, allowed), marked=found.marked,
                              folders=found.folders, by=request.actor, at=clock.now(), again=found)  # fmt: skip
    else:
        raise not_there()
    return redirect(_url(request, "bundle"), pk=found.pk)


@require_POST
@open_to("staff", "litigant")
def forget(request: CourtRequest, pk: int) -> HttpResponse:
    """Take a kept choice away."""
    kept = Selection.objects.filter(pk=pk, account=request.actor.account).first()
    if kept is None:
        raise not_there()
    kept.delete()
    say(request, f"选集“{kept.name}”已删除。")
    return redirect(_url(request, "bundles"), case_id=kept.case_id)


def _bundle(request: CourtRequest, pk: int) -> Bundle:
    """Outside the court one's own only; inside whoever may read the dossier sees what a label means."""
    found = Bundle.objects.select_related("case__court", "made_by__person").filter(pk=pk).first()
    if found is None:
        raise not_there()
    if not access.stance(request.actor, found.case) or (not request.actor.is_staff and found.made_by_id != request.actor.me.pk):
        raise not_there()
    return found


def _case(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor, "read_file")


def _page(request: CourtRequest, name: str) -> str:
    return f"bundles/{name}_{'staff' if request.actor.is_staff else 'phone'}.html"


def _url(request: CourtRequest, name: str) -> str:
    return name if request.actor.is_staff else f"litigant_{name}"


def _urls(request: CourtRequest) -> dict[str, str]:
    names = ("bundles", "bundle", "bundle_download", "bundle_change", "selection_forget", "document_page", "case_dossier")
    return {name: _url(request, name) for name in names}
