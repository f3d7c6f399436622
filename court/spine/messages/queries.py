"""Somebody's messages, as far as they may still see the cases they are about (S14)."""

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.base.people.models import Person
from court.spine.cases.models import Case
from court.spine.messages.models import Delivery, Message, Preference
from court.spine.messages.texts import Topic, topics

MOST_UNREAD = 99


def of(actor: Actor) -> QuerySet[Message]:
    """The messages of who asks. One about a case they have no part in any more is gone with the case."""
    if actor.person_id is None:
        return Message.objects.none()
    cases = visible(actor, Case.objects.all()).values("pk")
    return Message.objects.filter(Q(case=None) | Q(case__in=cases), person=actor.person_id).select_related("case")


def unread(actor: Actor) -> int:
    """How many are unread, at most 99: for the bell of every page."""
    return of(actor).filter(read_at=None).order_by().values("pk")[:MOST_UNREAD].count()


def failed_for(case: Case, person: Person) -> QuerySet[Delivery]:
    """Text messages about a case that did not reach a person, newest first."""
    failed = Delivery.objects.filter(message__case=case, message__person=person, state=Delivery.State.FAILED)
    return failed.select_related("message__person", "message__case").order_by("-id")


def choices(person: Person) -> list[tuple[Topic, bool]]:
    """Every topic and whether the person gets text messages about it."""
    silent = set(Preference.objects.filter(person=person).values_list("topic", flat=True))
    return [(topic, topic.name not in silent) for topic in topics() if topic.name != "work"]
