"""Who may see a file passed upward: the filing division of the court it went to, and nobody else of that court."""
from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.cases.models import Case
from court.work.appeals.models import Handover

HIDDEN = deny("没有找到该上诉案卷。", hidden=True)


@resolver(Case)
def of_the_court_above(actor: Actor, case: Case) -> set[str]:
    """"appeal_court" for who receives appeals in the court above, from the day the file is passed up until it is sent back."""
    above = case.court.superior_id if actor.account and actor.is_staff else None
    if above is None or not actor.holds(Office.FILING_CLERK, above):
        return set()
    there = Handover.objects.filter(case=case, court=above).exclude(state=Handover.State.DECIDED)
    return {"appeal_court"} if there.exists() else set()


@rule(Handover, "read", "receive", "return")
def handle(actor: Actor, handover: Handover, related: frozenset) -> Verdict:
    if handover.case.is_state_secret:
        return deny("本案不在线上办理。", law="保守国家秘密法")
    return ALLOW if actor.holds(Office.FILING_CLERK, handover.court_id) else HIDDEN


@scoper(Handover)
def visible_handovers(actor: Actor, handovers: QuerySet) -> QuerySet:
    scope = Q(pk=None)
    for post in actor.appointments:
        if post.office == Office.FILING_CLERK:
            scope |= Q(court=post.court_id)
    return handovers.filter(scope, case__is_state_secret=False)
