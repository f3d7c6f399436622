from django.db import models

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document


class Handover(models.Model):
    """The file of one case on its way up and back. The case stays the lower court's; the upper court reads it here.

    matter        what is appealed: the judgment, or a ruling that the law lets be appealed (民诉法157、171)
    to_court      where the second instance sent the case, when it upheld an objection to jurisdiction
    above_number  the number of the second instance, where the upper court told it
    """

    class State(models.TextChoices):
        SENT = "sent", "待签收"
        RECEIVED = "received", "已签收"
        DECIDED = "decided", "已退卷"

    class Matter(models.TextChoices):
        JUDGMENT = "judgment", "判决"
        DISMISSAL = "dismissal", "驳回起诉裁定"
        TRANSFER = "transfer", "移送管辖裁定"
        OBJECTION = "objection", "驳回管辖权异议裁定"

    class Result(models.TextChoices):
        UPHELD = "upheld", "维持"
        CHANGED = "changed", "改判"
        REMANDED = "remanded", "发回重审"
        WITHDRAWN = "withdrawn", "撤回上诉"
        INSTRUCTED = "instructed", "撤销原裁定，指令审理"
        GRANTED = "granted", "撤销原裁定，移送管辖"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    matter = models.CharField("上诉对象", max_length=9, choices=Matter, default=Matter.JUDGMENT)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name="上级法院")
    state = models.CharField("状态", max_length=8, choices=State, default=State.SENT)
    sent_at = models.DateTimeField("报送时间")
    sent_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    result = models.CharField("二审结果", max_length=10, choices=Result, blank=True)
    to_court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+", verbose_name="移送至")
    above_number = models.CharField("二审案号", max_length=40, blank=True)
    decided_at = models.DateTimeField("退卷时间", null=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=~models.Q(state="decided"), name="handover_one_open")]
        indexes = [models.Index(fields=["court", "state", "-id"], name="handover_of_court")]

    def __str__(self):
        return f"{self.case_id} {self.get_state_display()}"

    @property
    def subject(self) -> str:
        return f"handover:{self.pk}"

    @property
    def results(self) -> list[tuple[str, str]]:
        """What the second instance may decide of this matter (民诉法177、178; 民诉法解释330), with labels."""
        return [(one, self.Result(one).label) for one in RESULTS[self.matter]]


_RULING = (Handover.Result.UPHELD, Handover.Result.INSTRUCTED, Handover.Result.WITHDRAWN)
RESULTS: dict[str, tuple[Handover.Result, ...]] = {
    Handover.Matter.JUDGMENT: (Handover.Result.UPHELD, Handover.Result.CHANGED, Handover.Result.REMANDED, Handover.Result.WITHDRAWN),
    Handover.Matter.DISMISSAL: _RULING, Handover.Matter.TRANSFER: _RULING,
    Handover.Matter.OBJECTION: (Handover.Result.UPHELD, Handover.Result.GRANTED, Handover.Result.WITHDRAWN),
}
# Results that set the first instance aside and leave nothing in force.
SET_ASIDE = (Handover.Result.REMANDED, Handover.Result.INSTRUCTED)


def matter_of(case: Case) -> str:
    """What an appeal against the paper that ended the case is about."""
    return case.close_manner if case.close_manner in RESULTS else Handover.Matter.JUDGMENT.value


def open_of(case: Case) -> Handover | None:
    """The file of the case that went up and has not come back."""
    return Handover.objects.filter(case=case).exclude(state=Handover.State.DECIDED).first()
