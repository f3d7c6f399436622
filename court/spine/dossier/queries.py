"""What is asked of the dossier: its volumes as somebody may see them, what it lacks, one paper to open."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from court.base.access.actor import Actor
from court.base.access.decide import may, require
from court.kit.days import date_of
from court.kit.refusal import not_there
from court.spine.cases.models import Case
from court.spine.dossier import access, catalogue, places
from court.spine.dossier import completeness as completeness_rows
from court.spine.dossier.models import Document, Edition, Placement, Rendition
from court.spine.dossier.places import Placed

State, Volume = Document.State, Document.Volume


@dataclass
class Group:
    """One item of the catalogue with its papers."""

    item: str
    placed: list[Placed] = field(default_factory=list)


@dataclass
class VolumeView:
    """One volume as somebody may see it. `edition` is the last numbering, None while labels are provisional."""

    code: str
    label: str
    groups: list[Group]
    edition: Edition | None
    pages: int

    @property
    def placed(self) -> list[Placed]:
        return [one for group in self.groups for one in group.placed]

    @property
    def provisional(self) -> bool:
        return any(one.provisional and one.labels for one in self.placed)


@dataclass(frozen=True)
class Lack:
    """Something the dossier lacks at its stage. `since` is when it should have been there, for "late"."""

    title: str
    why: str
    since: datetime | None = None
    late: bool = False


def volumes(case: Case, actor: Actor) -> list[VolumeView]:
    """正卷 and 副卷 as this person may see them; a volume of which nothing may be seen is not there at all (S12)."""
    codes = [Volume.MAIN, Volume.INNER] if access.stance(actor, case) & access.INNER_READERS else [Volume.MAIN]
    labels = catalogue.labels(case)
    editions = {one.volume: one for one in Edition.objects.filter(case=case).order_by("number")}
    found = []
    for code in codes:
        placed = [one for one in _with_case(places.in_order(case, code, actor), case) if may(actor, "list", one.document)]
        if placed or code == Volume.MAIN:
            found.append(VolumeView(code, Volume(code).label, _grouped(placed, labels), editions.get(code),
                                    sum(one.pages for one in placed)))  # fmt: skip
    return found


def in_work(case: Case, actor: Actor) -> list[Document]:
    """Papers that have no place yet (being made, being checked, refused), as far as this person may know of them."""
    found = list(
        case.documents.filter(placement=None).exclude(state__in=[State.SPLIT, State.STRUCK]).select_related("party")
        .prefetch_related("renditions").order_by("id")
    )
    for document in found:
        document.case = case
    return [document for document in found if may(actor, "list", document)]


def visible_in(case: Case, actor: Actor) -> list[Document]:
    """Every paper of a case this person may open, in the order of the dossier."""
    return [
        one.document for view in volumes(case, actor) for one in view.placed if may(actor, "read", one.document)
    ]


def to_open(document_id: int, actor: Actor, verb: str = "read") -> Document:
    """A paper somebody asks to open. Refused (404) for what they may not know of, and for what is not there."""
    document = (
        Document.objects.select_related("case__court", "court", "party")
        .prefetch_related("renditions")
        .filter(pk=document_id)
        .first()
    )
    if document is None:  # told in the words in which a hidden one is
        raise not_there()
    require(actor, verb, document)
    return document


def of_filing(filing_id: int) -> list[Document]:
    """The papers of a filing, in the order they came, whatever their state. The filing room asks may() itself."""
    return list(Document.objects.filter(filing_id=filing_id).prefetch_related("renditions").order_by("id"))


def original(document: Document) -> Rendition | None:
    return next((one for one in document.renditions.all() if one.purpose == Rendition.Purpose.ORIGINAL), None)


def signed(document: Document) -> Rendition | None:
    """The newest signed form of a paper."""
    found = [one for one in document.renditions.all() if one.purpose == Rendition.Purpose.SIGNED]
    return max(found, key=lambda one: one.pk, default=None)


# What the archive waits for, in civil cases of first instance: (stage, item, title). The rows are completeness.yaml.
STAGES = completeness_rows.stages("民初")
REQUIRED, HEARD = completeness_rows.PLAIN, completeness_rows.HEARD
LATE_AFTER = timedelta(days=1)


def completeness(case: Case, on: date | None = None) -> list[Lack]:
    """What the dossier still lacks at the case's stage; empty when it is complete. It gates the archive only.

    Papers asked for and not there yet, papers refused and not replaced, items of the catalogue without any paper.
    `on` marks what is a day overdue as late.
    """
    return [*unready(case, on), *_missing(case)]


def unready(case: Case, on: date | None) -> list[Lack]:
    """Papers asked for and not there yet, with what holds them up."""
    words = {State.EXPECTED: "尚未制作完成", State.WAITING: "尚未通过安全检查"}
    waiting = case.documents.filter(state__in=words).order_by("id").only("case", "title", "state", "created_at", "note")
    return [
        Lack(one.title, one.note or words[State(one.state)], one.created_at,
             on is not None and date_of(one.created_at) + LATE_AFTER < on)
        for one in waiting
    ]  # fmt: skip


def _missing(case: Case) -> list[Lack]:
    if case.type_code != "民初" or case.stage not in STAGES:
        return []
    reached = STAGES[: STAGES.index(case.stage) + 1]
    present = set(
        Placement.objects.filter(case=case, volume=Volume.MAIN)
        .exclude(document__state__in=[State.STRUCK, State.SUPERSEDED])
        .values_list("item", flat=True)
    )
    wanted = REQUIRED + (HEARD if completeness_rows.was_heard(case) else [])
    labels = catalogue.labels(case)
    return [
        Lack(title, f"“{labels.get(item, item)}”项下没有材料")
        for stage, item, title in wanted
        if stage in reached and item not in present
    ]


def waiting_long(before: datetime):
    """Papers made or checked since before a moment and still not ready, for the duty page."""
    stuck = Q(state__in=[State.EXPECTED, State.WAITING], created_at__lt=before)
    return Document.objects.filter(stuck).select_related("case").order_by("created_at")


def _with_case(placed: list[Placed], case: Case) -> list[Placed]:
    for one in placed:
        one.document.case = case
    return placed


def _grouped(placed: list[Placed], labels: dict[str, str]) -> list[Group]:
    groups: list[Group] = []
    for one in placed:
        item = labels.get(one.placement.item, one.placement.item)
        if not groups or groups[-1].item != item:
            groups.append(Group(item))
        groups[-1].placed.append(one)
    return groups

