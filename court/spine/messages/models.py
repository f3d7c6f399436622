from django.db import models
from django.db.models import Q

from court.base.people.models import Person
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Message(models.Model):
    """Something told to a person, inside the platform; deliveries carry it outside."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    text = models.TextField()
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="message_of_person"),
                   models.Index(fields=["person"], name="message_unread", condition=Q(read_at=None))]


class Delivery(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        ARRIVED = "arrived", "已到达"
        FAILED = "failed", "发送失败"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    provider_key = models.CharField(max_length=80)
    receipt = models.CharField(max_length=80, blank=True)
    failure = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel")]
