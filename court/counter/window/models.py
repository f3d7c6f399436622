from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.dossier.models import Document


class Correction(models.Model):
    """One value of a person put right: what it was, what it is to be, on which proof, by whom, decided by whom. Never edited."""

    class Field(models.TextChoices):
        PHONE = "phone", "手机号码"
        NAME = "name", "姓名或者名称"
        ID_NUMBER = "id_number", "证件号码"
        ADDRESS = "address", "住址"

    class State(models.TextChoices):
        PENDING = "pending", "待复核"
        APPROVED = "approved", "已变更"
        REFUSED = "refused", "未通过复核"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    field = models.CharField("变更事项", max_length=10, choices=Field)
    old = EncryptedTextField("原值", blank=True)
    new = EncryptedTextField("新值")
    reason = models.CharField("理由", max_length=200)
    proof = models.ForeignKey(Document, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField("复核意见", max_length=200, blank=True)
    told_at = models.DateTimeField("原号码告知时间", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "field"], condition=Q(state="pending"),
                                               name="correction_once_pending")]
        indexes = [models.Index(fields=["court", "-id"], name="correction_of_court")]

    def __str__(self):
        return f"{self.field} {self.person_id}"
