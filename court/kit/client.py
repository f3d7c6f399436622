"""Who is at the other end: the address a request came from, for rate limits and the journal (S26)."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The client's address. X-Forwarded-For counts only when the peer is one of COURT_PROXIES."""
    peer = request.META.get("REMOTE_ADDR", "")
    if peer not in settings.COURT_PROXIES:
        return peer
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if hop.strip() and hop.strip() not in settings.COURT_PROXIES:
            return hop.strip()
    return peer
