from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party, Representative


class Inspection(models.Model):
    """One request to read a dossier, its decision and its time.

    case       None while the number given fits no case that may be read: the applicant can't tell (S11)
    party      of own cases: the party the applicant is or acts for · representative: the mandate it rests on
    scope      whole, by item of the catalogue, or chosen papers; `items` and `papers` name them
    granted    what was granted in the same words; "" while nothing is
    authority_until  the last day of the authority by its papers, where they name one
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        GRANTED = "granted", "已准许"
        REFUSED = "refused", "不予准许"
        WITHDRAWN = "withdrawn", "已撤回"
        REVOKED = "revoked", "已撤销"
        FINISHED = "finished", "已结束"

    class Capacity(models.TextChoices):
        PARTY = "party", "当事人"
        AGENT = "agent", "诉讼代理人"
        RETRIAL = "retrial", "为申请再审受托的代理人"

    class Scope(models.TextChoices):
        WHOLE = "whole", "全部正卷"
        ITEMS = "items", "按材料种类"
        PAPERS = "papers", "指定材料"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="inspections")
    number = models.CharField("案号", max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="inspections")
    capacity = models.CharField("申请人身份", max_length=8, choices=Capacity)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="+")
    principal = models.CharField("委托人", max_length=120, blank=True)
    scope = models.CharField("阅卷范围", max_length=6, choices=Scope)
    items = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    purpose = models.CharField("阅卷目的", max_length=300)
    wants_copy = models.BooleanField("申请下载", default=False)
    key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decide_by = models.DateField("审批期限")
    warned_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    granted = models.CharField("准许范围", max_length=6, choices=Scope, blank=True)
    granted_items = models.JSONField(default=list)
    granted_papers = models.JSONField(default=list)
    may_copy = models.BooleanField("准许下载", default=False)
    until = models.DateTimeField("阅看截止", null=True)
    authority_until = models.DateField("授权截止", null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="inspection_once_a_key", condition=~Q(key=""))]
        indexes = [
            models.Index(fields=["person", "-id"], name="inspection_of_person"),
            models.Index(fields=["court", "decide_by"], name="inspection_waiting", condition=Q(state="waiting")),
            models.Index(fields=["court", "-id"], name="inspection_of_court"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_state_display()}"

    @property
    def stream(self) -> str:
        return f"inspection:{self.pk}"


class Extension(models.Model):
    """More time asked for a grant, with its decision."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="extensions")
    why = models.CharField("事由", max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField("延长至", null=True)
    reason = models.CharField("不予延长的理由", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection"], condition=Q(decided_at=None), name="extension_once_waiting")]

    def __str__(self):
        return f"{self.inspection_id} {self.until or ''}"
