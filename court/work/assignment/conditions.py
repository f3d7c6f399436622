"""Whether a case may change hands."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.work.assignment import pool
from law import registry


@wiring.condition("reassign_allowed", asks_facts=True)
def reassign_allowed(scene: Scene) -> None:
    """A reason the rules know, and a judge who may hear the case."""
    label = scene.definition.fields["reassign_reason"].choices[scene.facts["reassign_reason"]]
    found = registry.call("assign.reassign_reason_valid", reason=label)
    if not found["valid"]:
        raise Refused(found.explain()[0], do="请选择规定的变更事由。", code="bad_reason")
    able, excluded = pool.candidates(scene.case, scene.on)
    wanted = scene.facts["judge"]
    if wanted not in {c["judge"] for c in able}:
        reason = next((c["reason"] for c in excluded if c["judge"] == wanted), "不是本庭法官")
        raise Refused(f"该法官不能承办本案（{reason}）。", do="请选择其他法官。", code="not_eligible")
