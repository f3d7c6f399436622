"""Papers on pages: the dossier of a case, one paper page by page, downloads. Every look is recorded first (S15)."""

from contextlib import suppress

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.reads import record_read, record_reads
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit import blobs
from court.kit.days import stamp
from court.kit.pages import say
from court.kit.press.copies import clean_copy
from court.kit.refusal import Refused, not_there
from court.spine import wiring
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case, Handler
from court.spine.dossier import access, actions, catalogue, completeness, names, places, queries, rendering, sealing
from court.spine.dossier.bundle import bundle
from court.spine.dossier.forms import AddForm, PlaceForm
from court.spine.dossier.forms_sealing import StrikeForm, TitleForm
from court.spine.dossier.models import Document, Rendition, Sealing

KEEPERS = {Handler.Role.CLERK, Handler.Role.ASSISTANT, Handler.Role.JUDGE, Handler.Role.PRESIDING, "archivist"}
WIDTHS = {"full": 1100, "thumb": 240}


@require_safe
@open_to("staff", "litigant")
def case_dossier(request, case_id: int) -> HttpResponse:
    """The dossier of a case: a part for the case page, or a page of its own."""
    case = _case(request, case_id)
    record_read(request.actor, case.stream, "read", "dossier")
    part = request.headers.get("HX-Request") == "true"
    return render(request, "dossier/tab.html" if part else _page(request, "dossier"), tab(request, case))


def tab(request, case: Case) -> dict:
    """What the dossier's part of a case page shows; the desk and the portal may include dossier/tab.html with it."""
    keeps = keeper(request, case)
    return {
        "case": case,
        "volumes": queries.volumes(case, request.actor),
        "in_work": queries.in_work(case, request.actor),
        "lacks": queries.unready(case, clock.today()) if request.actor.is_staff else [],
        "needs": completeness.checklist(case) if request.actor.is_staff else [],
        "keeps": keeps,
        "urls": names_of(request),
        "sealed": _sealed(request, case),
        "bundles_url": _mounted(request, "bundles", case),
        "seals_url": _mounted(request, "sealings", case) if request.actor.is_staff else "",
    }


def _sealed(request, case: Case) -> list[Sealing]:
    """What is closed, to be told: to the court's people by paper, outside it only that the whole dossier is."""
    found = sealing.in_force(case)
    if not request.actor.is_staff:
        return [one for one in found if one.document_id is None]
    inside = access.stance(request.actor, case) & access.SEAL_READERS
    return [one for one in found if inside or one.scope != Sealing.Scope.PANEL or one.document_id is None]


def _mounted(request, name: str, case: Case) -> str:
    """The address of another room's page, where this face has it."""
    with suppress(NoReverseMatch):
        return reverse(name if request.actor.is_staff else f"litigant_{name}", args=[case.pk])
    return ""


@require_safe
@open_to("staff", "litigant")
def document_page(request, pk: int) -> HttpResponse:
    """One paper, page by page, with what is known of it."""
    document = queries.to_open(pk, request.actor)
    record_read(request.actor, document.stream, "read", f"document:{document.pk}")
    shown = places.form_for(request.actor, document)
    kept = document.case if document.case and keeper(request, document.case) else None
    item = catalogue.labels(document.case).get(document.item, document.item) if document.case else document.item
    facts = {
        "document": document,
        "item": item,
        "shown": shown,
        "pages": range(1, places.pages_of(shown) + 1),
        "renditions": document.renditions.all() if request.actor.is_staff else [],
        "urls": names_of(request),
        "place_form": PlaceForm(kept) if kept else None,
        "strike_form": StrikeForm() if kept else None,
        "title_form": TitleForm(initial={"title": document.title}) if kept else None,
        "panels": wiring.panels_for(request, document),
    }
    return render(request, _page(request, "document"), facts)


@require_safe
@open_to("staff", "litigant")
def page_picture(request, pk: int, page: int, size: str) -> HttpResponse:
    """A picture of one page, to read ("full") or to find one's way ("thumb")."""
    document = _checked(queries.to_open(pk, request.actor))
    record_read(request.actor, document.stream, "read", f"document:{document.pk}:{page}")
    try:
        picture = rendering.page_picture(document, page, WIDTHS[size], actor=request.actor)
    except (IndexError, KeyError):
        raise Refused("没有这一页。", do="请返回材料首页。", code="missing", status=404) from None
    return HttpResponse(picture, content_type="image/png")


def _checked(document: Document) -> Document:
    """A paper whose content may leave the store: a file waits for the scanner's verdict, for everybody (S21)."""
    if document.state == Document.State.WAITING:
        raise Refused("该材料正在进行安全检查，通过后才能打开。", do="请稍后再试。", code="not_ready")
    if document.state == Document.State.REFUSED:
        raise Refused("该材料未通过安全检查，不能打开。", do="请由提交人按材料页所列原因更正后重新提交。", code="refused_file")
    return document


@require_safe
@open_to("staff", "litigant")
def document_download(request, pk: int) -> HttpResponse | FileResponse:
    """What people read of a paper, as a file. Papers of others come as a copy without metadata (S22)."""
    document = _checked(queries.to_open(pk, request.actor, "download"))
    rendition = places.form_for(request.actor, document)
    if rendition is None:
        raise Refused("该材料尚未制作完成。", do="请稍后再试。", code="not_ready")
    record_read(request.actor, document.stream, "download", f"document:{document.pk}")
    foreign = not request.actor.is_staff and "own" not in access.document_relations(request.actor, document)
    if rendition.purpose == Rendition.Purpose.ORIGINAL and foreign and not _recording(rendition):
        content = clean_copy(blobs.read(rendition.sha256), rendition.media_type)
        return _file(content, rendition.media_type, rendition.name)
    return _guarded(
        FileResponse(
            blobs.open_blob(rendition.sha256), content_type=rendition.media_type, as_attachment=True,
            filename=rendition.name,
        )
    )  # fmt: skip


@require_safe
@open_to("staff", "litigant")
def volume_pdf(request, case_id: int, volume: str) -> HttpResponse:
    """A volume as one PDF, marked with who took it and when. Of the court's people it wants the factor again (S7)."""
    case, volume = _case(request, case_id), _volume(volume)
    actor = request.actor
    if actor.is_staff and not actor.fresh_factor:
        raise Refused("下载整卷前需要再次验证身份。", do="请完成验证后继续。", code="factor_needed", status=401)
    at = clock.now()
    record_reads(actor, [(case.stream, f"volume:{volume}")], "export")
    content = bundle(
        case, volume, actor=actor, on=clock.today(), watermark=f"{actor.account.person.name} {stamp(at)} 下载"
    )
    return _file(content, "application/pdf", f"{case.number}{Document.Volume(volume).label}.pdf")


@require_POST
@open_to("staff")
def number_pages(request, case_id: int, volume: str) -> HttpResponse:
    """编定页码."""
    case, volume = _kept(request, case_id), _volume(volume)
    edition = places.freeze(case, volume, by=request.actor, at=clock.now())
    say(request, f"{edition.get_volume_display()}共{edition.pages}页，页码已编定。")
    return redirect("case_dossier", case_id=case.pk)


@require_http_methods(["GET", "POST"])
@open_to("staff")
def add(request, case_id: int) -> HttpResponse:
    """A paper the court puts in itself: scanned at the desk, or come by post."""
    case = _kept(request, case_id)
    form = AddForm(case, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            arrived = actions.take_in(data["file"], data["file"].name, data["file"].size)
            actions.receive(
                case.court, arrived, kind="added", title=data["title"], by=request.actor, at=clock.now(), case=case,
                party=case.parties.filter(pk=int(data["party"])).first() if data["party"] else None,
                volume=data["volume"], item=data["item"], secrecy=data["secrecy"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", refused.for_people())
        else:
            say(request, f"“{data['title']}”已收到，通过安全检查后自动归入卷宗。")
            return redirect("case_dossier", case_id=case.pk)
    status = 422 if form.errors else 200
    return render(request, "dossier/add.html", {"case": case, "form": form, "urls": names_of(request)}, status=status)


@require_POST
@open_to("staff")
def move(request, pk: int) -> HttpResponse:
    document, case = _kept_document(request, pk)
    form = PlaceForm(case, request.POST)
    if not form.is_valid():
        raise Refused("没有这个卷宗目录项。", do="请重新选择。", code="bad_field", status=422)
    volume, _, item = form.cleaned_data["place"].partition(":")
    actions.move(document, volume, item, by=request.actor, at=clock.now())
    say(request, f"“{document.title}”已归入“{item}”。")
    return redirect("document_page", pk=document.pk)


@require_POST
@open_to("staff")
def rename(request, pk: int) -> HttpResponse:
    """更名: the title everybody reads, where it is wrong or tells what is covered in the paper."""
    document, _ = _kept_document(request, pk)
    actions.rename(document, request.POST.get("title", ""), by=request.actor, at=clock.now())
    say(request, f"材料已更名为“{document.title}”。")
    return redirect("document_page", pk=document.pk)


@require_POST
@open_to("staff")
def strike(request, pk: int) -> HttpResponse:
    document, case = _kept_document(request, pk)
    actions.strike(document, by=request.actor, at=clock.now(), why=request.POST.get("why", ""), reason=request.POST.get("reason", "other"))
    say(request, f"“{document.title}”已从卷宗中剔除。")
    return redirect("case_dossier", case_id=case.pk)


def keeper(request, case: Case) -> bool:
    """Whether this person keeps the dossier: its judge, clerk and assistant; the archivist once it is theirs."""
    return request.actor.is_staff and bool(access.stance(request.actor, case) & KEEPERS)


def names_of(request) -> dict[str, str]:
    """The names of the addresses on this face, for the shared parts."""
    face = "" if request.actor.is_staff else "litigant_"
    shared = ("case_dossier", "document_page", "document_download", "page_picture", "volume_pdf", "read_dossier")
    return {one: face + one for one in shared}


def _case(request, case_id: int) -> Case:
    return case_opening.to_open(case_id, request.actor, "read_file")


def _volume(code: str) -> str:
    if code not in Document.Volume.values:
        raise not_there()
    return code


def _kept(request, case_id: int) -> Case:
    case = _case(request, case_id)
    if not keeper(request, case):
        raise Refused("卷宗由本案办案人员整理。", do="请联系本案书记员。", code="not_yours", status=403)
    return case


def _kept_document(request, pk: int) -> tuple[Document, Case]:
    document = queries.to_open(pk, request.actor)
    if document.case is None:
        raise Refused("该材料尚未立案入卷。", do="请在立案后办理。", code="not_on_record")
    return document, _kept(request, document.case.pk)


def _page(request, name: str) -> str:
    return f"dossier/{name}_{'staff' if request.actor.is_staff else 'phone'}.html"


def _recording(rendition: Rendition) -> bool:
    return rendition.media_type.startswith(("audio/", "video/"))


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, names.clean(name)) or "attachment"
    return _guarded(response)


def _guarded(response):
    """A stored file never runs anything here, whatever it is (S20)."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
