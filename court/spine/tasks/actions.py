"""Tasks opened and closed outside acts of a case (a filing to review, a failed service), by their rooms."""
from datetime import datetime

from django.db import connection

from court.kit.prepared import Prepared
from court.kit.writing import insert
from court.spine.tasks.models import Task


def open_task(*, court, subject: str, kind: str, label: str, at: datetime, case=None, office: str = "", assignee=None,
              person=None, due_on=None, act: str = "") -> Task:
    """Open a task, once for a subject and kind: a second call gives the one that is open."""
    if already := _open(subject, kind, person.pk if person else None):
        return _BY_KEY.rows(already)[0]
    task = Task(court_id=getattr(court, "pk", court), case=case, subject=subject, kind=kind, label=label, office=office,
                assignee=assignee, person=person, due_on=due_on, act=act, opened_at=at)
    insert([task])
    return task


_BY_KEY = Prepared(lambda task: Task.objects.filter(pk=task))
_OPEN = "SELECT id FROM tasks_task WHERE subject = %s AND kind = %s AND state = 'open' AND "


def _open(subject: str, kind: str, person: int | None) -> int | None:
    """The id of the open task of a subject and kind, for a person or for nobody outside."""
    with connection.cursor() as cursor:
        if person is None:
            cursor.execute(f"{_OPEN}person_id IS NULL ORDER BY id LIMIT 1", [subject, kind])
        else:
            cursor.execute(f"{_OPEN}person_id = %s ORDER BY id LIMIT 1", [subject, kind, person])
        found = cursor.fetchone()
    return found[0] if found else None


_CLOSE = ("UPDATE tasks_task SET state = %s, closed_at = %s, closed_by_id = %s"
          " WHERE subject = %s AND kind = %s AND state = 'open'")


def close_tasks(subject: str, kind: str, *, by, at: datetime, cancelled: bool = False) -> int:
    """Close the open tasks of a subject and kind; gives how many there were."""
    state = Task.State.CANCELLED if cancelled else Task.State.DONE
    with connection.cursor() as cursor:
        closed_at = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(_CLOSE, [state.value, closed_at, by.pk if by else None, subject, kind])
        return cursor.rowcount
