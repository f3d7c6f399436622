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
    entry_place = models.BigIntegerField(null=True)
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

    def __str__(self):
        return f"{self.kind} {self.key}"


class Delivery(models.Model):
    """One message by one way out of the house. `values` fill the carrier's template: no personal data in them."""

    class Channel(models.TextChoices):
        SMS = "sms", "短信"

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        ARRIVED = "arrived", "已到达"
        FAILED = "failed", "发送失败"
        LAPSED = "lapsed", "不再发送"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    template = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    # Stored before the carrier is asked: the same key twice is one text message.
    provider_key = models.CharField(max_length=80)
    tried_on = models.DateField(null=True)
    receipt = models.CharField(max_length=80, blank=True)
    failure = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel")]
        indexes = [models.Index(fields=["sent_at"], name="delivery_sent", condition=~Q(sent_at=None))]

    def __str__(self):
        return f"{self.channel} {self.state} {self.message_id}"


class Preference(models.Model):
    """A person wants no text message about a courtesy topic. The message itself is always in the platform."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="preference_once_a_topic")]

    def __str__(self):
        return f"{self.person_id} {self.topic}"
