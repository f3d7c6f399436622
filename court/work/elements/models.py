from django.db import models

from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document


class Finder(models.Model):
    """What finds elements from a moment on: a learned model, or the rules again. The newest row counts.

    sha256  the model's file in the blob store; empty for the rules
    digest  what the model says of itself; shown beside what it found
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    about = models.JSONField(default=dict)
    since = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.digest[:12] or "rules"


class Finding(models.Model):
    """A sentence of a paper in which an element stands.

    page     of the form that was read, from 1
    order    the sentence's place on the page
    side     who says it; "" where the paper doesn't tell
    denied   the sentence denies the element
    finder   the digest of the model that found it; "" for the rules
    """

    class Side(models.TextChoices):
        PLAINTIFF = "plaintiff", "原告"
        DEFENDANT = "defendant", "被告"
        COURT = "court", "法院"
        PROOF = "proof", "证据"
        NOBODY = "", "未注明"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    page = models.IntegerField()
    order = models.IntegerField()
    sentence = models.TextField()
    side = models.CharField(max_length=9, choices=Side, blank=True)
    denied = models.BooleanField(default=False)
    finder = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "page", "order", "code"], name="element_once_a_sentence"),
        ]
        indexes = [models.Index(fields=["case", "code"], name="elements_of_case")]

    def __str__(self):
        return f"{self.code} {self.document_id}/{self.page}"


class Standing(models.Model):
    """What the judge says of an element in a case; the newest row of a code counts, a withdrawn one has no word."""

    class Word(models.TextChoices):
        AGREED = "agreed", "无争议"
        DISPUTED = "disputed", "有争议"
        MISSING = "missing", "未提及"
        OUT = "out", "与本案无关"
        PROPOSED = "", "依系统建议"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    word = models.CharField(max_length=8, choices=Word, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "code", "-id"], name="element_standing_newest")]

    def __str__(self):
        return f"{self.code} {self.word}"
