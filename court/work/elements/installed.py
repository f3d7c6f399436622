"""What finds elements in this court: the rules of the product, or a model that the court had learned and put to use."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction

from court.kit import blobs
from court.spine.journal.actions import append
from court.work.elements.models import Finder
from court.work.elements.rules import engine

if TYPE_CHECKING:  # numpy and its like are loaded by who uses a model, not by every process
    from court.work.elements.learned import model

STREAM = "elements:finder"


def use(content: bytes, *, at: datetime, by=None) -> model.Model:
    """Let a learned model find elements from now on. Refused for a file that is no model of this version."""
    from court.work.elements.learned import model

    found = model.load(content)
    blob = blobs.put(content)
    with transaction.atomic():
        Finder.objects.create(sha256=blob.sha256, digest=found.digest, about=found.about, since=at)
        append(STREAM, "elements.model_used", by=by, at=at, facts={"digest": found.digest, "sha256": blob.sha256})
    return found


def use_rules(*, at: datetime, by=None) -> None:
    """Let the rules find elements again; what was found before stays with the name of what found it."""
    with transaction.atomic():
        Finder.objects.create(since=at)
        append(STREAM, "elements.rules_used", by=by, at=at, facts={})


def finder():
    """(what has find(domain, sentences), its digest): the model in use, or the rules with an empty digest."""
    chosen = Finder.objects.first()
    if chosen is None or not chosen.sha256:
        return engine, ""
    return _read(chosen.sha256), chosen.digest


@lru_cache(maxsize=1)
def _read(sha256: str) -> model.Model:
    from court.work.elements.learned import model

    return model.load(blobs.read(sha256))
