"""Lists of tasks: somebody's own, those of the offices held, a person's at the portal."""
from django.db.models import F, Q, QuerySet

from court.spine.tasks.models import Task


def of_staff(actor) -> QuerySet[Task]:
    """Open tasks of a member of the court, nearest due day first: assigned ones, and those of offices held."""
    offices = [(a.court_id, a.office) for a in actor.account.offices(actor.on)]
    mine = Q(assignee=actor.account)
    for court, office in offices:
        mine |= Q(court=court, office=office, assignee=None)
    return _ordered(Task.objects.filter(mine, state=Task.State.OPEN).select_related("case"))


def of_person(person) -> QuerySet[Task]:
    return _ordered(Task.objects.filter(person=person, state=Task.State.OPEN).select_related("case"))


def of_case(case) -> QuerySet[Task]:
    return _ordered(Task.objects.filter(case=case, state=Task.State.OPEN).select_related("assignee__person", "person"))


def _ordered(found: QuerySet[Task]) -> QuerySet[Task]:
    return found.order_by(F("due_on").asc(nulls_last=True), "id")
