"""Redaction at the desk: draw and search, have it burnt, look at both sides, confirm, lift."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read, record_reads
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine import wiring
from court.spine.dossier import pictures, places, queries, texts
from court.spine.dossier.models import Document, PageText
from court.spine.dossier.texts import folded
from court.work.redaction import actions, covering, suggesting
from court.work.redaction.forms import marks_of
from court.work.redaction.models import Redaction

WIDTH = 1280
MOST_HITS = 400
EMPTY = {"x": "", "y": "", "w": "", "h": "", "reason": "privacy", "words": "", "term": ""}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff")
def redactions(request: CourtRequest, pk: int) -> HttpResponse:
    """All editions of a paper's redaction; a POST begins the next."""
    document = queries.to_open(pk, request.actor)
    if not actions.may_decide(request.actor, document):
        raise not_there()
    if request.method == "POST":
        made = actions.begin(document, by=request.actor, at=clock.now())
        return redirect("redaction", pk=made.pk)
    rows = actions.whole().filter(document=document).select_related("decided_by__person", "made_by__person", "lift_asked_by__person")
    record_read(request.actor, document.stream, "read", f"document:{document.pk}")
    return render(request, "redaction/editions.html", {
        "document": document, "case": document.case, "rows": rows.order_by("-edition"), "draws": actions.may_draw(request.actor, document),
        "me": request.actor.me})  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff")
def redaction(request: CourtRequest, pk: int) -> HttpResponse:
    """One edition: a page with its boxes while it is drawn, both sides when it is burnt (?page=)."""
    row, refused, typed = _open(request, pk), None, None
    page = _page(request, row)
    if request.method == "POST":
        typed = marks_of(request)
        try:
            version = whole_number(request.POST.get("version", ""))
            actions.mark_page(row, page, typed, version=-1 if version is None else version, by=request.actor)
        except Refused as why:
            refused = why
        else:
            say(request, f"第{page}页已保存。")
            return redirect(f"{request.path}?page={_next(request, row, page)}")
    record_read(request.actor, row.document.stream, "read", f"document:{row.document_id}:{page}")
    drawing = row.state == "draft" and actions.may_draw(request.actor, row.document)
    rows = [(at, _percent(mark)) for at, mark in enumerate(typed if typed is not None else row.of_page(page))]
    facts = {"redaction": row, "document": row.document, "case": row.document.case, "page": page, "pages": row.source.pages, "rows": rows,
             "empty": (len(rows), EMPTY), "count": len(rows) + 1, "refused": refused, "reasons": Redaction.Reason.choices, "drawing": drawing,
             "decides": row.state == "burnt" and actions.may_decide(request.actor, row.document) and row.made_by_id != request.actor.me.pk,
             "shapes": [mark | {"view": _view(mark)} for mark in row.of_page(page)], "labels": dict(Redaction.Reason.choices)}  # fmt: skip
    name = "draw" if drawing else "look"
    part = request.headers.get("HX-Request") == "true"
    return render(request, "redaction/progress.html" if part else f"redaction/{name}.html", facts, status=refused.status if refused else 200)


@require_safe
@open_to("staff")
def editions_of(request: CourtRequest, pk: int) -> HttpResponse:
    """Where a task about lifting leads."""
    return redirect("redactions", pk=_open(request, pk).document_id)


@require_safe
@open_to("staff")
def picture(request: CourtRequest, pk: int, page: int, side: str) -> HttpResponse:
    """A page as it was ("before") or as it is burnt ("after")."""
    row = _open(request, pk)
    form = row.source if side == "before" else row.result
    if form is None or side not in ("before", "after"):
        raise not_there()
    record_read(request.actor, row.document.stream, "read", f"document:{row.document_id}:{page}")
    try:
        made = pictures.picture(form, page, WIDTH)
    except IndexError:
        raise not_there() from None
    return HttpResponse(made.content, content_type=made.media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff")
def find(request: CourtRequest, pk: int) -> HttpResponse:
    """Places of a term, or of what is suggested by its form, to be ticked and covered; over several papers where wished."""
    row = _open(request, pk)
    if request.method == "POST":
        return _cover(request, row)
    words = request.GET.get("q", "").strip()[:60]
    wide = "wide" in request.GET
    looked = _papers(request, row, words) if wide and words else [row.document]
    record_reads(request.actor, [(row.document.stream, f"document:{one.pk}") for one in looked], "search")
    hits = [hit for paper in looked for hit in _hits(paper, row, words)][:MOST_HITS]
    return render(request, "redaction/find.html", {
        "redaction": row, "document": row.document, "case": row.document.case, "words": words, "wide": wide, "hits": hits,
        "reasons": Redaction.Reason.choices, "drawing": row.state == "draft" and actions.may_draw(request.actor, row.document)})  # fmt: skip


def _cover(request: CourtRequest, row: Redaction) -> HttpResponse:
    """The ticked hits become marks, each of its own paper's edition in work."""
    chosen, at = request.POST.getlist("hit"), clock.now()
    if not chosen:
        raise Refused("请勾选要遮蔽的位置。", code="nothing", status=422)
    wanted: dict[int, list[dict]] = {}
    for one in chosen[:MOST_HITS]:
        try:
            paper, page, place, reason = one.split(":", 3)
            boxes = [[float(value) for value in box.split(",")] for box in place.split(";")]
            marks = [{"page": int(page), "x": x0, "y": y0, "w": x1 - x0, "h": y1 - y0} for x0, y0, x1, y1 in boxes]
            key = int(paper)
        except ValueError:
            raise Refused("遮蔽位置有误。", do="请重新搜索。", code="bad_field", status=422) from None
        given = {"reason": request.POST.get("reason") or reason, "words": request.POST.get("words", ""), "term": request.POST.get("q", "")}
        wanted.setdefault(key, []).extend(mark | given for mark in marks)
    added = 0
    for pk, marks in wanted.items():
        target = row if pk == row.document_id else actions.begin(queries.to_open(pk, request.actor), by=request.actor, at=at)
        added += actions.add_marks(target, marks, by=request.actor)
    say(request, f"已加入{added}处遮蔽，涉及{len(wanted)}件材料。")
    return redirect("redaction", pk=row.pk)


def _papers(request: CourtRequest, row: Redaction, words: str) -> list[Document]:
    """The papers of the case in whose words the term stands; the one in work first."""
    found = [one for one in queries.visible_in(row.document.case, request.actor) if one.pk != row.document_id]
    known = set(PageText.objects.filter(document__in=found, folded__contains=folded(words)).values_list("document_id", flat=True))
    return [row.document, *(one for one in found if one.pk in known)]


def _hits(paper: Document, row: Redaction, words: str) -> list[dict]:
    form = row.source if paper.pk == row.document_id else places.shown(paper)
    if form is None:
        return []
    # Searched in what was read; where letters truly stand is asked of the file for the pages with a hit alone.
    first = _found(paper, actions.layout_of(form, ()), words)
    return _found(paper, actions.layout_of(form, {hit["page"] for hit in first}), words) if first else []


def _found(paper: Document, pages: list[texts.PageLayout], words: str) -> list[dict]:
    if not words:
        return [_hit(paper, one.page, one.boxes, one.text, one.reason, one.label) for one in suggesting.suggest(pages, clock.today())]
    return [_hit(paper, number, boxes, words, "", _around(page, boxes)) for number, page in enumerate(pages, 1) for boxes in covering.find(page, words)]


def _hit(paper: Document, page: int, boxes: list, text: str, reason: str, label: str) -> dict:
    place = ";".join(",".join(f"{value:.5f}" for value in box) for box in boxes)
    return {"paper": paper, "page": page, "text": text, "label": label, "value": f"{paper.pk}:{page}:{place}:{reason or 'privacy'}"}


def _around(page: texts.PageLayout, boxes: list) -> str:
    return next((line.text for line in page.lines if any(covering.covers([boxes[0]], cell) for cell in covering.cells(line))), "")


@require_POST
@open_to("staff")
def change(request: CourtRequest, pk: int, what: str) -> HttpResponse:
    """Have it burnt, decide it, give it up, ask to lift it, decide that."""
    row, at, by = _open(request, pk), clock.now(), request.actor
    words, granted = request.POST.get("opinion", "") or request.POST.get("why", ""), "grant" in request.POST
    match what:
        case "burn":
            actions.send(row, by=by, at=at)
            said = "已开始制作遮蔽件，制成后由另一人复核。"
        case "decide":
            actions.decide(row, granted=granted, opinion=words, by=by, at=at)
            said = "遮蔽件已生效，法院以外的阅看人只能看到遮蔽件。" if granted else "已退回修改。"
        case "drop":
            actions.drop(row, by=by, at=at)
            said = "该版已放弃。"
        case "lift":
            actions.ask_to_lift(row, words, by=by, at=at)
            said = "撤销已提出，等待另一人批准。"
        case "lift-decide":
            sessions.require_fresh_factor(request)
            actions.decide_lift(row, granted=granted, by=by, at=at)
            said = "遮蔽已撤销。" if granted else "未批准撤销。"
        case _:
            raise not_there()
    say(request, said)
    return redirect("redactions", pk=row.document_id)


@wiring.document_panel
def panel(request: CourtRequest, document: Document):
    """On a paper's page: which edition is in force or in work."""
    if not actions.may_decide(request.actor, document) or not places.pages_of(places.shown(document)):
        return None
    rows = Redaction.objects.filter(document=document).exclude(state__in=["dropped", "replaced", "lifted"]).order_by("-edition")
    return "redaction/panel.html", {"redactions": list(rows), "draws": actions.may_draw(request.actor, document)}


def _open(request: CourtRequest, pk: int) -> Redaction:
    row = actions.whole().filter(pk=pk).first()
    if row is None:
        raise not_there()
    queries.to_open(row.document_id, request.actor)
    if not actions.may_decide(request.actor, row.document):
        raise not_there()
    return row


def _page(request: CourtRequest, row: Redaction) -> int:
    asked = whole_number(request.GET.get("page", "")) or (row.pages_marked[0] if row.pages_marked and row.state != "draft" else 1)
    return min(max(asked, 1), row.source.pages or 1)


def _next(request: CourtRequest, row: Redaction, page: int) -> int:
    return min(page + 1, row.source.pages or 1) if "next" in request.POST else page


def _percent(mark: dict) -> dict:
    return mark | {side: round(mark[side] * 100, 2) if isinstance(mark[side], float | int) else mark[side] for side in "xywh"}


def _view(mark: dict) -> dict:
    """Places in a drawing a thousand wide and high."""
    return {side: round(mark[side] * 1000, 1) for side in "xywh"}


