"""Telling people: the message, its deliveries and the errands that carry them, in the caller's transaction (S35)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from court.base.people.models import Person
from court.kit.ids import new_id
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.kit.writing import insert
from court.spine.cases.models import Case
from court.spine.errands.actions import ask
from court.spine.messages import wording
from court.spine.messages.models import Delivery, Message, Preference
from court.spine.messages.texts import Text, texts, topics

DELIVER = "message.deliver"
_BY_KEY = Prepared(lambda key: Message.objects.filter(key=key))


@dataclass(frozen=True)
class Told:
    """A message ready to be written. `sms` False keeps it in the platform."""

    message: Message
    text: Text | None
    known: Mapping[str, str]
    sms: bool = True


def tell(
    person: Person, *, kind: str, key: str, at: datetime, case: Case | None = None, url: str = "",
    fields: Mapping[str, str] | None = None, title: str = "", text: str = "", entry_place: int | None = None,
) -> Message:
    """Tell a person something, in the open transaction of what happened; the same key twice is one message.

    kind    a kind of texts.toml; `fields` gives what its words name beside number, court, cause and judge
    title, text  words of one's own instead; a kind that texts.toml does not know stays in the platform
    url     a path of the platform where the matter is dealt with, e.g. reverse("fees:pay", …)
    key     names what happened and to whom, e.g. "fee-due:<order>:<person>", at most 120 characters
    ValueError for a missing field, an unknown kind without words, an address outside the platform.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"{kind}: {url} leads out of the platform")
    if known_already := _BY_KEY.first(key):
        return known_already
    known = {**wording.of_case(case), **(fields or {})}
    template = texts().get(kind)
    if template is None and not (title and text):
        raise ValueError(f"no text for {kind}")
    words = wording.filled(template, known) if template else ("", "")
    message = Message(person=person, case=case, kind=kind, key=key, title=title or words[0], text=text or words[1],
                      url=url, created_at=at, entry_place=entry_place)
    write([Told(message, template, known)], at)
    return message


def write(told: Iterable[Told], at: datetime) -> set[int]:
    """Write messages with their deliveries and errands, few statements for many people.

    Gives the ids of those that also leave the platform: the others are delivered already.
    """
    told = list(told)
    insert([one.message for one in told])
    silent = _silenced(one.message.person_id for one in told if one.text and one.text.topic.courtesy)
    deliveries = [made for one in told if one.sms and (made := _delivery(one, silent))]
    insert(deliveries)
    for delivery in deliveries:
        message = delivery.message
        ask(DELIVER, key=f"{DELIVER}:{delivery.pk}", payload={"delivery": str(delivery.pk)}, at=at,
            stream=_stream(message), court=message.case.court_id if message.case else "")
    return {delivery.message_id for delivery in deliveries}


def _stream(message: Message) -> str:
    """Text messages of one case to one person go out in order; others do not wait for them."""
    return f"tell:{message.case_id or 0}:{message.person_id}"


def _delivery(one: Told, silent: set[tuple[int, str]]) -> Delivery | None:
    """The text message that goes with a message; None when there is none, or the person does without."""
    text, person = one.text, one.message.person
    if text is None or not text.sms or not person.phone or _is_state_secret(one.message.case):
        return None
    if text.topic.courtesy and (person.pk, text.topic.name) in silent:
        return None
    pk = new_id()
    return Delivery(pk=pk, message=one.message, channel=Delivery.Channel.SMS, template=text.sms,
                    values=wording.sms_values(text, one.known), provider_key=f"m{pk}")


def _is_state_secret(case: Case | None) -> bool:
    return case is not None and case.is_state_secret


_PREFERENCES = Prepared(lambda person: Preference.objects.filter(person=person))


def _silenced(people: Iterable[int]) -> set[tuple[int, str]]:
    found = (_PREFERENCES.rows(person) for person in set(people))
    return {(one.person_id, one.topic) for rows in found for one in rows}


def mark_read(messages, at: datetime) -> int:
    """Mark messages (a query set of somebody's own) as read; how many were not yet."""
    return messages.filter(read_at=None).update(read_at=at)


@transaction.atomic
def prefer(person: Person, wanted: Iterable[str], at: datetime) -> None:
    """Keep a person's choice: the courtesy topics (by name) they want text messages about, and no others.

    Refused for a topic that nobody may do without.
    """
    courtesy = {topic.name for topic in topics() if topic.courtesy}
    if set(wanted) - courtesy:
        raise Refused("该类消息不能单独设置。", do="请刷新页面后重新选择。", code="bad_topic", status=400)
    unwanted = courtesy - set(wanted)
    Preference.objects.filter(person=person).exclude(topic__in=unwanted).delete()
    Preference.objects.bulk_create(
        [Preference(person=person, topic=topic, since=at) for topic in sorted(unwanted)], ignore_conflicts=True)


@transaction.atomic
def send_again(deliveries: Iterable[Delivery], at: datetime) -> int:
    """Send failed text messages again, to the number the person has now; how many."""
    again = 0
    for delivery in deliveries:
        tries = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED).update(
            state=Delivery.State.WAITING, failure="", tried_on=None, provider_key=f"m{new_id()}")
        if tries:
            ask(DELIVER, key=f"{DELIVER}:{delivery.pk}:{new_id()}", payload={"delivery": str(delivery.pk)}, at=at,
                stream=_stream(delivery.message))
            again += 1
    return again
