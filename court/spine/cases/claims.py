"""What the plaintiff asks for now: as docketed, or as it was changed since."""

from court.spine.cases.conditions import pending
from court.spine.cases.models import Case, Note
from court.spine.cases.scene import Scene
from court.spine.journal.models import Entry

ASK = "ask_claim_change"
WAIVED, ADMITTED, ASKED, REFUSED = "case.waive_claim", "case.change_claim", f"case.{ASK}", "case.refuse_claim_change"


def current(case: Case) -> list[str]:
    """The claims, one a line. A change asked for counts once the court admitted it, a waiver at once.

    The words are in the note of the act, because they may speak of people; the case's facts only say that there is one.
    """
    place = _place(case) if case.facts.get("claims_changed") else None
    return (words(case, place) if place else []) or case.facts.get("claims", [])


def words(case: Case, place: int) -> list[str]:
    """The claims as the act at this place of the case's stream has them; none where it has no words of its own."""
    text = Note.objects.filter(case=case, place=place, name="claims").values_list("text", flat=True).first()
    return text.splitlines() if text else []


def asked(case: Case) -> Entry | None:
    """The change that a party asked for and the court has not answered."""
    last = Entry.objects.filter(stream=case.stream, kind__in=(ASKED, ADMITTED, REFUSED)).order_by("-place").first()
    return last if last is not None and last.kind == ASKED else None


def change_waits(scene: Scene) -> bool:
    """The same while an act is decided or next steps are listed."""
    return pending(scene, ASK, {"change_claim", "refuse_claim_change"})


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
