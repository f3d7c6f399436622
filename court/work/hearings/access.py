"""Who may look at a hearing and who keeps its record: it follows the case."""
from django.db.models import Exists, OuterRef, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, may, relations, resolver, rule, scoper, visible
from court.spine.cases.models import Case, Party, Representative
from court.work.hearings.models import Hearing

KEEPERS = {"clerk", "judge", "presiding", "assistant"}
HIDDEN = deny("没有找到该次开庭。", hidden=True)


@resolver(Hearing)
def hearing_relations(actor: Actor, hearing: Hearing) -> set[str]:
    return set(relations(actor, hearing.case)) if may(actor, "read", hearing.case) else set()


@rule(Hearing, "read")
def read(actor: Actor, hearing: Hearing, related: frozenset) -> Verdict:
    return ALLOW if related else HIDDEN


@rule(Hearing, "record")
def record(actor: Actor, hearing: Hearing, related: frozenset) -> Verdict:
    """The clerk keeps the record; the judge and the assistant may."""
    if related & KEEPERS:
        return ALLOW
    return deny("庭审笔录由本案书记员制作。") if related else HIDDEN


@scoper(Hearing)
def visible_hearings(actor: Actor, hearings: QuerySet) -> QuerySet:
    if actor.is_staff:
        return hearings.filter(case__in=visible(actor, Case.objects.all()).values("pk"))
    party = Party.objects.filter(case=OuterRef("case"), person_id=actor.person_id, left_on=None)
    acting = Representative.objects.filter(case=OuterRef("case"), person_id=actor.person_id, until=None)
    return hearings.filter(Exists(party) | Exists(acting), case__is_state_secret=False)
