"""Who appealed, by the journal of the case; and who stands against an appeal."""
from court.spine.cases.models import Case, Party
from court.spine.journal.models import Entry

RECEIVED = ("case.receive_appeal", "case.enter_appeal")


def of(case: Case) -> set[int]:
    """The parties who appealed, by themselves or with a paper handed in at the window."""
    found: set[int] = set()
    for entry in Entry.objects.filter(stream=case.stream, kind__in=RECEIVED):
        named = entry.read_facts().get("party")
        found |= {int(one) for one in ([named] if named else entry.behalf.split(",")) if one}
    return found


def others(case: Case, parties: list[Party]) -> list[Party]:
    """Everybody whom somebody else's appeal concerns: all parties where more than one appealed."""
    appealed = of(case)
    return parties if len(appealed) > 1 else [party for party in parties if party.pk not in appealed]
