"""What becomes closed to somebody: rooms that keep copies (bundles, pictures) drop them in the same transaction.

    @on_closing
    def drop(papers: list[Document], at: datetime) -> None: ...
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from court.spine.dossier import pictures, wrapped
from court.spine.dossier.models import Document, Rendition

Drops = Callable[[list[Document], datetime], object]
CLOSING: list[Drops] = []


def on_closing(does: Drops) -> Drops:
    """Register who keeps copies of papers. It is told when papers are sealed off, redacted, struck or destroyed."""
    if does not in CLOSING:
        CLOSING.append(does)
    return does


def drop_copies(papers: list[Document], at: datetime) -> None:
    """Let everybody drop copies made before; inside the transaction that closes the papers. Kept pictures go with it."""
    for does in CLOSING:
        does(papers, at)
    digests = list(Rendition.objects.filter(document__in=papers).values_list("sha256", flat=True))
    transaction.on_commit(lambda: drop_pictures(digests))


def drop_pictures(digests: list[str]) -> None:
    """Pictures of pages and files made from pictures, kept beside the content by its digest."""
    for digest in digests:
        (wrapped.folder() / digest[:2] / f"{digest}.pdf").unlink(missing_ok=True)
        for path in (pictures.folder() / digest[:2]).glob(f"{digest}-*"):
            path.unlink(missing_ok=True)
