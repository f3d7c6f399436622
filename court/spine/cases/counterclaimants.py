"""Who raised a counterclaim that waits, and who takes one back, by the journal of the case; whether anything is left without it."""
from court.spine.cases.models import Case, Party
from court.spine.journal.canon import read_behalf
from court.spine.journal.models import Entry

ASKED = "apply_counterclaim_withdrawal"
ALLOWED = ("allow_counterclaim_withdrawal", "allow_last_counterclaim_withdrawal")
RAISED, DECIDED = "case.counterclaim", ("case.accept_counterclaim", "case.refuse_counterclaim")


def waiting(case: Case) -> list[list[int]]:
    """Counterclaims that the court has not looked at, oldest first: the parties each was raised for.

    A decision that names a party is on what that party raised; a refusal that names nobody is on all that wait.
    """
    found: list[list[int]] = []
    for entry in Entry.objects.filter(stream=case.stream, kind__in=(RAISED, *DECIDED)).order_by("place"):
        if entry.kind == RAISED:
            found.append(entry.read_behalf())
            continue
        named = entry.read_facts().get("party")
        left = [one for one in found if named and int(named) not in one]
        found = left if len(left) < len(found) else found[:-1]
    return found


def withdrawing(case: Case) -> list[Party]:
    """The parties who asked last to withdraw their counterclaim."""
    last = Entry.objects.filter(stream=case.stream, kind=f"case.{ASKED}").order_by("-place").values_list("behalf", flat=True).first()
    return list(case.parties.filter(pk__in=read_behalf(last or "")).select_related("person"))


def claim_left(case: Case, parties: list[Party], ending: set[int]) -> bool:
    """Whether the claim or another counterclaim goes on when those of `ending` end."""
    return not case.facts.get("main_claim_ended") or any(one.counterclaims and one.pk not in ending for one in parties)
