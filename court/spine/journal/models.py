import json
from typing import Any

from django.db import models

from court.kit.ids import new_id
from court.spine.journal import canon


def longest(model: type[models.Model], *names: str) -> dict[str, int]:
    """How many characters each column holds: PostgreSQL refuses more, SQLite ignores it, and both must do the same."""
    columns = (model._meta.get_field(name) for name in names)
    return {one.name: one.max_length or 0 for one in columns if isinstance(one, models.CharField)}


class StreamHead(models.Model):
    """The end of a chain; locking its row is what makes places gapless under many writers."""

    stream = models.CharField(max_length=60, primary_key=True)
    place = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.stream} {self.place}"


class Entry(models.Model):
    """One entry. Text columns hold the canonical JSON that was hashed, so two databases agree on it.

    facts    ids, dates, choices: never personal data or free text about people
    effects  what was decided to follow at once (stage, clocks, tasks, documents, notices owed)
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    stream = models.CharField(max_length=60)
    place = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    court = models.CharField(max_length=8, blank=True)
    actor = models.CharField(max_length=40)
    capacity = models.CharField(max_length=60, blank=True)
    behalf = models.TextField(blank=True)
    at = models.CharField(max_length=27)
    recorded_at = models.CharField(max_length=27)
    basis = models.CharField(max_length=200, blank=True)
    facts = models.TextField()
    effects = models.TextField()
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "place"], name="entry_one_a_place")]
        indexes = [models.Index(fields=["kind", "id"])]

    def __str__(self):
        return f"{self.stream} {self.place} {self.kind}"

    def read_behalf(self) -> list[int]:
        return canon.read_behalf(self.behalf)

    def read_facts(self) -> dict[str, Any]:
        return json.loads(self.facts)

    def read_effects(self) -> dict[str, Any]:
        return json.loads(self.effects)


class ExportedHead(models.Model):
    """How far a chain has been written outside; apart from StreamHead, so that an export never makes an act wait."""

    stream = models.CharField(max_length=60, primary_key=True)
    place = models.BigIntegerField()

    def __str__(self):
        return f"{self.stream} {self.place}"


class HeadExport(models.Model):
    """A Merkle root over all heads, written outside the database as well."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    at = models.CharField(max_length=27)
    streams = models.BigIntegerField()
    entries = models.BigIntegerField()
    root = models.CharField(max_length=64)
    sealed = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.at} {self.root}"
