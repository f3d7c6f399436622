from django.db import models

from court.base.people.models import Account
from court.kit.ids import new_id, public_code
from court.spine.cases.models import Case, Party


def _code() -> str:
    return public_code(10)


class JoinCode(models.Model):
    """The code on a served paper that lets its addressee into the case."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.PROTECT, related_name="join_code")
    code = models.CharField(max_length=16, unique=True, default=_code)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class JoinRequest(models.Model):
    """Somebody who has the code but isn't the party: an officer of a company, an agent. The clerk decides."""

    class State(models.TextChoices):
        WAITING = "waiting", "待核对"
        ACCEPTED = "accepted", "已通过"
        REFUSED = "refused", "未通过"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="join_requests")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14)
    document_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
