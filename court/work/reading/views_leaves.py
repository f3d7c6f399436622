"""Single pages of papers: picture, thumbnails, words; recordings in parts; text of what has no pages."""

import io

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from PIL import Image

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit import blobs
from court.kit.days import stamp
from court.kit.pages import whole_number
from court.kit.press import word
from court.kit.refusal import Refused
from court.spine.dossier import pictures
from court.spine.dossier.models import Rendition
from court.spine.dossier.texts import folded
from court.work.reading import marking, opening, ranges, searching, words

THUMB = (120, 170)
THUMBS = 12
PRINTED = 1920
TEXT_MOST = 1_000_000
GUARD = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_safe
@open_to("staff", "litigant")
def leaf_picture(request: CourtRequest, pk: int, page: int, width: int) -> HttpResponse:
    """The picture of one page, drawn for a place `width` pixels wide."""
    document, rendition = opening.paper(pk, request.actor)
    if not 1 <= page <= (rendition.pages or 0):
        raise opening.no_such_page()
    opening.look(request.actor, document, range(page, page + 1))
    return _picture(rendition, page, width)


@require_safe
@open_to("staff", "litigant")
def leaf_print(request: CourtRequest, pk: int, page: int) -> HttpResponse:
    """A page to be printed, with who prints it and when burned in."""
    document, rendition = opening.paper(pk, request.actor, "print")
    if not 1 <= page <= (rendition.pages or 0):
        raise opening.no_such_page()
    opening.look(request.actor, document, range(page, page + 1), "print")
    account = request.actor.me
    return _picture(rendition, page, PRINTED, f"{account.person.name} {stamp(clock.now())} 打印")


@require_safe
@open_to("staff", "litigant")
def leaf_thumbs(request: CourtRequest, pk: int, page: int) -> HttpResponse:
    """Small pictures of the pages from this one on, one below the other, each in a field of THUMB."""
    document, rendition = opening.paper(pk, request.actor)
    pages = range(page, min(page + THUMBS, (rendition.pages or 0) + 1))
    if page < 1 or not pages:
        raise opening.no_such_page()
    opening.look(request.actor, document, pages)
    strip = Image.new("RGB", (THUMB[0], THUMB[1] * len(pages)), "#e3e7eb")
    for place, one in enumerate(pages):
        try:
            small = Image.open(io.BytesIO(pictures.picture(rendition, one, THUMB[0]).content))
        except (Refused, IndexError):
            continue
        small.thumbnail(THUMB)
        strip.paste(small, ((THUMB[0] - small.width) // 2, place * THUMB[1] + (THUMB[1] - small.height) // 2))
    made = io.BytesIO()
    strip.save(made, "WEBP", quality=pictures.QUALITY, method=0)
    return HttpResponse(made.getvalue(), content_type=pictures.MEDIA_TYPE)


@require_safe
@open_to("staff", "litigant")
def leaf_words(request: CourtRequest, pk: int, page: int) -> JsonResponse:
    """The words of a page with their places, and with ?q= where what is searched stands."""
    document, rendition = opening.paper(pk, request.actor)
    if not 1 <= page <= (rendition.pages or 0):
        raise opening.no_such_page()
    opening.look(request.actor, document, range(page, page + 1))
    lines = words.lines_of(rendition, page)
    asked = request.GET.get("q", "")
    hits = words.marks(lines, searching.words_of(asked)) if asked and folded(asked) else []
    found = [[line["text"], [[round(x, 4), round(y, 4)] for x, y in line["quad"]], line["row"]] for line in lines]
    return JsonResponse({"lines": found, "hits": hits}, json_dumps_params={"ensure_ascii": False})


@require_safe
@open_to("staff", "litigant")
def leaf_text(request: CourtRequest, pk: int) -> JsonResponse:
    """The text of what has no pages: TXT as it is, DOCX paragraph by paragraph."""
    document, rendition = opening.paper(pk, request.actor)
    opening.look(request.actor, document, range(0))
    try:
        text, whole = _text(rendition)
    except Exception as why:
        raise Refused("该材料不能在页面中显示。", do="请下载后打开。", code="unshowable", status=422) from why
    return JsonResponse({"text": text, "whole": whole}, json_dumps_params={"ensure_ascii": False})


@require_safe
@open_to("staff", "litigant")
def leaf_media(request: CourtRequest, pk: int) -> HttpResponseBase:
    """A recording, in the parts the player asks for."""
    document, rendition = opening.paper(pk, request.actor)
    if not rendition.media_type.startswith(("audio/", "video/")):
        raise opening.no_such_page()
    opening.look(request.actor, document, range(0))
    response = ranges.answer(request, blobs.open_blob(rendition.sha256), rendition.size, rendition.media_type)
    response.headers["Content-Security-Policy"] = GUARD
    return response


@require_POST
@open_to("staff", "litigant")
def leaf_turn(request: CourtRequest, pk: int) -> JsonResponse:
    """Remember how a page is turned: page, quarters (0 to 3, with the clock)."""
    document, rendition = opening.paper(pk, request.actor)
    page, quarters = (whole_number(request.POST.get(name, "")) for name in ("page", "quarters"))
    if page is None or quarters is None or not 1 <= page <= (rendition.pages or 0):
        raise opening.no_such_page()
    return JsonResponse(marking.turn(request.actor.me, document, page, quarters))


@require_POST
@open_to("staff", "litigant")
def leaf_copied(request: CourtRequest, pk: int) -> JsonResponse:
    """Words of a page were copied; the record of reads says so (S15)."""
    document, rendition = opening.paper(pk, request.actor)
    page = whole_number(request.POST.get("page", "")) or 0
    if not 1 <= page <= (rendition.pages or 0):
        raise opening.no_such_page()
    record_read(request.actor, document.stream, "copy", f"document:{document.pk}:{page}")
    return JsonResponse({"kept": True})


def _picture(rendition: Rendition, page: int, width: int, watermark: str = "") -> HttpResponse:
    try:
        made = pictures.picture(rendition, page, width, watermark)
    except IndexError:
        raise opening.no_such_page() from None
    return HttpResponse(made.content, content_type=made.media_type)


def _text(rendition: Rendition) -> tuple[str, bool]:
    """The words, and whether these are all of them."""
    if rendition.media_type == "text/plain":
        with blobs.open_blob(rendition.sha256) as file:
            content = file.read(TEXT_MOST)
        return _decoded(content), rendition.size <= TEXT_MOST
    text = "\n".join(word.text(blobs.read(rendition.sha256)))
    return text[:TEXT_MOST], len(text) <= TEXT_MOST


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")
