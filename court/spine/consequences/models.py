from django.db import models
from django.db.models import Q

from court.kit.ids import new_id
from court.spine.cases.models import Case


class Owed(models.Model):
    """One thing owed by one act: a document, a service, a message, a publication."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "文书"
        SERVICE = "service", "送达"
        MESSAGE = "message", "通知"
        PUBLICATION = "publication", "公开"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="owed")
    entry_place = models.BigIntegerField()
    act = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    owner = models.CharField("责任岗位", max_length=20)
    owed_at = models.DateTimeField()
    produced_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "entry_place", "kind", "what", "person_id"], name="owed_once"),
        ]
        indexes = [models.Index(fields=["owed_at"], name="owed_open", condition=Q(delivered_at=None))]
