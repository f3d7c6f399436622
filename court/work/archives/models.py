from django.db import models

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Archive(models.Model):
    """One archived case: its package by digest, its class of retention and when that ends."""

    class State(models.TextChoices):
        MAKING = "making", "制作中"
        KEPT = "kept", "已入库"
        FAULTY = "faulty", "校验异常"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="archive")
    number = models.CharField("档号", max_length=60, unique=True)
    retention = models.CharField("保管期限", max_length=4)
    kept_until = models.DateField("保管至", null=True)
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    package_sha256 = models.CharField(max_length=64, blank=True)
    package_size = models.BigIntegerField(null=True)
    files = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    archived_at = models.DateTimeField()
    archived_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["court", "-id"], name="archive_of_court")]
