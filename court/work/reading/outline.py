"""The outline of a dossier as one reader gets it: volumes, items, papers with labels and page sizes, and no picture."""

from time import monotonic

from court.base.access.actor import Actor
from court.base.access.decide import may
from court.kit.days import date_of
from court.spine.cases.models import Case
from court.spine.dossier import pictures, queries
from court.spine.dossier.models import Document, Rendition
from court.spine.dossier.places import PAGED, Placed
from court.work.reading.models import Bookmark, LastPlace, PageSizes, Turn

# Files whose pages nobody has measured yet are measured while the reader waits, for so long at most (seconds); the
# pages of the rest stand as A4 until their pictures come.
MEASURING = 0.2
TAGS = [("superseded", "已被替换"), ("struck", "已剔除")]


def outline(case: Case, actor: Actor) -> dict:
    """What the viewer needs before its first page, in JSON.

    volumes  [{code, label, provisional, items: [{label, papers: [...]}]}]
    paper    id, title, by, on, kind (page, audio, video, text, file, closed), tags, label (of its first page: [prefix,
             number] or null), pages, sizes (runs of [width, height, how many])
    """
    views = queries.volumes(case, actor)
    open_ones = {one.document.pk: one for view in views for one in view.placed
                 if one.rendition and opens(actor, one.document)}
    sizes = _sizes([one.rendition for one in open_ones.values() if one.rendition])
    volumes = [
        {"code": view.code, "label": view.label, "provisional": view.provisional,
         "items": [{"label": group.item, "papers": [_paper(one, one.document.pk in open_ones, sizes) for one in group.placed]}
                   for group in view.groups]}
        for view in views
    ]  # fmt: skip
    return {"volumes": volumes, **_own(case, actor, set(open_ones))}


def opens(actor: Actor, document: Document) -> bool:
    """Whether the content may leave: by right, and after the scanner's verdict (S21)."""
    shut = {Document.State.WAITING, Document.State.REFUSED, Document.State.EXPECTED}
    return document.state not in shut and may(actor, "read", document).allowed


def papers(case: Case, actor: Actor) -> list[Placed]:
    """The papers this reader may open, in the order of the dossier."""
    return [one for view in queries.volumes(case, actor) for one in view.placed
            if one.rendition and opens(actor, one.document)]


def kind_of(rendition: Rendition) -> str:
    if rendition.media_type in PAGED:
        return "page"
    if rendition.media_type.startswith(("audio/", "video/")):
        return rendition.media_type[:5]
    return "text" if rendition.media_type == "text/plain" or rendition.name.endswith(".docx") else "file"


def _paper(one: Placed, is_open: bool, sizes: dict[str, list]) -> dict:
    document, rendition = one.document, one.rendition
    made_here = bool(document.template) and document.template != "submission"
    found: dict = {
        "id": str(document.pk), "title": document.title, "on": date_of(document.created_at).isoformat(),
        "by": document.party.name if document.party and not made_here else "本院",
        "kind": kind_of(rendition) if is_open and rendition else "closed",
        "tags": [words for state, words in TAGS if document.state == state], "label": None, "pages": 0, "sizes": [],
    }  # fmt: skip
    if document.held:
        found["tags"].append("待发布")
    if one.labels:
        prefix, dash, number = one.labels[0].rpartition("-")
        found["label"] = [prefix + dash, int(number)]
    if is_open and rendition and found["kind"] == "page":
        found |= {"pages": rendition.pages or 0, "sizes": sizes.get(rendition.sha256, [])}
    return found


def _own(case: Case, actor: Actor, readable: set[int]) -> dict:
    """What this person marked: bookmarks, turned pages, where he or she left off; only of what is still open."""
    mine = Bookmark.objects.filter(account=actor.account, case=case, removed_at=None, document__in=readable).order_by("made_at")
    turned = Turn.objects.filter(account=actor.account, document__case=case)
    last = LastPlace.objects.filter(account=actor.account, case=case, document__in=readable).first()
    return {
        "bookmarks": [bookmark_row(one) for one in mine],
        "turns": {str(one.document_id): one.quarters for one in turned},
        "last": [str(last.document_id), last.page] if last else None,
    }


def bookmark_row(one: Bookmark) -> dict:
    return {"id": str(one.pk), "document": str(one.document_id), "page": one.page, "name": one.name}


def _sizes(renditions: list[Rendition]) -> dict[str, list]:
    """Runs of sizes by digest. What nobody has measured is measured now, while there is time."""
    wanted = {one.sha256: one for one in renditions if one.media_type in PAGED}
    known = dict(PageSizes.objects.filter(sha256__in=wanted).values_list("sha256", "runs"))
    until, found = monotonic() + MEASURING, []
    for digest, rendition in wanted.items():
        if digest in known:
            continue
        if monotonic() > until:
            break
        known[digest] = _runs(pictures.sizes(rendition))
        found.append(PageSizes(sha256=digest, runs=known[digest]))
    PageSizes.objects.bulk_create(found, ignore_conflicts=True)
    return known


def _runs(sizes: list[tuple[float, float]]) -> list[list[int]]:
    runs: list[list[int]] = []
    for width, height in sizes:
        size = [round(width), round(height)]
        if runs and runs[-1][:2] == size:
            runs[-1][2] += 1
        else:
            runs.append([*size, 1])
    return runs
