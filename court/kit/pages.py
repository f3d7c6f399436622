"""What every page knows: the court's name, elders' mode, the face; and the shape of an entry of a menu."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Entry:
    """An entry of the sidebar or the bottom menu; `icon` is a name of the sprite, `count` shows when not nought."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


def elders_cookie() -> str:
    return "elders" if settings.COURT_PLAIN_HTTP else "__Host-elders"


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Rooms add `nav` (a list of Entry) and what their layout shows of the person."""
    return {
        "court_title": settings.COURT_NAME,
        "elders": request.COOKIES.get(elders_cookie()) == "1",
        "face": settings.COURT_FACE,
        "on_this_machine_only": settings.COURT_PLAIN_HTTP,
        "said": lambda: _take(request),
    }


def say(request: HttpRequest, text: str, tone: str = "good") -> None:
    """A sentence for the next page this person sees, after a redirect; tone good, info, warn or alarm."""
    request.session["said"] = [*request.session.get("said", []), {"text": text, "tone": tone}]


def whole_number(text: str) -> int | None:
    """A number as a page sends it back (an id, a version); None for all that is none, “²” and endless digits included."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _take(request: HttpRequest) -> list[dict[str, str]]:
    """What was said, once. Pages without a session (errors, probes) have nothing."""
    session = getattr(request, "session", None)
    if session is None or "said" not in session:
        return []
    return session.pop("said")


@require_POST
def switch_elders(request: HttpRequest) -> HttpResponse:
    """Large type and plain pages (适老化), on or off, kept in this browser for a year."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    on = request.COOKIES.get(elders_cookie()) != "1"
    response.set_cookie(
        elders_cookie(),
        "1" if on else "0",
        max_age=YEAR,
        secure=not settings.COURT_PLAIN_HTTP,
        httponly=True,
        samesite="Lax",
    )
    return response
