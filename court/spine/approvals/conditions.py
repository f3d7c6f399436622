"""Conditions of acts that approvals answer."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.approvals.models import Approval
from court.spine.cases.scene import Scene
from court.spine.journal.models import Entry


@wiring.condition("consented")
def consented(scene: Scene) -> None:
    """Every level has said yes, and what was granted is carried out once: nobody grants by this act alone."""
    kinds = [act.approval.kind for act in scene.definition.acts.values() if act.approval and act.approval.granted == scene.code]
    granted = Approval.objects.filter(case=scene.case, kind__in=kinds, state=Approval.State.GRANTED).count()
    done = Entry.objects.filter(stream=scene.case.stream, kind=f"case.{scene.code}").count()
    if granted <= done:
        raise Refused(f"没有经各级批准的申请，不能办理“{scene.act.label}”。", do="请在“审批”中逐级审批。", code="not_approved")
