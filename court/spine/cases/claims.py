"""What the plaintiff asks for now: as docketed, or as it was changed since."""

from court.spine.cases.models import Case, Note
from court.spine.journal.models import Entry

WAIVED, ADMITTED, ASKED = "case.waive_claim", "case.change_claim", "case.ask_claim_change"


def current(case: Case) -> list[str]:
    """The claims, one a line. A change asked for counts once the court admitted it, a waiver at once.

    The words are in the note of the act, because they may speak of people; the case's facts only say that there is one.
    """
    if not case.facts.get("claims_changed"):
        return case.facts.get("claims", [])
    last = Entry.objects.filter(stream=case.stream, kind__in=(WAIVED, ADMITTED)).order_by("-place").first()
    if last is not None and last.kind == ADMITTED:
        last = Entry.objects.filter(stream=case.stream, kind=ASKED, place__lt=last.place).order_by("-place").first()
    text = Note.objects.filter(case=case, place=last.place, name="claims").values_list("text", flat=True).first() if last else None
    return text.splitlines() if text else case.facts.get("claims", [])
