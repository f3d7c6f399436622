"""What the plaintiff asks for now: as docketed, or as it was changed since."""

from court.spine.cases.models import Case, Note
from court.spine.journal.models import Entry

WAIVED, ADMITTED, ASKED, REFUSED = "case.waive_claim", "case.change_claim", "case.ask_claim_change", "case.refuse_claim_change"


def current(case: Case) -> list[str]:
    """The claims, one a line. A change asked for counts once the court admitted it, a waiver at once.

    The words are in the note of the act, because they may speak of people; the case's facts only say that there is one.
    """
    place = _place(case) if case.facts.get("claims_changed") else None
    text = Note.objects.filter(case=case, place=place, name="claims").values_list("text", flat=True).first() if place else None
    return text.splitlines() if text else case.facts.get("claims", [])


def _place(case: Case) -> int | None:
    """The entry whose words stand. A sum the court corrected without being asked brings no words of its own."""
    stands = asked = None
    acts = Entry.objects.filter(stream=case.stream, kind__in=(WAIVED, ADMITTED, ASKED, REFUSED)).order_by("place")
    for place, kind in acts.values_list("place", "kind"):
        if kind == ASKED:
            asked = place
        elif kind == WAIVED:
            stands = place
        else:
            stands, asked = (asked or stands) if kind == ADMITTED else stands, None
    return stands
