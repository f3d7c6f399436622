"""Two people: one puts a change forward, another decides it, or the first takes it back. Alike whatever is changed."""

from typing import TypeVar

from court.base.access.actor import Actor
from court.base.courts import clock
from court.base.courts.models import Proposal
from court.kit.refusal import Refused

State = Proposal.State
LONGEST = 200
Kind = TypeVar("Kind", bound=Proposal)


def reason_for(typed: str) -> str:
    """Why, as it is kept. Refused without words."""
    if len(typed.strip()) < 4:
        raise Refused("请写明变更理由。", code="missing_field", status=422)
    return typed.strip()[:LONGEST]


def look_again(change: Proposal, *, granted: bool, opinion: str, by: Actor) -> None:
    """Refused to who put it forward, once it was decided, and for a refusal without its reason."""
    if change.proposed_by.person_id == by.person_id:
        raise Refused("提出人不能批准自己的变更。", do="请由另一有权限的人员办理。", code="same_person", status=403)
    if change.state != State.PENDING:
        raise Refused(f"该份变更{change.get_state_display()}。", do="请刷新页面核对。", code="stale")
    if not granted and not opinion.strip():
        raise Refused("请写明不同意的理由。", code="missing_field", status=422)


def settle(change: Proposal, *, granted: bool, opinion: str, by: Actor) -> None:
    """Write the decision with whatever else was set on the row."""
    change.state = State.APPROVED if granted else State.REFUSED
    change.decided_by, change.decided_at, change.opinion = by.account, clock.now(), opinion.strip()[:LONGEST]
    change.save()


def take_back(model: type[Kind], pk: int, *, by: Actor) -> Kind:
    """By the one who put it forward, before it is decided; inside a transaction."""
    change = model._default_manager.select_for_update(of=("self",)).filter(pk=pk, proposed_by=by.account, state=State.PENDING).first()
    if change is None:
        raise Refused("没有可以撤回的变更。", do="请刷新页面核对。", code="stale")
    change.state, change.decided_by, change.decided_at = State.WITHDRAWN, by.account, clock.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    return change
