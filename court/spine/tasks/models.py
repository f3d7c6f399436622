from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Task(models.Model):
    """One thing to do: for an account, for an office of a court, or for a person outside."""

    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已办"
        CANCELLED = "cancelled", "已撤销"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="tasks")
    subject = models.CharField("所办对象", max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    label = models.CharField("事项", max_length=120)
    act = models.CharField("办理动作", max_length=40, blank=True)
    office = models.CharField(max_length=20, blank=True)
    assignee = models.ForeignKey(Account, models.PROTECT, null=True, related_name="tasks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    due_on = models.DateField("期限", null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="task_mine", condition=Q(state="open")),
            models.Index(fields=["court", "office", "due_on"], name="task_office", condition=Q(state="open")),
            models.Index(fields=["person", "due_on"], name="task_person", condition=Q(state="open")),
            models.Index(fields=["case", "state"], name="task_case"),
            models.Index(fields=["subject", "kind"], name="task_subject"),
        ]
