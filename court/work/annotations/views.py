"""The margins of a case on pages and for the viewer's script: notes of a paper, the summary, quotations for a draft."""

import csv

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.days import stamp
from court.kit.pages import say
from court.kit.refusal import not_there
from court.kit.refusing import wants_json
from court.spine.cases.models import Case
from court.spine.dossier import queries as dossier
from court.spine.dossier.models import Document
from court.work.annotations import actions, forms, presenting, queries
from court.work.annotations.models import Annotation, Quotation


@require_safe
@open_to("staff")
def summary(request: CourtRequest, case_id: int) -> HttpResponse:
    """All notes of a case somebody may read, filtered, printable; as CSV with ?as=csv."""
    case = to_read(request, case_id)
    every = queries.of_case(case, request.actor)
    form = forms.FilterForm(
        request.GET or None,
        authors={one.annotation.author_id: one.annotation.author.person.name for one in every},
        tags=sorted({tag for one in every for tag in one.tags}),
        documents={one.annotation.document_id: one.annotation.document.title for one in every},
    )
    found = queries.of_case(case, request.actor, form.wanted()) if form.is_bound else every
    csv_wanted = request.GET.get("as") == "csv"
    record_read(request.actor, case.stream, "export" if csv_wanted else "read", "annotations")
    if csv_wanted:
        return _csv(case, found)
    gone = [one for one in queries.of_case(case, request.actor, queries.Wanted(gone=True)) if one.mine]
    facts = {"case": case, "form": form, "found": found, "all": len(every), "gone": gone,
             "filtered": form.is_bound and len(found) != len(every), "again": request.GET.urlencode()}  # fmt: skip
    return render(request, "annotations/summary.html", facts)


def _csv(case: Case, found: list[queries.Shown]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="annotations-{case.pk}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(["位置", "摘录", "批注", "标签", "知悉范围", "批注人", "时间"])
    for one in found:
        note = one.annotation
        cells = [one.place, note.quote, note.comment, " ".join(one.tags), note.get_scope_display(), note.author.person.name,
                 stamp(note.changed_at)]  # fmt: skip
        # A cell that begins like a formula is text for whoever opens it in a spreadsheet.
        rows.writerow([f"'{cell}" if cell[:1] in "=+-@\t" else cell for cell in cells])
    return response


@require_safe
@open_to("staff")
def tab(request: CourtRequest, case_id: int) -> HttpResponse:
    """The part beside the pages: what to do with a selection, whether one leads; the notes come paper by paper."""
    case = to_read(request, case_id)
    led = presenting.running(case, clock.now())
    facts = {"case": case, "shares": bool(may(request.actor, "share_annotation", case)), "led": led,
             "leads": bool(led and led.leader_id == request.actor.account.pk),
             "may_lead": bool(may(request.actor, "present", case))}  # fmt: skip
    return render(request, "annotations/tab.html", facts)


@require_safe
@open_to("staff")
def of_document(request: CourtRequest, pk: int) -> HttpResponse:
    """The notes of one paper: JSON for the viewer's overlay, or the part for its side panel."""
    document, case = paper(request, pk)
    found = queries.of_document(case, document, request.actor)
    record_read(request.actor, case.stream, "read", f"annotations:{pk}")
    if wants_json(request):
        return JsonResponse({"annotations": [_row(one) for one in found]})
    facts = {"case": case, "document": document, "found": found, "shares": bool(may(request.actor, "share_annotation", case))}
    return render(request, "annotations/panel.html", facts)


def _row(one: queries.Shown) -> dict:
    note = one.annotation
    return {"id": str(note.pk), "page": note.page, "boxes": note.boxes, "comment": note.comment, "tags": one.tags,
            "scope": note.scope, "author": note.author.person.name, "mine": one.mine}  # fmt: skip


@require_POST
@open_to("staff")
def make(request: CourtRequest, pk: int) -> HttpResponse:
    document, case = paper(request, pk)
    told = forms.sent(request)
    made = actions.make(
        case, document, forms.number(told, "page"), boxes=told.get("boxes", []), quote=told.get("quote", ""),
        comment=told.get("comment", ""), tags=forms.tags(told), scope=told.get("scope", "own"), by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    return JsonResponse({"id": str(made.pk)}, status=201)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def change(request: CourtRequest, pk: int) -> HttpResponse:
    """One note, to word anew. The page stands alone, so that it also works without a script."""
    note = queries.to_change(pk, request.actor)
    if request.method == "POST":
        told = forms.sent(request)
        actions.change(note, comment=told.get("comment", ""), tags=forms.tags(told), scope=told.get("scope", note.scope),
                       revision=forms.number(told, "revision"), by=request.actor, at=clock.now())  # fmt: skip
        return _answer(request, note, "批注已保存。")
    shares = bool(may(request.actor, "share_annotation", note.case))
    label = queries.page_labels(note.case).get((note.document_id, note.page), str(note.page))
    return render(request, "annotations/one.html", {"note": note, "case": note.case, "shares": shares,
                                                    "place": queries.citation(note.document, label)})  # fmt: skip


@require_POST
@open_to("staff")
def take_away(request: CourtRequest, pk: int) -> HttpResponse:
    note = queries.to_change(pk, request.actor)
    actions.take_away(note, by=request.actor, at=clock.now())
    return _answer(request, note, "批注已删除，可以在批注汇总中恢复。")


@require_POST
@open_to("staff")
def bring_back(request: CourtRequest, pk: int) -> HttpResponse:
    note = queries.to_change(pk, request.actor)
    actions.bring_back(note, by=request.actor, at=clock.now())
    return _answer(request, note, "批注已恢复。")


def _answer(request: CourtRequest, note: Annotation, words: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"id": str(note.pk), "said": words})
    say(request, words)
    return redirect("annotations", case_id=note.case_id)


@require_safe
@open_to("staff")
def quotations(request: CourtRequest, case_id: int) -> HttpResponse:
    """One's quotations of a case: a part for the drafting page, or a page of its own."""
    case = to_read(request, case_id)
    record_read(request.actor, case.stream, "read", "quotations")
    part = request.headers.get("HX-Request") == "true"
    facts = {"case": case, "quotations": queries.quotations(case, request.actor)}
    return render(request, "annotations/quotations_part.html" if part else "annotations/quotations.html", facts)


@require_POST
@open_to("staff")
def quote(request: CourtRequest, pk: int) -> HttpResponse:
    document, case = paper(request, pk)
    told = forms.sent(request)
    made = actions.quote(case, document, forms.number(told, "page"), told.get("text", ""), by=request.actor, at=clock.now())
    label = queries.page_labels(case).get((document.pk, made.page), str(made.page))
    cited = f"“{made.text}”（{queries.citation(document, label)}）"
    return JsonResponse({"id": str(made.pk), "cited": cited, "where": reverse("quotations", args=[case.pk])}, status=201)


@require_POST
@open_to("staff")
def drop_quotation(request: CourtRequest, pk: int) -> HttpResponse:
    found = Quotation.objects.select_related("case").filter(pk=pk).first()
    if found is None:
        raise not_there()
    actions.drop_quotation(found, by=request.actor)
    say(request, "摘录已删除。")
    return redirect("quotations", case_id=found.case_id)


def to_read(request: CourtRequest, case_id: int) -> Case:
    """A case whose margins somebody may see; 404 for all others, in the words for what isn't there."""
    case = Case.objects.select_related("court").filter(pk=case_id).first()
    if case is None or not may(request.actor, "annotate", case):
        raise not_there()
    return case


def paper(request: CourtRequest, pk: int) -> tuple[Document, Case]:
    document = dossier.to_open(pk, request.actor)
    if document.case is None or not may(request.actor, "annotate", document.case):
        raise not_there()
    require(request.actor, "read", document)
    return document, document.case
