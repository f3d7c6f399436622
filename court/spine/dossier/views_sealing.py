"""封存、解封、历史: what is closed in a dossier, by whom and why; what became of one paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import access, actions, history, queries, sealing
from court.spine.dossier.forms_sealing import RestoreForm, SealForm
from court.spine.dossier.models import Document, Sealing, Unsealing

PAST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("staff")
def sealings(request: CourtRequest, case_id: int) -> HttpResponse:
    """What is sealed off in a case, and the form to seal a paper (?paper=) or the whole dossier."""
    case = _case(request, case_id)
    paper = _paper(request, case)
    form, refused = SealForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            sealing.seal_off(case, paper, form.asked(), by=request.actor, at=clock.now())
        except Refused as why:
            if why.status == 403:
                raise
            refused = why
        else:
            say(request, f"{'“' + paper.title + '”' if paper else '整卷'}已封存，此前制作的材料册和页面图像已清除。")
            return redirect("sealings", case_id=case.pk)
    record_read(request.actor, case.stream, "read", "sealings")
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, "dossier/sealings.html", _facts(request, case, paper, form, refused), status=status)


def _facts(request: CourtRequest, case: Case, paper: Document | None, form: SealForm, refused: Refused | None) -> dict:
    able = access.stance(request.actor, case)
    rows = [_row(one, request) for one in sealing.in_force(case) if _sees(one, able)]
    past = Sealing.objects.filter(case=case).exclude(lifted_at=None).select_related("document", "sealed_by__person").order_by("-lifted_at")
    return {"case": case, "paper": paper, "form": form, "refused": refused, "rows": rows, "seals": sealing.may_seal(request.actor, case),
            "past": [one for one in past[:PAST] if _sees(one, able)]}  # fmt: skip


def _sees(one: Sealing, able: frozenset) -> bool:
    """The title of a paper closed to the panel is for whom the paper is."""
    return one.scope != Sealing.Scope.PANEL or one.document is None or bool(able & access.SEAL_READERS)


def _row(one: Sealing, request: CourtRequest) -> dict:
    waiting = one.unsealings.filter(state="pending").select_related("proposed_by__person").first()
    mine = waiting is not None and waiting.proposed_by.person_id == request.actor.person_id
    return {"one": one, "waiting": waiting, "mine": mine, "decides": waiting is not None and not mine and sealing.may_decide(request.actor, one),
            "asks": waiting is None and sealing.may_seal(request.actor, one.case)}  # fmt: skip


@require_safe
@open_to("staff")
def one(request: CourtRequest, pk: int) -> HttpResponse:
    """Where a task about a sealing leads."""
    return redirect("sealings", case_id=_sealing(request, pk).case_id)


@require_POST
@open_to("staff")
def unseal(request: CourtRequest, pk: int, what: str) -> HttpResponse:
    """Ask to unseal, decide it, take it back; the first two want the factor again (S7)."""
    found = _sealing(request, pk)
    if what not in ("ask", "decide", "withdraw"):
        raise not_there()
    if what == "ask":
        _may(sealing.may_seal(request.actor, found.case))
        sessions.require_fresh_factor(request)
        sealing.ask_to_unseal(found, request.POST.get("why", ""), by=request.actor, at=clock.now())
        said = "解封已提出，等待另一人批准。"
    else:
        waiting = Unsealing.objects.select_related("sealing").filter(sealing=found, state="pending").first()
        if waiting is None:
            raise Refused("没有等待批准的解封。", do="请刷新页面核对。", code="stale")
        said = _settle(request, waiting, what)
    say(request, said)
    return redirect("sealings", case_id=found.case_id)


def _settle(request: CourtRequest, waiting: Unsealing, what: str) -> str:
    if what == "withdraw":
        sealing.withdraw(waiting, by=request.actor, at=clock.now())
        return "解封申请已撤回。"
    _may(sealing.may_decide(request.actor, waiting.sealing))
    sessions.require_fresh_factor(request)
    granted = "grant" in request.POST
    sealing.decide(waiting, granted=granted, opinion=request.POST.get("opinion", ""), by=request.actor, at=clock.now())
    return "已解封。" if granted else "未批准解封。"


@require_safe
@open_to("staff")
def paper_history(request: CourtRequest, pk: int) -> HttpResponse:
    """Versions, forms with their digests, place, and who did what when."""
    document = queries.to_open(pk, request.actor)
    record_read(request.actor, document.stream, "read", f"document:{document.pk}")
    versions: list[Document] = []
    older = document.supersedes
    while older is not None and len(versions) < PAST:
        versions.append(older)
        older = older.supersedes
    # A version closed to this reader leaves no title behind.
    versions = [one for one in versions if may(request.actor, "read", one).allowed]
    newer = [one for one in Document.objects.filter(supersedes=document) if may(request.actor, "read", one).allowed]
    place = getattr(document, "placement", None)
    facts = {"document": document, "case": document.case, "events": history.of(document), "older": versions, "newer": newer, "place": place,
             "renditions": document.renditions.order_by("-id"), "restore_form": RestoreForm() if _restores(request, document) else None}  # fmt: skip
    return render(request, "dossier/history.html", facts)


@require_POST
@open_to("staff")
def restore(request: CourtRequest, pk: int) -> HttpResponse:
    document = queries.to_open(pk, request.actor)
    _may(_restores(request, document))
    actions.restore(document, by=request.actor, at=clock.now(), why=request.POST.get("why", ""))
    say(request, f"“{document.title}”已恢复。")
    return redirect("document_page", pk=document.pk)


def _restores(request: CourtRequest, document: Document) -> bool:
    return document.state == Document.State.STRUCK and document.case is not None and sealing.may_seal(request.actor, document.case)


def _sealing(request: CourtRequest, pk: int) -> Sealing:
    found = Sealing.objects.select_related("case", "document").filter(pk=pk).first()
    if found is None:
        raise not_there()
    require(request.actor, "read_file", found.case)
    return found


def _may(allowed: bool) -> None:
    if not allowed:
        raise Refused("您没有办理该事项的权限。", do="请联系本案办案人员。", code="forbidden", status=403)


def _case(request: CourtRequest, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor, "read_file", "judge")


def _paper(request: CourtRequest, case: Case) -> Document | None:
    asked = request.GET.get("paper", "")
    if not asked:
        return None
    document = queries.to_open(whole_number(asked) or 0, request.actor)
    if document.case_id != case.pk:
        raise not_there()
    return document
