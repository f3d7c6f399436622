from django.db import models
from django.db.models import Q

from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document


class Bookmark(models.Model):
    """A page somebody wants to find again; nobody else sees it. Taken away it can be brought back (`removed_at`)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    page = models.IntegerField()
    name = models.CharField("书签名", max_length=60)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "case"], name="bookmark_of_reader")]
        constraints = [
            models.UniqueConstraint(fields=["account", "document", "page"], condition=Q(removed_at=None),
                                    name="bookmark_once_a_page"),
        ]

    def __str__(self):
        return self.name


class LastPlace(models.Model):
    """Where somebody was in a dossier when the window was closed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    page = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "case"], name="last_place_once_a_case")]

    def __str__(self):
        return f"{self.case_id}: {self.document_id}/{self.page}"


class Turn(models.Model):
    """How somebody turned the pages of a paper. `quarters` maps the page ("3") to quarter turns with the clock, 1 to 3."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    quarters = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "document"], name="turn_once_a_paper")]

    def __str__(self):
        return f"{self.document_id}: {self.quarters}"


class PageSizes(models.Model):
    """What is known of a file's pages: runs [width, height, how many] as shown. Content never changes, so this neither."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    runs = models.JSONField()

    def __str__(self):
        return self.sha256
