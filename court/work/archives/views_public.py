"""Self-service query of archives (档案自助查询): one's own archives, requests for others, pages, prints, and their check."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.limits import limit
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.courts.models import Court
from court.base.people.pages import told
from court.kit import client
from court.kit.days import stamp
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.dossier import names, pictures, places
from court.spine.dossier.actions import take_in
from court.spine.dossier.kept import Kept
from court.work.archives import inquiries, opening, prints
from court.work.archives.forms import PAPERS, CheckForm, InquiryForm
from court.work.archives.models import Archive, Inquiry

WIDTH = 1280


@require_safe
@open_to("litigant")
def query(request: CourtRequest) -> HttpResponse:
    """My archives and my requests; an effective judgment by its number."""
    actor, at = request.actor, clock.now()
    number = request.GET.get("number", "").strip()[:40]
    asked = Inquiry.objects.filter(person_id=actor.person_id).select_related("court", "archive").order_by("-pk")[:20]
    return render(request, "archives/query.html", {
        "archives": opening.own(actor), "asked": [{"one": one, "open": one.state == "granted" and one.until > at} for one in asked],
        "number": number, "found": _public(request, number) if number else None, "kiosk": request.GET.get("kiosk") == "1"})


def _public(request: CourtRequest, number: str) -> Archive | None:
    """The archive of a number, where something of it is open to who asks; what is closed is as what is not there."""
    limit(f"archive-query:{request.actor.me.pk}", held("rate.public"), 60, message="查询过于频繁。")
    folded = "".join(number.split()).replace("(", "（").replace(")", "）")
    archive = Archive.objects.select_related("case__court").filter(case__number=folded).first()
    return archive if archive and opening.papers(request.actor, archive, clock.now()) else None


@require_http_methods(["GET", "POST"])
@open_to("litigant")
def ask(request: CourtRequest) -> HttpResponse:
    """A request for an archive of others, with papers."""
    kept, status = Kept(request), 200
    form = InquiryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            papers = {PAPERS[name]: take_in(data[name], data[name].name, data[name].size) for name in PAPERS}
            with kept.spent():
                inquiries.ask(Court.objects.get(pk=data["court"]), data["number"], data["relation"], data["why"], papers,
                              by=request.actor, at=clock.now(), key=_key(request))
        except Refused as refused:
            status = told(form, refused)
        else:
            say(request, "查档申请已提交，处理结果以消息告知。")
            return redirect("archive_query")
    elif form.is_bound:
        status = 422
    kept.again(form)
    return render(request, "archives/ask.html", {"form": form, "key": _key(request) or secret_token()}, status=status)


@require_safe
@open_to("litigant")
def look(request: CourtRequest, pk: int) -> HttpResponse:
    """The papers of an archive that are open to me."""
    archive = _open(request, pk)
    record_read(request.actor, archive.case.stream, "read", "archive", capacity=f"archive:{archive.pk}")
    at = clock.now()
    return render(request, "archives/look.html", {
        "archive": archive, "placed": opening.papers(request.actor, archive, at),
        "basis": opening.WORDS[opening.basis(request.actor, archive, at)]})


@require_safe
@open_to("litigant")
def paper(request: CourtRequest, pk: int, document_id: int) -> HttpResponse:
    archive = _open(request, pk)
    placed = opening.paper(request.actor, archive, document_id, clock.now())
    pages = places.pages_of(placed.rendition)
    page = min(max(whole_number(request.GET.get("page", "")) or 1, 1), max(pages, 1))
    return render(request, "archives/paper.html", {"archive": archive, "placed": placed, "pages": pages, "page": page})


@require_safe
@open_to("litigant")
def page_picture(request: CourtRequest, pk: int, document_id: int, page: int) -> HttpResponse:
    """One page with who and when in it; written down first."""
    archive = _open(request, pk)
    placed = opening.paper(request.actor, archive, document_id, clock.now())
    limit(f"archive-pages:{request.actor.me.pk}", held("rate.inspection_pages"), 60, message="翻页过于频繁。")
    rendition = placed.rendition
    if rendition is None or not 1 <= page <= places.pages_of(rendition):
        raise Refused("没有这一页。", do="请返回材料首页。", code="missing", status=404)
    record_read(request.actor, archive.case.stream, "read", f"document:{document_id}:{page}", capacity=f"archive:{archive.pk}")
    made = pictures.picture(rendition, page, WIDTH, watermark=f"{request.actor.me.person.name} {stamp(clock.now())} 查档")
    answer = HttpResponse(made.content, content_type=made.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@open_to("litigant")
def print_(request: CourtRequest, pk: int, document_id: int) -> HttpResponse:
    """A print with its verification code on every page; free of charge."""
    archive = _open(request, pk)
    placed = opening.paper(request.actor, archive, document_id, clock.now())
    limit(f"archive-prints:{request.actor.me.pk}", 10, 60, message="打印过于频繁。")
    address = request.build_absolute_uri(reverse("archive_print_check"))
    made, content = prints.make(archive, placed, by=request.actor, at=clock.now(), address=address)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{names.clean(made.title)}.pdf") or "attachment"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


@require_http_methods(["GET", "POST"])
@open_to("anyone")
def check(request: CourtRequest) -> HttpResponse:
    """Whether a print is genuine, by its code and the figures of the case number: no content beyond what the holder has."""
    form = CheckForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    made, looked = None, False
    if form.is_valid():
        limit(f"archive-print:{client.address(request)}", held("rate.verify"), 60, message="核验过于频繁。")
        made, looked = prints.find(form.cleaned_data["code"], form.cleaned_data["ending"]), True
    return render(request, "archives/check.html", {"form": form, "made": made, "looked": looked,
                                                   "title": prints.title_of(made) if made else "",
                                                   "code": prints.grouped(made.code) if made else ""}, status=422 if form.errors else 200)


def _open(request: CourtRequest, pk: int) -> Archive:
    archive = Archive.objects.select_related("case__court").filter(pk=pk).first()
    if archive is None or not opening.papers(request.actor, archive, clock.now()):
        raise not_there()
    return archive


def _key(request: CourtRequest) -> str:
    return request.POST.get("key", "").replace("\0", "")[:80]
