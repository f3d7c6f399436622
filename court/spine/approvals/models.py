from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Office
from court.kit.ids import new_id
from court.spine.cases.models import Case

# A level of this prefix is held in the superior court, the rest in the court of the case.
ABOVE = "superior:"


class Approval(models.Model):
    """A request under way. `court` and `office` are where it waits now, `levels` all that must consent, in turn."""

    class State(models.TextChoices):
        PENDING = "pending", "审批中"
        GRANTED = "granted", "已批准"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=40)
    label = models.CharField("事项", max_length=120)
    requester = models.ForeignKey(Account, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    reason = models.CharField("理由", max_length=1000, blank=True)
    levels = models.JSONField("审批层级")
    level = models.IntegerField(default=0)
    office = models.CharField("当前审批人职务", max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    apply_by = models.DateField("最迟申请日", null=True)
    decide_by = models.DateField("最迟批准日", null=True)

    class Meta:
        indexes = [models.Index(fields=["court", "office"], name="approval_waiting", condition=Q(state="pending"))]

    def wait_at(self, level: int) -> None:
        """Hand it to a level: the office that decides now, and the court it is held in."""
        wanted = self.levels[level]
        self.level, self.office = level, wanted.removeprefix(ABOVE)
        court = self.case.court
        if wanted.startswith(ABOVE) and court.superior is not None:
            court = court.superior
        self.court = court


def level_label(level: str) -> str:
    """庭长, 院长, 上一级人民法院院长."""
    above = "上一级人民法院" if level.startswith(ABOVE) else ""
    return above + Office(level.removeprefix(ABOVE)).label


class Decision(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="decisions")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    office = models.CharField(max_length=20)
    granted = models.BooleanField()
    reason = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField()
