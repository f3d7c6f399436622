"""What the staff's frame shows of messages: the bell."""

from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from court.spine.messages import queries


def bell(request: HttpRequest) -> dict:
    """Context processor: where the messages are and how many are unread, counted only where a page shows it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.signed_in:
        return {}
    try:
        address = reverse("staff_messages" if actor.is_staff else "messages")
    except NoReverseMatch:
        return {}  # the other face's pages are not mounted here
    return {"messages_url": address, "unread": cache(lambda: queries.unread(actor))}
