from django.db import models

from court.kit.ids import new_id


class Errand(models.Model):
    class State(models.TextChoices):
        READY = "ready", "待办"
        CLAIMED = "claimed", "办理中"
        DONE = "done", "已办"
        PARKED = "parked", "已搁置"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    court = models.CharField(max_length=8, blank=True)
    stream = models.CharField(max_length=60, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    # The last try failed because the other side could not be reached; such a one is taken up again by itself.
    down = models.BooleanField(default=False)
    # Nobody waits for it: it is done when nothing else is due.
    later = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["later", "due_at"], name="errand_ready", condition=models.Q(state="ready")),
            models.Index(fields=["lease_until"], name="errand_claimed", condition=models.Q(state="claimed")),
            models.Index(fields=["stream", "id"], name="errand_in_stream", condition=~models.Q(state="done")),
            models.Index(fields=["kind"], name="errand_down", condition=models.Q(down=True)),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class Schedule(models.Model):
    """Something to do again and again; any worker may claim the next turn."""

    name = models.CharField(max_length=60, primary_key=True)
    every_seconds = models.IntegerField()
    next_at = models.DateTimeField()
    last_done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.name
