"""The same text as the PDF, as a DOCX for WPS or Word."""

from datetime import date

from court.kit.press import word
from court.work.judgments import layout
from court.work.judgments.models import Paper


def of(paper: Paper, on: date) -> bytes:
    """Heading, number, parties, body, tail and signatures, paragraph by paragraph as they are printed."""
    facts = layout.facts(paper, on)
    return word.paper(
        court=facts["court"], name=facts["name"], number=facts["number"],
        paragraphs=[*facts["parties"], *facts["paragraphs"]], signatures=facts["signatures"], dated=facts["day"],
        below=facts["clerks"],
    )  # fmt: skip
