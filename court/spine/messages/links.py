"""Where a message leads. The counters stand above this room and say where their case pages are."""

from django.urls import NoReverseMatch, reverse

from court.spine.messages.models import Message

# Face ("staff", "phone") -> name of the address of a case page, which takes the case's id.
CASE_PAGES: dict[str, str] = {}


def case_page(face: str, name: str) -> None:
    """Called once by a counter, in its reactions.py: links.case_page("phone", "my_case")."""
    CASE_PAGES[face] = name


def of(message: Message, face: str) -> str:
    """Where the matter is dealt with: the message's own address, else the case's page; empty where there is none."""
    if message.url:
        return message.url
    if message.case_id is None or face not in CASE_PAGES:
        return ""
    try:
        return reverse(CASE_PAGES[face], args=[message.case_id])
    except NoReverseMatch:
        return ""
