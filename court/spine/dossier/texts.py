"""The words of papers and where they stand: written by whoever read the pages, used by search, viewer and redaction.

A layout is a list of pages in JSON, compressed, kept as a form of the paper beside the form it describes. Places are
shares of the page's width and height as it is shown, so that they hold at any size.
"""

import gzip
import json
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit import blobs
from court.spine.dossier import actions
from court.spine.dossier.models import Document, PageText, Rendition

MEDIA_TYPE = "application/vnd.court.layout+json"
Corner = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """Words that stand together.

    quad  corners top-left, top-right, bottom-right, bottom-left; x and y as shares (0..1) of the page shown
    row   its place from the top: lines of one row stand side by side
    sure  0..1; 1 where the words were in the file itself
    red   written in red (a stamp, a heading); seals are no lines
    """

    text: str
    quad: tuple[Corner, Corner, Corner, Corner]
    row: int
    sure: float = 1.0
    red: bool = False


@dataclass(frozen=True)
class PageLayout:
    """One page as it is shown. `quarters`: turns against the clock made to put the picture upright."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    quarters: int = 0
    blank: bool = False
    born: bool = False

    @property
    def text(self) -> str:
        """A row a line; what stands side by side with a space between."""
        rows: dict[int, list[str]] = {}
        for line in self.lines:
            rows.setdefault(line.row, []).append(line.text)
        return "\n".join(" ".join(row) for row in rows.values())

    @property
    def sure(self) -> float | None:
        """How sure the page is read, each character counted alike; None where nothing had to be read."""
        letters = sum(len(line.text) for line in self.lines)
        if self.born or not letters:
            return None
        return sum(len(line.text) * line.sure for line in self.lines) / letters


def folded(text: str) -> str:
    """The form in which text is searched."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def store(rendition: Rendition, pages: list[PageLayout], *, at: datetime) -> Rendition:
    """Keep the words of a form of a paper. Done again it replaces the rows; the older layout stays as a form."""
    blob = blobs.put(gzip.compress(json.dumps([asdict(page) for page in pages], ensure_ascii=False).encode(), mtime=0))
    document = rendition.document
    with transaction.atomic():
        PageText.objects.filter(rendition=rendition).delete()
        PageText.objects.bulk_create(
            PageText(document=document, rendition=rendition, page=place, text=page.text, folded=folded(page.text),
                     sure=page.sure, blank=page.blank)
            for place, page in enumerate(pages, 1)
        )  # fmt: skip
        name = f"{rendition.pk}.layout"
        return actions.keep(document, blob, Rendition.Purpose.LAYOUT, MEDIA_TYPE, name, at, len(pages))


def layout(rendition: Rendition) -> list[PageLayout]:
    """The pages of a form with their lines; empty while nobody has read it."""
    kept = Rendition.objects.filter(
        document_id=rendition.document_id, purpose=Rendition.Purpose.LAYOUT, name=f"{rendition.pk}.layout"
    ).order_by("-pk").first()
    return loads(blobs.read(kept.sha256)) if kept else []


def loads(content: bytes) -> list[PageLayout]:
    return from_rows(json.loads(gzip.decompress(content)))


def from_rows(pages: list[dict]) -> list[PageLayout]:
    """Pages from what dataclasses.asdict() or JSON gives of them."""
    return [PageLayout(**{**page, "lines": [_line(one) for one in page["lines"]]}) for page in pages]


def _line(row: dict) -> Line:
    return Line(**{**row, "quad": tuple((x, y) for x, y in row["quad"])})


def of_document(document: Document, actor: Actor | None = None) -> str:
    """All words of the form that this reader gets of a paper, a page after the other; None is the court itself."""
    from court.spine.dossier.places import form_for

    rendition = form_for(actor, document)
    rows = PageText.objects.filter(rendition=rendition).order_by("page") if rendition else []
    return "\n".join(row.text for row in rows)
