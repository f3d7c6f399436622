from django.db import models
from django.db.models import Q

from court.base.people.models import Account
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document, Rendition


class Annotation(models.Model):
    """A mark on a page of a paper, with what its author thinks of it: inner, sealed, no part of the dossier.

    boxes    [[left, top, right, bottom]] in shares (0..1) of the page as it is shown
    quote    the words marked, as they were read there; empty for a box drawn over a picture
    tags     short words to find it by
    gone_at  taken away by its author; kept so that it can be brought back
    """

    class Scope(models.TextChoices):
        OWN = "own", "仅自己"
        PANEL = "panel", "合议庭共享"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="+")
    page = models.IntegerField("页")
    boxes = models.JSONField(default=list)
    quote = EncryptedTextField(purpose="annotations.quote", blank=True, default="")
    comment = EncryptedTextField(purpose="annotations.comment", blank=True, default="")
    tags = models.JSONField("标签", default=list)
    scope = models.CharField("知悉范围", max_length=5, choices=Scope, default=Scope.OWN)
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.IntegerField(default=0)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "author"], name="annotation_of_case")]
        constraints = [models.CheckConstraint(name="annotation_on_a_page", condition=Q(page__gte=1))]

    def __str__(self):
        return f"{self.document_id}/{self.page}"


class Quotation(models.Model):
    """Words copied out of a paper for a draft, with the page they stand on; their copier's alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    page = models.IntegerField("页")
    text = EncryptedTextField(purpose="annotations.quotation")
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "author"], name="quotation_of_case")]

    def __str__(self):
        return f"{self.document_id}/{self.page}"


class Presentation(models.Model):
    """Papers shown to all in a hearing: one leads, the others' screens follow. One a case at a time.

    turn  counts the leader's steps, so that a follower asks only for what is new
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Account, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    page = models.IntegerField(default=1)
    turn = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="presentation_once_a_case"),
        ]

    def __str__(self):
        return f"{self.case_id}@{self.started_at:%Y-%m-%d}"
