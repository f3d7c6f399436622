from django.db import models

from court.base.people.models import Account
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document
from court.work.judgments.kinds import KINDS


class Paper(models.Model):
    """A judgment, ruling or mediation paper from its first word to its issue."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        REVIEW = "review", "审核中"
        REVIEWED = "reviewed", "已审核"
        SIGNED = "signed", "已签署"
        ISSUED = "issued", "已发出"
        DROPPED = "dropped", "已作废"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30)
    sections = models.JSONField(default=dict)
    revision = models.IntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    started_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "state"], name="paper_of_case")]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """民事裁定书（准许撤诉）."""
        kind = KINDS[self.kind]
        return f"{kind.name}（{kind.label}）"


class Revision(models.Model):
    """A saved text of a paper: who, when; any of them can be brought back."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    sections = models.JSONField()
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="revision_once")]

    def __str__(self):
        return f"{self.paper_id} 第{self.number}稿"


class BenchNote(models.Model):
    """What one judge of a case noted for the deliberation; sealed in the database, read by those who decide only."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    text = EncryptedTextField(purpose="judgments.note", blank=True, default="")
    revision = models.IntegerField(default=0)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "author"], name="bench_note_once")]

    def __str__(self):
        return f"note of {self.case_id}"
