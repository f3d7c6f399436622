"""Papers on the desk: lists, the editor beside the dossier, revisions, preview, review, signature."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.kit.pages import say, whole_number
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case, Handler
from court.work.judgments import actions, comparing, docx, inspecting, notes, queries, reviewing
from court.work.judgments.beside import MOST_PAGES, beside
from court.work.judgments.forms import EditorForm, ReviewForm
from court.work.judgments.kinds import KINDS
from court.work.judgments.models import Paper
from court.work.judgments.views_articles import offered

TONES = {"draft": "info", "review": "violet", "reviewed": "teal", "signed": "warn", "issued": "good", "dropped": "calm"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIZE = 20
State = Paper.State


@require_safe
@open_to("staff")
def papers(request: CourtRequest) -> HttpResponse:
    """Papers not issued yet, in one's own cases."""
    page = Paginator(queries.open_ones(request.actor).order_by("-id"), SIZE).get_page(request.GET.get("page"))
    return render(request, "judgments/papers.html", {"page": page, "tones": TONES})


@require_http_methods(["GET", "POST"])
@open_to("staff")
def papers_of_case(request: CourtRequest, case_id: int) -> HttpResponse:
    """The papers of one case; begin another."""
    case = _case(request, case_id)
    if request.method == "POST":
        paper = actions.start(case, request.POST.get("kind", ""), by=request.actor, at=clock.now())
        return redirect("paper_edit", pk=paper.pk)
    record_read(request.actor, case.stream, "read", "papers")
    shown = {
        "case": case,
        "papers": queries.of_case(case, request.actor),
        "kinds": queries.kinds_for(case),
        "writes": queries.writes(case, request.actor),
        "notes": notes.reads(case, request.actor),
    }
    return render(request, "judgments/papers_of_case.html", shown)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def paper_edit(request: CourtRequest, pk: int) -> HttpResponse:
    """The editor beside the dossier. A text saved by another meanwhile is shown beside what was typed."""
    paper = queries.to_open(pk, request.actor)
    record_read(request.actor, paper.case.stream, "read", f"paper:{paper.pk}")
    if request.method == "GET":
        return _editor(request, paper, EditorForm(paper, writable=_writable(request, paper)))
    form = EditorForm(paper, request.POST)
    if not form.is_valid():
        return _editor(request, paper, form, status=422)
    try:
        actions.save(pk, form.cleaned_data, revision=_revision(request), by=request.actor, at=clock.now())
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        paper = queries.to_open(pk, request.actor)
        apart = queries.differences(paper, form.cleaned_data) if refused.code == "stale" else []
        return _editor(request, paper, form, refused=refused, apart=apart, status=refused.status)
    say(request, "已保存。")
    return redirect("paper_edit", pk=pk)


@require_POST
@open_to("staff")
def paper_autosave(request: CourtRequest, pk: int) -> JsonResponse:
    """What the editor sends by itself; answers the number of the newest text, or why it was not kept."""
    paper = queries.to_open(pk, request.actor)
    form = EditorForm(paper, request.POST)
    if not form.is_valid():
        return JsonResponse({"code": "bad_field", "message": "内容过长，未保存。"}, status=422)
    try:
        paper = actions.save(pk, form.cleaned_data, revision=_revision(request), by=request.actor, at=clock.now())
    except Refused as refused:
        return JsonResponse(refused.as_json(), status=refused.status)
    return JsonResponse({"revision": paper.revision, "state": paper.get_state_display()})


@require_safe
@open_to("staff")
def paper_preview(request: CourtRequest, pk: int) -> HttpResponse:
    """The PDF as it would be printed today; of a signed paper the signed one is in the dossier."""
    paper = queries.to_open(pk, request.actor)
    record_read(request.actor, paper.case.stream, "read", f"paper:{paper.pk}")
    return _file(actions.preview(paper, clock.now()), "application/pdf", f"{paper.name}预览.pdf", attached=False)


@require_safe
@open_to("staff")
def paper_page(request: CourtRequest, pk: int, page: int) -> HttpResponse:
    """A picture of one page of the preview, for reading before signing."""
    paper = queries.to_open(pk, request.actor)
    record_read(request.actor, paper.case.stream, "read", f"paper:{paper.pk}:{page}")
    try:
        picture = sheets.picture(actions.preview(paper, clock.now()), "application/pdf", page, 900)
    except IndexError:
        raise Refused("没有这一页。", code="missing", status=404) from None
    return HttpResponse(picture, content_type="image/png")


@require_safe
@open_to("staff")
def paper_docx(request: CourtRequest, pk: int) -> HttpResponse:
    paper = queries.to_open(pk, request.actor)
    record_read(request.actor, paper.case.stream, "download", f"paper:{paper.pk}")
    return _file(docx.of(paper, clock.today()), DOCX, f"{paper.case.number}{paper.name}.docx")


@require_safe
@open_to("staff")
def paper_revisions(request: CourtRequest, pk: int) -> HttpResponse:
    """Every text that was saved; one may be looked at and brought back."""
    paper = queries.to_open(pk, request.actor)
    record_read(request.actor, paper.case.stream, "read", f"paper:{paper.pk}:revisions")
    rows = list(paper.revisions.select_related("saved_by__person").order_by("-number")[:200])
    by_number = {str(row.number): row for row in rows}
    chosen = by_number.get(request.GET.get("number", ""))
    other = by_number.get(request.GET.get("with", ""), rows[0]) if chosen else None
    if chosen and other and chosen.number > other.number:
        chosen, other = other, chosen
    texts = [
        {"label": s.label, "pieces": comparing.pieces(chosen.sections.get(s.key, ""), other.sections.get(s.key, "")),
         "changed": chosen.sections.get(s.key, "") != other.sections.get(s.key, "")}
        for s in KINDS[paper.kind].sections
    ] if chosen and other else []  # fmt: skip
    shown = {
        "paper": paper,
        "case": paper.case,
        "rows": rows,
        "chosen": chosen,
        "other": other,
        "texts": texts,
        "writable": _writable(request, paper),
    }
    return render(request, "judgments/revisions.html", shown)


@require_POST
@open_to("staff")
def paper_bring_back(request: CourtRequest, pk: int) -> HttpResponse:
    queries.to_open(pk, request.actor)
    number = request.POST.get("number", "")
    actions.bring_back(pk, whole_number(number) or 0, by=request.actor, at=clock.now())
    say(request, f"已恢复第{number}稿的内容，之前的各稿仍保留。")
    return redirect("paper_edit", pk=pk)


@require_POST
@open_to("staff")
def paper_send(request: CourtRequest, pk: int) -> HttpResponse:
    queries.to_open(pk, request.actor)
    reviewing.send(pk, by=request.actor, at=clock.now())
    say(request, "已送审。")
    return redirect("paper_edit", pk=pk)


@require_POST
@open_to("staff")
def paper_review(request: CourtRequest, pk: int) -> HttpResponse:
    queries.to_open(pk, request.actor)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise Refused("请选择审核结论。", do="请返回选择“通过”或者“退回修改”。", code="missing_field", status=422)
    granted = form.cleaned_data["granted"] == "yes"
    reviewing.give(pk, granted=granted, opinion=form.cleaned_data["opinion"], by=request.actor, at=clock.now())
    say(request, "审核通过。" if granted else "已退回修改。", "good" if granted else "info")
    return redirect("paper_edit", pk=pk)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def paper_sign(request: CourtRequest, pk: int) -> HttpResponse:
    """Read the pages once more, then sign; the second factor is asked before the page opens (S7)."""
    paper = queries.to_open(pk, request.actor)
    if not actions.roles(paper.case, request.actor) & actions.SIGNERS and paper.case.judge_id:
        raise Refused("只有承办法官、审判长可以签署文书。", code="not_yours", status=403)
    sessions.require_fresh_factor(request)
    refused = None
    if request.method == "POST":
        try:
            actions.sign(pk, by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
        else:
            say(request, "文书已签署并加盖院印，发出后当事人才能看到。")
            return redirect("paper_edit", pk=pk)
    record_read(request.actor, paper.case.stream, "read", f"paper:{paper.pk}")
    count = min(sheets.count(actions.preview(paper, clock.now())), MOST_PAGES)
    shown = {
        "paper": paper,
        "case": paper.case,
        "pages": range(1, count + 1),
        "refused": refused,
        "findings": (found := inspecting.findings(paper, clock.today())),
        "stopped": any(one.stops for one in found),
        "signable": paper.state in (State.DRAFT, State.REVIEWED),
    }
    return render(request, "judgments/sign.html", shown, status=refused.status if refused else 200)


@require_POST
@open_to("staff")
def paper_drop(request: CourtRequest, pk: int) -> HttpResponse:
    paper = queries.to_open(pk, request.actor)
    actions.drop(pk, by=request.actor, at=clock.now())
    say(request, "文书已作废。", "info")
    return redirect("papers_of_case", case_id=paper.case_id)


def _editor(
    request: CourtRequest, paper: Paper, form: EditorForm, *, refused=None, apart=(), status=200
) -> HttpResponse:
    case, actor = paper.case, request.actor
    signer = bool(actions.roles(case, actor) & {Handler.Role.JUDGE, Handler.Role.PRESIDING}) or not case.judge_id
    reviews = paper.state == State.REVIEW and bool(may(actor, "review", paper))
    shown = {
        "paper": paper, "case": case, "form": form, "refused": refused, "apart": apart, "tone": TONES[paper.state],
        "writable": _writable(request, paper), "signer": signer and paper.state in (State.DRAFT, State.REVIEWED),
        "findings": inspecting.findings(paper, clock.today()) if paper.state in (State.DRAFT, State.REVIEWED) else [],
        "words": (words := request.GET.get("law", "").strip()[:40]), "offered": offered(paper, words),
        "notes": notes.reads(case, actor), "quotes": bool(actions.roles(case, actor)),
        "sendable": paper.state == State.DRAFT, "review_form": ReviewForm() if reviews else None,
        **beside(request, case),
    }  # fmt: skip
    return render(request, "judgments/editor.html", shown, status=status)


def _writable(request: CourtRequest, paper: Paper) -> bool:
    return paper.state not in (State.ISSUED, State.DROPPED) and queries.writes(paper.case, request.actor)


def _revision(request: CourtRequest) -> int:
    number = request.POST.get("revision", "")
    return whole_number(number) or 0


def _case(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor, "read", "judge__person")


def _file(content: bytes, media_type: str, name: str, *, attached: bool = True) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or "attachment"
    return response
