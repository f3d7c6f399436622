from django.db import models
from django.db.models import Q

from court.kit.ids import new_id
from court.spine.cases.models import Case, Party


class Clock(models.Model):
    """One clock of a case. `due_on` is an index of what the ledger gives, written by the same act."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    kind = models.CharField("期限种类", max_length=40)
    rule = models.CharField("规则", max_length=60)
    label = models.CharField("名称", max_length=60)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="clocks")
    started_on = models.DateField("起算事由发生日")
    due_on = models.DateField("届满日", null=True)
    provisional = models.BooleanField("暂定", default=False)
    ended_on = models.DateField("结束日", null=True)
    outcome = models.CharField("结束方式", max_length=20, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="clock_due", condition=Q(ended_on=None)),
            models.Index(fields=["case", "kind"], name="clock_of_case"),
        ]


class Interval(models.Model):
    """Time that doesn't count, [begins, ends) half open, or an extension granted."""

    class Kind(models.TextChoices):
        EXCLUDED = "excluded", "扣除"
        SUSPENDED = "suspended", "中止"
        EXTENDED = "extended", "延长"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="intervals")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField("事由", max_length=30)
    begins = models.DateField()
    ends = models.DateField(null=True)
    expected_end = models.DateField("预计结束", null=True)
    facts = models.JSONField(default=dict)
    basis = models.CharField("依据", max_length=120)
    entry_place = models.BigIntegerField()
