"""An act that declares an approval opens one; the decision is an act of its own."""
from datetime import timedelta

from court.base.people.models import Office
from court.kit.ids import new_id
from court.spine import wiring
from court.spine.approvals.models import ABOVE, Approval
from court.spine.cases.acts import holds
from court.spine.cases.scene import Scene
from law import limits


def decide(scene: Scene) -> dict | None:
    spec = scene.act.approval
    if spec is None:
        return None
    levels = [str(level) for level in spec.levels]
    if spec.above and holds(scene, spec.above):
        levels.append(f"{ABOVE}{Office.PRESIDENT.value}")
    due = scene.case.due_on if spec.kind == "extension" else None
    return {"approval": str(new_id()), "kind": spec.kind, "levels": levels,
            "apply_by": (due - timedelta(days=limits.EXTENSION_APPLY_DAYS)).isoformat() if due else None,
            "decide_by": (due - timedelta(days=limits.EXTENSION_DECIDE_DAYS)).isoformat() if due else None}


def apply(scene: Scene, entry, made: dict) -> None:
    Approval.objects.create(
        pk=int(made["approval"]), court=scene.case.court, case=scene.case, kind=made["kind"], label=scene.act.label,
        requester=scene.actor.account, requested_at=scene.at, facts=scene.facts,
        reason=scene.notes.get("reason", "")[:1000], levels=made["levels"], office=made["levels"][0],
        apply_by=made["apply_by"], decide_by=made["decide_by"])


wiring.applier("approval", 30, decide, apply)
