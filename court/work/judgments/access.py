"""Who may look at a draft: those who handle the case and those who answer for it; never anybody outside (S12)."""

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, relations, resolver, rule, scoper, visible
from court.base.people.models import Office
from court.spine.cases.models import Case
from court.work.judgments.models import Paper

READERS = {"handler", "division_leader", "court_leader"}
HIDDEN = deny("没有找到该文书。", hidden=True)


@resolver(Paper)
def paper_relations(actor: Actor, paper: Paper) -> frozenset[str]:
    return relations(actor, paper.case)


@rule(Paper, "read")
def read(actor: Actor, paper: Paper, related: frozenset) -> Verdict:
    """A draft before a judge is drawn is the filing clerk's (按撤诉处理)."""
    if not actor.is_staff:
        return HIDDEN
    if paper.case.is_state_secret:
        return deny("本案不在线上办理。", law="保守国家秘密法")
    early = "filing_clerk" in related and paper.case.judge_id is None
    return ALLOW if early or related & READERS else HIDDEN


@rule(Paper, "review")
def review(actor: Actor, paper: Paper, related: frozenset) -> Verdict | None:
    """The head of the division, or who presides over the panel; never one's own draft."""
    if actor.account is None or actor.account.pk == paper.author_id:
        return deny("不能审核自己起草的文书。")
    return ALLOW if related & {"division_leader", "presiding"} else None


@scoper(Paper)
def visible_papers(actor: Actor, papers):
    """Drafts of the cases one handles or answers for."""
    if not actor.is_staff:
        return papers.none()
    cases = visible(actor, Case.objects.all())
    if not actor.offices & {Office.PRESIDENT, Office.VICE_PRESIDENT, Office.DIVISION_HEAD}:
        cases = cases.filter(handlers__account=actor.account, handlers__until=None) | cases.filter(judge=None)
    return papers.filter(case__in=cases.values("pk"))
