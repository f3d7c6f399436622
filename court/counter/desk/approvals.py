"""Approvals as somebody meets them: what waits for them, what they asked for, what one shows."""

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import may
from court.base.people.models import Office
from court.kit.refusal import not_there
from court.spine.approvals.models import Approval, level_label
from court.spine.cases import definitions

DECIDERS = (Office.DIVISION_HEAD, Office.VICE_PRESIDENT, Office.PRESIDENT)


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """Undecided requests whose turn is an office held; a head of division sees those of the division."""
    mine = Q(pk=None)
    for post in actor.appointments:
        if post.office not in DECIDERS:
            continue
        one = Q(court=post.court_id, office=post.office)
        mine |= one & Q(case__division=post.division_id) if post.office == Office.DIVISION_HEAD else one
    found = Approval.objects.filter(mine, state=Approval.State.PENDING).exclude(requester=actor.account)
    return found.select_related("case", "requester__person").order_by("decide_by", "id")


def asked_by(actor: Actor) -> QuerySet[Approval]:
    return Approval.objects.filter(requester=actor.account).select_related("case", "requester__person").order_by("-id")


def decided_by(actor: Actor) -> QuerySet[Approval]:
    mine = Approval.objects.filter(decisions__account=actor.account).distinct()
    return mine.select_related("case", "requester__person").order_by("-id")


def to_open(approval_id: int, actor: Actor) -> Approval:
    """One approval. Refused (404) for who may not read its case, did not ask for it and has no part in deciding it.

    The president of the superior court decides without a place in the case.
    """
    found = Approval.objects.select_related("case__court", "case__division", "requester__person").filter(pk=approval_id)
    approval = found.first()
    mine = approval is not None and approval.requester_id == actor.account.pk
    if approval is None or not (mine or may(actor, "read", approval.case) or _has_a_part(approval, actor)):
        raise not_there()
    return approval


def _has_a_part(approval: Approval, actor: Actor) -> bool:
    return may_decide(approval, actor) or approval.decisions.filter(account=actor.account).exists()


def may_decide(approval: Approval, actor: Actor) -> bool:
    return approval.state == Approval.State.PENDING and waiting_for(actor).filter(pk=approval.pk).exists()


def wanted(approval: Approval) -> list[tuple[str, str]]:
    """What is asked for, in words: label and value of each fact."""
    definition = definitions.of(approval.case)
    acts = (a for a in definition.acts.values() if a.approval and a.approval.kind == approval.kind)
    act = next(acts, None)
    specs = definition.fields_of(act) if act else {}
    rows = []
    for name, value in approval.facts.items():
        spec = specs.get(name)
        if spec is None or name == "notes":
            continue
        shown = spec.choices.get(value, value) if spec.kind == "choice" else value
        label = spec.label
        if spec.kind == "money":
            label, shown = label.replace("（分）", "（元）"), f"{int(value) / 100:,.2f}"
        rows.append((label, str(shown)))
    return rows


def steps(approval: Approval) -> list[dict]:
    """Every level with its decision, or that its turn has come, or that it is still ahead."""
    decisions = list(approval.decisions.select_related("account__person").order_by("at"))
    rows = []
    for at, office in enumerate(approval.levels):
        made = decisions[at] if at < len(decisions) else None
        rows.append(
            {
                "office": level_label(office),
                "decision": made,
                "now": made is None and at == approval.level and approval.state == Approval.State.PENDING,
            }
        )
    return rows
