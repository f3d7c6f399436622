"""The litigant's hearings and the reading of the record on one's own phone; the public notice of hearings."""
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from court.base.access.limits import limit
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.courts.models import Court
from court.kit.pages import say
from court.kit.paging import by_key
from court.kit.refusal import Refused
from court.work.hearings import daylist, documents, queries, recording
from court.work.hearings.models import Attendance, Hearing, HearingRecord
from court.work.hearings.views import to_open
from court.work.hearings.views_diary import pdf


@require_safe
@open_to("litigant")
def mine(request: CourtRequest) -> HttpResponse:
    """Hearings one is called to, the latest first; those ahead stand out, a record to confirm most of all."""
    page = by_key(queries.of_person(request.actor), ("-starts_at", "-id"), request.GET.get("page", ""))
    own = Attendance.objects.filter(hearing__in=[h.pk for h in page], person=request.actor.person, is_present=True,
                                    state=Attendance.State.WAITING, hearing__record__closed_at__isnull=False)
    to_confirm = set(own.values_list("hearing_id", flat=True))
    rows = [{"hearing": h, "confirm": h.pk in to_confirm} for h in page]
    return render(request, "hearings/mine.html", {"rows": rows, "page": page, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("litigant")
def one(request: CourtRequest, pk: int) -> HttpResponse:
    """One hearing: time and place; its record once it was handed over, to be confirmed with or without remarks."""
    hearing = to_open(request, pk)
    row = hearing.attendances.select_related("person").filter(person=request.actor.person).first()
    record = HearingRecord.objects.filter(hearing=hearing, closed_at__isnull=False).first()
    refused = None
    if request.method == "POST":
        try:
            _confirm(request, row)
        except Refused as why:
            refused = why
        else:
            say(request, "您已确认庭审笔录。")
            return redirect("my_hearing", pk=pk)
    record_read(request.actor, hearing.case.stream, "read", f"hearing:{pk}")
    facts = {"hearing": hearing, "row": row, "record": record, "refused": refused, "place": documents.place_of(hearing),
             "objection": request.POST.get("objection", ""),
             "may_confirm": bool(row and record and row.is_present and row.state == Attendance.State.WAITING
                                 and hearing.state == Hearing.State.SCHEDULED)}
    return render(request, "hearings/one.html", facts, status=refused.status if refused else 200)


def _confirm(request: CourtRequest, row: Attendance | None) -> None:
    if row is None:
        raise Refused("您不是本次开庭的到庭人员。", code="not_yours", status=403)
    if "read" not in request.POST:
        raise Refused("请先阅看全部笔录并勾选“我已核对”。", code="missing_field", status=422)
    recording.confirm(row.pk, digest=request.POST.get("digest", ""), objection=request.POST.get("objection", ""),
                      by=request.actor, at=clock.now())


@require_safe
@open_to("anyone")
def notices(request: CourtRequest) -> HttpResponse:
    """开庭公告: what is heard in open court in the next thirty days (民诉法139)."""
    limit(f"notices:{request.actor.address}", held("rate.public"), 60)
    court = request.GET.get("court", "")
    facts = {"rows": queries.announced(clock.today(), court), "court": court, "courts": Court.objects.order_by("code")}
    return render(request, "hearings/notices.html", facts)


@require_safe
@open_to("anyone")
def notices_pdf(request: CourtRequest) -> HttpResponse:
    """The same for one court, to print: what is heard in the next seven days."""
    court = Court.objects.filter(pk=request.GET.get("court", "")).first()
    if court is None:
        raise Refused("请先选择法院。", code="missing", status=404)
    limit(f"notices:{request.actor.address}", held("rate.public"), 60)
    today = clock.today()
    return pdf(daylist.notice(court, today, today + timedelta(days=6), today), f"开庭公告{today}.pdf")
