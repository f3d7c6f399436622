"""Who appealed, by the journal of the case; and who stands against an appeal."""
from court.spine.cases.models import Case, Party
from court.spine.journal.models import Entry

RECEIVED = ("case.receive_appeal", "case.enter_appeal")
# Within one's own period to appeal; later the second instance rules on a withdrawal (民诉法180).
TAKEN_BACK = "case.withdraw_appeal"


def of(case: Case) -> set[int]:
    """The parties who appealed, by themselves or with a paper handed in at the window, and did not take it back in time."""
    found: set[int] = set()
    for entry in Entry.objects.filter(stream=case.stream, kind__in=[*RECEIVED, TAKEN_BACK]).order_by("place"):
        named = entry.read_facts().get("party")
        about = {int(named)} if named else set(entry.read_behalf())
        found = found - about if entry.kind == TAKEN_BACK else found | about
    return found


def of_ruling(case: Case, code: str) -> set[int]:
    """Who appealed last by the act `code` against a ruling that does not end the case."""
    last = Entry.objects.filter(stream=case.stream, kind=f"case.{code}").order_by("-place").first()
    return set(last.read_behalf()) if last else set()


def others(case: Case, parties: list[Party]) -> list[Party]:
    """Everybody whom somebody else's appeal concerns: all parties where more than one appealed."""
    appealed = of(case)
    return parties if len(appealed) > 1 else [party for party in parties if party.pk not in appealed]
