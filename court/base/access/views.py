"""Every address says to whom it is open, on the line above the view; one that doesn't fails the build (S9).

    @open_to("staff")                  def cases(request): ...
    @open_to("judge", "clerk")         any of these offices
    @open_to(lambda request: ...)      a callable giving bool or Verdict

This is the outer door only: what a page shows is asked of may() and visible().
"""

from collections.abc import Callable, Iterator
from functools import wraps

from asgiref.sync import iscoroutinefunction
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from court.base.access.decide import Verdict
from court.base.access.request import CourtRequest
from court.kit.refusal import Refused

Question = Callable[[CourtRequest], bool | Verdict]

GROUPS: dict[str, Question] = {
    "anyone": lambda request: True,
    "signed_in": lambda request: request.actor.signed_in,
    "staff": lambda request: request.actor.is_staff,
    "litigant": lambda request: request.actor.is_litigant,
}
OFFICES = frozenset({
    "filing_clerk", "case_manager", "judge", "assistant", "clerk", "division_head", "vice_president",
    "court_president", "cashier", "finance_head", "service_officer", "archivist", "duty_officer",
    "system_admin", "security_admin", "audit_admin",
})


def open_to(*who: str | Question) -> Callable:
    """Open a view to any of `who`: groups (anyone, signed_in, staff, litigant), offices, or callables.

    Somebody not signed in is sent to the right sign-in page; a signed-in person who may not is refused (403).
    """
    if not who:
        raise ImproperlyConfigured("open_to() needs to say to whom")
    if unknown := [one for one in who if isinstance(one, str) and one not in GROUPS and one not in OFFICES]:
        raise ImproperlyConfigured(f"open_to() knows no {unknown}")

    def declare(view: Callable) -> Callable:
        if iscoroutinefunction(view):
            @wraps(view)
            async def guarded(request, *args, **kwargs):
                return _door(request, who) or await view(request, *args, **kwargs)
        else:
            @wraps(view)
            def guarded(request, *args, **kwargs):
                return _door(request, who) or view(request, *args, **kwargs)
        guarded.access_rule = who  # type: ignore[attr-defined]
        return guarded

    return declare


def _door(request: CourtRequest, who: tuple) -> HttpResponse | None:
    """None when the door is open; else where to go. Refused for those who may not."""
    reason = ""
    for one in who:
        verdict = _ask(request, one)
        if verdict:
            return None
        if isinstance(verdict, Verdict):
            reason = verdict.reason
    if not request.actor.signed_in:
        return to_sign_in(request)
    raise Refused(reason or "您的账号没有访问该页面的权限。", do="如工作需要，请联系安全管理员办理授权。",
                  code="forbidden", status=403)


def to_sign_in(request: CourtRequest) -> HttpResponse:
    """To the page to sign in at, and back here afterwards; a part of a page asks the browser to go there."""
    is_staff_page = request.path.startswith("/staff/")
    names = ("sign_in", "litigant_sign_in") if is_staff_page else ("litigant_sign_in", "sign_in")
    back = request.get_full_path() if request.method == "GET" else ""
    where = _first_address(names) + ("?" + urlencode({"next": back}) if back else "")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return redirect(where)


def _first_address(names: tuple[str, ...]) -> str:
    """A process of one face has one of the two sign-in pages."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise ImproperlyConfigured("no page to sign in at")


def _ask(request: CourtRequest, one: str | Question) -> bool | Verdict:
    if callable(one):
        return one(request)
    return GROUPS[one](request) if one in GROUPS else request.actor.holds(one) is not None


def unruled_urls(urlconf: str | None = None) -> list[str]:
    """Every address of a URL configuration whose view declares no access rule, as patterns."""
    return [where for where, view in addresses(urlconf) if not hasattr(view, "access_rule")]


def addresses(urlconf: str | None = None) -> Iterator[tuple[str, Callable]]:
    """Every address of a URL configuration with its view."""
    yield from _walk(get_resolver(urlconf).url_patterns, "")


def _walk(patterns, before: str) -> Iterator[tuple[str, Callable]]:
    for pattern in patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.callback
