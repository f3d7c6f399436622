"""Deciding an approval, level by level; the last consent performs the act that was asked for."""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.refusal import Refused
from court.spine.approvals.models import Approval, Decision
from court.spine.cases import acts, definitions


def decide(approval_id: int, *, by: Actor, at: datetime, granted: bool, reason: str = "") -> Approval:
    """Consent or refuse at the level whose turn it is. A refusal ends it at once; the last consent grants.

    Raises Refused for somebody of another office, for the requester, and where it is decided already.
    """
    with transaction.atomic():
        case = acts.lock(Approval.objects.values_list("case_id", flat=True).get(pk=approval_id))
        approval = Approval.objects.select_for_update(of=("self",)).select_related("case__court__superior").get(pk=approval_id)
        _refuse_stranger(approval, by, at)
        Decision.objects.create(approval=approval, account=by.account, office=approval.office, granted=granted,
                                reason=reason[:500], at=at)
        spec = _spec(case, approval)
        last = approval.level + 1 == len(approval.levels)
        if granted and not last:
            approval.wait_at(approval.level + 1)
        else:
            approval.level += 1
            approval.state = Approval.State.GRANTED if granted else Approval.State.REFUSED
        approval.save()
        if not granted:
            acts.perform(case, spec.refused, by=by, at=at, facts={"opinion": reason or "不同意"})
        elif last:
            acts.perform(case, spec.granted, by=by, at=at, basis=f"审批{approval.pk}",
                         facts={**approval.facts, "opinion": reason or "同意"})
    return approval


def withdraw(approval_id: int, *, by: Actor, at: datetime) -> Approval:
    """The requester takes an undecided request back."""
    with transaction.atomic():
        approval = Approval.objects.select_for_update(of=("self",)).get(pk=approval_id)
        if approval.requester_id != by.account.pk:
            raise Refused("只有申请人可以撤回申请。", code="not_yours", status=403)
        if approval.state != Approval.State.PENDING:
            raise Refused("该申请已经办结，不能撤回。", code="decided")
        approval.state = Approval.State.WITHDRAWN
        approval.save(update_fields=["state"])
    return approval


def _refuse_stranger(approval: Approval, by: Actor, at: datetime) -> None:
    if approval.state != Approval.State.PENDING:
        decision = approval.decisions.select_related("account__person").order_by("-at").first()
        who = decision.account.person.name if decision else "申请人"
        raise Refused(f"该申请已由{who}办结（{approval.get_state_display()}）。", do="请刷新页面查看结果。", code="decided")
    if not by.account.holds(approval.office, by.on, approval.court_id):
        raise Refused("该申请不由您审批。", code="not_yours", status=403)
    if approval.requester_id == by.account.pk:
        raise Refused("不能审批自己提出的申请。", do="请由其他有权人员审批。", code="self_approval", status=403)


def _spec(case, approval):
    found = (a.approval for a in definitions.of(case).acts.values() if a.approval and a.approval.kind == approval.kind)
    return next(found)
