"""Requests, loans and disposal at the desk."""
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import require, visible
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.models import Office
from court.base.people.pages import told
from court.kit.days import stamp
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import Refused, not_there
from court.spine.dossier.bundle import bundle
from court.spine.dossier.models import Document
from court.work.archives import disposal, fourfold, inquiries, loans, opening, retention, terms
from court.work.archives.access import KIND
from court.work.archives.forms import LoanForm
from court.work.archives.models import Archive, Disposal, Inquiry, Loan
from court.work.archives.views import kept_by

COMMITTEE = tuple(office.value for office in disposal.COMMITTEE)


@require_safe
@open_to("archivist")
def inquiry_list(request: CourtRequest) -> HttpResponse:
    show = "all" if request.GET.get("show") == "all" else "waiting"
    rows = visible(request.actor, Inquiry.objects.select_related("person", "court"))
    page = by_key(rows if show == "all" else rows.filter(state="waiting"), ("-id",), request.GET.get("page", ""))
    return render(request, "archives/inquiries.html", {"page": page, "show": show, "today": clock.today()})


@require_http_methods(["GET", "POST"])
@open_to("archivist")
def inquiry(request: CourtRequest, pk: int) -> HttpResponse:
    """One request: who, on what it rests, the papers; granted for a time, or refused with the reason."""
    one = Inquiry.objects.select_related("archive__case", "person", "court", "decided_by__person").filter(pk=pk).first()
    if one is None:
        raise not_there()
    require(request.actor, "read", one)
    record_read(request.actor, one.stream)
    if request.method == "POST":
        do, why = request.POST.get("do", ""), request.POST.get("reason", "")
        _known(do, ("grant", "refuse", "end"))
        if do == "end":
            inquiries.end(pk, why, by=request.actor, at=clock.now())
        else:
            days = whole_number(request.POST.get("days", ""))
            inquiries.decide(pk, by=request.actor, at=clock.now(), granted=do == "grant", reason=why, days=days)
        say(request, "已办理，申请人已收到通知。")
        return redirect("archive_inquiry", pk=pk)
    return render(request, "archives/inquiry.html", {
        "one": one, "gone": opening.gone(one.archive) if one.archive else "",
        "papers": Document.objects.filter(intake_id=one.pk, kind=KIND).order_by("pk"),
        "days": terms.of(terms.OPEN, one.court_id, clock.today())})


@require_http_methods(["GET", "POST"])
@open_to("staff")
def loan_list(request: CourtRequest) -> HttpResponse:
    """My loans with the form to borrow; for the archivist all of the court, the overdue ones first."""
    actor, on = request.actor, clock.today()
    form, status = LoanForm(request.POST or None), 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            loans.ask(_named(request, data["number"]), data["what"], data["why"], data["due_on"], by=actor, at=clock.now())
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, "借阅申请已提交，由档案管理员办理。")
            return redirect("archive_loans")
    elif form.is_bound:
        status = 422
    keeps = actor.holds(Office.ARCHIVIST) is not None
    rows = Loan.objects.select_related("archive__case", "borrower__person")
    mine = Q(borrower=actor.account)
    rows = rows.filter(Q(court__in=kept_by(request)) | mine, state__in=["waiting", "out"]) if keeps else rows.filter(mine)
    shown = [{"one": one, "late": one.state == "out" and one.due_on < on, "mine": one.borrower_id == actor.me.pk}
             for one in rows.order_by("due_on", "pk")[:100]]
    return render(request, "archives/loans.html", {"form": form, "rows": shown, "keeps": keeps, "conditions": Loan.Condition.choices,
                                                   "late": sum(row["late"] for row in shown)}, status=status)


def _known(do: str, orders: tuple[str, ...]) -> None:
    if do not in orders:
        raise Refused("请选择办理方式。", code="bad_field", status=422)


def _named(request: CourtRequest, number: str) -> Archive:
    folded = "".join(number.split()).replace("(", "（").replace(")", "）")
    mine = Archive.objects.filter(court__in=request.actor.courts).select_related("case")
    found = mine.filter(number=folded).first() or mine.filter(case__number=folded).first()
    if found is None:
        raise Refused("没有找到该档案。", do="请核对档号或者案号。", code="missing", status=404)
    return found


@require_POST
@open_to("staff")
def loan_decide(request: CourtRequest, pk: int) -> HttpResponse:
    do, at = request.POST.get("do", ""), clock.now()
    _known(do, ("grant", "refuse", "return"))
    if do == "return":
        loans.take_back(pk, by=request.actor, at=at, condition=request.POST.get("condition", ""), remark=request.POST.get("remark", ""))
    else:
        loans.decide(pk, by=request.actor, at=at, granted=do == "grant", reason=request.POST.get("reason", ""))
    say(request, "已办理。")
    return redirect("archive_loans")


@require_safe
@open_to("staff")
def loan_volume(request: CourtRequest, pk: int) -> HttpResponse:
    """正卷 of an electronic loan, marked with who and when."""
    one = loans.reading(pk, request.actor, clock.today())
    case = one.archive.case
    record_read(request.actor, case.stream, "export", "volume:main", capacity=f"loan:{one.pk}")
    content = bundle(case, Document.Volume.MAIN, on=clock.today(), sealed=False,
                     watermark=f"{request.actor.me.person.name} {stamp(clock.now())} 借阅")
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="archive-{one.archive_id}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


@require_http_methods(["GET", "POST"])
@open_to(*COMMITTEE)
def disposals(request: CourtRequest) -> HttpResponse:
    """Lists of disposal of my court; the archivist makes a new one of what is due."""
    if request.method == "POST":
        held = request.actor.holds(Office.ARCHIVIST)
        if held is None:
            raise Refused("鉴定销毁清单由档案管理员提出。", code="not_yours", status=403)
        one = disposal.propose(held.court_id, by=request.actor, at=clock.now())
        return redirect("archive_disposal", pk=one.pk)
    rows = Disposal.objects.filter(court__in=_of_committee(request)).select_related("made_by__person", "court").order_by("-pk")[:50]
    return render(request, "archives/disposals.html", {"rows": rows, "keeps": request.actor.holds(Office.ARCHIVIST) is not None})


@require_http_methods(["GET", "POST"])
@open_to(*COMMITTEE)
def disposal_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One list: appraisal, dry run, execution, certificate."""
    one = Disposal.objects.select_related("court", "made_by__person", "tried_by__person", "done_by__person").filter(
        pk=pk, court__in=_of_committee(request)).first()
    if one is None:
        raise not_there()
    if request.method == "POST":
        _step(request, one)
        return redirect("archive_disposal", pk=pk)
    return render(request, "archives/disposal.html", {
        "one": one, "items": one.items.select_related("archive__case").order_by("due", "pk"), "appraisals": one.appraisals.order_by("pk"),
        "signed": one.appraisals.filter(member__person=request.actor.person_id).exists(), "early": bool(one.ready_from and clock.now() < one.ready_from),
        "second": request.actor.person_id not in {who.person_id for who in (one.made_by, one.tried_by) if who},
        "members": terms.of(terms.MEMBERS, one.court_id, clock.today())})


def _of_committee(request: CourtRequest) -> set[str]:
    return {post.court_id for post in request.actor.appointments if post.office in COMMITTEE}


def _step(request: CourtRequest, one: Disposal) -> None:
    at, by, do = clock.now(), request.actor, request.POST.get("do", "")
    if do == "appraise":
        kept = {pk: request.POST.get(f"why-{pk}", "") for pk in map(whole_number, request.POST.getlist("keep")) if pk}
        disposal.appraise(one.pk, request.POST.get("opinion", ""), kept, by=by, at=at)
    elif do == "try":
        disposal.try_out(one.pk, by=by, at=at)
    elif do == "execute":
        disposal.execute(one.pk, by=by, at=at)
    elif do == "withdraw":
        disposal.withdraw(one.pk, by=by, at=at)
    else:
        raise Refused("请选择办理方式。", code="bad_field", status=422)
    say(request, "已办理。")


@require_http_methods(["GET", "POST"])
@open_to("archivist")
def archive_page(request: CourtRequest, pk: int) -> HttpResponse:
    """One archive: the four checks, retention as it stands and its change, prints that left the house."""
    archive = Archive.objects.select_related("case", "court").filter(pk=pk, court__in=kept_by(request)).first()
    if archive is None:
        raise not_there()
    if request.method == "POST":
        retention.change(archive.pk, request.POST.get("retention", ""), request.POST.get("why", ""), by=request.actor, at=clock.now())
        say(request, "保管期限已调整。")
        return redirect("archive_file", pk=pk)
    checks = fourfold.of_archive(archive) if archive.state in ("kept", "faulty") else []
    return render(request, "archives/archive.html", {
        "archive": archive, "checks": checks, "classes": [one for one in retention.CLASSES if one != archive.retention],
        "kept": retention.of(archive), "today": clock.today(),
        "prints": archive.prints.select_related("account__person").order_by("-pk")[:50]})
