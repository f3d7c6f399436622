"""What was opened under a grant: in the record of reads, under the case, with the request as the capacity."""
from dataclasses import dataclass
from datetime import datetime

from court.base.access.actor import Actor
from court.base.access.models import ReadRecord
from court.base.access.reads import record_reads, who_read
from court.spine.dossier.models import Document
from court.work.inspection.models import Inspection

VERBS = {"read": "阅看", "copy": "下载"}


@dataclass(frozen=True)
class Look:
    at: datetime
    verb: str
    title: str
    page: str
    address: str


def note(one: Inspection, reader: Actor, document: Document, pages: list[int], verb: str = "read") -> None:
    """Written before the pages are shown; Refused (503) when it can't be, and then nothing is shown."""
    stream = f"case:{one.case_id}"
    record_reads(reader, [(stream, f"document:{document.pk}:{page}") for page in pages], verb, capacity=capacity(one))


def capacity(one: Inspection) -> str:
    return f"inspection:{one.pk}"


def rows(one: Inspection):
    if one.case_id is None:
        return ReadRecord.objects.none()
    return who_read(f"case:{one.case_id}").filter(capacity=capacity(one))


def copied(one: Inspection) -> int:
    return rows(one).filter(verb="copy").count()


def shown(some: list[ReadRecord]) -> list[Look]:
    """Lines in words: the paper by its title, the page by its number."""
    ids = {row.thing.split(":")[1] for row in some if row.thing.startswith("document:")}
    titles = {str(pk): title for pk, title in Document.objects.filter(pk__in=ids).values_list("pk", "title")}
    found = []
    for row in some:
        parts = row.thing.split(":")
        title = titles.get(parts[1], "") if len(parts) > 1 else ""
        found.append(Look(row.at, VERBS.get(row.verb, row.verb), title, parts[2] if len(parts) > 2 else "", row.address))
    return found
