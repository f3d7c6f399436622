"""Rows of case lists, and what narrows and orders them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.counter.desk import casefile
from court.spine.cases import definitions
from court.spine.cases.models import Case, Handler, Party
from court.spine.dossier.models import Document

SOON_DAYS = 15
MANAGERS = {
    Office.DIVISION_HEAD,
    Office.VICE_PRESIDENT,
    Office.PRESIDENT,
    Office.CASE_MANAGER,
    Office.ARCHIVIST,
    Office.FILING_CLERK,
}
HANDLING = {Office.JUDGE, Office.ASSISTANT, Office.CLERK}
# What a list may be ordered by: name -> columns; the first is the usual order.
ORDERS = {
    "due": (F("due_on").asc(nulls_last=True), "id"),
    "number": ("-id",),
    "cause": ("cause", "id"),
    "stage": ("stage", "id"),
    "filed": ("docketed_on", "id"),
}
STATES = {"open": "在办", "soon": "审限15日内", "over": "已超审限", "closed": "已结", "all": "全部"}


def own(actor: Actor) -> QuerySet[Case] | None:
    """The cases somebody handles; None for who handles none by office."""
    if not actor.offices & HANDLING:
        return None
    mine = Handler.objects.filter(case=OuterRef("pk"), account=actor.account, until=None)
    return Case.objects.filter(Exists(mine), is_state_secret=False)


def sees_more(actor: Actor) -> bool:
    return bool(actor.offices & MANAGERS)


def choices() -> dict:
    """Tracks of all procedures by code, for the filter."""
    tracks: dict[str, str] = {}
    for definition in definitions.shipped().values():
        tracks |= {code: track.label for code, track in definition.tracks.items()}
    return {"tracks": tracks, "states": STATES}


@dataclass(frozen=True)
class Filters:
    """What was asked of a list; unknown words fall back to the usual."""

    state: str = "open"
    track: str = ""
    order: str = "due"

    @classmethod
    def read(cls, asked: QueryDict) -> "Filters":
        state, order, track = asked.get("state", ""), asked.get("order", ""), asked.get("track", "")
        return cls(
            state if state in STATES else "open",
            track if track in choices()["tracks"] else "",
            order if order in ORDERS else "due",
        )

    def apply(self, cases: QuerySet[Case], today: date) -> QuerySet[Case]:
        if self.track:
            cases = cases.filter(track=self.track)
        return cases.filter(_state(self.state, today))

    def ordered(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        return cases.order_by(*ORDERS[self.order])

    def link(self, **changed: str) -> str:
        return "?" + urlencode({"state": self.state, "track": self.track, "order": self.order} | changed)

    def state_links(self) -> list[tuple[str, str, bool]]:
        return [(label, self.link(state=code), code == self.state) for code, label in STATES.items()]

    def track_links(self) -> list[tuple[str, str, bool]]:
        rows = [("全部程序", self.link(track=""), not self.track)]
        return rows + [
            (label.removesuffix("程序"), self.link(track=code), code == self.track)
            for code, label in choices()["tracks"].items()
        ]

    def order_links(self) -> dict[str, tuple[str, bool]]:
        return {code: (self.link(order=code), code == self.order) for code in ORDERS}


def _state(state: str, today: date) -> Q:
    return {
        "open": Q(closed_on=None),
        "closed": Q(closed_on__isnull=False),
        "all": Q(),
        "soon": Q(closed_on=None, due_on__lte=today + timedelta(days=SOON_DAYS)),
        "over": Q(closed_on=None, due_on__lt=today),
    }[state]


def rows(cases: list[Case], today: date) -> list[dict]:
    """Rows for the table of cases: two further queries, however many rows."""
    ids = [case.pk for case in cases]
    papers = (
        dict(
            Document.objects.filter(case__in=ids, on_record=True)
            .values("case")
            .annotate(n=Count("id"))
            .values_list("case", "n")
        )
        if ids
        else {}
    )
    joined = (
        set(
            Party.objects.filter(case__in=ids, role=Party.Role.DEFENDANT, joined_at__isnull=False).values_list(
                "case", flat=True
            )
        )
        if ids
        else set()
    )
    return [
        {
            "case": case,
            "stage": casefile.stage_badge(case),
            "limit": casefile.limit_badge(case, today),
            "track": casefile.track_label(case).removesuffix("程序").removesuffix("诉讼"),
            "parties": case.title.removesuffix(case.cause),
            "papers": papers.get(case.pk, 0),
            "joined": case.pk in joined,
        }
        for case in cases
    ]
