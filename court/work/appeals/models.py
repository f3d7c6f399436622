from django.db import models

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document


class Handover(models.Model):
    """The file of one case on its way up and back. The case stays the lower court's; the upper court reads it here.

    above_number  the number of the second instance, where the upper court told it
    """

    class State(models.TextChoices):
        SENT = "sent", "待签收"
        RECEIVED = "received", "已签收"
        DECIDED = "decided", "已退卷"

    class Result(models.TextChoices):
        UPHELD = "upheld", "维持"
        CHANGED = "changed", "改判"
        REMANDED = "remanded", "发回重审"
        WITHDRAWN = "withdrawn", "撤回上诉"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.OneToOneField(Case, models.PROTECT, related_name="handover")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name="上级法院")
    state = models.CharField("状态", max_length=8, choices=State, default=State.SENT)
    sent_at = models.DateTimeField("报送时间")
    sent_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    result = models.CharField("二审结果", max_length=9, choices=Result, blank=True)
    above_number = models.CharField("二审案号", max_length=40, blank=True)
    decided_at = models.DateTimeField("退卷时间", null=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["court", "state", "-id"], name="handover_of_court")]

    def __str__(self):
        return f"{self.case_id} {self.get_state_display()}"

    @property
    def subject(self) -> str:
        return f"handover:{self.pk}"
