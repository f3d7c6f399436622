"""What people send from their phones: to a running case, or to a court without a case number; and what became of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from court.base.access.decide import require
from court.base.access.limits import limit
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.courts.models import Court
from court.base.people.pages import told
from court.kit.ids import read_code
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.dossier.kept import Kept
from court.work.intake import actions, papers, taking, views
from court.work.intake.forms import LooseForm, MaterialForm
from court.work.intake.models import Intake

both = require_http_methods(["GET", "HEAD", "POST"])


@both
@open_to("litigant")
def send(request: CourtRequest, pk: int) -> HttpResponse:
    """补充材料 to a running case: several pictures are one paper, in the order chosen."""
    case = get_object_or_404(Case.objects.select_related("court"), pk=pk)
    require(request.actor, "read", case)
    return _form(request, MaterialForm, case)


@both
@open_to("litigant")
def send_loose(request: CourtRequest) -> HttpResponse:
    """To a court without a case number; it lies in that court's tray."""
    return _form(request, LooseForm, None)


def _form(request: CourtRequest, shape: type[MaterialForm], case: Case | None) -> HttpResponse:
    kept, refused = Kept(request), None
    form = shape(request.POST or None, request.FILES or None, initial=taking.fresh())
    if case is not None and case.archived_on:
        refused = Refused(f"{case.number}已归档，不再接收材料。", do="申请再审、执行的，请另行立案；确需补入卷宗的，请联系本院档案部门。", code="archived")
    elif request.method == "POST" and form.is_valid():
        try:
            with kept.spent():
                intake = _send(request, form.cleaned_data, case)
        except Refused as why:
            refused = why
            told(form, why)
        else:
            say(request, f"法院已收到，查询码{intake.code}。")
            return redirect("my_material", pk=intake.pk)
    kept.again(form)
    closed = bool(case and case.archived_on)
    status = refused.status if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "intake/send.html", {"form": form, "case": case, "refused": refused, "closed": closed},
                  status=status)  # fmt: skip


def _send(request: CourtRequest, data: dict, case: Case | None) -> Intake:
    limit(f"intake:{request.actor.me.pk}", held("rate.pay"), 600)
    actor = request.actor
    sender = actions.Sender(Intake.Door.PHONE, str(actor.person), actor.person.phone if actor.person else "", account=actor.account,
                            asked=data.get("asked", ""), remarks=data["remarks"])  # fmt: skip
    court = case.court if case else Court.objects.get(pk=data["court"])
    party = views.own_party(case, request) if case else None
    return actions.receive(court, sender, taking.papers(data, closer=True), by=actor, at=clock.now(), case=case, party=party,
                           key=data["key"])  # fmt: skip


@require_safe
@open_to("litigant")
def mine(request: CourtRequest) -> HttpResponse:
    """What I handed in, the newest first."""
    sent = Intake.objects.filter(account=request.actor.account).select_related("court", "case")
    return render(request, "intake/mine.html", {"page": by_key(sent, ["-id"], request.GET.get("page", ""), size=20)})


@require_safe
@open_to("litigant")
def mine_one(request: CourtRequest, pk: int) -> HttpResponse:
    intake = views.found(request, pk)
    record_read(request.actor, intake.stream, "read", f"intake:{pk}")
    documents = list(intake.documents.prefetch_related("renditions"))
    return render(request, "intake/mine_one.html", {"intake": intake, "documents": [
        {"document": one, "files": papers.originals(one)} for one in documents]})  # fmt: skip


@require_safe
@open_to("litigant")
def receipt(request: CourtRequest, pk: int) -> HttpResponse:
    intake = views.found(request, pk)
    record_read(request.actor, intake.stream, "print", f"intake:{pk}")
    return views.pdf(papers.receipt(intake), f"诉讼材料收据{intake.code}.pdf")


@require_safe
@open_to("anyone")
def check(request: CourtRequest) -> HttpResponse:
    """收件查询 by the code on the receipt: what became of it, and nothing that names people or cases."""
    typed, found = request.GET.get("code", "").strip()[:30], None
    if typed:
        limit(f"intake-check:{request.actor.address}", held("rate.public"), 60)
        found = Intake.objects.select_related("court").filter(code=read_code(typed)).first()
    return render(request, "intake/check.html", {"code": typed, "intake": found})
