"""Whether a case may change hands, and whether one judge may hear it."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.conditions import heard_by_one, pending
from court.spine.cases.models import Handler
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


@wiring.condition("may_sit_alone", asks_facts=True)
def may_sit_alone(scene: Scene) -> None:
    """The ordinary procedure of a basic court, plain facts, none of the bars of art. 42; a panel, once formed, stays."""
    if not scene.track.panel:
        raise Refused("本案不适用普通程序，本来就由审判员一人独任审理。", law="民事诉讼法第四十条第二款", code="not_needed")
    if heard_by_one(scene):
        raise Refused("本案已决定由审判员一人独任审理。", do="请刷新页面核对。", code="stale")
    if scene.role_of(Handler.Role.PRESIDING):
        raise Refused("本案已经组成合议庭，不得改为独任审理。", law="民事诉讼法第四十条、第四十三条", code="panel_formed")
    bar = scene.facts["sole_bar"]
    found = registry.call("sole_judge.first_instance", procedure="ordinary", level=scene.case.court.level,
                          **({} if bar == "none" else {bar: True}))
    if not found["allowed"]:
        raise Refused(f"{found.explain()[0]}。", law="民事诉讼法第四十条、第四十二条",
                      do="请办理“组成合议庭”。", code="panel_needed")


@wiring.condition("heard_alone")
def heard_alone(scene: Scene) -> None:
    if not heard_by_one(scene):
        raise Refused("本案不是由审判员一人适用普通程序独任审理。", law="民事诉讼法第四十三条", code="not_alone")


@wiring.condition("not_heard_alone")
def not_heard_alone(scene: Scene) -> None:
    if heard_by_one(scene):
        raise Refused("本案已决定由审判员一人独任审理。", law="民事诉讼法第四十三条", do="请先办理“裁定转由合议庭审理”。", code="heard_alone")


def _objected(scene: Scene) -> bool:
    return pending(scene, "object_sole_judge", {"reject_sole_objection", "turn_to_panel"})


@wiring.condition("sole_objection_pending")
def sole_objection_pending(scene: Scene) -> None:
    if not _objected(scene):
        raise Refused("没有待审查的对独任审理的异议。", law="民事诉讼法第四十三条第二款", code="nothing_pending")


@wiring.condition("no_sole_objection_pending")
def no_sole_objection_pending(scene: Scene) -> None:
    if _objected(scene):
        raise Refused("已有对独任审理的异议正在审查。", law="民事诉讼法第四十三条第二款", do="请等待法院裁定。", code="pending")
