"""What the pages of papers ask: one paper to open, those of a case, one's own, the text beside another's."""

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import may, require, visible
from court.kit.refusal import not_there
from court.spine.cases.models import Case
from court.work.judgments.actions import WRITERS, roles
from court.work.judgments.kinds import KINDS
from court.work.judgments.models import Paper

OPEN = [Paper.State.DRAFT, Paper.State.REVIEW, Paper.State.REVIEWED, Paper.State.SIGNED]


def to_open(paper_id: int, actor: Actor) -> Paper:
    """A paper somebody may see. Refused (404) in the same words for a hidden one and for none."""
    related = Paper.objects.select_related("case__court__superior", "case__judge__person", "document", "author__person",
                                           "reviewer__person", "signed_by__person")  # fmt: skip
    paper = related.filter(pk=paper_id).first()
    if paper is None:
        raise not_there()
    require(actor, "read", paper)
    return paper


def of_case(case: Case, actor: Actor) -> list[Paper]:
    """The papers of a case that somebody may see, the newest first."""
    found = list(case.papers.select_related("author__person", "document").order_by("-id"))
    for paper in found:
        paper.case = case
    return [paper for paper in found if may(actor, "read", paper)]


def open_ones(actor: Actor) -> QuerySet[Paper]:
    """Papers not issued yet, of the cases one handles or answers for."""
    return visible(actor, Paper.objects.filter(state__in=OPEN)).select_related("case", "author__person").distinct()


def writes(case: Case, actor: Actor) -> bool:
    early = case.judge_id is None and actor.holds("filing_clerk", case.court_id) is not None
    return bool(roles(case, actor) & WRITERS) or early


def kinds_for(case: Case) -> list[tuple[str, str]]:
    """The kinds of paper that may be begun, by name; before a judge is drawn only the rulings of the filing stage."""
    early = ("withdrawal", "deemed_withdrawal")
    return [(code, f"{kind.name}（{kind.label}）") for code, kind in KINDS.items() if case.judge_id or code in early]


def differences(paper: Paper, typed: dict[str, str]) -> list[dict]:
    """Sections in which what was typed differs from the newest text, for showing side by side."""
    return [
        {"label": s.label, "newest": paper.sections.get(s.key, ""), "typed": typed.get(s.key, "")}
        for s in KINDS[paper.kind].sections
        if typed.get(s.key, "").strip() != paper.sections.get(s.key, "").strip()
    ]
