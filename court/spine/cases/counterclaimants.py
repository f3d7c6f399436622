"""Who takes a counterclaim back, by the journal of the case; and whether anything is left to be decided without it."""
from court.spine.cases.models import Case, Party
from court.spine.journal.models import Entry

ASKED = "apply_counterclaim_withdrawal"
ALLOWED = ("allow_counterclaim_withdrawal", "allow_last_counterclaim_withdrawal")


def withdrawing(case: Case) -> list[Party]:
    """The parties who asked last to withdraw their counterclaim."""
    last = Entry.objects.filter(stream=case.stream, kind=f"case.{ASKED}").order_by("-place").values_list("behalf", flat=True).first()
    asked = {int(one) for one in (last or "").split(",") if one}
    return list(case.parties.filter(pk__in=asked).select_related("person"))


def claim_left(case: Case, parties: list[Party], ending: set[int]) -> bool:
    """Whether the claim or another counterclaim goes on when those of `ending` end."""
    return not case.facts.get("main_claim_ended") or any(one.counterclaims and one.pk not in ending for one in parties)
