from django.db import models

from court.base.people.models import Account, Person
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party, Representative
from court.spine.dossier.models import Document


class Mandate(models.Model):
    """The papers behind a representative: what a party asked for or the court entered, and what became of it.

    items           what a special authority covers (keys of kinds.ITEMS)
    replaces        the representative who ends when this one begins
    representative  the one it brought about, once the court had checked it
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待法院核对"
        STANDING = "standing", "已生效"
        REFUSED = "refused", "未通过"
        WITHDRAWN = "withdrawn", "已撤回"
        ENDED = "ended", "已终止"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Party, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    kind = models.CharField("代理人种类", max_length=14, choices=Representative.Kind)
    authority = models.CharField("代理权限", max_length=10, choices=Representative.Authority)
    items = models.JSONField("特别授权事项", default=list)
    licence = models.CharField("执业证号", max_length=40, blank=True)
    firm = models.CharField("执业机构或者工作单位", max_length=80, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    replaces = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=9, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField("未通过的理由", max_length=200, blank=True)
    representative = models.OneToOneField(Representative, models.PROTECT, null=True, related_name="mandate")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "state"], name="mandate_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["party", "person"], condition=models.Q(state="waiting"),
                                    name="mandate_waits_once"),
        ]

    def __str__(self):
        return f"{self.party_id}→{self.person_id}"


class HeadChange(models.Model):
    """Who is to head a company (法定代表人), as one person of the court entered it and another decided. Never edited."""

    class State(models.TextChoices):
        PENDING = "pending", "待复核"
        APPROVED = "approved", "已登记"
        REFUSED = "refused", "未通过复核"
        WITHDRAWN = "withdrawn", "已撤回"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="head_changes")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    old_name = models.CharField("原登记姓名", max_length=120, blank=True)
    old_post = models.CharField("原登记职务", max_length=30, blank=True)
    new_name = models.CharField("姓名", max_length=120)
    new_post = models.CharField("职务", max_length=30, blank=True)
    proof = models.ForeignKey(Document, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField("复核意见", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="head_change_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(state="pending"), name="head_change_waits_once"),
        ]

    def __str__(self):
        return f"{self.party_id}:{self.state}"
