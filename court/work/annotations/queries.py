"""What is asked of the margin notes: those of a paper, the summary of a case, citations with their pages."""

from dataclasses import dataclass, field
from datetime import date

from court.base.access.actor import Actor
from court.base.access.decide import may, require
from court.kit.days import date_of
from court.kit.refusal import not_there
from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.work.annotations.models import Annotation, Quotation


@dataclass(frozen=True)
class Wanted:
    """A filter; what is empty filters nothing. `scope`: own or panel, `words`: in comment, quote or tag."""

    author: int | None = None
    tag: str = ""
    scope: str = ""
    document: int | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    gone: bool = False


@dataclass
class Shown:
    """An annotation with where it stands, in words, and whether the asker wrote it."""

    annotation: Annotation
    label: str
    mine: bool
    tags: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return citation(self.annotation.document, self.label)


def of_case(case: Case, actor: Actor, wanted: Wanted = Wanted()) -> list[Shown]:
    """The notes somebody may read, in the order of the dossier. Sealed words are compared here, not in the database."""
    require(actor, "annotate", case)
    rows = Annotation.objects.filter(case=case).select_related("document", "author__person", "case").order_by("pk")
    rows = rows.exclude(gone_at=None) if wanted.gone else rows.filter(gone_at=None)
    labels = page_labels(case)
    found = []
    for row in rows:
        row.case = case
        if _fits(row, wanted) and may(actor, "read", row):
            label = labels.get((row.document_id, row.page), str(row.page))
            found.append(Shown(row, label, row.author_id == actor.account.pk, row.tags))
    order = {key: place for place, key in enumerate(labels)}
    return sorted(found, key=lambda one: (order.get((one.annotation.document_id, one.annotation.page), len(order)),
                                          one.annotation.boxes[0][1] if one.annotation.boxes else 0))  # fmt: skip


def of_document(case: Case, document: Document, actor: Actor) -> list[Shown]:
    return of_case(case, actor, Wanted(document=document.pk))


def to_change(pk: int, actor: Actor) -> Annotation:
    """404 for what isn't there and for what somebody may not know of, in the same words."""
    found = Annotation.objects.select_related("case__court", "document", "author__person").filter(pk=pk).first()
    if found is None:
        raise not_there()
    require(actor, "change", found)
    return found


def quotations(case: Case, actor: Actor) -> list[tuple[Quotation, str]]:
    """One's own quotations of a case with their citations, of papers one may still read, the newest first."""
    require(actor, "annotate", case)
    labels, found = page_labels(case), []
    mine = Quotation.objects.filter(case=case, author=actor.account).select_related("document").order_by("-pk")
    for one in mine:
        one.document.case = case
        if may(actor, "read", one.document):
            found.append((one, citation(one.document, labels.get((one.document_id, one.page), str(one.page)))))
    return found


def page_labels(case: Case) -> dict[tuple[int, int], str]:
    """(document, page from 1) -> its label, in the order of the dossier."""
    return {
        (one.document.pk, page): label
        for volume in Document.Volume.values
        for one in places.in_order(case, volume)
        for page, label in enumerate(one.labels, 1)
    }


def citation(document: Document, label: str) -> str:
    """正卷第37页《民事起诉状》."""
    return f"{document.get_volume_display()}第{label}页《{document.title}》"


def _fits(row: Annotation, wanted: Wanted) -> bool:
    made = date_of(row.made_at)
    return (
        (wanted.author is None or row.author_id == wanted.author)
        and (not wanted.tag or wanted.tag in row.tags)
        and (not wanted.scope or row.scope == wanted.scope)
        and (wanted.document is None or row.document_id == wanted.document)
        and (wanted.since is None or made >= wanted.since)
        and (wanted.until is None or made <= wanted.until)
        and (not wanted.words or any(wanted.words in text for text in (row.comment, row.quote, *row.tags)))
    )
