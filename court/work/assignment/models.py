from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Division
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Chain(models.Model):
    """A hash chain of secrets of one court. The anchor is published first; each draw shows the next secret back.

    secret  the seed of the chain, which gives every link; a court's key file encrypts it at rest
    used    links shown so far; link k hashes to link k-1, link 0 is the anchor
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=64, unique=True)
    sealed_seed = models.TextField()
    length = models.IntegerField()
    used = models.IntegerField(default=0)
    committed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["court", "-id"], name="chain_of_court")]


class Share(models.Model):
    """How much of a full docket a judge draws, in percent: leaders who judge draw less; dated, never edited."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    percent = models.IntegerField()
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "since"], name="share_once_a_day"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="share_is_a_percentage"),
        ]


class Pause(models.Model):
    """A judge who draws no cases for a while: leave, training, a very large case."""

    class Reason(models.TextChoices):
        LEAVE = "leave", "休假"
        TRAINING = "training", "培训"
        LARGE_CASE = "large_case", "办理重大案件"
        HEALTH = "health", "身体原因"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    since = models.DateField()
    until = models.DateField()
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")


class Team(models.Model):
    """Which clerk and assistant work with a judge."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    judge = models.OneToOneField(Account, models.PROTECT, related_name="team")
    clerk = models.ForeignKey(Account, models.PROTECT, related_name="+")
    assistant = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")


class Draw(models.Model):
    """One draw with its published record: the exact text that was hashed, from which anybody recomputes it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="draws")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    code = models.CharField("核验码", max_length=16, unique=True)
    record = models.TextField()
    digest = models.CharField(max_length=64)
    judge = models.ForeignKey(Account, models.PROTECT, related_name="+")
    manner = models.CharField(max_length=10, default="random")
    reason = models.CharField(max_length=40, blank=True)
    ordered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
