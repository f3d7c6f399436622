"""What becomes closed to somebody: rooms that keep copies (bundles, pictures) drop them in the same transaction.

    @on_closing
    def drop(papers: list[Document], at: datetime) -> None: ...

What is destroyed for good (鉴定销毁): rooms that keep words out of papers forget them as well.

    @on_destroying
    def forget(papers: list[Document], at: datetime) -> None: ...
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from court.spine.dossier import pictures, wrapped
from court.spine.dossier.models import Document, PageText, Rendition

Drops = Callable[[list[Document], datetime], object]
CLOSING: list[Drops] = []
DESTROYING: list[Drops] = []


def on_closing(does: Drops) -> Drops:
    """Register who keeps copies of papers. It is told when papers are sealed off, redacted, struck or destroyed."""
    if does not in CLOSING:
        CLOSING.append(does)
    return does


def on_destroying(does: Drops) -> Drops:
    """Register who keeps words read in papers. It is told once the papers' retention has ended and they are destroyed."""
    if does not in DESTROYING:
        DESTROYING.append(does)
    return does


def destroy_copies(papers: list[Document], at: datetime) -> None:
    """Everything made of the papers goes, copies and words, inside the transaction that destroys them."""
    drop_copies(papers, at)
    PageText.objects.filter(document__in=papers).delete()
    for does in DESTROYING:
        does(papers, at)


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
