"""What a check of the dossiers finds."""

from dataclasses import dataclass

from court.spine.dossier.models import Document


@dataclass(frozen=True)
class Fault:
    """One thing that differs: where (a document's id; 0 for a whole volume), what (a stable word), and a sentence."""

    document: int
    what: str
    words: str


def named(document: Document) -> str:
    """A paper by its title and its case's number, so that somebody can go and look at it."""
    return f"《{document.case.number}》“{document.title}”" if document.case else f"“{document.title}”"
