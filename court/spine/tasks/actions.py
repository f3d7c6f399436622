"""Tasks opened and closed outside acts of a case (a filing to review, a failed service), by their rooms."""
from datetime import datetime

from court.spine.tasks.models import Task


def open_task(*, court, subject: str, kind: str, label: str, at: datetime, case=None, office: str = "", assignee=None,
              person=None, due_on=None, act: str = "") -> Task:
    """Open a task, once for a subject and kind: a second call gives the one that is open."""
    already = Task.objects.filter(subject=subject, kind=kind, state=Task.State.OPEN, person=person).first()
    return already or Task.objects.create(court_id=getattr(court, "pk", court), case=case, subject=subject, kind=kind,
                                          label=label, office=office, assignee=assignee, person=person, due_on=due_on,
                                          act=act, opened_at=at)


def close_tasks(subject: str, kind: str, *, by, at: datetime, cancelled: bool = False) -> int:
    """Close the open tasks of a subject and kind; gives how many there were."""
    state = Task.State.CANCELLED if cancelled else Task.State.DONE
    return Task.objects.filter(subject=subject, kind=kind, state=Task.State.OPEN).update(
        state=state, closed_at=at, closed_by=by)
