"""Who may note on the margins: the court's people who handle the case; what is shared stays within those who decide.

A shared note is part of deliberating (民诉法第四十五条、合议庭工作规定: 评议过程不公开): the clerk sees only his own.
"""

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, may, relations, resolver, rule
from court.spine.cases.models import Case, Handler
from court.spine.dossier.models import Document
from court.work.annotations.models import Annotation, Presentation

HIDDEN = deny("没有找到该批注。", hidden=True)
DECIDERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.MEMBER, Handler.Role.JUROR}
LEADS = {*DECIDERS, Handler.Role.CLERK, Handler.Role.ASSISTANT}


@rule(Case, "annotate")
def annotate(actor: Actor, case: Case, related: frozenset) -> Verdict | None:
    """Whoever handles the case today may write notes for himself."""
    return ALLOW if actor.is_staff and "handler" in related and not case.is_state_secret else None


@rule(Case, "share_annotation")
def share(actor: Actor, case: Case, related: frozenset) -> Verdict | None:
    if not actor.is_staff or case.is_state_secret:
        return None
    return ALLOW if related & DECIDERS else deny("只有合议庭成员可以共享批注。")


@rule(Case, "present")
def present(actor: Actor, case: Case, related: frozenset) -> Verdict | None:
    return ALLOW if actor.is_staff and related & LEADS and not case.is_state_secret else None


@resolver(Annotation)
def annotation_relations(actor: Actor, annotation: Annotation) -> frozenset[str]:
    return relations(actor, annotation.case)


@rule(Annotation, "read")
def read(actor: Actor, annotation: Annotation, related: frozenset) -> Verdict:
    """One's own while one handles the case; shared ones for who decides it. Never for somebody who left the case."""
    if not actor.is_staff or actor.account is None or "handler" not in related or annotation.case.is_state_secret:
        return HIDDEN
    if annotation.author_id != actor.account.pk:
        shared = annotation.scope == Annotation.Scope.PANEL and annotation.gone_at is None
        if not shared or not related & DECIDERS:
            return HIDDEN
    annotation.document.case = annotation.case
    return ALLOW if may(actor, "read", annotation.document) else HIDDEN


@rule(Annotation, "change")
def change(actor: Actor, annotation: Annotation, related: frozenset) -> Verdict:
    verdict = read(actor, annotation, related)
    if not verdict:
        return verdict
    if actor.account is None or annotation.author_id != actor.account.pk:
        return deny("只能修改自己的批注。")
    return ALLOW


@resolver(Presentation)
def presentation_relations(actor: Actor, presentation: Presentation) -> frozenset[str]:
    return relations(actor, presentation.case)


@rule(Presentation, "follow")
def follow(actor: Actor, presentation: Presentation, related: frozenset) -> Verdict:
    """Whoever may open the case's dossier; which of the papers shown they see is asked for each paper."""
    return ALLOW if may(actor, "read_file", presentation.case) else deny("没有找到。", hidden=True)


def readable(actor: Actor, case: Case, document: Document) -> bool:
    document.case = case
    return bool(may(actor, "read", document))
