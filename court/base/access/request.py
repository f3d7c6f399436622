"""A request as views see it: Django's, with the actor that SessionGuard put on it."""

from django.http import HttpRequest

from court.base.access.actor import Actor


class CourtRequest(HttpRequest):
    """For annotations; the object is Django's own."""

    actor: Actor
